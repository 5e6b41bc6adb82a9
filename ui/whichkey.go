package ui

import (
	"broadsheet/ui/style"
)

// drawWhichKey lays over the foot of the screen what may follow the keys
// pressed so far.
func (m *Model) drawWhichKey(f *frame) {
	var items []string
	width := 0
	for _, b := range m.keys.after(m.scope(), m.leader.keys) {
		s := m.hint(show(b.Keys[0]), b.Hint)
		items, width = append(items, s), max(width, style.Width(s))
	}
	w := m.w
	inside := w - 4
	width = min(width, inside)
	columns := max(1, (inside+3)/(width+3))
	rows := min((len(items)+columns-1)/columns, f.h-3)
	if len(items) == 0 || rows < 1 {
		return
	}
	lines := make([]string, rows)
	for i, s := range items {
		if row := i % rows; i/rows < columns {
			if i >= rows {
				lines[row] += "   "
			}
			lines[row] += style.Fit(s, width)
		}
	}
	f.boxAt(m, rect{0, f.h - 1 - rows - 2, w, rows + 2}, show(m.leader.keys)+" …", "esc back", lines)
}
