package ui

import (
	"strings"

	"broadsheet/feeds"
)

// answered lays out what an assistant has answered so far.
func (g *gist) answered(m *Model, w int) []string {
	a := g.ask
	said := a.answer.Sentences
	if m.opts.Plain && a.busy && len(said) > 0 {
		said = said[:len(said)-1] // it is not whole yet, and would be read twice
	}
	var lines []string
	if a.numbered() {
		for i, s := range said {
			lines = append(lines, m.sourced(s, w, a.busy && i == len(said)-1)...)
		}
	} else {
		var all []string
		for _, s := range said {
			all = append(all, s.Text)
		}
		lines = m.wrap(w, m.st.Text, strings.Join(all, " "))
	}
	if len(said) > 0 {
		lines = append(lines, "")
	}
	return append(lines, g.standing(m, w)...)
}

// sourced is a sentence with the numbers of its sources behind it; open says
// that it may go on.
func (m *Model) sourced(s feeds.AssistantSentence, w int, open bool) []string {
	label, st := numbersOf(s), m.st.Accent
	if label == "" && !open {
		label, st = "(names no source)", m.st.Attention
	}
	// Numbers go with the last word: a letter that no text has holds them there.
	const joint = "\uE000"
	space := " "
	if len(s.Sources) > 0 {
		space = joint
	}
	out := wrapPlain(strings.TrimRight(s.Text+space+strings.ReplaceAll(label, " ", joint), " "), w)
	for i, l := range out {
		l = strings.ReplaceAll(l, joint, " ")
		if text, ok := strings.CutSuffix(l, label); ok && label != "" && i == len(out)-1 {
			out[i] = m.st.Text.Render(text) + st.Render(label)
		} else {
			out[i] = m.st.Text.Render(l)
		}
	}
	return out
}

// standing says how the answer stands, and what it is from.
func (g *gist) standing(m *Model, w int) []string {
	a, name := g.ask, m.opts.Settings.Assistant.Name()
	if a.answer.Model != "" {
		name = a.answer.Model
	}
	var lines []string
	say := func(text string) { lines = append(lines, m.wrap(w, m.st.Dim, text)...) }
	switch {
	case a.busy && !a.sent:
		return m.wrap(w, m.st.Accent, "reading …")
	case a.busy && len(a.answer.Sentences) == 0:
		return m.wrap(w, m.st.Accent, "sending "+sentWords(a.answer)+" to "+a.answer.Where+" …")
	case a.busy:
		return m.wrap(w, m.st.Accent, name+" is writing …")
	case a.err != "" && len(a.answer.Sentences) == 0:
		return m.wrap(w, m.st.Error, m.st.Glyphs.Warn+" "+a.err)
	case a.err != "":
		lines = append(m.wrap(w, m.st.Error, m.st.Glyphs.Warn+" Not the whole answer: "+a.err), "")
	}
	if a.numbered() {
		for i, s := range a.answer.Sources {
			label := "[" + itoa(i+1) + "] "
			for j, l := range wrapPlain(s.Source+" · "+s.Title, max(w-len(label), 1)) {
				if j == 0 {
					lines = append(lines, m.st.Accent.Render(label)+m.st.Dim.Render(l))
				} else {
					lines = append(lines, strings.Repeat(" ", len(label))+m.st.Dim.Render(l))
				}
			}
		}
		lines = append(lines, "")
	}
	say("Written by " + name + " from " + sentWords(a.answer) + ". It can be wrong.")
	if a.answer.Known {
		say("This is its answer of before: nothing was sent now.")
	}
	return lines
}
