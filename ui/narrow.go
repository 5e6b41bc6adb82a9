package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// recallSearch puts the search before the one at hand into the bar; past the
// oldest, it begins again.
func (m *Model) recallSearch() tea.Cmd {
	s := m.search
	var past []string
	for _, line := range m.lines {
		if query, ok := searchLine(line); ok && query != "" {
			past = append(past, query)
		}
	}
	if len(past) == 0 {
		return m.say("no search before this one")
	}
	if s.back++; s.back > len(past) {
		s.back = 1
	}
	m.setSearch(past[len(past)-s.back])
	return m.searchChanged()
}

// narrow begins a search within the list that is shown: its own condition
// stands in the bar, and what is typed goes behind it.
func (m *Model) narrow(int) tea.Cmd {
	query := m.asQuery(m.heads.view)
	if m.search != nil && searching(m.heads.view) {
		query = within(strings.TrimSpace(m.search.input.value()))
	}
	cmd := m.startSearch()
	if query != "" {
		query += " "
	}
	m.setSearch(query)
	return batch(cmd, m.searchChanged())
}

// asQuery is a view as a query, "" for one that leaves nothing out.
func (m *Model) asQuery(v feeds.View) string {
	words := func(in feeds.Field, text string) string {
		return feeds.Query{Where: feeds.Words{In: in, Text: text}}.String()
	}
	switch v.Kind {
	case feeds.ViewToday:
		return "age:<24h"
	case feeds.ViewUnread:
		return "is:unread"
	case feeds.ViewFolder:
		return words(feeds.FieldFolder, v.Folder)
	case feeds.ViewTopic:
		return words(feeds.FieldTopic, v.Topic)
	case feeds.ViewFeed:
		if f, ok := m.side.feed(v.Feed); ok {
			return words(feeds.FieldFeed, f.Name())
		}
	case feeds.ViewSearch:
		return within(v.Query)
	}
	return ""
}

// within puts a query into brackets where what comes behind it would belong to
// a part of it.
func within(query string) string {
	q, err := feeds.ParseQuery(query)
	if _, either := q.Where.(feeds.Or); err == nil && either {
		return "(" + query + ")"
	}
	return query
}
