package ui

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// noted is a model whose messages are written down.
type noted struct {
	*Model
	got []string
}

func (n *noted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	n.got = append(n.got, fmt.Sprintf("%T", msg))
	return n.Model.Update(msg)
}

func TestAtTheStartTheRowsComeBeforeTheLeftPane(t *testing.T) {
	m := New(Options{Backend: newFake(), Now: d0})
	m.wait = noWait
	n := &noted{Model: m}
	d := &driver{m: m, top: n}
	first := m.Init()
	d.size(160, 44) // as Bubble Tea does
	d.run(first)
	rows, left := slices.Index(n.got, "ui.windowMsg"), slices.Index(n.got, "ui.sectionsMsg")
	if rows < 0 || left < rows || !m.side.loaded {
		t.Errorf("the messages came in the order %v", n.got)
	}
}
