package library

import (
	"cmp"
	"context"
	"fmt"
	"maps"

	"broadsheet/feeds"
)

// mostByAuthor bounds the articles by an author that are looked for when one
// begins to be followed.
const mostByAuthor = 1000

// aliases are the topics that are one, by the settings.
func (l *Library) aliases() feeds.Aliases {
	own := l.settings().Topics
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.alias.of == nil || !maps.Equal(l.alias.own, own) {
		l.alias.own, l.alias.of = own, feeds.NewAliases(own)
	}
	return l.alias.of
}

// aliasing is the aliases of the settings, ready to be asked.
type aliasing struct {
	own map[string]string
	of  feeds.Aliases
}

// topic is the one spelling of a topic that a person names.
func (l *Library) topic(name string) string {
	if _, ok := feeds.TopicAuthor(name); ok {
		return name
	}
	return cmp.Or(l.aliases().Topic(name), feeds.CleanLine(name))
}

// Follow makes a view of a topic with an unread count, or ends it. The topic
// of an author begins with what is found to be theirs.
func (l *Library) Follow(ctx context.Context, topic string, on bool) (feeds.Change, error) {
	topic = l.topic(topic)
	var wrote []feeds.ArticleID
	if name, ok := feeds.TopicAuthor(topic); on && ok {
		page, err := l.List(ctx, feeds.ListRequest{Limit: mostByAuthor, View: feeds.View{
			Kind: feeds.ViewSearch, Query: feeds.AuthorQuery(name)}})
		if err != nil {
			return feeds.Change{}, fmt.Errorf("look for what %s wrote: %w", name, err)
		}
		for _, h := range page.Headlines {
			wrote = append(wrote, h.ID)
		}
	}
	return l.changed(l.store.Follow(ctx, topic, on, wrote, l.opt.Now()))
}

// Topics counts the topics there are, those of most articles first.
func (l *Library) Topics(ctx context.Context) ([]feeds.TopicCount, error) {
	list, err := l.store.Topics(ctx)
	feeds.SortStable(list, func(a, b feeds.TopicCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Topic, b.Topic))
	})
	return list, err
}
