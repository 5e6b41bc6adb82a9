package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// nearby is the Related pane: the stories near one article.
type nearby struct {
	id   feeds.ArticleID // whose
	rows []feeds.Related
	list list.List[feeds.ArticleID]
	size rect
	busy bool
	old  bool // to be read again, but still good to look at
	gen  int
	err  string
	note string // why there may be no rows
	part bool   // not everything was looked at yet
	kept map[feeds.ArticleID]feeds.Nearby
}

func (n *nearby) reset() {
	n.list = list.New[feeds.ArticleID]()
	n.kept = map[feeds.ArticleID]feeds.Nearby{}
}

func (n *nearby) resize(r rect) {
	n.size = r
	n.list.SetRow(relatedRowHeight, relatedGap)
	n.list.SetSize(r.W, r.H)
}

// relatedRowHeight: source and age, title, two lines of excerpt.
const relatedRowHeight = 4

// stale forgets what may have changed in the store.
func (n *nearby) stale() {
	n.kept = map[feeds.ArticleID]feeds.Nearby{}
	n.old = true
	n.gen++
}

func (n *nearby) each(id feeds.ArticleID, do func(*feeds.Headline)) {
	change := func(rows []feeds.Related) {
		for i := range rows {
			if rows[i].ID == id {
				do(&rows[i].Headline)
			}
		}
	}
	change(n.rows)
	for _, near := range n.kept {
		change(near.Rows)
	}
}

func (n *nearby) find(id feeds.ArticleID) (feeds.Headline, bool) {
	for i := range n.rows {
		if n.rows[i].ID == id {
			return n.rows[i].Headline, true
		}
	}
	return feeds.Headline{}, false
}

func (n *nearby) show(id feeds.ArticleID, near feeds.Nearby) {
	rows := near.Rows
	if n.id != id {
		size := n.size
		n.list = list.New[feeds.ArticleID]()
		n.resize(size)
	}
	n.id, n.rows, n.old, n.err, n.part = id, rows, false, "", near.Indexing
	switch {
	case near.Unrelated:
		n.note = "This feed is left out of related stories; its settings say so."
	case near.Indexing:
		n.note = "Indexing… What is related shows when the articles are read through."
	default:
		n.note = "Nothing else here reports this, and nothing is near it."
	}
	n.relist()
}

// relist shows the rows there are; the cursor stays on its article.
func (n *nearby) relist() {
	rows := n.rows
	keys := make([]feeds.ArticleID, len(rows))
	for i := range rows {
		keys[i] = rows[i].ID
	}
	n.list.SetKeys(keys)
}

// settleRelated reads what is near the article at hand, where it can be seen.
func (m *Model) settleRelated() tea.Cmd {
	n := &m.near
	var id feeds.ArticleID
	if m.reader != nil {
		id = m.reader.id
	} else if n.size.hidden() && m.focus != paneRelated && m.lay.Class != narrow {
		return nil // where panes stand one at a time, the tab says how many
	} else if key, ok := m.articleKey(); ok {
		id = key.id
	}
	if id == n.id && !n.old {
		return nil
	}
	if id == 0 {
		if !m.heads.loading {
			n.show(0, feeds.Nearby{})
		}
		return nil
	}
	if near, ok := n.kept[id]; ok {
		n.show(id, near)
		return nil
	}
	if n.id != id {
		n.show(id, feeds.Nearby{})
		n.old = true
	}
	if n.busy {
		return nil
	}
	n.busy = true
	return m.askSoon()
}

// askSoon asks once the cursor stays for a frame.
func (m *Model) askSoon() tea.Cmd {
	id := m.near.id
	return m.soon(func(m *Model) tea.Cmd {
		if m.near.id != id && m.near.old {
			return m.askSoon()
		}
		return m.askRelated()
	})
}

// askRelated asks for what is near the article that is at hand by now.
func (m *Model) askRelated() tea.Cmd {
	n := &m.near
	if n.busy = n.old; !n.busy {
		return nil
	}
	back, ctx, gen, id := m.back, m.ctx, n.gen, n.id
	return func() tea.Msg {
		near, err := back.Related(ctx, feeds.RelatedRequest{Article: id, Limit: relatedLimit})
		return relatedMsg{id, gen, near, err}
	}
}

func (m *Model) tookRelated(msg relatedMsg) {
	n := &m.near
	n.busy = false
	if msg.err != nil {
		if n.id == msg.id {
			n.show(msg.id, feeds.Nearby{})
			n.err = sentence(msg.err)
		}
		return
	}
	if len(n.kept) > pagesKept {
		n.kept = map[feeds.ArticleID]feeds.Nearby{}
	}
	fresh := msg.gen == n.gen
	if fresh {
		n.kept[msg.id] = msg.near
	}
	if n.id == msg.id {
		n.show(msg.id, msg.near)
		n.old = !fresh // asked before the last change: good to look at, and asked again
	}
}
