package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// step is one thing that a macro does.
type step struct {
	act  action
	n    int
	line string // a command of the command line, in the place of an action
}

// macros makes a row of each macro: an action like any other, without keys so
// far.
func (r *remapper) macros(list []feeds.Macro) {
	for _, def := range list {
		key, err := parseKeys(def.Key)
		if err != nil {
			r.wrong(def.At, fmt.Sprintf("%q cannot be a macro's key", feeds.CleanLine(def.Key)), err.Error())
			continue
		}
		name := action("macro-" + strings.ReplaceAll(key, " ", "-"))
		if i := slices.IndexFunc(r.rows, func(b binding) bool { return b.Group == groupOwn && overlaps(b.Keys[0], macroKey+key) }); i >= 0 {
			r.wrong(def.At, fmt.Sprintf("%q cannot stand beside the macro on line %d", key, r.macro[r.rows[i].Action].Line), "another key for one of the two")
			continue
		}
		var steps []step
		var words []string
		for _, w := range def.Steps {
			st, ok := r.step(w)
			if ok {
				steps, words = append(steps, st), append(words, feeds.CleanLine(w.Text))
			}
		}
		if len(steps) < len(def.Steps) {
			continue // half a macro may do harm
		}
		r.macro[name] = def.At
		help := strings.Join(words, ", ")
		r.rows = append(r.rows, binding{
			Scope: scopeGlobal, Action: name, Group: groupOwn, Help: help, Hint: help, Reach: reachScreen,
			Keys: []string{macroKey + key}, Run: func(m *Model, n int) tea.Cmd { return m.playMacro(steps, n) },
		})
	}
	for i := range r.rows { // without macros its key says how to make one
		r.rows[i].leader = len(r.macro) > 0 && r.rows[i].Action == actMacro
	}
}

// macroKey stands before a macro's key until it is known which key leads to
// the macros.
const macroKey = "\x00 "

// lead puts the keys that lead to the macros before those of each.
func (r *remapper) lead() {
	var leaders []string
	for _, b := range r.rows {
		if b.leader {
			leaders = append(leaders, b.Keys...)
		}
	}
	for i := range r.rows {
		b := &r.rows[i]
		if b.Group != groupOwn {
			continue
		}
		var keys []string
		for _, key := range b.Keys {
			last, ok := strings.CutPrefix(key, macroKey)
			if !ok {
				keys = append(keys, key)
				continue
			}
			for _, l := range leaders {
				key := l + " " + last
				if i := slices.IndexFunc(r.rows, func(o binding) bool {
					return !o.leader && o.Scope == scopeGlobal && slices.ContainsFunc(o.Keys, func(k string) bool { return overlaps(k, key) })
				}); i >= 0 {
					r.wrong(r.macro[b.Action], fmt.Sprintf("%q is %s already", key, r.rows[i].Action), "another key for one of the two")
					continue
				}
				keys = append(keys, key)
			}
		}
		b.Keys = keys
	}
}

// step reads one step of a macro: an action, "5 down", or ":" and a command.
func (r *remapper) step(w feeds.Word) (step, bool) {
	text := strings.TrimSpace(w.Text)
	if line, ok := strings.CutPrefix(text, ":"); ok {
		return step{line: strings.TrimSpace(line)}, true
	}
	st := step{act: action(text), n: 1}
	if count, name, ok := strings.Cut(text, " "); ok {
		if n, err := strconv.Atoi(count); err == nil && n > 0 && n < 10_000 {
			st = step{act: action(strings.TrimSpace(name)), n: n}
		}
	}
	i := slices.IndexFunc(r.rows, func(b binding) bool { return b.Action == st.act })
	switch {
	case i < 0:
		r.wrong(w.At, fmt.Sprintf("there is no action %q", feeds.CleanLine(string(st.act))), nearestOr(string(st.act), actionNames(r.rows), "an action that `broadsheet keys` lists"))
	case st.act == actMacro || r.rows[i].Group == groupOwn:
		r.wrong(w.At, "a macro cannot play a macro", "an action")
		i = -1
	}
	return st, i >= 0
}

// noMacros is the leading key where there are none.
func (m *Model) noMacros(int) tea.Cmd {
	return m.say("no macros yet: [macros] in the config names them")
}

// playMacro queues a macro's steps, n times; they go on as the screen is free
// for them.
func (m *Model) playMacro(steps []step, n int) tea.Cmd {
	m.steps = nil
	for range min(n, 100) {
		m.steps = append(m.steps, steps...)
	}
	return m.goOnMacro()
}

// goOnMacro does what is left of a macro up to a step that opens a dialog or a
// view still on its way: after those it goes on, and Esc ends it.
func (m *Model) goOnMacro() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.steps) > 0 && !m.dialog() && !m.forming && !m.heads.loading && !m.heads.hasten && !m.quitting {
		st := m.steps[0]
		m.steps = m.steps[1:]
		if st.line != "" {
			cmds = append(cmds, m.runLine(st.line))
			continue
		}
		m.pressed, m.counted = "", st.n > 1
		cmds = append(cmds, m.do(st.act, st.n))
	}
	return batch(cmds...)
}

// dialog says whether something is open that takes keys for itself.
func (m *Model) dialog() bool {
	return m.help != nil || m.form != nil || m.over != nil || m.ask != nil || m.letters != nil || m.welcome != nil ||
		m.search != nil && m.search.typing || m.reader != nil && m.reader.find != nil && m.reader.find.typing
}
