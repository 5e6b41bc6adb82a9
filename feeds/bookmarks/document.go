package bookmarks

import "broadsheet/feeds"

// cleanDocument makes a Document from a file what extract promises of one: no
// control or bidi characters, every address absolute and safe to open, no
// deeper than maxDepth, each footnote there once and no mark without one.
func cleanDocument(d *feeds.Document) *feeds.Document {
	if d == nil {
		return nil
	}
	if d.URL = cleanURL(d.URL); !portable(d.URL) {
		d.URL = ""
	}
	d.Canonical, d.Image = feeds.WebURL("", d.Canonical), feeds.WebURL("", d.Image)
	for _, s := range []*string{&d.Title, &d.Byline, &d.Site, &d.Language} {
		*s = ownLine(*s)
	}
	for _, list := range [][]string{d.Section, d.Topics} {
		for i := range list {
			list[i] = ownLine(list[i])
		}
	}
	d.Standfirst, d.Note = feeds.Clean(d.Standfirst), feeds.Clean(d.Note)
	d.Published = d.Published.UTC()
	c := documentCleaner{notes: map[int]bool{}}
	c.blocks(d.Blocks, 0)
	c.marks(d.Blocks)
	return d
}

type documentCleaner struct {
	notes map[int]bool // footnotes that are there
}

func (c *documentCleaner) blocks(blocks []feeds.Block, depth int) {
	for i := range blocks {
		b := &blocks[i]
		b.Text, b.Alt = feeds.Clean(b.Text), feeds.Clean(b.Alt)
		b.Lang, b.Style = ownLine(b.Lang), ownLine(b.Style)
		b.URL, b.Link = feeds.LinkURL("", b.URL), feeds.LinkURL("", b.Link)
		b.Level, b.Width, b.Height = bounded(b.Level, 6), bounded(b.Width, 1<<20), bounded(b.Height, 1<<20)
		if b.Note = bounded(b.Note, 1<<20); b.Note > 0 && c.notes[b.Note] {
			b.Note = 0
		}
		c.notes[b.Note] = true
		cleanSpans(b.Spans)
		for r := range b.Rows {
			for k := range b.Rows[r].Cells {
				cell := &b.Rows[r].Cells[k]
				cell.Span = max(1, min(cell.Span, 1000))
				cell.Align = ownLine(cell.Align)
				cleanSpans(cell.Spans)
			}
		}
		if depth == maxDepth {
			b.Blocks, b.Items = nil, nil
			continue
		}
		c.blocks(b.Blocks, depth+1)
		for j := range b.Items {
			cleanSpans(b.Items[j].Term)
			c.blocks(b.Items[j].Blocks, depth+1)
		}
	}
}

// marks takes the marks of footnotes away that are not there.
func (c *documentCleaner) marks(blocks []feeds.Block) {
	spans := func(spans []feeds.Span) {
		for i := range spans {
			if n := spans[i].Note; n < 0 || n > 0 && !c.notes[n] {
				spans[i].Note = 0
			}
		}
	}
	for _, b := range blocks {
		spans(b.Spans)
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				spans(cell.Spans)
			}
		}
		for _, item := range b.Items {
			spans(item.Term)
			c.marks(item.Blocks)
		}
		c.marks(b.Blocks)
	}
}

func bounded(n, most int) int { return max(0, min(n, most)) }

func cleanSpans(spans []feeds.Span) {
	for i := range spans {
		spans[i].Text = feeds.Clean(spans[i].Text)
		spans[i].URL = feeds.LinkURL("", spans[i].URL)
	}
}
