package ui

import (
	"fmt"
	"strings"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// draw lays the form over the frame: how the feed is doing, the fields that
// fit, and a word about the one at hand.
func (f *feedForm) draw(m *Model, fr *frame) {
	w := min(m.w-2, 84)
	inside := w - 4
	var head, tail []string
	if m.h >= 14 {
		head = append(f.state(m, inside), "")
	}
	foot, more := "Tab next · ctrl+s save · esc leave", "↓ more · "
	if w < 50 {
		foot, more = "ctrl+s save · esc leave", "↓ · "
	}
	switch {
	case f.readOnly():
		head = m.wrap(inside, m.st.Attention, fmt.Sprintf("Declared on line %d of the settings; change it there.", f.feed.Line))
		if m.h >= 14 {
			head = append(append(head, f.state(m, inside)...), "")
		}
		foot = "esc close"
	case f.err != "":
		tail = append([]string{""}, cutLines(m.wrap(inside, m.st.Error, m.st.Glyphs.Warn+" "+f.err), 3, inside)...)
	case f.saving:
		tail = []string{"", m.st.Accent.Render("saving…")}
	case m.h >= 12:
		tail = []string{"", m.st.Dim.Render(style.Cut(f.fields[f.at].help, inside))}
	}
	room := max(1, m.h-2-len(head)-len(tail))
	lines, from, to, col := f.lines(m, inside)
	if !f.readOnly() {
		f.top = max(min(f.top, from), to-room)
	}
	f.top = max(0, min(f.top, len(lines)-room))
	shown := lines[f.top:min(len(lines), f.top+room)]
	if f.top+room < len(lines) {
		foot = more + foot
	}
	r := fr.box(m, "Settings · "+feeds.CleanLine(f.feed.Name()), foot, w, append(append(head, shown...), tail...))
	if !f.readOnly() && col >= 0 && from >= f.top && from-f.top < len(shown) {
		fr.cursorAt(r.X+2+col, r.Y+1+len(head)+from-f.top)
	}
}

// state says how the feed is doing.
func (f *feedForm) state(m *Model, w int) []string {
	s, now := f.feed.FetchState, m.opts.Now()
	words := "not asked yet"
	if !s.Checked.IsZero() {
		words = "asked " + age(now, s.Checked, m.opts.Location)
		if s.Status > 0 {
			words += ", answered " + itoa(s.Status)
		}
		switch {
		case s.Gone:
			words += " · not asked again by itself"
		case f.feed.Options.Paused:
			words += " · paused"
		default:
			words += " · next check " + m.nextCheck(f.feed, now)
		}
	}
	out := []string{m.st.Dim.Render(style.Cut(words, w))}
	if s.Error != "" {
		out = append(out, cutLines(m.wrap(w, m.st.Error, m.st.Glyphs.Warn+" "+feeds.CleanLine(s.Error)), 2, w)...)
	}
	return out
}

// lines are all the fields; from and to are those of the one at hand, col its
// cursor's column, -1 for none.
func (f *feedForm) lines(m *Model, w int) (out []string, from, to, col int) {
	label := 0
	for i := range f.fields {
		label = max(label, style.Width(f.fields[i].label)+2)
	}
	col = -1
	for i := range f.fields {
		in := &f.fields[i]
		here := i == f.at && !f.readOnly()
		st := m.st.Dim
		if here {
			st, from = m.st.AccentBold, len(out)
		}
		text, at := f.value(m, in, w-label, here)
		if here && at >= 0 {
			col = label + at
		}
		out = append(out, st.Render(style.Fit(in.label, label))+text)
		if in.err != "" {
			for _, l := range m.wrap(w-label, m.st.Error, m.st.Glyphs.Warn+" "+in.err) {
				out = append(out, style.Blank(label)+l)
			}
		}
		if here {
			to = len(out)
		}
	}
	return out, from, to, col
}

// value is a field as it is shown, and its cursor's column.
func (f *feedForm) value(m *Model, in *field, w int, here bool) (string, int) {
	line := &in.input
	if in.kind == fieldSecret {
		dots := newInput(strings.Repeat(m.st.Glyphs.Bullet, len([]rune(in.input.value()))))
		dots.line.SetCursor(in.input.line.Position())
		line = &dots
	}
	switch {
	case in.kind == fieldSwitch, in.kind == fieldChoice:
		word := "no"
		switch {
		case in.kind == fieldChoice:
			word = in.words[in.chosen]
		case in.on:
			word = "yes"
		}
		if here {
			return m.st.Bold.Render(word) + m.st.Dim.Render(style.Cut("  space changes it", w-style.Width(word))), 0
		}
		if f.readOnly() {
			return m.st.Dim.Render(word), -1
		}
		return m.st.Text.Render(word), -1
	case line.value() == "" && here && in.kind != fieldFixed:
		return m.st.Dim.Render(style.Cut(in.empty, w)), 0
	case line.value() == "":
		return m.st.Dim.Render(style.Cut(in.empty, w)), -1
	case in.kind == fieldFixed, f.readOnly():
		return m.st.Dim.Render(style.Cut(line.value(), w)), -1
	case here:
		text, at := line.draw(w)
		return m.st.Text.Render(text), at
	}
	return m.st.Text.Render(style.Cut(line.value(), w)), -1
}
