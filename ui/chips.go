package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// rowTopics are the topics that stand on the row under the cursor, as far as
// there was room, and whose row it is.
func (m *Model) rowTopics() (id feeds.ArticleID, topics []string) {
	c := m.heads.current()
	if c == nil || m.reader != nil || m.talking() || m.health.open || m.focus != paneHeadlines || m.lay.Panes[paneHeadlines].hidden() ||
		m.heads.view.Kind == feeds.ViewFront || m.onShelf() {
		return 0, nil
	}
	w := m.listRect().W
	draw := m.drawRow
	if m.heads.lines == 1 {
		ages := m.ageColumn()
		draw = func(a *feeds.Headline, w int, p *paint) []string { return m.drawCompact(a, w, ages, p) }
	}
	for _, line := range draw(c, w, m.paint(true, true)) {
		line = ansi.Strip(line)
		for _, t := range c.Topics {
			if len(topicsIn(line, t)) > 0 {
				topics = append(topics, t)
			}
		}
	}
	return c.ID, topics
}

// chip draws a topic on a row, with its letter over it where it has one.
func (m *Model) chip(a *feeds.Headline, t string, p *paint) string {
	name := feeds.TopicLabel(t)
	l := m.letters
	if l == nil || l.row != a.ID || !p.selected {
		return p.tag.Render(name)
	}
	for i, target := range l.targets {
		if target.Topic == t && m.st.Width(name) >= len(l.labels[i]) {
			letter := &p.letter
			if i == l.at {
				letter = &p.atHand
			}
			rest := ansi.TruncateLeft(name, len(l.labels[i]), "")
			return letter.Render(m.st.Fit(l.labels[i], m.st.Width(name)-m.st.Width(rest))) + p.tag.Render(rest)
		}
	}
	return p.tag.Render(name)
}

// followsTopic does with a topic or an author what was asked for.
func (m *Model) followsTopic(t article.Target, verb string) tea.Cmd {
	switch verb {
	case "":
		return m.goToTopic(t.Topic)
	case "F":
		return m.followOne(t.Topic)
	case "y":
		return m.copy(t.Text, t.Text, "copied: "+t.Text)
	}
	return m.say(strings.TrimSpace(t.Text + " can be opened, copied or followed"))
}

// goToTopic shows a topic's view. What an author wrote is searched for until
// the author is followed.
func (m *Model) goToTopic(topic string) tea.Cmd {
	v := feeds.View{Kind: feeds.ViewTopic, Topic: topic}
	if name, ok := feeds.TopicAuthor(topic); ok && !m.isFollowed(topic) {
		v = feeds.View{Kind: feeds.ViewSearch, Query: feeds.AuthorQuery(name)}
	}
	return m.goToView(v)
}
