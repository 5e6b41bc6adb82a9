package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/ui/style"
)

// helpBox lists the keys that hold where it was opened. Typing filters.
type helpBox struct {
	in     scope
	filter input
	top    int
}

// helpNotes end the help.
var helpNotes = []string{
	"Every key can be changed: [keys] in the config, by the names that `broadsheet keys` lists. The same list is the manual's page broadsheet-keys.",
	"Shift and the mouse select text, as without Broadsheet.",
}

func (m *Model) newHelp() *helpBox { return &helpBox{in: m.scope()} }

func (m *Model) helpKey(k tea.KeyPressMsg) tea.Cmd {
	h := m.help
	switch k.String() {
	case "esc", "enter":
		m.help = nil
	case "?":
		m.help = nil
	case "down", "ctrl+n":
		h.top++
	case "up", "ctrl+p":
		h.top = max(0, h.top-1)
	case "pgdown":
		h.top += 8
	case "pgup":
		h.top = max(0, h.top-8)
	case "home":
		h.top = 0
	default:
		switch name, typed := k.String(), h.filter.value() != ""; {
		case name == "q" && !typed:
			m.help = nil
		case name == "space" && !typed:
			h.top += 8
		case h.filter.key(k):
			h.top = 0
		}
	}
	return nil
}

// helpKeys is how wide the keys stand before what they do; more have a line of
// their own.
const helpKeys = 12

// helpLines are the help's rows in columns of width w: headings and keys.
func (m *Model) helpLines(w int) [][]string {
	words := strings.Fields(strings.ToLower(m.help.filter.value()))
	var out [][]string
	for _, group := range groups {
		lines := []string{m.st.Dim.Bold(true).Render(strings.ToUpper(group))}
		for _, b := range m.keys.within(m.help.in) {
			if b.Group != group || !m.meant(m.help.in, b) || len(b.Keys) == 0 {
				continue
			}
			keys := make([]string, len(b.Keys))
			for i, k := range b.Keys {
				keys[i] = show(k)
			}
			hay := strings.ToLower(strings.Join(append(keys, b.Help, string(b.Action)), " "))
			hit := true
			for _, word := range words {
				hit = hit && strings.Contains(hay, word)
			}
			if !hit {
				continue
			}
			lead := strings.Join(keys, "  ")
			if style.Width(lead) > helpKeys {
				lines = append(lines, style.Fit(m.st.AccentBold.Render(lead), w))
				lead = ""
			}
			for _, text := range wrapPlain(b.Help, max(w-helpKeys-1, 10)) {
				lines = append(lines, style.Fit(m.st.AccentBold.Render(style.Fit(lead, helpKeys))+" "+m.st.Text.Render(text), w))
				lead = ""
			}
		}
		if len(lines) > 1 {
			out = append(out, lines)
		}
	}
	return out
}

// drawHelp lays the help over the frame.
func (m *Model) drawHelp(f *frame) {
	h := m.help
	w := min(m.w-2, 98)
	inside := w - 4
	columns := 1
	if inside >= 76 && !m.opts.Plain {
		columns = 2
	}
	colw := (inside - 2*(columns-1)) / columns
	blocks := m.helpLines(colw)
	total := 0
	for _, b := range blocks {
		total += len(b) + 1
	}
	cols := make([][]string, columns)
	at, filled := 0, 0
	for _, b := range blocks {
		if at < columns-1 && filled > 0 && filled+len(b)/2 > total/columns {
			at, filled = at+1, 0
		}
		if len(cols[at]) > 0 {
			cols[at] = append(cols[at], "")
		}
		cols[at] = append(cols[at], b...)
		filled += len(b) + 1
	}
	rows := 0
	for _, c := range cols {
		rows = max(rows, len(c))
	}
	body := make([]string, rows)
	for i := range body {
		for c := range cols {
			cell := ""
			if i < len(cols[c]) {
				cell = cols[c][i]
			}
			if c > 0 {
				body[i] += "  "
			}
			body[i] += style.Fit(cell, colw)
		}
	}
	if rows == 0 {
		body = []string{m.st.Dim.Render("No key does that here.")}
	} else if h.filter.value() == "" {
		body = append(body, "")
		for _, l := range helpNotes {
			body = append(body, m.wrap(inside, m.st.Dim, l)...)
		}
	}
	room := max(1, m.h-5)
	h.top = min(h.top, max(0, len(body)-room))
	foot := "esc close"
	if h.top+room < len(body) {
		foot = "↓ more · " + foot
	}
	if len(body) > room {
		body = body[h.top:min(len(body), h.top+room)]
	}
	typed, col := h.filter.draw(inside - 17)
	lines := append([]string{m.st.Dim.Render("type to filter: ") + m.st.Text.Render(typed), ""}, body...)
	r := f.box(m, "Help — "+string(h.in), foot, w, lines)
	f.cursorAt(r.X+2+16+col, r.Y+1)
}
