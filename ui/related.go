package ui

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
	"broadsheet/ui/style"
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
	kept map[feeds.ArticleID]feeds.Nearby
}

func (n *nearby) reset() {
	n.list = list.New[feeds.ArticleID]()
	n.kept = map[feeds.ArticleID]feeds.Nearby{}
}

func (n *nearby) resize(r rect) {
	n.size = r
	n.list.SetRow(relatedRowHeight, 1)
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
	for i := range n.rows {
		if n.rows[i].ID == id {
			do(&n.rows[i].Headline)
		}
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
	n.id, n.rows, n.old, n.err = id, rows, false, ""
	switch {
	case near.Unrelated:
		n.note = "This feed is left out of related stories."
	case near.Indexing:
		n.note = "Indexing…"
	default:
		n.note = "Nothing near this one yet."
	}
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
	back, ctx, gen := m.back, m.ctx, n.gen
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

// doRelated does the pane's own verbs; false when a is none of them.
func (m *Model) doRelated(a action, n int) (tea.Cmd, bool) {
	if a == actOpen {
		id, ok := m.near.list.Selected()
		if !ok {
			return nil, true
		}
		return m.openReader(id, true), true
	}
	if a == actNext || a == actPrev {
		return nil, false
	}
	return nil, moveList(&m.near.list, a, n)
}

// relatedCount is "7 stories · 5 sources".
func (m *Model) relatedCount() string {
	if len(m.near.rows) == 0 {
		return ""
	}
	sources := map[feeds.FeedID]bool{}
	for _, r := range m.near.rows {
		sources[r.FeedID] = true
	}
	return plural(len(m.near.rows), "story", "stories") + " · " + plural(len(sources), "source", "sources")
}

func (m *Model) drawRelated(r rect, focused bool) []string {
	n := &m.near
	switch {
	case n.err != "":
		return m.wrap(r.W, m.st.Error, m.st.Glyphs.Warn+" "+n.err)
	case len(n.rows) == 0 && (n.busy || n.old || n.id == 0):
		return nil
	case len(n.rows) == 0:
		return []string{m.st.Dim.Render(n.note)}
	}
	now := m.opts.Now()
	return n.list.Draw(func(i int, _ feeds.ArticleID, selected bool) []string {
		row := n.rows[i]
		p := m.paint(selected && focused, true)
		w := r.W - 2
		measure := min(w, articleMeasure)
		meta := p.source.Render(row.Source) + p.dim.Render(" · "+age(now, row.Published, m.opts.Location))
		why := relationWord(row)
		brief := clauses(why, w-m.st.Width(meta)-2)
		if brief != "" {
			meta += p.dim.Render("  " + brief)
		}
		title := p.bold
		if row.Read {
			title = p.text
		}
		lines := []string{
			p.line(meta, r.W),
			p.line(title.Render(m.st.Cut(row.Title, w)), r.W),
		}
		room := 2
		if why != "" && brief == "" {
			room = 1 // the reason takes a line of its own
		}
		excerpt := cutLines(wrapPlain(row.Summary, measure), room, measure)
		if room == 1 {
			excerpt = append(excerpt, m.st.Cut(cmp.Or(clauses(why, w), why), w))
		}
		for _, l := range excerpt {
			lines = append(lines, p.line(p.dim.Render(l), r.W))
		}
		for len(lines) < relatedRowHeight && selected && focused {
			lines = append(lines, p.line("", r.W))
		}
		return lines
	})
}

// clauses is as many of a reason's clauses as fit into w cells, each whole.
func clauses(why string, w int) string {
	for style.Width(why) > w {
		i := strings.LastIndex(why, "; ")
		if i < 0 {
			return ""
		}
		why = why[:i]
	}
	return why
}

// relationWord says in a word or two why a story stands here.
func relationWord(r feeds.Related) string {
	switch {
	case r.Reason != "":
		return r.Reason
	case r.Relation == feeds.RelationCopy:
		return "the same article"
	case r.Relation == feeds.RelationStory:
		return "the same event"
	case len(r.Words) > 0:
		return fmt.Sprintf("both say %s", enumerate(r.Words))
	}
	return ""
}
