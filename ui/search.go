package ui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// searchWait is how long typing must rest before it searches.
const searchWait = 120 * time.Millisecond

// searchBar is the line one types a search into; its hits are the rows below.
type searchBar struct {
	input  completer
	topics []feeds.Used // to be suggested
	typing bool
	back   int // how far back in earlier searches
	gen    int
	asked  string // the query, as it prints
	found  string // what was said of the hits of the query before

	mistake string        // in what is typed, "" for none
	wrong   int           // the column where it is, from 1, 0 for none
	looked  int           // articles read so far, where no index answers
	took    time.Duration // to find what is shown
	counted bool
	count   feeds.Count
	beside  feeds.Count // bookmarks it finds whose article no list shows
}

// startSearch opens the bar, or takes it up again.
func (m *Model) startSearch() tea.Cmd {
	if r := m.reader; r != nil {
		m.leavePlace(r.id, &r.pane)
		r.close()
		m.reader = nil
	}
	m.focus, m.zoom = paneHeadlines, false
	if m.search == nil {
		m.search = &searchBar{topics: m.topicsHere()}
		m.setSearch("")
	}
	m.search.input.another()
	m.search.input.find()
	m.search.typing = true
	return nil
}

func (m *Model) searchKey(k tea.KeyPressMsg) tea.Cmd {
	s := m.search
	switch k.String() {
	case "esc":
		m.search = nil
		if cmd, ok := m.leaveView(); ok {
			return cmd
		}
		return nil
	case "enter":
		s.typing = false
		if strings.TrimSpace(s.input.value()) == "" {
			return m.endSearch()
		}
		cmd := m.searchNow()
		text := feeds.WrittenOut(s.input.value())
		m.setSearch(text)
		return batch(m.rememberLine("search "+text), cmd)
	case "ctrl+s":
		return m.saveSearch(0)
	case "ctrl+r":
		return m.recallSearch()
	case "down", "ctrl+n":
		m.heads.list.Move(1)
		return nil
	case "up", "ctrl+p":
		m.heads.list.Move(-1)
		return nil
	}
	if s.input.key(k) {
		s.back = 0
		return m.searchChanged()
	}
	return nil
}

func (m *Model) endSearch() tea.Cmd {
	m.search = nil
	cmd, _ := m.leaveView()
	return cmd
}

// searchChanged waits for the typing to rest.
func (m *Model) searchChanged() tea.Cmd {
	m.search.gen++
	return m.wait(searchWait, searchMsg{m.search.gen})
}

func (m *Model) searchDue(msg searchMsg) tea.Cmd {
	if m.search == nil || msg.gen != m.search.gen {
		return nil
	}
	return m.searchNow()
}

// searchNow asks for the hits of what is typed, once.
func (m *Model) searchNow() tea.Cmd {
	q, err := feeds.LiveQuery(m.search.input.value())
	m.search.mistake, m.search.wrong = "", 0
	if err != nil {
		m.search.mistake = sentence(err)
	}
	var at *feeds.QueryError
	if errors.As(err, &at) {
		m.search.wrong = at.Column
	}
	return m.searchOf(q)
}

// searchFor shows the hits of a query that is written out. One with a mistake
// is there to be typed on.
func (m *Model) searchFor(query string) tea.Cmd {
	m.startSearch()
	m.health.open = false
	m.setSearch(query)
	m.search.gen++ // typing that rests no longer asks
	q, err := feeds.ParseQuery(query)
	if m.search.typing = err != nil; err != nil {
		return m.searchNow()
	}
	m.search.mistake, m.search.wrong = "", 0
	return m.searchOf(q)
}

func (m *Model) searchOf(q feeds.Query) tea.Cmd {
	s := m.search
	query := q.String()
	if query == s.asked && searching(m.heads.view) {
		return nil
	}
	s.found = m.hits()
	s.asked, s.counted, s.looked, s.took, s.beside = query, false, 0, 0, feeds.Count{}
	if q.Where == nil {
		return nil
	}
	return m.openView(feeds.View{Kind: feeds.ViewSearch, Query: query})
}

// searched follows a window of hits: it asks how many there are, once, where
// the first window has not said so and the index can.
func (m *Model) searched(msg windowMsg) tea.Cmd {
	s, h := m.search, &m.heads
	if s == nil || !searching(h.view) {
		return nil
	}
	s.looked += msg.looked
	if msg.how == windowReplace || msg.looked > 0 {
		s.took += msg.took
	}
	if msg.how != windowReplace {
		return nil
	}
	var cmd tea.Cmd
	if m.side.data.Bookmarks > 0 {
		cmd = m.countBeside()
	}
	if !msg.below || len(msg.rows) < windowSize {
		return cmd
	}
	back, ctx, gen, view := m.back, h.ctx, s.gen, h.view
	return batch(cmd, func() tea.Msg {
		count, err := back.Count(ctx, view)
		return countMsg{gen, false, count, err}
	})
}

// countBeside counts the bookmarks that the search finds and that have no
// article among its hits: they came from elsewhere, or outlived their feed.
func (m *Model) countBeside() tea.Cmd {
	back, ctx, gen, query := m.back, m.heads.ctx, m.search.gen, m.heads.view.Query
	return func() tea.Msg {
		count, err := back.CountBeside(ctx, query)
		return countMsg{gen, true, count, err}
	}
}

// searchAsked is what the search asks for, in whatever order.
func (m *Model) searchAsked() string {
	q, _ := feeds.ParseQuery(m.heads.view.Query)
	q.Sort = feeds.SortDate
	return q.String()
}

func (m *Model) tookCount(msg countMsg) {
	switch s := m.search; {
	case s == nil || msg.gen != s.gen || msg.err != nil:
	case msg.kept:
		s.beside = msg.count
	default:
		s.counted, s.count = true, msg.count
	}
}

// besideWords say how many bookmarks the search finds besides, "" for none.
func (m *Model) besideWords() string {
	s := m.search
	if s.beside.N == 0 || !searching(m.heads.view) {
		return ""
	}
	text := "  " + thousands(s.beside.N) + when(s.beside.More, "+") + " more in Bookmarks"
	if s.typing {
		return text
	}
	return m.offer(text, actBookmarks, "goes there")
}

// searchText is the query of the hits as it was typed.
func (m *Model) searchText() string {
	if m.search == nil {
		return feeds.CleanLine(m.heads.view.Query)
	}
	return feeds.CleanLine(strings.TrimSpace(m.search.input.value()))
}

// hits says how many there are, as far as is known.
func (m *Model) hits() string {
	s, h := m.search, &m.heads
	switch {
	case !searching(h.view):
		return ""
	case h.loading:
		return s.found
	}
	if h.below && len(h.rows) < windowSize && s.looked > 0 {
		all := 0
		for _, f := range m.side.data.Feeds {
			all += f.Articles
		}
		return fmt.Sprintf("%s · %d%%", plural(len(h.rows), "hit", "hits"), min(100*s.looked/max(all, 1), 99))
	}
	found := plural(len(h.rows), "hit", "hits")
	switch {
	case s.counted && s.count.More:
		found = thousands(s.count.N) + "+ hits"
	case s.counted:
		found = plural(s.count.N, "hit", "hits")
	case h.below:
		found += "+"
	}
	return found
}

// briefly is how long a search took.
func briefly(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", max(d.Milliseconds(), 1))
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// thousands sets a number with a comma between each three digits.
func thousands(n int) string {
	if n < 1000 {
		return itoa(n)
	}
	return thousands(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

// searchRoom is how wide what was found may be, beside the text in a line of w
// cells.
func searchRoom(w int) int {
	if w < 44 {
		return 15
	}
	return 24
}

// drawSearch is the bar's line and what was found.
func (m *Model) drawSearch(w int) string {
	s := m.search
	room := searchRoom(w)
	text, _ := s.input.draw(w - room)
	found := m.hits()
	if took := " · " + briefly(s.took); found != "" && !strings.HasSuffix(found, "%") && s.took > 0 && style.Width(found+took) <= room-3 {
		found += took
	}
	if s.input.value() == "" {
		text = m.st.Dim.Render("search everything")
	} else {
		text = m.pointed(text)
	}
	left := m.st.AccentBold.Render("/ ") + text
	return style.Fit(left, w-style.Width(found)) + m.st.Dim.Render(found)
}

// pointed draws the query with the word that is wrong in it underlined, where
// its beginning is in view.
func (m *Model) pointed(text string) string {
	s, line := m.search, []rune(text)
	from := s.wrong - 1
	if from < 0 || from >= len(line) || !strings.HasPrefix(s.input.value(), text) {
		return m.st.Text.Render(text)
	}
	to := from + 1
	for to < len(line) && line[to] != ' ' {
		to++
	}
	return m.st.Text.Render(string(line[:from])) + m.st.Error.Underline(true).Render(string(line[from:to])) + m.st.Text.Render(string(line[to:]))
}

// drawMistake is what stands below: what is wrong with the query, or what may
// stand where it is typed on.
func (m *Model) drawMistake(w int) []string {
	if m.search.mistake == "" || w < 4 {
		line := m.drawSuggestions(w)
		if line == "" {
			line = m.st.Dim.Render(m.st.Cut(m.besideWords(), max(w, 0)))
		}
		return []string{line}
	}
	lines := m.wrap(w-1, m.st.Error, m.st.Glyphs.Warn+" "+m.search.mistake)
	return lines[:min(len(lines), 3)]
}

// marked draws text of a row with what the search looks for marked in it.
func (m *Model) marked(in feeds.Field, text string, as pen, p *paint) string {
	if m.heads.finds == nil {
		return as.Render(text)
	}
	return markedBy(m.heads.finds, in, text, as, p)
}

// markedBy draws text with what a marker finds in it.
func markedBy(marker *feeds.Marker, in feeds.Field, text string, as pen, p *paint) string {
	out, last := "", 0
	for _, span := range marker.Find(in, text) {
		out += as.Render(text[last:span[0]]) + p.found.Render(text[span[0]:span[1]])
		last = span[1]
	}
	return out + as.Render(text[last:])
}
