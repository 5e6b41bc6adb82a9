package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// pathLine is a line of input for the path of a file, which Tab completes. Its
// owner asks for the files once the typing rests (edited, gen) and gives them
// to know.
type pathLine struct {
	input
	edited bool         // since it was filled in: only then files are offered
	gen    int          // of what stands in it
	files  []Completion // those its text may become
	asked  bool         // they are here
	at     int          // the one that stands in the line, -1 for none
	typed  string       // the line before that
	tab    int          // a step that waits for the files
}

func newPathLine(path string) pathLine { return pathLine{input: newInput(path), at: -1} }

// set puts another path in, of which no files are offered.
func (p *pathLine) set(path string) {
	gen := p.gen + 1
	*p = newPathLine(path)
	p.gen = gen
}

// change is for after every edit.
func (p *pathLine) change() {
	p.gen++
	p.edited, p.files, p.asked, p.at, p.tab = true, nil, false, -1, 0
}

func (p *pathLine) key(k tea.KeyPressMsg) bool {
	if !p.input.key(k) {
		return false
	}
	p.change()
	return true
}

// know takes the files that the text may become; true where one was put in, by
// a step that waited for them.
func (p *pathLine) know(gen int, files []Completion) (put bool) {
	if gen != p.gen || p.asked {
		return false
	}
	p.files, p.asked, p.at = files, true, -1
	if len(files) == 1 && files[0].Word == p.value() {
		p.files = nil // it is there in full
	}
	if step := p.tab; step != 0 {
		p.tab = 0
		put = p.complete(step)
	}
	return put
}

// offered says whether files are offered.
func (p *pathLine) offered() bool { return p.edited && len(p.files) > 0 }

// complete puts the next or the previous of the files in, or waits for them;
// false where there is none to put.
func (p *pathLine) complete(step int) bool {
	switch n := len(p.files); {
	case !p.edited || p.asked && n == 0:
		return false
	case n == 0:
		p.tab = step
		return true
	case n == 1:
		only := p.files[0]
		p.line.SetValue(only.Word)
		p.line.CursorEnd()
		p.change()
		p.asked = !only.Open // what is in a folder may follow
		return true
	default:
		if p.at < 0 {
			p.typed = p.value()
		}
		// One beyond either end is what was typed.
		p.at = (p.at+1+step+n+1)%(n+1) - 1
	}
	word := p.typed
	if p.at >= 0 {
		word = p.files[p.at].Word
	}
	p.line.SetValue(word)
	p.line.CursorEnd()
	return true
}

// enter goes into the folder that stands in the line; false where none does.
func (p *pathLine) enter() bool {
	if p.at < 0 || !p.files[p.at].Open {
		return false
	}
	p.change()
	return true
}

// offers draws the files in at most n rows of w cells.
func (p *pathLine) offers(m *Model, w, n int) []string {
	n = min(n, len(p.files))
	from := max(0, min(p.at-n+1, len(p.files)-n))
	rows := make([]string, n)
	for i := range rows {
		with := m.paint(from+i == p.at, true)
		rows[i] = with.line(with.text.Render(style.Cut(feeds.CleanLine(p.files[from+i].Word), w-2)), w)
	}
	return rows
}
