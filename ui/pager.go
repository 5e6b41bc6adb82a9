package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// pager is a dialog with text that scrolls.
type pager struct {
	title string
	foot  string
	lines func(m *Model, w int) []string
	stop  context.CancelFunc
	extra int  // cells it may be wider than text is set
	end   bool // more comes: the end stays in view

	scroller
	stopped bool
}

// textLines draws a text as it is, line by line, its own indentation kept. It
// is laid out once for a width and theme.
func textLines(text string) func(m *Model, w int) []string {
	type key struct {
		w     int
		theme string
		wc    bool
	}
	var at key
	var lines []string
	return func(m *Model, w int) []string {
		now := key{w, m.st.Palette.Name, m.wc}
		if lines != nil && now == at {
			return lines
		}
		at, lines = now, []string{}
		for _, l := range strings.Split(text, "\n") {
			for _, part := range strings.Split(ansi.Wrap(l, w, ""), "\n") {
				lines = append(lines, m.st.Text.Render(part))
			}
		}
		return lines
	}
}

func (p *pager) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch k.String() {
	case "esc", "q", "enter":
		p.close(m)
	default:
		if a, _ := m.keys.find(scopeGlobal, k.String()); a == actCommand && p.stop == nil { // the line is mended
			p.close(m)
			return m.do(a, 1)
		}
		p.scroller.key(k.String())
	}
	return nil
}

// close takes the dialog away, and back what it waits for.
func (p *pager) close(m *Model) {
	m.over = nil
	if p.stop != nil {
		p.stop()
		p.stopped = true
	}
}

func (p *pager) paste(*Model, string)                {}
func (p *pager) wheel(_ *Model, n int)               { p.scroll(n) }
func (p *pager) click(*Model, tea.Mouse) (c tea.Cmd) { return nil }

func (p *pager) draw(m *Model, f *frame) {
	w := min(m.w-2, max(m.measure, 40)+4+p.extra)
	lines := p.lines(m, w-4)
	if p.end {
		p.top = len(lines)
	}
	lines = p.window(lines, m.h-4)
	foot := p.foot
	if foot == "" {
		foot = "esc close"
	}
	if p.more() {
		foot = "↓ more · " + foot
	}
	f.box(m, p.title, foot, w, lines)
}
