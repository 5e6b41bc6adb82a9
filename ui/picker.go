package ui

import (
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"broadsheet/ui/list"
	"broadsheet/ui/style"
)

// choice is one thing to pick. Its words are cleaned.
type choice struct {
	text string // what one reads and types for
	note string // at its right: its keys, a count
	also string // words that find it as well
	do   func(m *Model) tea.Cmd
	show func(m *Model) // how it would be, while the cursor stands on it; nil for nothing to see
}

// picker is a dialog to pick one of many things by typing parts of its name.
// Choices with show are previewed as the cursor passes over them; back then
// makes the screen as it was, when another is picked or none.
type picker struct {
	title   string
	width   int    // of the box, 0 for a wide one
	hint    string // a dim line below the rows, "" for none
	choices []choice
	more    func(typed string) []choice // what stands for the typed text itself; nil for nothing
	back    func(m *Model)

	filter input
	rows   list.List[int] // numbers of hits
	hits   []found
	all    []choice // choices and what more gave
	texts  []string // what is searched of each
	shown  int      // the choice previewed, -1 for none
	at     rect     // where the rows stand, as last drawn
}

// pick opens a picker on the choice of a number.
func (m *Model) pick(p *picker, at int) {
	p.shown = -1
	m.over = p
	p.find()
	p.rows.Select(at)
	p.preview(m)
}

// find looks for what is typed.
func (p *picker) find() {
	typed := p.filter.value()
	p.all = p.choices
	if p.more != nil && strings.TrimSpace(typed) != "" {
		p.all = append(p.choices[:len(p.choices):len(p.choices)], p.more(typed)...)
	}
	p.texts = make([]string, len(p.all))
	for i, c := range p.all {
		p.texts[i] = c.text + "  " + c.also
	}
	p.hits = match(typed, p.texts)
	keys := make([]int, len(p.hits))
	for i := range keys {
		keys[i] = i
	}
	p.rows.SetKeys(keys)
	p.rows.Top()
}

// current is the choice under the cursor.
func (p *picker) current() (int, bool) {
	i, ok := p.rows.Selected()
	if !ok {
		return 0, false
	}
	return p.hits[i].index, true
}

// preview shows how the choice under the cursor would be.
func (p *picker) preview(m *Model) {
	i, ok := p.current()
	if !ok || p.shown == i || p.back == nil {
		return
	}
	if c := p.all[i]; c.show != nil {
		p.shown = i
		c.show(m)
	}
}

// take does the choice under the cursor.
func (p *picker) take(m *Model) tea.Cmd {
	i, ok := p.current()
	if !ok {
		return nil
	}
	c := p.all[i]
	p.close(m)
	return c.do(m)
}

func (p *picker) close(m *Model) {
	m.over = nil
	if p.back != nil && p.shown >= 0 {
		p.back(m)
	}
}

func (p *picker) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "ctrl+g":
		p.close(m)
		return nil
	case "enter":
		return p.take(m)
	case "down", "ctrl+n", "tab":
		p.rows.Move(1)
	case "up", "ctrl+p", "shift+tab":
		p.rows.Move(-1)
	case "pgdown":
		p.rows.Page(1)
	case "pgup":
		p.rows.Page(-1)
	default:
		if p.filter.key(k) {
			p.find()
		}
	}
	p.preview(m)
	return nil
}

func (p *picker) paste(m *Model, s string) {
	p.filter.insert(s)
	p.find()
	p.preview(m)
}

func (p *picker) wheel(m *Model, n int) {
	p.rows.Scroll(sign(n))
	p.preview(m)
}

func (p *picker) click(m *Model, at tea.Mouse) tea.Cmd {
	if !p.at.contains(at.X, at.Y) {
		return nil
	}
	cmd := clickList(at.Y-p.at.Y, &p.rows, func() tea.Cmd { return p.take(m) })
	if m.over == p {
		p.preview(m)
	}
	return cmd
}

func (p *picker) draw(m *Model, f *frame) {
	w := min(m.w-2, 72)
	if p.width > 0 {
		w = min(w, p.width)
	}
	inside := w - 4
	rule := m.st.Rule.Render(strings.Repeat(m.st.Glyphs.Rule, inside))
	typed, col := p.filter.draw(inside - 2)
	head := []string{m.st.AccentBold.Render("> ") + m.st.Text.Render(typed)}
	if m.h >= 12 {
		head = append(head, rule)
	}
	var tail []string
	if p.hint != "" && m.h >= 18 {
		tail = []string{"", m.st.Dim.Render(style.Cut(p.hint, inside))}
	}
	// As tall as all choices want, so that the box stands still while typing.
	room := max(1, min(m.h-4-len(head)-len(tail), max(len(p.choices), 1), 16))
	p.rows.SetRow(1, 0)
	p.rows.SetSize(inside, room)
	rows := p.rows.Draw(func(i, _ int, selected bool) []string {
		return []string{p.drawChoice(m, p.hits[i], inside, m.paint(selected, true))}
	})
	if len(p.hits) == 0 {
		rows[0] = m.st.Dim.Render(style.Cut("Nothing is called that.", inside))
	}
	foot := "↵ do · esc close"
	if _, to := p.rows.Visible(); to < len(p.hits) {
		foot = "↓ more · " + foot
	}
	r := f.box(m, p.title, foot, w, append(append(head, rows...), tail...))
	p.at = rect{r.X + 2, r.Y + 1 + len(head), inside, len(rows)}
	f.cursorAt(r.X+2+2+col, r.Y+1)
}

// drawChoice is one row: its text with what was found in it, and its note.
func (p *picker) drawChoice(m *Model, h found, w int, with *paint) string {
	c := p.all[h.index]
	note := m.st.Cut(c.note, w/2)
	room := w - 3 - m.st.Width(note)
	text := m.st.Cut(c.text, room)
	gap := room - m.st.Width(text)
	return with.line(marked(text, marks(p.filter.value(), p.texts[h.index]), with.text, with.accentBold)+with.text.Render(style.Blank(gap)+" ")+with.dim.Render(note), w)
}

// marked draws text with some of its bytes in another style.
func marked(text string, at map[int]bool, plain, hit pen) string {
	if len(at) == 0 {
		return plain.Render(text)
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		from, is := i, at[i]
		for i < len(text) && at[i] == is {
			_, n := utf8.DecodeRuneInString(text[i:])
			i += n
		}
		if is {
			b.WriteString(hit.Render(text[from:i]))
		} else {
			b.WriteString(plain.Render(text[from:i]))
		}
	}
	return b.String()
}
