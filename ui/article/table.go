package article

import (
	"slices"
	"strings"

	"broadsheet/feeds"
)

const (
	columnGap   = 2  // cells between two columns
	fairColumn  = 8  // with less for each column a table becomes pairs
	maxColumns  = 64 // what is further right is left out
	longestWord = 24 // a longer word does not widen its column
)

// cell is a cell of a table that is being set.
type cell struct {
	atoms  []atom
	column int
	span   int
	align  string
	lines  []cellLine
}

type cellLine struct {
	atoms []atom
	width int
}

// table sets rows as columns, or as pairs of heading and value where the
// columns would be too narrow.
func (s *setter) table(rows []feeds.Row) {
	columns := 0
	for _, row := range rows {
		n := 0
		for _, c := range row.Cells {
			n += min(max(c.Span, 1), maxColumns)
		}
		columns = max(columns, min(n, maxColumns))
	}
	switch {
	case columns == 0:
		return
	case columns == 1:
		s.stack(rows)
		return
	case columns*fairColumn > s.avail(), s.page.opt.Linear:
		s.pairs(rows)
		return
	}
	cells := make([][]cell, len(rows))
	for i, row := range rows {
		cells[i] = s.cells(row, columns)
	}
	widths := columnWidths(cells, columns, s.avail()-columnGap*(columns-1))
	for i := range cells {
		s.row(cells[i], widths)
		if rows[i].Header && (i+1 == len(rows) || !rows[i+1].Header) {
			s.tableRule(widths)
		}
	}
}

// cells reads the cells of a row. Unlike those of a paragraph their atoms are
// kept, so each row has its own.
func (s *setter) cells(row feeds.Row, columns int) []cell {
	b := plainBase
	if row.Header {
		b = boldBase
	}
	var cells []cell
	column := 0
	for _, c := range row.Cells {
		span := min(max(c.Span, 1), columns-column)
		if span <= 0 {
			break
		}
		r := &reader{method: s.method, at: -1}
		s.spans(r, c.Spans, b)
		cells = append(cells, cell{atoms: r.atoms, column: column, span: span, align: c.Align})
		column += span
	}
	return cells
}

// columnWidths shares room among the columns: what each wants where there is
// enough, else at least its longest word, and the rest evenly.
func columnWidths(rows [][]cell, columns, room int) []int {
	want, need := make([]int, columns), make([]int, columns)
	for c := range want {
		want[c], need[c] = 1, 1
	}
	for _, row := range rows {
		for _, c := range row {
			if c.span == 1 {
				line, word := widest(c.atoms)
				want[c.column] = max(want[c.column], line)
				need[c.column] = max(need[c.column], min(word, longestWord))
			}
		}
	}
	// A cell over several columns widens the last of them.
	for _, row := range rows {
		for _, c := range row {
			if c.span > 1 {
				line, _ := widest(c.atoms)
				last := c.column + c.span - 1
				if have := spanWidth(want, c.column, c.span); line > have {
					want[last] += line - have
				}
			}
		}
	}
	if sum(need) > room {
		return share(want, make([]int, columns), room)
	}
	return share(want, need, room)
}

// share fills widths from have towards want, the narrowest first, as evenly as
// room allows; no column stays empty.
func share(want, have []int, room int) []int {
	room -= sum(have)
	for room > 0 {
		open := 0
		for c := range want {
			if have[c] < want[c] {
				open++
			}
		}
		if open == 0 {
			break
		}
		each := max(room/open, 1)
		for c := range want {
			if add := min(each, want[c]-have[c], room); add > 0 {
				have[c] += add
				room -= add
			}
		}
	}
	return have
}

func sum(n []int) (total int) {
	for _, v := range n {
		total += v
	}
	return total
}

// spanWidth is the cells of span columns and the gaps between them.
func spanWidth(widths []int, column, span int) int {
	return sum(widths[column:column+span]) + columnGap*(span-1)
}

// row sets the lines of one row, as many as its tallest cell has.
func (s *setter) row(cells []cell, widths []int) {
	height := 0
	for i := range cells {
		c := &cells[i]
		wrap(c.atoms, max(spanWidth(widths, c.column, c.span), 1), s.method, func(atoms []atom, width int) {
			c.lines = append(c.lines, cellLine{atoms, width})
		})
		height = max(height, len(c.lines))
	}
	for y := range height {
		var line []atom
		at := 0
		for _, c := range cells {
			if y >= len(c.lines) {
				continue
			}
			l := c.lines[y]
			x, free := 0, spanWidth(widths, c.column, c.span)-l.width
			switch c.align {
			case "right":
				x = free
			case "center":
				x = free / 2
			}
			x += sum(widths[:c.column]) + columnGap*c.column
			line = append(append(line, gap(x-at)), l.atoms...)
			at = x + l.width
		}
		s.put(line, at)
	}
}

func gap(n int) atom {
	return atom{text: strings.Repeat(" ", max(n, 0)), width: max(n, 0), space: true}
}

func (s *setter) tableRule(widths []int) {
	pen := s.pen(ruleBase, 0, false)
	var line []atom
	total := 0
	for c, w := range widths {
		if c > 0 {
			line = append(line, gap(columnGap))
			total += columnGap
		}
		line = append(line, atom{text: strings.Repeat(s.st.Glyphs.Rule, w), width: w, pen: pen})
		total += w
	}
	s.putLine(line, total)
}

// stack sets a table of one column, which is mostly no table at all.
func (s *setter) stack(rows []feeds.Row) {
	for _, row := range rows {
		for _, c := range row.Cells {
			b := plainBase
			if row.Header {
				b = boldBase
			}
			s.paragraph(c.Spans, b)
		}
	}
}

// pairs sets each row as lines of "heading: value".
func (s *setter) pairs(rows []feeds.Row) {
	var heads []feeds.Cell
	if len(rows) > 1 && rows[0].Header {
		heads, rows = columns(rows[0].Cells), rows[1:]
	}
	for i, row := range rows {
		s.pending = s.pending || i > 0
		for c, value := range columns(row.Cells) {
			if !slices.ContainsFunc(value.Spans, func(sp feeds.Span) bool { return strings.TrimSpace(sp.Text) != "" }) {
				continue
			}
			r := s.reader()
			if c < len(heads) {
				s.heading(r, heads[c].Spans)
			}
			b := plainBase
			if c == 0 {
				b = boldBase
			}
			s.spans(r, value.Spans, b)
			s.wrapped(r.atoms)
		}
	}
}

// heading reads a column's heading as it stands before a value.
func (s *setter) heading(r *reader, spans []feeds.Span) {
	s.spans(r, spans, dimBase)
	n := len(r.atoms)
	if n == 0 {
		return
	}
	if r.atoms[n-1].space {
		r.atoms = r.atoms[:n-1]
	}
	r.glued(":", s.pen(dimBase, 0, false))
	r.space(1, source{})
}

// columns gives each cell its column: one over several columns is followed by
// empty ones.
func columns(cells []feeds.Cell) []feeds.Cell {
	var out []feeds.Cell
	for _, c := range cells {
		out = append(out, c)
		for range min(c.Span, maxColumns) - 1 {
			out = append(out, feeds.Cell{})
		}
	}
	return out
}
