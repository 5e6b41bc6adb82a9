package ui

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// followTopic follows a topic or an author, or follows it no more: in a topic's
// view and on its row that one, on an article one of those it has.
func (m *Model) followTopic(int) tea.Cmd {
	if k, ok := m.side.list.Selected(); ok && m.focus == paneSections && m.reader == nil && !m.talking() {
		if k.kind != feeds.ViewTopic {
			return m.say("a topic, or an article with topics, can be followed")
		}
		return m.followOne(k.topic)
	}
	if v := m.heads.view; v.Kind == feeds.ViewTopic && m.reader == nil && m.focus == paneHeadlines {
		return m.followOne(v.Topic)
	}
	return m.withArticle(func(m *Model, a feeds.Article) tea.Cmd {
		topics := articleTopics(a)
		switch len(topics) {
		case 0:
			return m.say("this article names neither topic nor author")
		case 1:
			return m.followOne(topics[0])
		}
		p := &picker{title: "Follow", hint: "a topic or an author; one that is followed: no more"}
		for _, t := range topics {
			note := ""
			if m.isFollowed(t) {
				note = "followed"
			}
			p.choices = append(p.choices, choice{text: feeds.TopicLabel(t), note: note, do: func(m *Model) tea.Cmd { return m.followOne(t) }})
		}
		m.pick(p, 0)
		return nil
	})
}

// articleTopics are what of an article can be followed.
func articleTopics(a feeds.Article) []string {
	out := slices.Clone(a.Topics)
	for _, name := range a.Authors {
		if name = feeds.CleanLine(name); name != "" {
			out = append(out, feeds.AuthorTopic(name))
		}
	}
	return out
}

func (m *Model) isFollowed(topic string) bool {
	return slices.ContainsFunc(m.side.data.Followed, func(f feeds.Followed) bool { return strings.EqualFold(f.Topic, topic) })
}

// followOne turns the following of a topic.
func (m *Model) followOne(topic string) tea.Cmd {
	back, on := m.back, !m.isFollowed(topic)
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.Follow(ctx, topic, on) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			switch {
			case err != nil:
				return m.fail("not followed: ", err)
			case c.N == 0:
				return nil
			}
			return batch(m.done(m.undoable(changed(c))), m.loadSections())
		},
	})
}
