package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

// inline is what an element hands down to the text within it.
type inline struct {
	style  feeds.SpanStyle
	url    string
	dir    direction
	quotes int // how deep in q
	note   int // the footnote that a mark leads to
	jump   int // the place in the text that a link leads to
}

// run is a Span in the making: bytes, since joining strings again and again
// would copy a long paragraph once for each of its pieces.
type run struct {
	text  []byte
	style feeds.SpanStyle
	url   string
	note  int
	jump  int
}

// flow collects the blocks of one container, and the paragraph in progress.
type flow struct {
	w       *walker
	blocks  []feeds.Block
	runs    []run
	last    rune          // last character of the paragraph, 0 when it is empty
	pending []feeds.Block // images met within a sentence: they follow it
	dir     direction
}

// text adds a text node: cleaned, its white space collapsed as a browser does.
func (f *flow) text(raw feeds.Raw, in inline) { f.words(feeds.Clean(raw), in) }

// words is text of what is clean already.
func (f *flow) words(s string, in inline) {
	if s == "" {
		return
	}
	if first, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.Mn, first) && unicode.Is(unicode.Mn, f.last) {
		s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.Is(unicode.Mn, r) })
	}
	for len(s) > 0 {
		n := strings.IndexAny(s, " \t\n")
		switch {
		case n < 0:
			f.add(s, in)
			return
		case n > 0:
			f.add(s[:n], in)
		}
		s = strings.TrimLeft(s[n:], " \t\n")
		if f.last != 0 && f.last != ' ' && f.last != '\n' {
			f.add(" ", in)
		}
	}
}

// add appends text as it is.
func (f *flow) add(s string, in inline) {
	if s == "" {
		return
	}
	if n := len(f.runs); n > 0 && f.runs[n-1].style == in.style && f.runs[n-1].url == in.url && f.runs[n-1].note == in.note && f.runs[n-1].jump == in.jump {
		f.runs[n-1].text = append(f.runs[n-1].text, s...)
	} else {
		f.runs = append(f.runs, run{[]byte(s), in.style, in.url, in.note, in.jump})
	}
	if f.last == 0 {
		f.dir = in.dir
	}
	f.last, _ = utf8.DecodeLastRuneInString(s)
}

// br breaks the line; the second in a row parts paragraphs.
func (f *flow) br(in inline) {
	f.trim()
	switch f.last {
	case 0:
	case '\n':
		f.flush()
	default:
		f.add("\n", inline{style: in.style, url: "", dir: in.dir})
	}
}

// trim takes white space, but no line break, off the paragraph's end.
func (f *flow) trim() {
	for n := len(f.runs); n > 0; n = len(f.runs) {
		r := &f.runs[n-1]
		for len(r.text) > 0 && r.text[len(r.text)-1] == ' ' {
			r.text = r.text[:len(r.text)-1]
		}
		if len(r.text) > 0 {
			f.last, _ = utf8.DecodeLastRune(r.text)
			return
		}
		f.runs = f.runs[:n-1]
	}
	f.last = 0
}

// flush ends the paragraph.
func (f *flow) flush() {
	spans := f.take()
	if len(spans) > 0 {
		f.put(feeds.Block{Kind: feeds.Paragraph, Spans: spans, RTL: isRTL(f.dir, spans)})
	}
	f.blocks = append(f.blocks, f.pending...)
	f.pending = nil
}

// take gives the spans of the paragraph in progress, nil when it says nothing.
func (f *flow) take() []feeds.Span {
	f.trim()
	for f.last == '\n' {
		r := &f.runs[len(f.runs)-1]
		r.text = r.text[:len(r.text)-1]
		f.trim()
	}
	var spans []feeds.Span
	empty := true
	for _, r := range f.runs {
		s := feeds.Span{Text: string(r.text), Style: r.style, URL: r.url, Note: r.note, Jump: r.jump}
		empty = empty && isBlank(s.Text)
		spans = append(spans, s)
	}
	f.runs, f.last = nil, 0
	if empty {
		return nil
	}
	return spans
}

// block ends the paragraph and adds a block.
func (f *flow) block(b feeds.Block) {
	f.flush()
	f.put(b)
}

// put adds a block, the place that a link leads to where one was met.
func (f *flow) put(b feeds.Block) {
	b.Anchor = f.w.jumps.anchor()
	f.blocks = append(f.blocks, b)
}

// isBlank says whether nothing of s can be seen.
func isBlank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && r != '\ufffc' && r != '\u3164' && r != '\u2800' {
			return false
		}
	}
	return true
}

// flatten is blocks as the spans of one cell, caption or heading: what were
// blocks are parted by sep.
func flatten(blocks []feeds.Block, sep string) []feeds.Span {
	var out []feeds.Span
	put := func(prefix string, spans []feeds.Span) {
		if len(spans) == 0 {
			return
		}
		if len(out) > 0 {
			prefix = sep + prefix
		}
		if prefix != "" {
			out = append(out, feeds.Span{Text: prefix})
		}
		out = append(out, spans...)
	}
	for _, b := range blocks {
		switch b.Kind {
		case feeds.Paragraph, feeds.Heading:
			put("", b.Spans)
		case feeds.List:
			for _, item := range b.Items {
				put(b.Marker(item)+" ", flatten(item.Blocks, sep))
			}
		case feeds.Definitions:
			for _, item := range b.Items {
				put("", item.Term)
				put("", flatten(item.Blocks, sep))
			}
		case feeds.Quote:
			put("", flatten(b.Blocks, sep))
		case feeds.Code:
			text := strings.ReplaceAll(b.Text, "\t", "    ")
			put("", []feeds.Span{{Text: strings.ReplaceAll(text, "\n", sep), Style: feeds.Mono}})
		case feeds.Table:
			for _, row := range b.Rows {
				for _, cell := range row.Cells {
					put("", cell.Spans)
				}
			}
		case feeds.Image, feeds.Embed:
			if b.Alt != "" {
				put("", []feeds.Span{{Text: b.Alt, URL: b.URL}})
			}
			put("", b.Spans)
		}
	}
	return out
}
