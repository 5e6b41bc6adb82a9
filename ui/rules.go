package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
	"broadsheet/ui/style"
)

// ruleList is the rules in their order, each with what it does.
type ruleList struct {
	rules []feeds.SavedRule
	rows  list.List[feeds.RuleID]
	at    rect
}

// rulesMsg is the rules; by is the list that asked again, nil to open one.
type rulesMsg struct {
	by    *ruleList
	rules []feeds.SavedRule
	err   error
}

// openRules shows the rules.
func (m *Model) openRules(int) tea.Cmd { return m.loadRules(nil) }

// rulesLine is ":rules": the list, or with more words the verb of the command
// line.
func (m *Model) rulesLine(words []string) tea.Cmd {
	if len(words) == 0 || m.opts.Verbs == nil {
		return m.openRules(1)
	}
	return m.runVerb("rules "+strings.Join(words, " "), append([]string{"rules"}, words...))
}

func (m *Model) loadRules(by *ruleList) tea.Cmd {
	back, ctx := m.back, m.ctx
	return func() tea.Msg {
		rules, err := back.Rules(ctx)
		return rulesMsg{by, rules, err}
	}
}

func (m *Model) tookRules(msg rulesMsg) tea.Cmd {
	l := msg.by
	switch {
	case msg.err != nil:
		return m.fail("no rules: ", msg.err)
	case l == nil && m.dialog():
		return nil // the person has gone on
	case l == nil:
		l = &ruleList{rows: list.New[feeds.RuleID]()}
		m.over = l
	case m.over != l:
		return nil
	}
	l.rules = msg.rules
	keys := make([]feeds.RuleID, len(l.rules))
	for i, r := range l.rules {
		keys[i] = r.ID
	}
	l.rows.SetKeys(keys)
	return nil
}

func (l *ruleList) current() (feeds.SavedRule, bool) {
	id, _ := l.rows.Selected()
	for _, r := range l.rules {
		if r.ID == id {
			return r, true
		}
	}
	return feeds.SavedRule{}, false
}

func (l *ruleList) key(m *Model, k tea.KeyPressMsg) tea.Cmd {
	r, ok := l.current()
	own := ok && r.Line == 0
	name := k.String()
	switch name {
	case "esc", "q":
		m.over = nil
	case "down", "j", "ctrl+n":
		l.rows.Move(1)
	case "up", "k", "ctrl+p":
		l.rows.Move(-1)
	case "pgdown":
		l.rows.Page(1)
	case "pgup":
		l.rows.Page(-1)
	case "a", "M":
		return l.edit(m, feeds.SavedRule{Acts: feeds.RuleActs{Mute: true}})
	case "r":
		if ok {
			return m.applyRule(r, l)
		}
	case "enter", "space", "x", "J", "K":
		switch {
		case !ok:
		case !own:
			return m.say("this rule stands in config.toml, line " + itoa(r.Line) + "; change it there")
		case name == "enter":
			return l.edit(m, r)
		case name == "space":
			return m.switchRule(r, l)
		case name == "x":
			return m.removeRule(r, l)
		default:
			return m.moveRule(r, name == "J", l)
		}
	default:
		if a, _ := m.keys.find(scopeGlobal, name); a == actUndo || a == actRedo {
			return m.turnedRules(l, m.undo(a == actRedo))
		}
	}
	return nil
}

// edit opens the dialog of a rule, which leads back here.
func (l *ruleList) edit(m *Model, r feeds.SavedRule) tea.Cmd {
	cmd := m.openRule(r, nil)
	if d, ok := m.over.(*ruleDialog); ok {
		d.list = true
	}
	return cmd
}

// turnedRules reads a list again behind a change that is on its way.
func (m *Model) turnedRules(l *ruleList, cmd tea.Cmd) tea.Cmd {
	return batch(cmd, m.change(job{
		do: func(context.Context) (feeds.Change, error) { return feeds.Change{}, nil },
		done: func(m *Model, _ feeds.Change, _ error) tea.Cmd {
			return m.loadRules(l)
		},
	}))
}

func (m *Model) removeRule(r feeds.SavedRule, l *ruleList) tea.Cmd {
	back := m.back
	return m.changeRule(l, "not removed: ", func(ctx context.Context) (feeds.Change, error) { return back.RemoveRule(ctx, r.ID) })
}

func (m *Model) moveRule(r feeds.SavedRule, down bool, l *ruleList) tea.Cmd {
	back := m.back
	return m.changeRule(l, "not moved: ", func(ctx context.Context) (feeds.Change, error) { return back.MoveRule(ctx, r.ID, down) })
}

// applyRule has a rule act on what is here of the last days.
func (m *Model) applyRule(r feeds.SavedRule, l *ruleList) tea.Cmd {
	back := m.back
	return m.changeRule(l, "not applied: ", func(ctx context.Context) (feeds.Change, error) { return back.ApplyRule(ctx, r, feeds.TrialDays) })
}

func (m *Model) switchRule(r feeds.SavedRule, l *ruleList) tea.Cmd {
	back := m.back
	r.Off = !r.Off
	return m.changeRule(l, "not switched: ", func(ctx context.Context) (feeds.Change, error) { return back.SaveRule(ctx, r, 0) })
}

// changeRule makes a change and tells it; l, where it is not nil, is read again.
func (m *Model) changeRule(l *ruleList, failed string, do func(context.Context) (feeds.Change, error)) tea.Cmd {
	return m.change(job{
		do: do,
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			var cmd tea.Cmd
			if l != nil {
				cmd = m.loadRules(l)
			}
			switch {
			case err != nil:
				return batch(cmd, m.fail(failed, err))
			case c.N == 0 && c.Verb == "apply rule":
				return batch(cmd, m.say("it has nothing to do in the last "+plural(feeds.TrialDays, "day", "days")))
			case c.N == 0:
				return cmd
			}
			return batch(cmd, m.done(m.undoable(changed(c))))
		},
	})
}

func (l *ruleList) paste(*Model, string) {}

func (l *ruleList) wheel(_ *Model, n int) { l.rows.Scroll(sign(n)) }

func (l *ruleList) click(m *Model, at tea.Mouse) tea.Cmd {
	if !l.at.contains(at.X, at.Y) {
		return nil
	}
	return clickList(at.Y-l.at.Y, &l.rows, func() tea.Cmd { return l.key(m, tea.KeyPressMsg{Code: tea.KeyEnter}) })
}

// The keys of the list, in two parts for where one line is too short.
const (
	rulesMove = "↵ change · Space on, off · J K move"
	rulesDo   = "x remove · r apply · a new"
)

// draw lays the list over the frame: a rule in two lines, the second says what
// it asks for.
func (l *ruleList) draw(m *Model, f *frame) {
	w := min(m.w-2, 90)
	inside := w - 4
	foot, tail := m.undoable(rulesMove+" · "+rulesDo)+" · esc", []string(nil)
	if m.st.Width(foot) > w-8 {
		foot, tail = "esc back", m.wrap(inside, m.st.Dim, rulesMove+"\n"+m.undoable(rulesDo))
	}
	room := max(2, min(m.h-4-len(tail), 2*l.rows.Len()))
	l.rows.SetRow(2, 0)
	l.rows.SetSize(inside, room)
	lines := l.rows.Draw(func(i int, _ feeds.RuleID, selected bool) []string {
		r, p := l.rules[i], m.paint(selected, true)
		note := m.ruleNote(r)
		sign, name := "[x] ", p.bold
		if !r.Acting(m.opts.Now()) {
			sign, name = "[ ] ", p.dim
		}
		title := m.st.Cut(sign+r.Name, max(8, inside-3-m.st.Width(note)))
		gap := inside - 2 - m.st.Width(title) - m.st.Width(note)
		head := name.Render(title) + p.text.Render(style.Blank(gap)) + p.dim.Render(note)
		about := p.dim.Render("    " + r.Acts.String())
		if r.Query != r.Name {
			about = p.dim.Render("    " + r.Acts.String() + ": " + r.Query)
		}
		return []string{p.line(head, inside), p.line(about, inside)}
	})
	lines = append(lines, tail...)
	if l.rows.Len() == 0 {
		lines = m.wrap(inside, m.st.Dim, "There is no rule yet. M on an article makes one: what it is about, what to do, and for how long.")
		foot = "a new · esc back"
	}
	r := f.box(m, "Rules", foot, w, lines)
	l.at = rect{r.X + 2, r.Y + 1, inside, room}
}

// ruleNote is what stands at the right of a rule.
func (m *Model) ruleNote(r feeds.SavedRule) string {
	switch {
	case r.Off:
		return "off"
	case !r.Acting(m.opts.Now()):
		return "ended " + age(m.opts.Now(), r.Ends, m.opts.Location) + hides(r)
	}
	text := hides(r)
	if r.Line > 0 {
		text += " · config"
	}
	if r.Ends.IsZero() {
		return strings.TrimPrefix(text, " · ")
	}
	return "until " + r.Ends.In(m.opts.Location).Format("2 Jan") + text
}

// hides is how many articles a rule hides, for after something else.
func hides(r feeds.SavedRule) string {
	if r.Muted == 0 {
		return ""
	}
	return " · hides " + thousands(r.Muted)
}
