package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// goToHistory shows what was opened or read lately.
func (m *Model) goToHistory(int) tea.Cmd { return m.goToView(feeds.View{Kind: feeds.ViewHistory}) }

// besides are the rows without what is among others: an article that was
// opened since it was read into the history stands further up by now.
func besides(others, rows []feeds.Headline) []feeds.Headline {
	there := make(map[feeds.ArticleID]bool, len(others))
	for i := range others {
		there[others[i].ID] = true
	}
	return slices.DeleteFunc(slices.Clone(rows), func(h feeds.Headline) bool { return there[h.ID] })
}
