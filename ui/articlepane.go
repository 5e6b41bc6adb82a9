package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/article"
)

// articleMeasure is the widest the pane's text gets; more width is margin.
const articleMeasure = 78

// articlePane shows the article under the cursor.
type articlePane struct {
	pane   article.Pane
	size   rect
	shown  pageKey
	set    article.Place // where it was put, not scrolled
	failed pageKey       // could not be read; not asked again
	finds  *feeds.Marker // whose finds are marked
	err    string
}

func (a *articlePane) resize(r rect) {
	if r.hidden() {
		a.size = rect{}
		return
	}
	a.size = r
	a.pane.SetSize(r.W, r.H)
}

// articleKey is what the pane should show; false when there is nothing to.
func (m *Model) articleKey() (pageKey, bool) {
	c := m.heads.current()
	if c == nil || m.alone() {
		return pageKey{}, false
	}
	return pageKey{
		keys: m.pageKeys(scopeHeadlines),
		id:   c.ID, width: m.art.size.W, measure: articleMeasure, wc: m.wc, theme: m.st.Key, starred: c.Bookmarked,
		marks: m.marks,
		feed:  c.Folder + "/" + c.Source,
		full:  m.pages.whole(c.ID), boxes: m.boxing(m.art.size.H), linear: m.opts.Plain,
	}, true
}

// settleArticle brings the article under the cursor into the pane. One at a
// time is read: a cursor that runs on asks only for where it stops.
func (m *Model) settleArticle() tea.Cmd {
	a := &m.art
	if a.size.hidden() {
		return nil
	}
	key, ok := m.articleKey()
	if !ok {
		if !m.heads.loading {
			a.pane.SetPage(nil, false)
			a.shown, a.err = pageKey{}, ""
		}
		return nil
	}
	if key == a.shown || key == a.failed {
		m.markFinds(key != a.shown)
		return nil
	}
	if page, ok := m.pages.pages[key]; ok {
		same := a.shown.id == key.id
		m.leavePane()
		a.pane.SetPage(page, same)
		if place, ok := m.places[key.id]; ok && !same {
			a.pane.SetPlace(place)
		}
		a.shown, a.err, a.failed, a.set = key, "", pageKey{}, a.pane.Place()
		m.markFinds(true)
		if !same && m.focus == paneArticle && m.lay.Class <= narrow {
			return m.articleRead() // alone on the screen, it is open
		}
		return nil
	}
	if m.pages.busy[false] {
		return nil
	}
	return m.loadPage(key, nil, nil)
}

// markFinds marks what the search that is shown finds in the article: on a new
// page, or for another search.
func (m *Model) markFinds(page bool) {
	a, finds := &m.art, m.heads.finds
	if a.finds == finds && (finds == nil || !page) {
		return
	}
	a.finds = finds
	var hits []article.Hit
	if p := a.pane.Page(); p != nil && finds != nil {
		hits = p.FindBy(func(text string) [][2]int { return finds.Find(feeds.FieldBody, text) })
	}
	a.pane.SetHits(hits, -1)
}

// leavePane remembers where the pane's article was scrolled to. A place that
// came from the reader view stays as exact as it was there.
func (m *Model) leavePane() {
	if m.art.pane.Place() != m.art.set {
		m.leavePlace(m.art.shown.id, &m.art.pane)
	}
}

// leavePlace remembers where an article was left; at its top is no place.
func (m *Model) leavePlace(id feeds.ArticleID, p *article.Pane) {
	switch {
	case id == 0 || p.Page() == nil:
	default:
		m.putPlace(id, p.Place())
	}
}

func (m *Model) tookPage(msg pageMsg) tea.Cmd {
	m.pages.busy[msg.key.airy] = false
	if msg.err != nil {
		if msg.key.airy {
			if r := m.reader; r != nil && r.id == msg.key.id {
				r.err, r.failed = sentence(msg.err), msg.key
			}
			return nil
		}
		m.art.failed, m.art.err = msg.key, sentence(msg.err)
		m.art.pane.SetPage(nil, false)
		m.art.shown = pageKey{}
		return nil
	}
	m.knowPlace(msg.key.id, msg.place)
	if msg.key.kept == 0 && (!msg.key.airy || m.reader == nil || !m.reader.loaded) {
		msg.key.full = msg.reading.FromPage // known only now
	}
	m.pages.put(msg.key, msg.reading, msg.page)
	if r := m.reader; r != nil && msg.key.airy && r.id == msg.key.id && r.kept == msg.key.kept && !r.loaded {
		r.reading, r.loaded, r.full = msg.reading, true, msg.reading.FromPage
		if i, ok := m.heads.at[r.id]; ok {
			r.reading.State = m.heads.rows[i].State // which may have changed since it was read
		}
		r.learn(msg.reading)
		if msg.own != nil {
			r.feed = msg.own
		}
		return m.readerRead()
	}
	return nil
}

// doArticle does the pane's own verbs; false when a is none of them.
func (m *Model) doArticle(a action, n int) (tea.Cmd, bool) {
	if !scroll(&m.art.pane, a, n) {
		return nil, false
	}
	return m.articleRead(), true
}

// articleRead marks the article read that is being paged or scrolled.
func (m *Model) articleRead() tea.Cmd {
	if m.art.shown.id == 0 || m.opts.Settings.MarkRead == "never" {
		return nil
	}
	return m.markRead(m.art.shown.id, true)
}

// scroll does a verb of movement on a text.
func scroll(p *article.Pane, a action, n int) bool {
	switch a {
	case actDown:
		p.Scroll(n)
	case actUp:
		p.Scroll(-n)
	case actTop:
		p.Top()
	case actBottom:
		p.Bottom()
	case actHalfDown:
		p.HalfDown()
	case actHalfUp:
		p.HalfUp()
	case actPageDown:
		p.PageDown()
	case actPageUp:
		p.PageUp()
	default:
		return false
	}
	return true
}
