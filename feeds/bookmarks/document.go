package bookmarks

import "broadsheet/feeds"

// cleanDocument makes a Document from a file what extract promises of one: no
// control or bidi characters, every address absolute and safe to open, no
// deeper than maxDepth.
func cleanDocument(d *feeds.Document) *feeds.Document {
	if d == nil {
		return nil
	}
	if d.URL = cleanURL(d.URL); !portable(d.URL) {
		d.URL = ""
	}
	for _, s := range []*string{&d.Title, &d.Byline, &d.Site, &d.Language} {
		*s = cleanLine(*s, maxTitle)
	}
	d.Note = feeds.Clean(d.Note)
	d.Published = d.Published.UTC()
	cleanBlocks(d.Blocks, 0)
	return d
}

func cleanBlocks(blocks []feeds.Block, depth int) {
	for i := range blocks {
		b := &blocks[i]
		b.Text = feeds.Clean(b.Text)
		b.Lang, b.Alt = cleanLine(b.Lang, maxTitle), feeds.Clean(b.Alt)
		b.URL = feeds.WebURL("", b.URL)
		cleanSpans(b.Spans)
		for r := range b.Rows {
			for c := range b.Rows[r].Cells {
				cell := &b.Rows[r].Cells[c]
				cell.Span = max(1, min(cell.Span, 1000))
				cleanSpans(cell.Spans)
			}
		}
		if depth == maxDepth {
			b.Blocks, b.Items = nil, nil
			continue
		}
		cleanBlocks(b.Blocks, depth+1)
		for j := range b.Items {
			cleanBlocks(b.Items[j].Blocks, depth+1)
		}
	}
}

func cleanSpans(spans []feeds.Span) {
	for i := range spans {
		spans[i].Text = feeds.Clean(spans[i].Text)
		spans[i].URL = feeds.LinkURL("", spans[i].URL)
	}
}
