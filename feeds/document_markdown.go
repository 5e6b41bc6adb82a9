package feeds

import (
	"fmt"
	"strings"
)

// Markdown is the document as CommonMark with GitHub's tables: title (linked),
// byline and note, then the blocks. Every mark of Markdown within a text is
// escaped, so nothing in it becomes a link, a tag or a heading.
func (d *Document) Markdown() string {
	var parts []string
	if d.Title != "" {
		parts = append(parts, "# "+markdownLine([]Span{{Text: d.Title, URL: d.URL}}))
	}
	if d.Standfirst != "" {
		parts = append(parts, markdownLine([]Span{{Text: d.Standfirst, Style: Italic}}))
	}
	if s := d.byline(); s != "" {
		parts = append(parts, markdownLine([]Span{{Text: s}}))
	}
	if d.Note != "" {
		parts = append(parts, quoted(markdownSpans([]Span{{Text: d.Note}}, "\\\n")))
	}
	if s := markdownBlocks(d.Blocks); s != "" {
		parts = append(parts, s)
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "\n\n") + "\n"
}

func markdownBlocks(blocks []Block) string {
	var parts []string
	again := false // the block before was a list: another would join it
	for _, b := range blocks {
		other := b.Kind == List && again
		s := markdownBlock(b, other)
		if s == "" {
			continue
		}
		again = b.Kind == List && !other
		parts = append(parts, s)
	}
	return strings.Join(parts, "\n\n")
}

func markdownBlock(b Block, other bool) string {
	if b.Note > 0 {
		n := b.Note
		b.Note = 0
		return footnote(n, markdownBlock(b, other))
	}
	switch b.Kind {
	case Paragraph:
		return markdownSpans(b.Spans, "\\\n")
	case Heading:
		return strings.Repeat("#", max(1, min(b.Level, 6))) + " " + markdownLine(b.Spans)
	case List:
		if isNotes(b) {
			return markdownNotes(b)
		}
		return markdownList(b, other)
	case Definitions:
		return markdownDefinitions(b)
	case Quote:
		return quoted(markdownBlocks(b.Blocks))
	case Code:
		fence := strings.Repeat("`", max(3, longestRun(b.Text, '`')+1))
		return fence + codeLang(b.Lang) + "\n" + b.Text + "\n" + fence
	case Table:
		return markdownTable(b)
	case Image:
		s := ""
		if u := markdownURL(b.URL); u != "" {
			s = "![" + markdownLine([]Span{{Text: b.Alt}}) + "](" + u + ")"
			if link := markdownURL(b.Link); link != "" {
				s = "[" + s + "](" + link + ")"
			}
		}
		if len(b.Spans) > 0 {
			s = strings.TrimPrefix(s+"\n\n"+markdownSpans(b.Spans, "\\\n"), "\n\n")
		}
		return s
	case Embed:
		return markdownLine([]Span{{Text: b.Alt, URL: b.URL}})
	case Rule:
		return "* * *"
	}
	return ""
}

func markdownList(b Block, other bool) string {
	loose := false
	for _, item := range b.Items {
		loose = loose || len(item.Blocks) > 1 && (item.Blocks[1].Kind != List || len(item.Blocks) > 2)
	}
	sep := "\n"
	if loose {
		sep = "\n\n"
	}
	var items []string
	for _, item := range b.Items {
		marker := "- "
		switch {
		case b.Ordered && other:
			marker = fmt.Sprintf("%d) ", max(0, item.Number))
		case b.Ordered:
			marker = fmt.Sprintf("%d. ", max(0, item.Number))
		case other:
			marker = "+ "
		}
		text := markdownBlocks(item.Blocks)
		if !loose && interrupts(item.Blocks) {
			text = strings.Replace(text, "\n\n", "\n", 1)
		}
		items = append(items, marked(text, marker))
	}
	return strings.Join(items, sep)
}

// interrupts says whether a list within an item may follow its text without a
// blank line: one that counts from elsewhere than 1 would be read as text.
func interrupts(blocks []Block) bool {
	return len(blocks) < 2 || !blocks[1].Ordered || len(blocks[1].Items) > 0 && blocks[1].Items[0].Number == 1
}

// marked puts a list marker before text and indents the rest of it.
func marked(text, marker string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch {
		case i == 0:
			lines[i] = marker + line
		case line != "":
			lines[i] = strings.Repeat(" ", len(marker)) + line
		}
	}
	return strings.Join(lines, "\n")
}

func quoted(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("> "+line, " ")
	}
	return strings.Join(lines, "\n")
}

// markdownTable writes a pipe table; its first row is the header, empty where
// the table has none.
func markdownTable(b Block) string {
	columns := 0
	for _, row := range b.Rows {
		n := 0
		for _, cell := range row.Cells {
			n += max(1, cell.Span)
		}
		columns = max(columns, n)
	}
	if columns == 0 {
		return ""
	}
	align := make([]string, columns)
	line := func(row Row) string {
		out, at := "|", 0
		for _, cell := range row.Cells {
			out += " " + strings.ReplaceAll(markdownSpans(cell.Spans, "<br>"), "\n", " ") + " |"
			if align[at] == "" {
				align[at] = cell.Align
			}
			at += max(1, cell.Span)
			out += strings.Repeat("  |", max(0, cell.Span-1))
		}
		return out + strings.Repeat("  |", columns-at)
	}
	head, body := Row{}, b.Rows
	if len(b.Rows) > 0 && b.Rows[0].Header {
		head, body = b.Rows[0], b.Rows[1:]
	}
	var lines []string
	for _, row := range body {
		lines = append(lines, line(row))
	}
	first, rule := line(head), "|"
	for _, a := range align {
		switch a {
		case "right":
			rule += " ---: |"
		case "center":
			rule += " :---: |"
		default:
			rule += " --- |"
		}
	}
	return strings.Join(append([]string{first, rule}, lines...), "\n")
}

func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}

// codeLang is lang where it can stand after a fence.
func codeLang(lang string) string {
	for _, r := range lang {
		if r > 'z' || !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("+#._-", r)) {
			return ""
		}
	}
	return lang
}
