package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"broadsheet/feeds"
)

const (
	maxColumns = 60
	maxCells   = 20_000
)

// table sets a data table as rows, and a table used for layout as what is in
// its cells.
func (f *flow) table(n *html.Node, in inline) {
	f.flush()
	rows := tableRows(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "caption" {
			f.node(c, in)
			f.flush()
		}
	}
	if isLayout(n, rows) {
		for _, row := range rows {
			for _, cell := range cells(row) {
				if !isGutter(cell) { // a listing's line numbers stand in a cell of their own
					f.node(cell, in)
				}
				f.flush()
			}
		}
		return
	}
	if out := f.w.rows(rows, in); len(out) > 0 {
		f.block(feeds.Block{Kind: feeds.Table, Rows: out, RTL: in.dir == rightToLeft})
	}
}

// tableRows are the rows of a table, without those of tables within it.
func tableRows(table *html.Node) []*html.Node {
	var rows []*html.Node
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.Data {
		case "tr":
			rows = append(rows, c)
		case "thead", "tbody", "tfoot":
			for r := c.FirstChild; r != nil; r = r.NextSibling {
				if r.Type == html.ElementNode && r.Data == "tr" && !isHidden(c) {
					rows = append(rows, r)
				}
			}
		}
	}
	kept := rows[:0]
	for _, r := range rows {
		if !isHidden(r) && len(cells(r)) > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

func cells(row *html.Node) []*html.Node {
	var out []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (c.Data == "td" || c.Data == "th") && !isHidden(c) {
			out = append(out, c)
		}
	}
	return out
}

// isLayout says whether a table only places things on a page: one row or
// column, a table within it, or cells as long as articles.
func isLayout(table *html.Node, rows []*html.Node) bool {
	if role := token(table, "role"); role == "presentation" || role == "none" || len(rows) < 2 {
		return true
	}
	columns, heads := 0, false
	for _, row := range rows {
		filled := 0
		for _, cell := range cells(row) {
			heads = heads || cell.Data == "th"
			if !isGutter(cell) {
				filled++
			}
		}
		columns = max(columns, filled)
	}
	if columns < 2 {
		return true
	}
	layout := false
	walk(table, func(c *html.Node) bool {
		if c.Type == html.ElementNode && c != table {
			switch c.Data {
			case "table", "article", "main", "pre":
				layout = true
			case "h1", "h2", "h3", "blockquote", "form":
				layout = layout || !heads
			}
		}
		return !layout
	})
	return layout
}

func (w *walker) rows(rows []*html.Node, in inline) []feeds.Row {
	var out []feeds.Row
	var below [maxColumns]int // rows that a cell above still covers, by column
	total := 0
	for _, row := range rows {
		r := feeds.Row{Header: row.Parent != nil && row.Parent.Data == "thead"}
		column, heads, empty := 0, 0, true
		fill := func() {
			for ; column < maxColumns && below[column] > 0; column++ {
				below[column]--
				r.Cells = append(r.Cells, feeds.Cell{Spans: []feeds.Span{}, Span: 1})
			}
		}
		all := cells(row)
		for _, n := range all {
			if fill(); column >= maxColumns || total >= maxCells {
				break
			}
			cell := w.cell(n, in)
			cell.Span = min(cell.Span, maxColumns-column)
			for i, span := 0, number(n, "rowspan"); i < cell.Span; i++ {
				below[column+i] = max(0, span-1)
			}
			if n.Data == "th" {
				heads++
			}
			column += cell.Span
			empty = empty && len(cell.Spans) == 0
			r.Cells = append(r.Cells, cell)
			total++
		}
		fill()
		r.Header = r.Header || heads == len(all)
		if !empty {
			out = append(out, r)
		}
	}
	return out
}

func (w *walker) cell(n *html.Node, in inline) feeds.Cell {
	in.dir = in.dir.under(n)
	cell := feeds.Cell{Span: max(1, number(n, "colspan")), Align: alignment(n)}
	cell.Spans = w.flat(func(sub *flow) {
		sub.arrive(n)
		sub.children(n, in)
	}, "\n")
	if cell.Spans == nil {
		cell.Spans = []feeds.Span{}
	}
	return cell
}

// number is an attribute's number of 0 to 1,000.
func number(n *html.Node, key string) int {
	v, err := strconv.Atoi(strings.TrimSpace(token(n, key)))
	if err != nil {
		return 0
	}
	return max(0, min(v, 1000))
}

// alignment is the side that a cell, or its row, is set to.
func alignment(n *html.Node) string {
	for i := 0; n != nil && i < 2; i, n = i+1, n.Parent {
		style := compact(styleOf(n))
		for _, side := range []string{"right", "center"} {
			if strings.EqualFold(alignOf(n), side) || strings.Contains(style, "text-align:"+side) || style == "" && alignClasses[side].MatchString(cut(token(n, "class"), 300)) {
				return side
			}
		}
		if alignOf(n) != "" || strings.Contains(style, "text-align:") {
			break
		}
	}
	return ""
}

// alignClasses are the names by which style sheets that many pages share set
// a cell to a side.
var alignClasses = map[string]pattern{
	"right":  expression(`(?:^|\s)(?:text-right|text-end|has-text-align-right|align-right|text-align-right|ta-r|numeric)(?:$|\s)`),
	"center": expression(`(?:^|\s)(?:text-center|has-text-align-center|align-center|text-align-center|ta-c)(?:$|\s)`),
}
