package ui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// searching says whether a view is the hits of a search that is typed, and not
// one that was saved.
func searching(v feeds.View) bool { return v.Kind == feeds.ViewSearch && v.Search == 0 }

// savedHere is the saved search under the cursor of the sections, or shown.
func (m *Model) savedHere() (feeds.SavedSearch, bool) {
	id := m.heads.view.Search
	if k, ok := m.side.list.Selected(); ok && m.focus == paneSections && m.reader == nil {
		id = k.search
	}
	for _, v := range m.side.data.Searches {
		if v.ID == id && id != 0 {
			return v, true
		}
	}
	return feeds.SavedSearch{}, false
}

// saveSearch asks for a name to save the search under that is typed or shown;
// the name and the query of a saved one can be changed.
func (m *Model) saveSearch(int) tea.Cmd {
	v, saved := m.savedHere()
	switch {
	case saved:
	case m.search != nil && m.search.input.value() != "":
		v.Query = feeds.CleanLine(feeds.WrittenOut(m.search.input.value()))
		v.Name = strings.TrimSuffix(v.Query, "*")
	case searching(m.heads.view):
		v.Name, v.Query = m.heads.view.Query, m.heads.view.Query
	default:
		return m.say("search first; what is found can be saved as a view")
	}
	title := "Save search"
	if saved {
		title = "Saved search"
	}
	m.form = newForm(title, "A view of its own among the sections.", func(m *Model, in []string) (tea.Cmd, string) {
		to := feeds.SavedSearch{ID: v.ID, Name: feeds.CleanLine(in[0]), Query: in[1]}
		q, err := feeds.ParseQuery(in[1])
		switch {
		case err != nil:
			return nil, sentence(err)
		case q.Where == nil:
			return nil, "The query asks for nothing."
		case to.Name == "":
			return nil, "A name is needed."
		}
		for _, o := range m.side.data.Searches {
			if o.Name == to.Name && o.ID != v.ID {
				return nil, "Another saved search has this name."
			}
		}
		if m.search != nil {
			m.search.typing = false // u is undo again
		}
		return m.keepSearch(to, q), ""
	}, "Name", v.Name, "Query", v.Query)
	return nil
}

// keepSearch saves a search, and stays in its view where that is shown.
func (m *Model) keepSearch(v feeds.SavedSearch, q feeds.Query) tea.Cmd {
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.SaveSearch(ctx, v) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			switch {
			case err != nil:
				return m.fail("not saved: ", err)
			case c.N == 0:
				return nil
			}
			cmd := m.done(m.undoable(changed(c)))
			if v.ID != 0 && m.heads.view.Search == v.ID {
				cmd = batch(cmd, m.openView(feeds.View{Kind: feeds.ViewSearch, Search: v.ID, Query: q.String()}))
			}
			return cmd
		},
	})
}

// removeSearch takes a saved search away, and leaves its view where that is
// shown.
func (m *Model) removeSearch(v feeds.SavedSearch) tea.Cmd {
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.RemoveSearch(ctx, v.ID) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			if err != nil {
				return m.fail("not removed: ", err)
			}
			cmd := m.done(m.undoable(changed(c)))
			if m.heads.view.Search == v.ID {
				cmd = batch(cmd, m.openView(feeds.View{Kind: feeds.ViewToday}))
			}
			return cmd
		},
	})
}
