package ui

import (
	"context"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// front is the front page: the stories that matter most now, laid out as a
// newspaper does.
type front struct {
	stories []feeds.Story
	since   time.Time // of what counts as new
	count   int       // new articles, -1 until they are counted
	open    map[feeds.StoryID]bool
	said    sayings // of the leads
	at      int     // the cursor: an index into sheet.items
	top     int     // the first line in view
	size    rect
	sheet   sheet
	laid    sheetKey
	gen     int
	loading bool // it was opened and its stories are not here yet
	err     string
}

// frontMost is how many stories the page has at most, frontDays how far back
// it looks where nobody was here for longer.
const (
	frontMost = 60
	frontDays = 7
)

// frontMsg is the stories of the front page, frontCountMsg how much is new.
type (
	frontMsg struct {
		gen     int
		stories []feeds.Story
		said    sayings
		err     error
	}
	frontCountMsg struct {
		gen, n int
		err    error
	}
)

// alone says that the view takes the place of the article beside it.
func (m *Model) alone() bool {
	return m.heads.view.Kind == feeds.ViewBookmarks || m.atFront()
}

func (m *Model) atFront() bool { return m.heads.view.Kind == feeds.ViewFront }

// frontSince is since when articles are new: since the person was last here,
// and where that is not known or long ago, a day or a week.
func (m *Model) frontSince() time.Time {
	now := m.opts.Now()
	switch t := m.opts.Visited; {
	case t.IsZero() || t.After(now):
		return now.Add(-24 * time.Hour)
	case now.Sub(t) > frontDays*24*time.Hour:
		return now.AddDate(0, 0, -frontDays)
	default:
		return t
	}
}

// loadFront reads the front page. Its stories are those with a report of the
// last day, and all since the person was here: who comes back after an hour
// still finds the morning's.
func (m *Model) loadFront() tea.Cmd {
	p := &m.front
	p.gen++
	back, ctx, gen, had := m.back, m.heads.ctx, p.gen, maps.Clone(p.said)
	since, from := p.since, p.since
	if day := m.opts.Now().Add(-24 * time.Hour); day.Before(from) {
		from = day
	}
	var topics []string
	for _, f := range m.side.data.Followed {
		topics = append(topics, f.Topic)
	}
	return batch(func() tea.Msg {
		stories, err := back.Stories(ctx, feeds.StoriesRequest{Since: from, Topics: topics})
		leads := had.unsaid(stories)
		return frontMsg{gen, stories, sayAll(ctx, back, leads[:min(len(leads), firstSaid)]), err}
	}, func() tea.Msg {
		c, err := back.Count(ctx, feeds.View{Kind: feeds.ViewToday, Since: since})
		return frontCountMsg{gen, c.N, err}
	})
}

// openFront begins the page anew, in the order of the moment.
func (m *Model) openFront() tea.Cmd {
	m.heads.reset()
	was := m.front.said
	m.front = front{loading: true, since: m.frontSince(), count: -1, open: map[feeds.StoryID]bool{}, gen: m.front.gen, size: m.front.size, said: sayings{}}
	maps.Copy(m.front.said, was)
	return m.loadFront()
}

func (m *Model) tookFront(msg frontMsg) tea.Cmd {
	p := &m.front
	if msg.gen != p.gen {
		return nil
	}
	p.loading, m.heads.loading = false, false
	if msg.err != nil {
		p.err = sentence(msg.err)
		return nil
	}
	p.err = ""
	maps.Copy(p.said, msg.said)
	at := p.selected()
	p.stories = p.inPlace(msg.stories)
	m.layFront()
	p.selectArticle(at.ID)
	return batch(m.doHeld(), m.sumUpFront())
}

func (m *Model) tookFrontCount(msg frontCountMsg) {
	if msg.gen == m.front.gen && msg.err == nil {
		m.front.count = msg.n
	}
}

// inPlace is stories as read again, each where it stood: what a person looks
// at does not move. New ones come last until the page is opened anew.
func (p *front) inPlace(stories []feeds.Story) []feeds.Story {
	if len(p.stories) == 0 {
		return stories
	}
	place := map[feeds.StoryID]int{}
	for i, st := range p.stories {
		place[st.ID] = i
	}
	feeds.SortStable(stories, func(a, b feeds.Story) int {
		i, here := place[a.ID]
		j, there := place[b.ID]
		switch {
		case here && there:
			return i - j
		case here:
			return -1
		case there:
			return 1
		}
		return 0
	})
	return stories
}

// selected is the headline under the cursor; its ID is 0 where there is none.
func (p *front) selected() feeds.Headline {
	if p.at < 0 || p.at >= len(p.sheet.items) {
		return feeds.Headline{}
	}
	return p.sheet.items[p.at].head
}

func (p *front) selectArticle(id feeds.ArticleID) {
	for i, it := range p.sheet.items {
		if it.head.ID == id {
			p.at = i
		}
	}
	p.move(0)
}

// each does something to every headline of an article.
func (p *front) each(id feeds.ArticleID, do func(*feeds.Headline)) {
	for i := range p.stories {
		for j := range p.stories[i].Articles {
			if h := &p.stories[i].Articles[j]; h.ID == id {
				do(h)
			}
		}
	}
	for i := range p.sheet.items {
		if h := &p.sheet.items[i].head; h.ID == id {
			do(h)
		}
	}
}

// doFront does the view's own verbs; false when a is none of them.
func (m *Model) doFront(a action, n int) (tea.Cmd, bool) {
	p := &m.front
	switch a {
	case actDown, actNext:
		p.move(n)
	case actUp, actPrev:
		p.move(-n)
	case actTop:
		p.move(-len(p.sheet.items))
	case actBottom:
		p.move(len(p.sheet.items))
	case actHalfDown:
		p.page(p.size.H / 2)
	case actHalfUp:
		p.page(-p.size.H / 2)
	case actPageDown, actGoOn:
		p.page(p.size.H - 2)
	case actPageUp:
		p.page(2 - p.size.H)
	case actNextUnread, actPrevUnread:
		return m.frontUnread(a == actPrevUnread), true
	case actOpen:
		if h := p.selected(); h.ID != 0 {
			return m.openReader(h.ID, false), true
		}
	default:
		return nil, false
	}
	return nil, true
}

// frontUnread moves to the next or previous headline that was not read.
func (m *Model) frontUnread(up bool) tea.Cmd {
	p, step := &m.front, 1
	if up {
		step = -1
	}
	for i := p.at + step; i >= 0 && i < len(p.sheet.items); i += step {
		if !p.sheet.items[i].head.Read {
			p.move(i - p.at)
			return m.followFront()
		}
	}
	return m.say("no unread story there")
}

// stepFront goes from story to story while one is read.
func (m *Model) stepFront(n int) tea.Cmd {
	p := &m.front
	before := p.at
	p.move(n)
	if p.at == before {
		if n > 0 {
			return m.say("the last one")
		}
		return m.say("the first one")
	}
	return m.followFront()
}

func (m *Model) followFront() tea.Cmd {
	if m.reader == nil {
		return nil
	}
	return m.openReader(m.front.selected().ID, false)
}

// unfoldFront shows all papers of the story under the cursor, each to be
// chosen, or the first few.
func (m *Model) unfoldFront() {
	p := &m.front
	if p.at >= len(p.sheet.items) {
		return
	}
	st := p.stories[p.sheet.items[p.at].story]
	if p.open[st.ID] = !p.open[st.ID]; !p.open[st.ID] {
		p.at = slices.IndexFunc(p.sheet.items, func(it sheetItem) bool { return it.head.ID == st.Head().ID })
		p.at = max(p.at, 0)
	}
	at := p.selected().ID
	m.layFront()
	p.selectArticle(at)
}

// markFront marks read what is new on the page and what it has no room for.
func (m *Model) markFront() tea.Cmd {
	view, newest, back := feeds.View{Kind: feeds.ViewToday, Since: m.front.since}, m.side.data.Newest, m.back
	if !m.side.loaded {
		return nil
	}
	return m.change(job{
		do:   func(ctx context.Context) (feeds.Change, error) { return back.MarkAllRead(ctx, view, newest) },
		done: markedAll,
	})
}

// visited remembers when the person was here.
func (m *Model) visited() tea.Cmd {
	if m.opts.Visit == nil || m.back == nil {
		return nil
	}
	visit, now := m.opts.Visit, m.opts.Now()
	return func() tea.Msg {
		_ = visit(now) // the next front page begins a day back then
		return nil
	}
}

// clickFront chooses the headline at a cell; a click on the chosen one opens it.
func (m *Model) clickFront(x, y int, open func() tea.Cmd) tea.Cmd {
	i, ok := m.front.frontAt(x, y)
	switch {
	case !ok:
		return nil
	case i == m.front.at:
		return open()
	}
	m.front.at = i
	return nil
}
