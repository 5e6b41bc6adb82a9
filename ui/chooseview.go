package ui

import (
	"broadsheet/feeds"
	"broadsheet/ui/style"
)

func (a *adder) draw(m *Model, f *frame) {
	w := min(m.w-2, 92)
	inside := w - 4
	if len(a.found) == 0 {
		f.box(m, "Add a feed", "esc cancel", min(w, 72), []string{m.st.Accent.Render(style.Cut(a.working, min(w, 72)-4))})
		return
	}
	var head []string
	if m.h >= 12 {
		head = []string{m.st.Dim.Render(style.Cut(feeds.CleanLine(a.address)+" stands for "+plural(len(a.found), "feed.", "feeds."), inside)), ""}
	}
	var tail []string
	switch {
	case a.working != "":
		tail = []string{"", m.st.Accent.Render(a.working)}
	case a.err != "":
		tail = append([]string{""}, m.wrap(inside, m.st.Error, m.st.Glyphs.Warn+" "+a.err)...)
		tail = cutLines(tail, 3, inside)
	}
	room := max(1, m.h-2-len(head)-len(tail))
	headlines := a.headlines(room)
	gap := 0
	if headlines > 0 {
		gap = 1
	}
	pitch := 2 + headlines + gap
	a.rows.SetRow(pitch-gap, gap)
	a.rows.SetSize(inside, min(room, len(a.found)*pitch-gap))
	rows := a.rows.Draw(func(_ int, i int, selected bool) []string {
		return a.drawCandidate(m, i, inside, headlines, m.paint(selected, true))
	})
	foot := "↵ add · space mark · esc leave"
	if n := len(a.marked); n > 0 {
		foot = "↵ add " + itoa(n) + " · space mark · esc leave"
	}
	if a.working != "" {
		foot = "esc cancel"
	}
	if _, to := a.rows.Visible(); to < len(a.found) {
		foot = "↓ more · " + foot
	}
	r := f.box(m, "Which of these?", foot, w, append(append(head, rows...), tail...))
	a.at = rect{r.X + 2, r.Y + 1 + len(head), inside, len(rows)}
}

// headlines is how many headlines a candidate shows in so much room: all
// where they fit or there is room to scroll in, else fewer.
func (a *adder) headlines(room int) int {
	most := 0
	for _, c := range a.found {
		most = max(most, min(len(c.Headlines), 3))
	}
	for most > 0 && len(a.found)*(3+most) > room && room < 4*(3+most) {
		most--
	}
	return most
}

// drawCandidate is one feed found: what it is called and its format, its
// address, its newest headlines.
func (a *adder) drawCandidate(m *Model, i, w, headlines int, p *paint) []string {
	c := a.found[i]
	tick := p.dim.Render("[ ] ")
	if a.marked[i] {
		tick = p.accentBold.Render("[x] ")
	}
	title, label := feeds.CleanLine(c.Title), feeds.CleanLine(c.Label)
	switch {
	case title == "" && label != "":
		title, label = label, ""
	case title == "":
		title = c.URL
	}
	if c.Comments && label == "" {
		label = "comments"
	}
	if label != "" && label != title {
		label = " (" + label + ")"
	} else {
		label = ""
	}
	format := feeds.CleanLine(c.Format)
	room := w - 6 - style.Width(format) - 2
	name := p.bold.Render(style.Cut(title, room))
	if left := room - style.Width(name); label != "" && left > 5 {
		name += p.text.Render(style.Cut(label, left))
	}
	first := tick + name + p.text.Render(style.Blank(room+2-style.Width(name))) + p.dim.Render(format)
	there := ""
	for _, f := range m.side.data.Feeds {
		if f.URL == c.URL {
			there = " · there already"
		}
	}
	address := style.Cut(feeds.CleanLine(c.URL), w-6-style.Width(there))
	lines := []string{
		p.line(first, w),
		p.line(p.text.Render("    ")+p.dim.Render(address)+p.attention.Render(there), w),
	}
	for j := range headlines {
		line := ""
		if j < len(c.Headlines) {
			line = p.text.Render("    " + style.Cut(m.st.Glyphs.Bullet+" "+feeds.CleanLine(c.Headlines[j]), w-6))
		}
		lines = append(lines, p.line(line, w))
	}
	return lines
}
