package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// palette is every action that means something here, with its keys, and every
// place to go to.
func (m *Model) palette(int) tea.Cmd {
	m.pick(&picker{
		title: "Commands", hint: "also: a view, a feed, a folder or a #topic to go to",
		choices: append(append(m.actions(), m.bySummariser()), m.destinations()...), more: m.topicTyped,
	}, 0)
	return nil
}

// bySummariser is the summary for those who look for the assistant: the key is
// that of the summary, which is the assistant's where there is one.
func (m *Model) bySummariser() choice {
	return choice{text: "summarise with the assistant", note: m.unlessToSetUp(actTranslate, m.keyFor(actSummary)), also: "summary", do: func(m *Model) tea.Cmd {
		if !m.ready() {
			return nil
		}
		return m.summary(1)
	}}
}

// unlessToSetUp is an action's note, or that there is something to set up first.
func (m *Model) unlessToSetUp(a action, note string) string {
	if (a == actTranslate || a == actAsk) && !m.opts.Settings.Assistant.Ready() {
		return "how to set it up"
	}
	return note
}

// jump is the places alone.
func (m *Model) jump(int) tea.Cmd {
	m.pick(&picker{title: "Go to", choices: m.destinations(), more: m.topicTyped}, 0)
	return nil
}

// actions are the actions of this place as choices: what is done most here
// first, moving about last.
func (m *Model) actions() (out []choice) {
	in := m.scope()
	seen := map[action]bool{}
	rows := slices.Clone(m.keys.within(in))
	feeds.SortStable(rows, func(a, b binding) int { return weight(in, a) - weight(in, b) })
	for _, b := range rows {
		if seen[b.Action] || !m.meant(in, b) || b.leader {
			continue
		}
		seen[b.Action] = true
		var keys []string
		for _, k := range b.Keys {
			keys = append(keys, show(k))
		}
		out = append(out, choice{
			text: b.Help, note: m.unlessToSetUp(b.Action, strings.Join(keys, "  ")), also: string(b.Action) + " " + b.Hint,
			do: func(m *Model) tea.Cmd {
				m.pressed, m.counted = "", false
				return m.do(b.Action, 1)
			},
		})
	}
	return out
}

// weight orders the actions of a place: its hints, then by their group.
func weight(in scope, b binding) int {
	if i := slices.Index(hints[in], b.Action); i >= 0 {
		return i
	}
	if b.Group == groupMove {
		return 1000
	}
	return 100 + slices.Index(groups, b.Group)
}

// destinations are the views, folders, feeds and topics that can be named.
func (m *Model) destinations() (out []choice) {
	add := func(text, also string, v feeds.View) {
		note := ""
		if n, ok := m.viewUnread(v); ok && n > 0 {
			note = itoa(n)
		}
		out = append(out, choice{text: text, note: note, also: also, do: func(m *Model) tea.Cmd { return m.goToView(v) }})
	}
	for _, kind := range []feeds.ViewKind{feeds.ViewFront, feeds.ViewToday, feeds.ViewUnread, feeds.ViewAll, feeds.ViewBookmarks, feeds.ViewHistory} {
		v := feeds.View{Kind: kind}
		add(m.viewName(v), "view", v)
	}
	var folders, topics []string
	for _, f := range m.side.data.Feeds {
		for dir := f.Folder; dir != ""; dir = parent(dir) {
			folders = append(folders, dir)
		}
	}
	slices.Sort(folders)
	for _, dir := range slices.Compact(folders) {
		add(dir, "folder", feeds.View{Kind: feeds.ViewFolder, Folder: dir})
	}
	for _, f := range m.side.data.Feeds {
		add(shortName(f), "feed "+f.Folder, feeds.View{Kind: feeds.ViewFeed, Feed: f.ID})
	}
	for _, f := range m.side.data.Followed {
		topics = append(topics, f.Topic)
	}
	for i := range m.heads.rows {
		topics = append(topics, m.heads.rows[i].Topics...)
	}
	slices.Sort(topics)
	for _, t := range slices.Compact(topics) {
		add(feeds.TopicLabel(t), "topic", feeds.View{Kind: feeds.ViewTopic, Topic: t})
	}
	return out
}

// topicTyped is the topic that "#word" names, where no row of this view has it.
func (m *Model) topicTyped(typed string) []choice {
	name, ok := strings.CutPrefix(strings.TrimSpace(typed), "#")
	name = feeds.CleanLine(name)
	if !ok || name == "" || strings.Contains(name, " ") {
		return nil
	}
	for i := range m.heads.rows {
		if slices.Contains(m.heads.rows[i].Topics, name) {
			return nil
		}
	}
	v := feeds.View{Kind: feeds.ViewTopic, Topic: name}
	return []choice{{text: "#" + name, also: "topic", do: func(m *Model) tea.Cmd { return m.goToView(v) }}}
}

// goToView leaves whatever is open for a view.
func (m *Model) goToView(v feeds.View) tea.Cmd {
	if r := m.reader; r != nil {
		m.leavePlace(r.id, &r.pane)
		r.close()
		m.reader = nil
	}
	m.search, m.zoom, m.focus, m.health.open = nil, false, paneHeadlines, false
	return m.openView(v)
}

// toPane focuses a pane; from the reader it leads back to the panes.
func toPane(p pane) func(m *Model, n int) tea.Cmd {
	return func(m *Model, _ int) tea.Cmd {
		for m.reader != nil {
			m.closeReader()
		}
		m.zoom = false
		m.focusOn(p)
		return nil
	}
}
