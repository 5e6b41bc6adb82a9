package feeds

import (
	"fmt"
	"strings"
)

// The narrowest a document is set in, and a block deep within others, in
// columns.
const (
	minText  = 20
	minBlock = 8
)

// Text is the document as plain text wrapped at width columns (80 for 0 or
// less): title, byline and note, then the blocks. Links are numbered in
// brackets as Links numbers them, and listed at the end. Code is not wrapped.
func (d *Document) Text(width int) string {
	if width <= 0 {
		width = 80
	}
	width = max(width, minText)
	w := textWriter{numbers: d.numbers()}
	var parts []string
	if d.Title != "" {
		parts = append(parts, strings.Join(wrapText(d.Title, width), "\n"))
	}
	if d.Standfirst != "" {
		parts = append(parts, strings.Join(wrapText(d.Standfirst, width), "\n"))
	}
	if s := d.byline(); s != "" {
		parts = append(parts, strings.Join(wrapText(s, width), "\n"))
	}
	if d.Note != "" {
		parts = append(parts, indent(wrapText(d.Note, width-2), "| ", "| "))
	}
	for _, b := range d.Blocks {
		if s := w.block(b, width); s != "" {
			parts = append(parts, s)
		}
	}
	if links := d.Links(); len(links) > 0 {
		var list []string
		for i, l := range links {
			list = append(list, fmt.Sprintf("[%d] %s", i+1, l.URL))
		}
		parts = append(parts, strings.Join(list, "\n"))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "\n\n") + "\n"
}

type textWriter struct{ numbers map[string]int }

func (w textWriter) block(b Block, width int) string {
	width = max(width, minBlock)
	switch b.Kind {
	case Heading, Paragraph:
		return strings.Join(wrapText(w.spans(b.Spans), width), "\n")
	case List:
		return w.list(b, width)
	case Definitions:
		return w.definitions(b, width)
	case Quote:
		return indent(strings.Split(w.blocks(b.Blocks, width-2), "\n"), "│ ", "│ ")
	case Code:
		return indent(strings.Split(strings.ReplaceAll(b.Text, "\t", "    "), "\n"), "    ", "    ")
	case Table:
		return w.table(b, width)
	case Image:
		label := "[Image]"
		if b.Alt != "" {
			label = "[Image: " + b.Alt + "]"
		}
		if b.Link != "" {
			label += fmt.Sprintf(" [%d]", w.numbers[b.Link])
		}
		lines := wrapText(label, width)
		if len(b.Spans) > 0 {
			lines = append(lines, wrapText(w.spans(b.Spans), width)...)
		}
		return strings.Join(lines, "\n")
	case Embed:
		return strings.Join(wrapText(fmt.Sprintf("%s [%d]", b.Alt, w.numbers[b.URL]), width), "\n")
	case Rule:
		return strings.Repeat("─", min(width, 20))
	}
	return ""
}

func (w textWriter) blocks(blocks []Block, width int) string {
	var parts []string
	for _, b := range blocks {
		if s := w.block(b, width); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "\n\n")
}

func (w textWriter) list(b Block, width int) string {
	markers, column, loose := make([]string, len(b.Items)), 0, false
	for i, item := range b.Items {
		markers[i] = b.Marker(item) + " "
		column = max(column, textWidth(markers[i]))
		loose = loose || len(item.Blocks) > 1 && item.Blocks[1].Kind != List
	}
	sep := "\n"
	if loose {
		sep = "\n\n"
	}
	var items []string
	for i, item := range b.Items {
		first := strings.Repeat(" ", column-textWidth(markers[i])) + markers[i]
		var parts []string
		for _, inner := range item.Blocks {
			parts = append(parts, w.block(inner, width-column))
		}
		items = append(items, indent(strings.Split(strings.Join(parts, sep), "\n"), first, strings.Repeat(" ", column)))
	}
	return strings.Join(items, sep)
}

// definitions sets each term on a line of its own and what it means under it.
func (w textWriter) definitions(b Block, width int) string {
	var out []string
	for _, item := range b.Items {
		var lines []string
		if len(item.Term) > 0 {
			lines = wrapText(w.spans(item.Term), width)
		}
		if s := w.blocks(item.Blocks, width-4); s != "" {
			lines = append(lines, indent(strings.Split(strings.ReplaceAll(s, "\n\n", "\n"), "\n"), "    ", "    "))
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return strings.Join(out, "\n")
}

// spans is text with what a style means beyond its look, and link numbers.
func (w textWriter) spans(spans []Span) string {
	var b strings.Builder
	for i, s := range spans {
		text := raised(s)
		if s.Style.Has(Strike) && strings.TrimSpace(text) != "" {
			text = "~~" + text + "~~"
		}
		b.WriteString(text)
		if s.URL != "" && (i+1 == len(spans) || spans[i+1].URL != s.URL) {
			fmt.Fprintf(&b, " [%d]", w.numbers[s.URL])
		}
	}
	return b.String()
}

// table sets rows in columns, or as key and value where columns would be too
// narrow to read.
func (w textWriter) table(b Block, width int) string {
	grid, align := w.grid(b)
	if len(grid) == 0 {
		return ""
	}
	columns := len(align)
	if columns*8 > width {
		return records(b, grid, width)
	}
	widths := make([]int, columns)
	for _, row := range grid {
		for i, cell := range row {
			for line := range strings.SplitSeq(cell, "\n") {
				widths[i] = max(widths[i], textWidth(line))
			}
		}
	}
	shrink(widths, width-2*(columns-1))
	var out []string
	for r, row := range grid {
		lines := make([][]string, columns)
		height := 1
		for i, cell := range row {
			lines[i] = wrapText(cell, widths[i])
			height = max(height, len(lines[i]))
		}
		for y := range height {
			var line strings.Builder
			for i := range columns {
				text := ""
				if y < len(lines[i]) {
					text = lines[i][y]
				}
				space := max(0, widths[i]-textWidth(text))
				left := 0
				switch align[i] {
				case "right":
					left = space
				case "center":
					left = space / 2
				}
				line.WriteString(strings.Repeat(" ", left) + text + strings.Repeat(" ", space-left) + "  ")
			}
			out = append(out, strings.TrimRight(line.String(), " "))
		}
		if b.Rows[r].Header && (r+1 == len(grid) || !b.Rows[r+1].Header) {
			var line []string
			for _, n := range widths {
				line = append(line, strings.Repeat("─", n))
			}
			out = append(out, strings.Join(line, "  "))
		}
	}
	return strings.Join(out, "\n")
}

// grid is a table as text by row and column, and each column's alignment. A
// cell over several columns has its text in the first.
func (w textWriter) grid(b Block) (grid [][]string, align []string) {
	columns := 0
	for _, row := range b.Rows {
		n := 0
		for _, cell := range row.Cells {
			n += max(1, cell.Span)
		}
		columns = max(columns, n)
	}
	align = make([]string, columns)
	for _, row := range b.Rows {
		out := make([]string, columns)
		at := 0
		for _, cell := range row.Cells {
			out[at] = w.spans(cell.Spans)
			if align[at] == "" && !row.Header {
				align[at] = cell.Align
			}
			at += max(1, cell.Span)
		}
		grid = append(grid, out)
	}
	return grid, align
}

// shrink narrows the widest columns until all fit.
func shrink(widths []int, room int) {
	total := 0
	for _, n := range widths {
		total += n
	}
	for total > room {
		widest := 0
		for i, n := range widths {
			if n > widths[widest] {
				widest = i
			}
		}
		next := 1
		for i, n := range widths {
			if i != widest && n < widths[widest] {
				next = max(next, n)
			}
		}
		by := max(1, min(total-room, widths[widest]-next))
		if widths[widest] -= by; widths[widest] < 1 {
			widths[widest] = 1
			return
		}
		total -= by
	}
}

// records sets a table as one paragraph a row, each cell behind its column's
// name.
func records(b Block, grid [][]string, width int) string {
	var names []string
	var out []string
	for r, row := range grid {
		if b.Rows[r].Header {
			names = row
			continue
		}
		var lines []string
		for i, cell := range row {
			if cell == "" {
				continue
			}
			if i < len(names) && names[i] != "" {
				cell = names[i] + ": " + cell
			}
			lines = append(lines, wrapText(cell, width)...)
		}
		out = append(out, strings.Join(lines, "\n"))
	}
	return strings.Join(out, "\n\n")
}

// indent puts first before the first line and rest before the others.
func indent(lines []string, first, rest string) string {
	for i, line := range lines {
		prefix := rest
		if i == 0 {
			prefix = first
		}
		lines[i] = strings.TrimRight(prefix+line, " ")
	}
	return strings.Join(lines, "\n")
}
