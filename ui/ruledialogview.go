package ui

import (
	"strings"

	"broadsheet/ui/style"
)

// draw lays the dialog over the frame: the queries to begin with, the rule, and
// below it what the rule would take.
func (d *ruleDialog) draw(m *Model, f *frame) {
	w := min(m.w-2, 90)
	inside := w - 4
	label := 7
	if inside < 40 {
		label = 6
	}
	room := m.h - 4 // for the body, with a row of air above and below
	if m.h < 20 {
		room = m.h - 2
	}
	fields := ruleFields - 1 // lines of the rule
	if d.trouble() != "" {
		fields++
	}
	offers := min(d.rows.Len(), max(1, min(7, room-fields-3)))
	if d.rows.Len() == 0 {
		offers = 0
	}
	var lines []string
	d.rows.SetRow(1, 0)
	d.rows.SetSize(inside, offers)
	lines = append(lines, d.rows.Draw(func(_ int, i int, selected bool) []string {
		p := m.paint(selected, d.at == ruleFieldOffers)
		return []string{p.line(p.text.Render(m.st.Cut(d.offers[i].text, inside-2)), inside)}
	})...)
	if offers > 0 && room-fields-offers > 3 {
		lines = append(lines, "")
	}
	d.fieldsAt[ruleFieldOffers] = 0
	cursor, col := -1, 0
	put := func(field int, name, text string) {
		st := m.st.Dim
		if d.at == field {
			st = m.st.AccentBold
		}
		d.fieldsAt[field] = len(lines)
		lines = append(lines, st.Render(style.Fit(name, label))+text)
	}
	typed := func(field int, name string, in *input, empty string) {
		text, at := in.draw(inside - label)
		if d.at == field {
			cursor, col = len(lines), label+at
		}
		if text == "" && d.at != field {
			put(field, name, m.st.Dim.Render(m.st.Cut(empty, inside-label)))
			return
		}
		put(field, name, m.st.Text.Render(text))
	}
	typed(ruleFieldQuery, "Query", &d.query, "")
	if problem := d.trouble(); problem != "" {
		lines = append(lines, style.Blank(label)+m.st.Error.Render(m.st.Cut(m.st.Glyphs.Warn+" "+problem, inside-label)))
	}
	put(ruleFieldActs, "Does", d.drawActs(m, inside-label))
	typed(ruleFieldTags, "Tags", &d.tags, "bookmarked with these, if any")
	put(ruleFieldEnds, "For", d.drawEnds(m, inside-label))
	put(ruleFieldHere, "Also", d.drawHere(m, inside-label))
	typed(ruleFieldName, "Name", &d.name, d.usualName(d.query.value()))
	lines = append(lines, d.drawFound(m, inside, room-len(lines))...)
	foot := "Tab next · Space switch · ↵ done · esc cancel"
	if w < 60 {
		foot = "Tab · Space · ↵ done · esc"
	}
	title := "Rule"
	if d.rule.ID == 0 {
		title = "New rule"
	}
	above := 0 // lines that a very small screen leaves out, so that the field at hand is seen
	if over := len(lines) - max(m.h-2, 1); over > 0 {
		above = min(d.fieldsAt[d.at], over)
		lines = lines[above : len(lines)-over+above]
	}
	r := f.box(m, title, foot, w, lines)
	top := r.Y + 1 - above
	d.offersAt = rect{r.X + 2, top, inside, offers}
	for i := range d.fieldsAt {
		d.fieldsAt[i] += top
	}
	if cursor >= 0 {
		f.cursorAt(r.X+2+col, top+cursor)
	}
}

// trouble is what is wrong, "" for nothing.
func (d *ruleDialog) trouble() string {
	if d.err != "" {
		return d.err
	}
	return d.mistake
}

// switched draws something that is on or off: in brackets, so that no colour is
// needed to tell.
func (d *ruleDialog) switched(m *Model, on, here bool, name string) string {
	sign, st := "[ ]", m.st.Dim
	if on {
		sign, st = "[x]", m.st.Text
	}
	if here {
		st = m.st.AccentBold
	}
	return st.Render(sign + name)
}

func (d *ruleDialog) drawActs(m *Model, w int) string {
	var out, brief []string
	for i, is := range ruleActs(&d.rule.Acts) {
		here := d.at == ruleFieldActs && d.act == i
		out = append(out, d.switched(m, *is, here, " "+ruleActNames[i][0]))
		brief = append(brief, d.switched(m, *is, here, ruleActNames[i][1]))
	}
	if line := strings.Join(out, "  "); m.st.Width(line) <= w {
		return line
	}
	return m.st.Cut(strings.Join(brief, " "), w)
}

func (d *ruleDialog) drawEnds(m *Model, w int) string {
	here := d.at == ruleFieldEnds
	if d.end < 0 {
		return m.st.Cut(m.st.Text.Render("until "+moment(d.rule.Ends, m.opts.Location)), w)
	}
	var out, brief []string
	for i, e := range ruleEnds {
		st, sides := m.st.Dim, [2]string{" ", " "}
		if i == d.end {
			st, sides = m.st.Text, [2]string{"[", "]"}
			if here {
				st = m.st.AccentBold
			}
		}
		out, brief = append(out, st.Render(sides[0]+e.name+sides[1])), append(brief, st.Render(sides[0]+e.brief+sides[1]))
	}
	if line := strings.Join(out, " "); m.st.Width(line) <= w {
		return line
	}
	return m.st.Cut(strings.Join(brief, ""), w)
}

// drawHere is whether the rule is applied to what is here, and how much that is.
func (d *ruleDialog) drawHere(m *Model, w int) string {
	count, name := d.drawCount(), " what is here already"
	if m.st.Width(name)+m.st.Width(count)+3 > w { // the number is what counts
		count, name = strings.TrimSuffix(count, lastDays), " here now"
	}
	return m.st.Cut(d.switched(m, d.here, d.at == ruleFieldHere, name)+m.st.Dim.Render(count), w)
}

const lastDays = " of the last 30 days"

// drawCount says how many the rule would take.
func (d *ruleDialog) drawCount() string {
	would := "would take"
	if d.rule.Acts.Mute {
		would = "would hide"
	}
	switch {
	case d.mistake != "":
		return ""
	case !d.counted:
		return ": …"
	}
	more := ""
	if d.count.More {
		more = "+"
	}
	return ": " + would + " " + thousands(d.count.N) + more + lastDays
}

// drawFound lists what the rule would take, in n lines with one of air.
func (d *ruleDialog) drawFound(m *Model, w, n int) []string {
	n = min(n, 13)
	if n < 2 {
		return nil
	}
	out := []string{""}
	now, list := m.opts.Now(), d.found[:min(len(d.found), n-1)]
	source, when := 0, 0 // columns
	for _, h := range list {
		source = max(source, min(m.st.Width(h.Source), max(8, w/4)))
		when = max(when, m.st.Width(shortAge(now, h.Published, m.opts.Location)))
	}
	for _, h := range list {
		age := shortAge(now, h.Published, m.opts.Location)
		title := m.st.Fit(h.Title, max(w-source-when-4, 4))
		out = append(out, m.st.Dim.Render(title+"  ")+m.st.Source.Render(m.st.Fit(h.Source, source))+
			m.st.Dim.Render(style.Blank(2+when-m.st.Width(age))+age))
	}
	for len(out) < n {
		out = append(out, "") // the box stands still while one types
	}
	return out
}
