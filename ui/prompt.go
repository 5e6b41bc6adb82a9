package ui

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

const (
	// suggestWait is how long typing rests before what may follow is shown.
	suggestWait = 80 * time.Millisecond
	// suggestMost is how many of them are shown at once.
	suggestMost = 8
)

// Completion is what a word of the command line may become.
type Completion struct {
	Word string
	Help string // a few words, "" for none
	Open bool   // more of the same word may follow: a folder's path
}

// prompt is the command line, in the place of the hints. Tab goes through
// what the word at its end may become, Up and Down through earlier lines.
type prompt struct {
	input input
	gen   int

	suggested []Completion
	at        int    // the one that stands in the line, -1 for none
	before    string // the line without its last word, as typed
	word      string // and that word
	tab       int    // how many steps are asked of suggestions on their way

	past  []string // earlier lines, newest last, that begin with draft
	back  int      // how far back in them, 0 for the draft
	draft string
	rows  rect // where the suggestions stand, as last drawn
	from  int  // the first of them in view
}

// suggestMsg brings what a line's last word may become.
type suggestMsg struct {
	by   *prompt
	gen  int
	list []Completion
}

// suggestDueMsg says that the typing has rested.
type suggestDueMsg struct {
	by  *prompt
	gen int
}

// startCommand opens the command line.
func (m *Model) startCommand(int) tea.Cmd { return m.commandWith("") }

// commandWith opens the command line with something in it.
func (m *Model) commandWith(line string) tea.Cmd {
	p := &prompt{input: newInput(line), at: -1}
	m.over = p
	return p.changed(m)
}

func (p *prompt) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch name := k.String(); name {
	case "esc", "ctrl+g":
		m.over = nil
	case "enter":
		m.over = nil
		return m.typedLine(p.input.value())
	case "tab":
		return p.complete(m, 1)
	case "shift+tab":
		return p.complete(m, -1)
	case "up", "ctrl+p":
		p.walk(m, 1)
	case "down", "ctrl+n":
		p.walk(m, -1)
	default:
		if name == "backspace" && p.input.value() == "" {
			m.over = nil
			return nil
		}
		if p.input.key(k) {
			return p.changed(m)
		}
	}
	return nil
}

func (p *prompt) paste(m *Model, s string) {
	p.input.insert(strings.TrimSpace(s))
	p.changed(m)
}

func (p *prompt) wheel(*Model, int) {}

// changed asks what may follow, once the typing rests.
func (p *prompt) changed(m *Model) tea.Cmd {
	p.gen++
	p.at, p.suggested, p.back, p.past, p.tab = -1, nil, 0, nil, 0
	return m.wait(suggestWait, suggestDueMsg{p, p.gen})
}

func (m *Model) suggestDue(msg suggestDueMsg) tea.Cmd {
	if m.over != msg.by || msg.gen != msg.by.gen {
		return nil
	}
	return m.suggest(msg.by)
}

// suggest asks what the last word of the line may become.
func (m *Model) suggest(p *prompt) tea.Cmd {
	words, start := lastWord(p.input.value())
	p.before, p.word = p.input.value()[:start], words[len(words)-1]
	gen, own, opts, ctx := p.gen, m.ownVerbs(), m.opts, m.ctx
	return func() tea.Msg { return suggestMsg{p, gen, suggestions(ctx, opts, own, words)} }
}

// suggestions are what the last of words may become: a verb of the command
// line or the screen's, or what the verb before it says.
func suggestions(ctx context.Context, opts Options, own []Completion, words []string) []Completion {
	last := words[len(words)-1]
	var out []Completion
	switch {
	case len(words) > 1 && words[0] == "set":
		if opts.Suggest != nil {
			out = opts.Suggest(words[1:])
		}
	case opts.Verbs != nil:
		out = opts.Verbs.Complete(ctx, words)
	}
	if len(words) == 1 {
		for _, c := range own {
			if strings.HasPrefix(c.Word, last) && !slices.ContainsFunc(out, func(o Completion) bool { return o.Word == c.Word }) {
				out = append(out, c)
			}
		}
	}
	return out
}

func (m *Model) tookSuggestions(msg suggestMsg) tea.Cmd {
	p := msg.by
	if m.over != p || msg.gen != p.gen {
		return nil
	}
	p.suggested, p.at, p.from = msg.list, -1, 0
	if step := p.tab; step != 0 {
		p.tab = 0
		return p.complete(m, step)
	}
	return nil
}

// complete puts the next suggestion into the line, or asks for them first.
func (p *prompt) complete(m *Model, step int) tea.Cmd {
	n := len(p.suggested)
	if n == 0 {
		if p.tab != 0 {
			return nil
		}
		p.tab = step
		return m.suggest(p)
	}
	// One beyond either end is what was typed.
	p.at = (p.at+1+step+n+1)%(n+1) - 1
	word := p.word
	if p.at >= 0 {
		word = p.suggested[p.at].Word
		if strings.ContainsAny(word, " \t'\"\\") {
			word = feeds.JoinWords([]string{word})
		}
	}
	only := n == 1 && p.at == 0
	if only && !p.suggested[0].Open {
		word += " "
	}
	p.input = newInput(p.before + word)
	if only {
		return p.changed(m)
	}
	return nil
}

// walk goes through earlier lines that begin with what was typed.
func (p *prompt) walk(m *Model, step int) {
	if p.past == nil {
		p.draft, p.back = p.input.value(), 0
		p.past = slices.DeleteFunc(slices.Clone(m.lines), func(l string) bool { return !strings.HasPrefix(l, p.draft) || l == p.draft })
	}
	p.back = max(0, min(p.back+step, len(p.past)))
	line := p.draft
	if p.back > 0 {
		line = p.past[len(p.past)-p.back]
	}
	p.gen++
	p.suggested, p.at = nil, -1
	p.input = newInput(line)
}

func (p *prompt) click(m *Model, at tea.Mouse) tea.Cmd {
	if !p.rows.contains(at.X, at.Y) {
		return nil
	}
	p.at = p.from + at.Y - p.rows.Y - 1
	return p.complete(m, 1)
}

// lastWord parts a line into its words, the last of them the one being typed
// ("" after a blank), and says where that begins.
func lastWord(line string) (words []string, start int) {
	var quote byte
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\\' && quote != '\'':
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
		case c == '\'', c == '"':
			quote = c
		case c == ' ', c == '\t':
			start = i + 1
		}
	}
	words, _ = feeds.SplitWords(line[:start]) // no quote is open there
	last := strings.Trim(line[start:], `'"`)
	if whole, err := feeds.SplitWords(line[start:]); err == nil && len(whole) == 1 {
		last = whole[0]
	}
	return append(words, last), start
}

func (p *prompt) draw(m *Model, f *frame) {
	y := f.h - 1
	typed, col := p.input.draw(m.w - 3)
	line := style.Fit(" "+m.st.AccentBold.Render(":")+m.st.Text.Render(typed), m.w)
	n := min(len(p.suggested), suggestMost, max(f.h-3, 0))
	p.rows = rect{}
	if n > 0 {
		p.from = max(0, min(p.from, len(p.suggested)-n))
		p.from = max(min(p.from, max(p.at, 0)), p.at-n+1)
		width := 0
		for _, c := range p.suggested {
			width = max(width, min(utf8.RuneCountInString(c.Word), 32))
		}
		w := min(m.w, 76)
		lines := make([]string, n)
		for i := range lines {
			c := p.suggested[p.from+i]
			with := m.paint(p.from+i == p.at, true)
			lines[i] = with.line(with.text.Render(m.st.Fit(feeds.CleanLine(c.Word), width+2))+with.dim.Render(feeds.CleanLine(c.Help)), w-4)
		}
		foot := "Tab next · ↵ run"
		if p.from+n < len(p.suggested) {
			foot = "↓ more · " + foot
		}
		p.rows = f.boxAt(m, rect{0, max(0, y-n-2), w, n + 2}, "", foot, lines)
	}
	rows := f.lines()
	rows[y] = line
	f.over = rows
	f.cursorAt(2+col, y)
}
