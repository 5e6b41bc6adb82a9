package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// comparison is two papers' versions of a story side by side, or where there
// is no room for that one above the other, paragraph by paragraph.
type comparison struct {
	left   feeds.Headline
	others []feeds.Headline // to compare it with
	at     int              // of these, the one shown
	rows   []feeds.Compared
	busy   bool
	err    string

	laid  compareKey
	lines []string
	scroller
	stop context.CancelFunc
}

type compareKey struct {
	w     int
	theme string
	wc    bool
}

// sideBySide is the width from which two texts have room beside one another.
const sideBySide = 84

// comparedMsg is two versions, compared.
type comparedMsg struct {
	by   *comparison
	at   int
	rows []feeds.Compared
	err  error
}

// compare opens the comparison: of the article at hand with another paper's
// version, or from the related stories with the one that is chosen there.
func (m *Model) compare(int) tea.Cmd {
	if m.inRelated() {
		return m.compareNear()
	}
	at, ok := m.storyAt()
	if !ok {
		return nil
	}
	return m.readStory(at.ID, func(m *Model, st feeds.Story) tea.Cmd {
		left := at
		var others []feeds.Headline
		for _, a := range st.Articles {
			if a.ID == at.ID {
				left = a
			}
		}
		others = otherReports(st, left)
		if len(others) == 0 {
			return m.say("no other paper reports this one")
		}
		return m.startCompare(left, others, 0)
	})
}

// compareNear compares the article at hand with the related story chosen, and
// then with the others there.
func (m *Model) compareNear() tea.Cmd {
	id, ok := m.near.list.Selected()
	if !ok {
		return nil
	}
	var left feeds.Headline
	if r := m.reader; r != nil {
		left = feeds.Headline{ID: r.id, Source: r.reading.Feed.Name(), Title: r.reading.Article.Title, Published: r.reading.Article.Published}
	} else if c := m.heads.current(); c != nil {
		left = *c
	}
	if left.ID == 0 {
		return nil
	}
	var others []feeds.Headline
	at := 0
	for _, r := range m.near.rows {
		if r.ID == id {
			at = len(others)
		}
		others = append(others, r.Headline)
	}
	return m.startCompare(left, others, at)
}

func (m *Model) startCompare(left feeds.Headline, others []feeds.Headline, at int) tea.Cmd {
	c := &comparison{left: left, others: others, at: at}
	m.over = c
	return m.loadCompared(c)
}

// loadCompared reads both versions and compares them.
func (m *Model) loadCompared(c *comparison) tea.Cmd {
	if c.stop != nil {
		c.stop()
	}
	ctx, stop := context.WithCancel(m.ctx)
	c.stop = stop
	c.busy, c.err = true, ""
	back, left, at, right := m.back, c.left.ID, c.at, c.others[c.at].ID
	return func() tea.Msg {
		a, err := back.Article(ctx, left)
		if err != nil {
			return comparedMsg{by: c, at: at, err: err}
		}
		b, err := back.Article(ctx, right)
		if err != nil {
			return comparedMsg{by: c, at: at, err: err}
		}
		return comparedMsg{c, at, feeds.Compare(textToCompare(a), textToCompare(b)), nil}
	}
}

// textToCompare is the fullest text there is of an article.
func textToCompare(r feeds.Reading) *feeds.Document {
	d := prefer(r).Document
	if d == nil || len(d.Blocks) == 0 {
		d = &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: r.Article.Summary}}}}}
	}
	return d
}

func (m *Model) tookCompared(msg comparedMsg) {
	c := msg.by
	if m.over != c || msg.at != c.at {
		return
	}
	c.busy = false
	if msg.err != nil {
		c.err = sentence(msg.err)
		return
	}
	c.rows, c.laid, c.top = msg.rows, compareKey{}, 0
}

func (c *comparison) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	name := k.String()
	if a, _ := m.keys.find(scopeGlobal, name); a == actCompare || a == actNextPaper || a == actPrevPaper {
		name = map[action]string{actCompare: "esc", actNextPaper: "]", actPrevPaper: "["}[a]
	}
	switch name {
	case "esc", "q":
		m.over = nil
		c.stop()
	case "enter":
		m.over = nil
		c.stop()
		return m.openReader(c.others[c.at].ID, true)
	case "]", "[":
		if len(c.others) < 2 {
			return m.say("no other paper reports this one")
		}
		step := 1
		if name == "[" {
			step = len(c.others) - 1
		}
		c.at = (c.at + step) % len(c.others)
		return m.loadCompared(c)
	default:
		c.scroller.key(name)
	}
	return nil
}

func (c *comparison) paste(*Model, string)                {}
func (c *comparison) wheel(_ *Model, n int)               { c.scroll(n) }
func (c *comparison) click(*Model, tea.Mouse) (_ tea.Cmd) { return nil }

func (c *comparison) draw(m *Model, f *frame) {
	w := min(m.w, 2*articleMeasure+12)
	in := w - 4
	c.lay(m, in)
	head := c.heads(m, in)
	body := append(head, c.window(c.lines, m.h-2-len(head))...)
	for len(body) < m.h-2 && !m.opts.Plain {
		body = append(body, "")
	}
	foot := m.waysIn([]string{m.st.Glyphs.Quote + " said by one alone", "] [ paper", "↵ read", "esc close"}, w)
	if c.more() {
		foot = "↓ more · " + foot
	}
	title := "Compare"
	if n := len(c.others); n > 1 {
		title += " · " + itoa(c.at+1) + " of " + itoa(n)
	}
	f.box(m, title, foot, w, body)
}

// heads names the two papers, with their headlines.
func (c *comparison) heads(m *Model, w int) []string {
	right := c.others[c.at]
	one := func(h feeds.Headline, w int) [2]string {
		when := ""
		if !h.Published.IsZero() {
			when = " · " + age(m.opts.Now(), h.Published, m.opts.Location)
		}
		return [2]string{
			m.st.Source.Render(m.st.Cut(h.Source, max(0, w-m.st.Width(when)))) + m.st.Dim.Render(when),
			m.st.Bold.Render(m.st.Cut(h.Title, w)),
		}
	}
	rule := m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, w))
	if !c.beside(m, w) {
		a, b := one(c.left, w-3), one(right, w-3)
		return []string{"1  " + a[0], "   " + a[1], "2  " + b[0], "   " + b[1], rule}
	}
	col := (w - gutter) / 2
	a, b := one(c.left, col), one(right, col)
	return []string{c.join(m, a[0], b[0], col), c.join(m, a[1], b[1], col), rule}
}

func (c *comparison) beside(m *Model, w int) bool { return w >= sideBySide && !m.opts.Plain }

func (c *comparison) join(m *Model, a, b string, col int) string {
	return m.st.Fit(a, col) + " " + m.st.Rule.Render(m.st.Glyphs.Divider) + " " + m.st.Fit(b, col)
}

// lay sets the paragraphs in lines, once for a width and theme.
func (c *comparison) lay(m *Model, w int) {
	key := compareKey{w, m.st.Key, m.wc}
	if c.laid == key && !c.busy && c.err == "" {
		return
	}
	c.laid, c.lines = key, nil
	switch {
	case c.err != "":
		c.lines, c.laid = m.wrap(w, m.st.Error, m.st.Glyphs.Warn+" "+c.err), compareKey{}
		return
	case c.busy:
		c.lines, c.laid = []string{m.st.Dim.Render("Reading both…")}, compareKey{}
		return
	}
	for _, row := range c.rows {
		if !c.beside(m, w) {
			for i, side := range [][]feeds.ComparedSentence{row.Left, row.Right} {
				for j, l := range m.setSentences(side, w-3) {
					n := "   "
					if j == 0 {
						n = itoa(i+1) + "  "
					}
					c.lines = append(c.lines, m.st.Dim.Render(n)+l)
				}
			}
			c.lines = append(c.lines, "")
			continue
		}
		col := (w - gutter) / 2
		left, right := m.setSentences(row.Left, col), m.setSentences(row.Right, col)
		for i := range max(len(left), len(right)) {
			a, b := "", ""
			if i < len(left) {
				a = left[i]
			}
			if i < len(right) {
				b = right[i]
			}
			c.lines = append(c.lines, c.join(m, a, b, col))
		}
		c.lines = append(c.lines, c.join(m, "", "", col))
	}
}

// setSentences sets a paragraph w cells wide. What is said by one version alone
// has a sign before its lines and another colour.
func (m *Model) setSentences(list []feeds.ComparedSentence, w int) []string {
	var text strings.Builder
	var alone []bool // of each rune but spaces
	for i, s := range list {
		if i > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(s.Text)
		for _, r := range s.Text {
			if r != ' ' {
				alone = append(alone, s.Alone)
			}
		}
	}
	var out []string
	at := 0
	for _, l := range wrapPlain(text.String(), w-2) {
		var line, run strings.Builder
		is, any := false, false
		flush := func() {
			if is {
				line.WriteString(m.st.Attention.Render(run.String()))
			} else {
				line.WriteString(m.st.Text.Render(run.String()))
			}
			run.Reset()
		}
		for _, r := range l {
			if r != ' ' && at < len(alone) {
				if now := alone[at]; now != is {
					if run.Len() > 0 {
						flush()
					}
					is = now
				}
				any = any || is
				at++
			}
			run.WriteRune(r)
		}
		flush()
		sign := "  "
		if any {
			sign = m.st.Attention.Render(m.st.Glyphs.Quote) + " "
		}
		out = append(out, sign+line.String())
	}
	return out
}

var _ overlay = (*comparison)(nil)
