package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// View draws the screen: exactly its lines, none wider than it. It is called
// after every message; where that changed nothing, the last one is given again.
func (m *Model) View() tea.View {
	if !m.same {
		m.drawn = m.compose()
	}
	m.same, m.fresh = false, true
	return m.drawn
}

// changesNothing says whether a message, at most, leads to others that do.
func (m *Model) changesNothing(msg tea.Msg) bool {
	if len(m.steps) > 0 { // a macro may go on
		return false
	}
	switch msg := msg.(type) {
	case soonMsg, placeMsg:
		return true
	case restMsg:
		return msg.id != m.resting
	case leaderMsg:
		return m.leader.keys == "" || msg.gen != m.leader.gen
	}
	return false
}

func (m *Model) compose() tea.View {
	f := m.draw()
	lines := f.lines()
	for i := range lines {
		lines[i] = m.st.Ground(lines[i])
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	v.WindowTitle = "Broadsheet"
	if m.opts.Settings.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	if f.cx >= 0 {
		v.Cursor = tea.NewCursor(f.cx, f.cy)
	}
	return v
}

func (m *Model) draw() *frame {
	f := newFrame(max(m.w, 0), max(m.h, 0))
	f.painted, f.signs = m.st.Palette.Painted, m.signs
	if m.wc {
		f.method = ansi.WcWidth
	}
	switch {
	case m.lay.Class == tooSmall:
		m.drawTooSmall(f)
		return f
	case m.welcome != nil:
		m.drawWelcome(f)
	case m.reader != nil:
		m.drawReader(f)
	default:
		m.drawPanes(f)
	}
	switch {
	case m.help != nil:
		m.drawHelp(f)
	case m.form != nil:
		m.drawForm(f)
	case m.over != nil:
		m.over.draw(m, f)
	case m.leader.shown:
		m.drawWhichKey(f)
	}
	return f
}

func (m *Model) drawTooSmall(f *frame) {
	text := fmt.Sprintf("Broadsheet needs %d columns and %d rows; here are %d and %d.", minWidth, minHeight, m.w, m.h)
	lines := wrapPlain(text, m.w)
	for y := 0; y < f.h && y < len(lines); y++ {
		f.line(y, style.Cut(lines[y], m.w))
	}
}

func (m *Model) drawPanes(f *frame) {
	l := m.lay
	if !l.Header.hidden() {
		f.put(l.Header, []string{m.drawHeader(l.Header.W)})
	}
	if !l.Problem.hidden() {
		f.put(l.Problem, []string{" " + m.st.Error.Render(m.st.Glyphs.Warn+" "+style.Cut(problemIn(m.problem, l.W-4), l.W-4))})
	}
	d := 0
	divide := func(x int) {
		for d < len(l.Dividers) && l.Dividers[d].X < x {
			div := l.Dividers[d]
			f.put(div, repeated(m.st.Rule.Render(m.st.Glyphs.Divider), div.H))
			d++
		}
	}
	for p := range panes {
		r := l.Panes[p]
		if r.hidden() || m.health.open {
			continue
		}
		if p == paneRelated && l.Panes[paneArticle].H > 0 && l.Panes[paneArticle].X == r.X {
			m.drawPane(f, p) // below the article: no divider of its own
			continue
		}
		divide(r.X)
		m.drawPane(f, p)
	}
	if m.talk != nil && !l.Talk.hidden() && !m.health.open {
		divide(l.Talk.X)
		m.drawTalk(f, l.Talk)
	}
	if m.health.open {
		m.drawHealth(f)
	}
	m.drawFoot(f, !l.Hints.hidden())
}

// drawHead draws a title, what stands at its right, and the rule below.
func (m *Model) drawHead(f *frame, r rect, title, note string, focused bool) {
	st, rule := m.st.Bold, m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, r.W))
	if focused {
		st, rule = m.st.AccentBold, m.st.RuleFocus.Render(strings.Repeat(m.st.Glyphs.RuleFocus, r.W))
	}
	if m.lay.Class == tiny {
		title = " " + title
		note += " "
	}
	note = m.st.Cut(note, max(0, r.W-m.st.Width(title)-2))
	head := m.st.Fit(st.Render(m.st.Cut(title, r.W)), r.W-m.st.Width(note)) + note
	f.put(rect{r.X, r.Y, r.W, min(2, r.H)}, []string{head, rule})
}

// problemIn is a mistake in the config for w cells: where it is too long, its
// file goes without the folders.
func problemIn(s string, w int) string {
	file, rest, ok := strings.Cut(s, ": ")
	if !ok || style.Width(s) <= w {
		return s
	}
	return file[strings.LastIndexAny(file, `/\`)+1:] + ": " + rest
}

// drawPane draws a pane's title, its rule and what is in it.
func (m *Model) drawPane(f *frame, p pane) {
	r, in := m.lay.Panes[p], m.lay.inner(p)
	focused := m.focus == p && !m.talking()
	title, note := m.paneTitle(p)
	m.drawHead(f, r, title, note, focused)
	if in.hidden() {
		return
	}
	switch p {
	case paneSections:
		f.put(in, m.drawSections(in))
	case paneHeadlines:
		notices := m.notices(in.W)
		rows := m.listRect()
		f.put(rect{in.X, in.Y, in.W, in.H - rows.H}, notices)
		f.put(rows, m.drawHeadlines(rows))
		if s := m.search; s != nil && s.typing {
			_, at := s.input.draw(in.W - searchRoom(in.W))
			f.cursorAt(in.X+2+at, in.Y)
		} else if m.filtering() {
			_, at := m.shelf.filter.input.draw(in.W - 3)
			f.cursorAt(in.X+2+at, in.Y)
		}
	case paneArticle:
		m.drawArticle(f, in)
	case paneRelated:
		f.put(in, m.drawRelated(in, focused))
	}
}

// paneTitle is a pane's name, and what its title line says at the right.
func (m *Model) paneTitle(p pane) (string, string) {
	dim := m.st.Dim
	switch p {
	case paneSections:
		return "Sections", ""
	case paneArticle:
		if m.art.pane.Page() == nil {
			return "Article", ""
		}
		return "Article", dim.Render(fmt.Sprintf("%d%%", m.art.pane.Percent()))
	case paneRelated:
		return "Related", dim.Render(m.relatedCount())
	}
	h := &m.heads
	name := m.viewName(h.view)
	if n := m.howMany(); n > 0 {
		return name, m.st.AccentBold.Render(thousands(n) + " selected")
	}
	switch {
	case m.atFront():
		return name, dim.Render(m.frontNote(m.lay.Panes[p].W - style.Width(name) - 3))
	case h.view.Kind == feeds.ViewBookmarks:
		return name, dim.Render(m.shelfNote())
	case searching(h.view):
		return name, ""
	case h.view.Kind == feeds.ViewHistory:
		return name, dim.Render(m.orderWords())
	}
	var parts []string
	if m.lay.Header.hidden() { // how the feeds are has no other place
		if s := m.status(1, true); s != "" {
			parts = append(parts, s)
		}
	}
	if h.fresh > 0 && !h.loading {
		parts = append(parts, m.st.Accent.Render(fmt.Sprintf("↑ %d new", h.fresh)))
	}
	n, ok := m.viewUnread(h.view)
	if h.loading || n > 0 && h.list.Len() == 0 {
		ok = false // it counts rows that are still on their way: those below are of the view one comes from
	}
	if ok && m.lay.Class == tiny {
		parts = append(parts, dim.Render(itoa(n)))
	} else if ok {
		note := fmt.Sprintf("%d unread", n)
		if full := note + " · " + m.orderWords(); style.Width(name)+2+style.Width(full) <= m.lay.Panes[p].W {
			note = full
		}
		parts = append(parts, dim.Render(note))
	}
	return name, strings.Join(parts, dim.Render(" · "))
}

func (m *Model) drawArticle(f *frame, in rect) {
	if m.art.err != "" {
		f.put(in, m.wrap(in.W, m.st.Error, m.st.Glyphs.Warn+" "+m.art.err))
		return
	}
	f.text(in, &m.art.pane)
}
