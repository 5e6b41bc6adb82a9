package ui

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/article"
	"broadsheet/ui/style"
)

// frame is one screen being put together: pieces side by side on each row,
// then, while a dialog is open, a box over them.
type frame struct {
	w, h   int
	rows   [][]piece
	over   []string // rows under a box, already joined; nil before
	cx, cy int      // the cursor, -1 for none

	boxed boxed // the last dialog, for those who hear it

	painted bool // lines reach to the right edge, for a ground to be drawn
	method  ansi.Method
	signs   style.Signs
}

type piece struct {
	x, w int
	s    string
}

func newFrame(w, h int) *frame {
	return &frame{w: w, h: h, rows: make([][]piece, h), cx: -1, cy: -1, method: ansi.GraphemeWidth}
}

// put lays lines into a rectangle, cut and padded to it. Rectangles come left
// to right and do not overlap.
func (f *frame) put(r rect, lines []string) {
	for i := 0; i < r.H && r.Y+i < f.h; i++ {
		s := ""
		if i < len(lines) {
			s = lines[i]
		}
		f.rows[r.Y+i] = append(f.rows[r.Y+i], piece{r.X, r.W, f.fit(s, r.W)})
	}
}

// text lays an article's lines into the rectangle its pane has the size of.
func (f *frame) text(r rect, pane *article.Pane) {
	for i, s := range pane.Draw() {
		if r.Y+i >= f.h {
			break
		}
		if !pane.InBox(i) {
			s = f.fit(s, r.W)
		}
		f.rows[r.Y+i] = append(f.rows[r.Y+i], piece{r.X, r.W, s})
	}
}

// fit is s in exactly w cells, as the terminal measures and in its signs.
func (f *frame) fit(s string, w int) string {
	s = style.FitBy(f.method, s, w)
	if f.signs != style.AnySigns {
		s = style.FitBy(f.method, f.signs.Fold(s, w), w)
	}
	return s
}

func (f *frame) line(y int, s string) { f.put(rect{0, y, f.w, 1}, []string{s}) }

func (f *frame) cursorAt(x, y int) {
	if x >= 0 && x < f.w && y >= 0 && y < f.h {
		f.cx, f.cy = x, y
	}
}

// lines joins the pieces: exactly h lines, none wider than w.
func (f *frame) lines() []string {
	if f.over != nil {
		return f.over
	}
	out := make([]string, f.h)
	var b strings.Builder
	for y, row := range f.rows {
		b.Reset()
		x := 0
		for _, p := range row {
			b.WriteString(style.Blank(p.x - x))
			b.WriteString(p.s)
			x = p.x + p.w
		}
		if f.painted {
			b.WriteString(style.Blank(f.w - x))
		}
		out[y] = b.String()
	}
	return out
}

// box lays a titled box with lines in it over the middle of what is drawn,
// and says where it stands. It is as tall as its lines and one row of air
// allow, and the screen at most.
func (f *frame) box(m *Model, title, foot string, w int, body []string) rect {
	w = min(max(w, 10), f.w)
	h := min(len(body)+2, f.h)
	return f.boxAt(m, rect{(f.w - w) / 2, max(0, (f.h-h)/3), w, h}, title, foot, body)
}

// boxAt is box at a place of its own, which lies inside the frame.
func (f *frame) boxAt(m *Model, r rect, title, foot string, body []string) rect {
	w, h := r.W, r.H
	f.boxed = boxed{title, foot, body, r.Y + 1}
	under := f.lines()
	line := m.st.Accent
	edge := func(left, label, right string, atEnd bool) string {
		for atEnd && m.st.Width(label) > w-8 { // the way out stands last, and whole
			_, rest, ok := strings.Cut(label, " · ")
			if !ok {
				break
			}
			label = rest
		}
		label = m.st.Cut(f.signs.Fold(label, w-8), max(0, w-8))
		fill := max(0, w-4-m.st.Width(label)-2)
		rule := func(n int) string { return line.Render(strings.Repeat("─", n)) }
		text := m.st.AccentBold.Render(" " + label + " ")
		if label == "" {
			text, fill = "", w-4
		}
		if atEnd {
			return line.Render(left) + rule(fill+1) + text + rule(1) + line.Render(right)
		}
		return line.Render(left) + rule(1) + text + rule(fill+1) + line.Render(right)
	}
	for i := range h {
		var s string
		switch {
		case i == 0:
			s = edge("╭", title, "╮", false)
		case i == h-1:
			s = edge("╰", foot, "╯", true)
		default:
			s = line.Render("│") + " " + f.fit(body[i-1], w-4) + " " + line.Render("│")
		}
		y := r.Y + i
		left := f.fit(style.ClipBy(f.method, under[y], r.X), r.X)
		right := style.DropBy(f.method, under[y], r.X+w)
		under[y] = left + f.fit(s, w) + f.fit(right, f.w-r.X-w)
	}
	f.over = under
	return r
}

// line is a row's line: the bar, the content, and the ground to width w.
func (p *paint) line(s string, w int) string {
	s = p.ruler.Cut(s, w-2)
	gap := w - 1 - p.ruler.Width(s)
	if !p.selected {
		return " " + s
	}
	return p.bar() + s + p.text.Render(style.Blank(gap))
}

// wrap sets a sentence in lines of width w.
func (m *Model) wrap(w int, st lipgloss.Style, s string) []string {
	lines := wrapPlain(s, w)
	for i := range lines {
		lines[i] = st.Render(lines[i])
	}
	return lines
}

// wrapPlain breaks unstyled text into lines of at most w cells.
func wrapPlain(s string, w int) []string {
	if w <= 0 || s == "" {
		return nil
	}
	lines := strings.Split(ansi.Wrap(s, w, ""), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return lines
}

// cutLines keeps n lines, the last with an ellipsis where more followed.
func cutLines(lines []string, n, w int) []string {
	if len(lines) <= n {
		return lines
	}
	lines = lines[:n:n]
	lines[n-1] = style.Cut(lines[n-1]+" …", w)
	return lines
}

func itoa(n int) string { return strconv.Itoa(n) }

func repeated(s string, n int) []string {
	lines := make([]string, n)
	for i := range lines {
		lines[i] = s
	}
	return lines
}
