package ui

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func (m *Model) lettersAloud() utterance {
	l := m.letters
	out := utterance{place: "links", here: sentences("Links", ansi.Strip(m.lettersHint(plainWidth)))}
	for i, label := range l.labels {
		t := l.targets[i]
		out.text = append(out.text, label+": "+commas(t.Text, feeds.Host(m.letterURL(t))))
	}
	return out
}

func (m *Model) welcomeAloud() utterance {
	w := m.welcome
	out := utterance{place: "welcome", here: "Welcome. Where do your feeds come from? Down and Up choose, Enter takes, Escape starts empty."}
	if w.picking {
		s := w.subjects[w.row]
		tick := "not ticked"
		if w.on[w.row] {
			tick = "ticked"
		}
		out = listAloud("which sections", "Which sections? Space ticks, Enter begins, Escape goes back.", commas(s.Name, plural(len(s.Feeds), "feed", "feeds"), tick), fmt.Sprint(w.row, tick))
	} else {
		o := w.offers()[w.at]
		out.row, out.rowID = sentences(itoa(w.at+1)+": "+o.title, o.text), w.at
	}
	out.text = plainLines([]string{w.working, w.err})
	return out
}

// aloud is the command line. What it can become is said as Tab brings it.
func (p *prompt) aloud() utterance {
	out := utterance{
		place: "command line", here: "Command line. Enter runs it, Tab completes a word, Up brings earlier lines, Escape leaves.",
		row: ":" + p.input.value(), rowID: "command line", typed: true,
	}
	if p.at >= 0 && p.at < len(p.suggested) && p.suggested[p.at].Help != "" {
		out.text = []string{feeds.CleanLine(p.suggested[p.at].Help)}
	}
	return out
}

// boxed is a dialog as it was drawn.
type boxed struct {
	title, foot string
	body        []string
	top         int // the screen row of its first line
}

// dialogAloud is any dialog, taken from how it is drawn: the line one types in
// and the lines that are marked as chosen, else all of them are read.
func (m *Model) dialogAloud() utterance {
	f := newFrame(m.w, m.h)
	switch {
	case m.help != nil:
		m.drawHelp(f)
	case m.form != nil:
		m.drawForm(f)
	default:
		m.over.draw(m, f)
	}
	b := f.boxed
	if b.body == nil { // it is drawn without a box
		b.body = f.lines()
	}
	out := utterance{place: "dialog " + b.title, here: sentences(b.title, spokenSigns.Replace(b.foot)), whose: b.title}
	var chosen []string
	for i, l := range b.body {
		l = strings.TrimRight(ansi.Strip(l), " ")
		mark := strings.HasPrefix(l, m.st.Glyphs.Bar)
		l = strings.TrimSpace(strings.TrimPrefix(l, m.st.Glyphs.Bar))
		switch {
		case i == f.cy-b.top:
			out.row, out.rowID, out.typed = l, i, true
		case mark && l != "":
			chosen = append(chosen, strings.Join(strings.Fields(l), " "))
		case strings.Trim(l, m.st.Glyphs.Rule) == "": // a rule, or nothing
		default:
			out.text = append(out.text, spokenSigns.Replace(strings.Join(strings.Fields(l), " ")))
		}
	}
	switch {
	case len(chosen) == 0:
	case out.typed:
		out.text = []string{spokenSigns.Replace(sentences(chosen...))}
	default:
		out.text, out.row = nil, sentences(chosen...)
		out.rowID = out.row
	}
	return out
}
