package ui

import (
	"strings"

	"broadsheet/feeds"
)

func (q *queueView) draw(m *Model, f *frame) {
	w := min(m.w-2, 100)
	inside := w - 4
	foot := "r try again · R all · x drop · u bring back · esc close"
	if m.w < narrowWidth {
		foot = "r again · x drop · u back · esc"
	}
	var body []string
	switch {
	case q.err != "":
		body = m.wrap(inside, m.st.Error, m.st.Glyphs.Warn+" "+q.err)
	case !q.loaded:
		body = []string{m.st.Dim.Render("…")}
	case len(q.items) == 0:
		body = []string{m.st.Dim.Render("Nothing waits to be sent.")}
		if len(m.dropped) == 0 {
			foot = "esc close"
		}
	}
	if body != nil {
		f.box(m, "Waits to be sent", foot, w, body)
		return
	}
	const height = 3
	gap := 0
	if m.h >= 20 {
		gap = 1
	}
	q.rows.SetRow(height, gap)
	q.rows.SetSize(inside, max(1, min(m.h-2, len(q.items)*(height+gap)-gap)))
	at := make(map[int64]int, len(q.items))
	for i, s := range q.items {
		at[s.ID] = i
	}
	rows := q.rows.Draw(func(_ int, id int64, selected bool) []string {
		return q.drawSending(m, q.items[at[id]], inside, m.paint(selected, true))
	})
	if _, to := q.rows.Visible(); to < len(q.items) {
		foot = "↓ more · " + foot
	}
	r := f.box(m, "Waits to be sent: "+itoa(len(q.items)), foot, w, rows)
	q.at = rect{r.X + 2, r.Y + 1, inside, len(rows)}
}

// drawSending is one thing that waits: what it is, where it goes and how it
// stands, and why.
func (q *queueView) drawSending(m *Model, s feeds.Sending, w int, p *paint) []string {
	now := m.opts.Now()
	state := p.attention
	words := string(s.State)
	switch s.State {
	case feeds.SendGoing:
		state, words = p.accent, "being sent"
	case feeds.SendWaiting:
		state = p.dim
		switch words = "waits"; {
		case s.Next.After(now) && s.Tries > 0:
			words = "tried " + ahead(now, s.Next)
		case s.Next.After(now):
			words = "goes " + ahead(now, s.Next)
		}
	case feeds.SendHeld, feeds.SendStopped:
		state, words = p.failed, m.st.Glyphs.Warn+" wants you"
	case feeds.SendUnsure:
		words = m.st.Glyphs.Warn + " unsure"
	}
	facts := []string{"queued " + age(now, s.Added, m.opts.Location)}
	if s.Tries > 0 {
		facts = append(facts, plural(s.Tries, "try", "tries"))
	}
	name := feeds.CleanLine(s.Service)
	lines := []string{
		p.line(p.bold.Render(m.st.Cut(feeds.CleanLine(s.Title), w-3)), w),
		p.line(p.source.Render(m.st.Cut(name, w/3))+p.dim.Render(" · ")+state.Render(words)+p.dim.Render(" · "+strings.Join(facts, " · ")), w),
	}
	return append(lines, p.line(p.dim.Render(m.st.Cut(feeds.CleanLine(s.Problem), w-3)), w))
}
