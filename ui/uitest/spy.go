package uitest

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// spy stands between Bubble Tea and the model: it counts what the model has
// had, and looks at every frame before the renderer cuts it to size.
type spy struct {
	model tea.Model
	term  *Term
	w, h  int // as the model knows it
}

// mark comes back through Update; whoever waits for it knows that all sent
// before has been dealt with.
type mark struct{ passed chan struct{} }

func (s *spy) Init() tea.Cmd { return s.model.Init() }

func (s *spy) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m, ok := msg.(mark); ok {
		close(m.passed)
		return s, nil
	}
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.w, s.h = size.Width, size.Height
	}
	var cmd tea.Cmd
	s.model, cmd = s.model.Update(msg)
	s.term.mu.Lock()
	defer s.term.mu.Unlock()
	switch msg.(type) {
	case tea.WindowSizeMsg:
		s.term.sized = true
		s.term.change()
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
		s.term.seen++
		s.term.change()
	}
	return s, cmd
}

func (s *spy) View() tea.View {
	v := s.model.View()
	fault := faultOf(v.Content, s.w, s.h)
	s.term.mu.Lock()
	s.term.frames++
	if fault != "" && s.term.broken == "" {
		s.term.broken = fault
	}
	s.term.mu.Unlock()
	return v
}

// faultOf says what is wrong with a frame for a screen of w by h, "" for
// nothing.
func faultOf(content string, w, h int) string {
	rows := strings.Split(content, "\n")
	if len(rows) > h {
		return fmt.Sprintf("a frame of %d rows for a screen of %d by %d", len(rows), w, h)
	}
	for i, row := range rows {
		if n := ansi.StringWidth(row); n > w {
			return fmt.Sprintf("row %d is %d cells wide on a screen of %d by %d: %q", i, n, w, h, ansi.Strip(row))
		}
		if bad := leak(row); bad != "" {
			return fmt.Sprintf("row %d %s: %q", i, bad, row)
		}
	}
	return ""
}

// leak says whether a row leaves a style or a hyperlink open, or holds a
// control sequence that a frame has no business with.
func leak(row string) string {
	if !strings.ContainsFunc(row, func(c rune) bool { return c < ' ' || c >= 0x7f && c < 0xa0 }) {
		return ""
	}
	styled, linked := false, false
	for row != "" {
		i := strings.IndexFunc(row, func(c rune) bool { return c < ' ' || c >= 0x7f && c < 0xa0 })
		if i < 0 {
			break
		}
		row = row[i:]
		seq, _, n, _ := ansi.DecodeSequence(row, ansi.NormalState, nil)
		switch {
		case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
			styled = seq != "\x1b[m" && seq != "\x1b[0m"
		case strings.HasPrefix(seq, "\x1b]8;"):
			_, url, _ := strings.Cut(seq[len("\x1b]8;"):], ";")
			linked = strings.Trim(url, "\x07\x1b\\") != ""
		default:
			return fmt.Sprintf("holds the control sequence %q", seq)
		}
		row = row[max(n, 1):]
	}
	switch {
	case styled:
		return "leaves a style open"
	case linked:
		return "leaves a hyperlink open"
	}
	return ""
}

// CheckFrame fails the test when any frame so far was taller or wider than its
// screen, let a style or a hyperlink run on into the next row, or held a
// control sequence.
func (term *Term) CheckFrame() {
	term.t.Helper()
	term.mu.Lock()
	broken := term.broken
	term.broken = ""
	term.mu.Unlock()
	if broken != "" {
		term.t.Errorf("broken frame: %s", broken)
	}
}
