package ui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// silence is how long a feed that published once may say nothing before that
// is worth a word.
const silence = 90 * 24 * time.Hour

// health is the view of the feeds and how they are doing, over the panes.
type health struct {
	open   bool
	rows   []feeds.FeedHealth // those in trouble first
	at     map[feeds.FeedID]int
	list   list.List[feeds.FeedID]
	size   rect
	loaded bool
	gen    int
	err    string
	asking map[feeds.FeedID]bool // a person's own reload is under way

	want feeds.FeedID // to be selected once it is there
	led  feeds.FeedID // whose view Enter opened: Esc leads back from there
	back spot         // what stood below before that

	waiting int // to be sent to services
}

// healthMsg is how the feeds are doing.
type healthMsg struct {
	gen  int
	rows []feeds.FeedHealth
	err  error
}

// retriedMsg ends a reload of a few feeds; quiet, when nobody asked for it.
type retriedMsg struct {
	ids   []feeds.FeedID
	quiet bool
	reloadedMsg
}

// openHealth shows the view; what is below stays as it is.
func (m *Model) openHealth() tea.Cmd {
	if r := m.reader; r != nil {
		m.leavePlace(r.id, &r.pane)
		r.close()
		m.reader = nil
	}
	if m.search != nil {
		m.search.typing = false
	}
	m.zoom, m.focus = false, paneHeadlines
	if !m.health.open {
		m.health.list.Top()
	}
	m.health.open = true
	return m.loadHealth()
}

func (m *Model) loadHealth() tea.Cmd {
	m.health.gen++
	back, ctx, gen := m.back, m.ctx, m.health.gen
	return batch(m.loadQueue(), func() tea.Msg {
		rows, err := back.Health(ctx)
		return healthMsg{gen, rows, err}
	})
}

func (m *Model) tookHealth(msg healthMsg) {
	h := &m.health
	if msg.gen != h.gen {
		return
	}
	h.loaded = true
	if msg.err != nil {
		h.err = sentence(msg.err)
		return
	}
	now := m.opts.Now()
	h.err, h.rows, h.at = "", msg.rows, map[feeds.FeedID]int{}
	feeds.SortStable(h.rows, func(a, b feeds.FeedHealth) int {
		if d := urgency(a, now) - urgency(b, now); d != 0 {
			return d
		}
		return strings.Compare(strings.ToLower(a.Name()), strings.ToLower(b.Name()))
	})
	keys := make([]feeds.FeedID, len(h.rows))
	for i := range h.rows {
		keys[i] = h.rows[i].ID
		h.at[keys[i]] = i
	}
	fresh := h.list.Len() == 0
	h.list.SetKeys(keys)
	if fresh {
		h.list.Top()
	}
	if h.list.Select(h.want) {
		h.want = 0
	}
}

// urgency sorts feeds: 0 fails, 1 needs a look, 2 is fine.
func urgency(h feeds.FeedHealth, now time.Time) int {
	s := h.FetchState
	switch {
	case failing(h.Feed):
		return 0
	case s.Error != "", moved(h.Feed), h.Silent(now) > silence:
		return 1
	}
	return 2
}

// moved says whether a feed's server gives another address for it.
func moved(f feeds.Feed) bool { return f.FetchState.Moved != "" && f.FetchState.Moved != f.URL }

func (h *health) current() (feeds.FeedHealth, bool) {
	id, ok := h.list.Selected()
	i, there := h.at[id]
	if !ok || !there {
		return feeds.FeedHealth{}, false
	}
	return h.rows[i], true
}

// doHealth does the view's verbs. What acts on articles means nothing here;
// what leads elsewhere closes the view first.
func (m *Model) doHealth(a action, n int) (tea.Cmd, bool) {
	h := &m.health
	if a == actGoOn {
		a = actPageDown
	}
	if moveList(&h.list, a, n) {
		return nil, true
	}
	switch a {
	case actBack:
		h.open = false
		return nil, true
	case actHealth:
		return m.loadHealth(), true
	}
	switch m.keys.reaches[a] {
	case reachView:
		h.open = false
		return nil, false
	case reachScreen:
		return nil, false
	}
	f, ok := h.current()
	if !ok {
		return nil, true
	}
	switch a {
	case actOpen:
		return m.leadTo(f.ID), true
	case actReload:
		return m.retry(false, f.ID), true
	case actPause:
		return m.pause(f.Feed), true
	case actUseMoved:
		return m.useMoved(f.Feed), true
	case actRemove:
		return m.unsubscribe(f.ID), true
	case actFeedSettings:
		m.openFeedForm(f.Feed)
	case actBrowser:
		return m.openURL(site(f.Feed)), true
	case actCopy:
		return m.copy(f.URL, f.URL, "address copied"), true
	}
	return nil, true
}

// site is what to show of a feed in a browser.
func site(f feeds.Feed) string {
	if f.SiteURL != "" {
		return f.SiteURL
	}
	return feeds.WebURL("", f.URL)
}

// leadTo opens a feed's view; Esc there leads back here.
func (m *Model) leadTo(id feeds.FeedID) tea.Cmd {
	h := &m.health
	at, _, _ := m.heads.around()
	h.back = spot{m.heads.view, at}
	h.open = false
	m.focus = paneHeadlines
	cmd := m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: id})
	h.led = id
	return cmd
}

// backToHealth is Esc in a view that was opened from here.
func (m *Model) backToHealth() (tea.Cmd, bool) {
	h := &m.health
	if h.led == 0 || m.heads.view.Kind != feeds.ViewFeed || m.heads.view.Feed != h.led {
		return nil, false
	}
	h.open = true
	return batch(m.openViewAt(h.back.view, h.back.key), m.loadHealth()), true
}

// retry asks feeds now.
func (m *Model) retry(quiet bool, ids ...feeds.FeedID) tea.Cmd {
	h := &m.health
	if h.asking == nil {
		h.asking = map[feeds.FeedID]bool{}
	}
	for _, id := range ids {
		h.asking[id] = true
	}
	reload := m.reloadCmd(feeds.ReloadRequest{Feeds: ids})
	return func() tea.Msg {
		answer, _ := reload().(reloadedMsg)
		return retriedMsg{ids, quiet, answer}
	}
}

func (m *Model) tookRetried(msg retriedMsg) tea.Cmd {
	for _, id := range msg.ids {
		delete(m.health.asking, id)
	}
	if m.ctx.Err() != nil {
		return nil
	}
	cmd := m.loadSections()
	if !msg.quiet {
		cmd = m.tookReload(msg.reloadedMsg)
	}
	if m.health.open {
		cmd = batch(cmd, m.loadHealth())
	}
	return cmd
}

// pause stops or takes up again what is asked by schedule.
func (m *Model) pause(f feeds.Feed) tea.Cmd {
	f.Options.Paused = !f.Options.Paused
	said := "asked again by schedule: " + f.Name()
	if f.Options.Paused {
		said = "paused " + f.Name()
	}
	return m.editFeed(f, said, nil)
}

// useMoved takes the address that the feed's server gives.
func (m *Model) useMoved(f feeds.Feed) tea.Cmd {
	if !moved(f) {
		return m.say("this feed has not moved")
	}
	f.URL = f.FetchState.Moved
	return m.editFeed(f, f.Name()+" has its new address", func(m *Model) tea.Cmd { return m.retry(true, f.ID) })
}

// editFeed saves a feed without a form; then follows when something changed.
func (m *Model) editFeed(f feeds.Feed, said string, then func(*Model) tea.Cmd) tea.Cmd {
	back := m.back
	return m.change(job{
		do: func(ctx context.Context) (feeds.Change, error) { return back.EditFeed(ctx, f) },
		done: func(m *Model, c feeds.Change, err error) tea.Cmd {
			switch {
			case err != nil:
				return m.fail("not changed: ", err)
			case c.N == 0:
				return nil
			}
			cmd := m.done(m.undoable(said))
			if then != nil {
				cmd = batch(cmd, then(m))
			}
			return cmd
		},
	})
}
