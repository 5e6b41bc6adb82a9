package ui

import (
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/list"
)

// side is the Sections pane: the views, then the folders with their feeds.
type side struct {
	data   feeds.Sections
	loaded bool
	err    string
	gen    int
	list   list.List[sectionKey]
	rows   map[sectionKey]sectionRow
	keys   []sectionKey // in order
	folded map[string]bool
	words  feeds.KeepingWords // of the bookmarks
	want   feeds.FeedID       // to be selected once it is there
	used   bool               // folding was settled, by the person or by how many feeds there are
}

// sectionKey names a row for as long as it means the same.
type sectionKey struct {
	kind   feeds.ViewKind // "" is a heading
	folder string
	feed   feeds.FeedID
	search feeds.SearchID // a saved one
	query  string         // its, or of bookmarks
	topic  string
	rising string
}

// headings of the pane.
var (
	headSections = sectionKey{}
	headSaved    = sectionKey{query: "saved"}
	headTopics   = sectionKey{topic: "followed"}
	headRising   = sectionKey{rising: "today"}
)

// keyOf is the row of a view.
func keyOf(v feeds.View) sectionKey {
	k := sectionKey{kind: v.Kind, folder: v.Folder, feed: v.Feed, topic: v.Topic}
	switch {
	case v.Kind == feeds.ViewBookmarks:
		k.query = v.Query
	case v.Search != 0:
		k.search, k.query = v.Search, v.Query
	}
	return k
}

type sectionRow struct {
	name   string
	depth  int
	unread int
	fold   bool // a folder
	failed bool
}

func (s *side) resize(r rect) { s.list.SetSize(r.W, r.H) }

// view is what a row opens.
func (k sectionKey) view() feeds.View {
	return feeds.View{Kind: k.kind, Folder: k.folder, Feed: k.feed, Topic: k.topic, Search: k.search, Query: k.query}
}

// keptFold is what the bookmarks' tags are folded by. No folder is called that.
const keptFold = "/"

// folds is what a row is folded by.
func (k sectionKey) folds() string {
	if k.kind == feeds.ViewBookmarks {
		return keptFold
	}
	return k.folder
}

func (m *Model) tookSections(msg sectionsMsg) {
	s := &m.side
	if msg.gen != s.gen {
		return
	}
	if msg.err != nil {
		s.err = sentence(msg.err)
		return
	}
	s.err, s.data, s.loaded = "", msg.sections, true
	if !s.used && len(s.data.Feeds) > 0 {
		s.used = true
		if len(s.data.Feeds) > 24 {
			for _, f := range s.data.Feeds {
				for dir := f.Folder; dir != ""; dir = parent(dir) {
					s.folded[dir] = true
				}
			}
		}
	}
	first := s.list.Len() == 0
	s.build()
	if first {
		s.follow(m.heads.view)
	}
	if _, there := s.feed(s.want); there {
		s.follow(feeds.View{Kind: feeds.ViewFeed, Feed: s.want})
		s.want = 0
	}
}

// build lays the rows out from the data and what is folded.
func (s *side) build() {
	s.rows, s.keys = map[sectionKey]sectionRow{}, nil
	s.put(sectionKey{kind: feeds.ViewFront}, sectionRow{name: "Front page"})
	s.put(sectionKey{kind: feeds.ViewToday}, sectionRow{name: "Today", unread: s.data.Today})
	s.put(sectionKey{kind: feeds.ViewUnread}, sectionRow{name: "Unread", unread: s.data.Unread})
	s.put(sectionKey{kind: feeds.ViewAll}, sectionRow{name: "All", unread: s.data.All})
	s.putBookmarks()
	s.put(sectionKey{kind: feeds.ViewHistory}, sectionRow{name: "History"})
	if len(s.data.Searches) > 0 {
		s.put(headSaved, sectionRow{name: "SAVED SEARCHES"})
	}
	for _, v := range s.data.Searches {
		k := sectionKey{kind: feeds.ViewSearch, search: v.ID, query: v.Query}
		s.put(k, sectionRow{name: v.Name, depth: 1, unread: v.Unread})
	}
	if len(s.data.Followed) > 0 {
		s.put(headTopics, sectionRow{name: "FOLLOWED"})
		for _, f := range s.data.Followed {
			s.put(sectionKey{kind: feeds.ViewTopic, topic: f.Topic}, sectionRow{name: feeds.TopicLabel(f.Topic), depth: 1, unread: f.Unread})
		}
	}
	if len(s.data.Rising) > 0 {
		s.put(headRising, sectionRow{name: "RISING TODAY"})
		for _, r := range s.data.Rising {
			s.put(sectionKey{kind: feeds.ViewTopic, topic: r.Name, rising: r.Name}, sectionRow{name: r.Name, depth: 1, unread: r.Articles})
		}
	}
	if len(s.data.Feeds) > 0 {
		s.put(headSections, sectionRow{name: "SECTIONS"})
	}
	unread := map[string]int{}
	failed := map[string]bool{}
	for _, f := range s.data.Feeds {
		for dir := f.Folder; dir != ""; dir = parent(dir) {
			unread[dir] += f.UnreadIn(feeds.Levels(dir))
			failed[dir] = failed[dir] || failing(f)
		}
	}
	ordered := append([]feeds.Feed(nil), s.data.Feeds...)
	sort.SliceStable(ordered, func(i, j int) bool {
		a, b := ordered[i].Folder, ordered[j].Folder
		if a == "" || b == "" {
			return a != "" && b == "" // what is in no folder stands last
		}
		return a < b
	})
	seen := map[string]bool{}
	for _, f := range ordered {
		steps := strings.Split(f.Folder, "/")
		hidden, depth := false, 0
		if f.Folder != "" {
			for i := range steps {
				dir := strings.Join(steps[:i+1], "/")
				if !hidden && !seen[dir] {
					seen[dir] = true
					s.put(sectionKey{kind: feeds.ViewFolder, folder: dir}, sectionRow{steps[i], i, unread[dir], true, failed[dir]})
				}
				hidden = hidden || s.folded[dir]
			}
			depth = len(steps)
		}
		if !hidden {
			s.put(sectionKey{kind: feeds.ViewFeed, feed: f.ID}, sectionRow{shortName(f), depth, f.Unread, false, failing(f)})
		}
	}
	s.list.SetKeys(s.keys)
}

// put adds a row below those there are. It is not inlined: many rows would each
// hold a copy.
//
//go:noinline
func (s *side) put(k sectionKey, r sectionRow) {
	s.rows[k] = r
	s.keys = append(s.keys, k)
}

// putBookmarks lays out the bookmarks: what of them is to be read, and their
// tags, unless those are folded.
func (s *side) putBookmarks() {
	later, others := 0, 0
	for _, w := range s.words.Tags {
		if strings.EqualFold(w.Word, feeds.ReadLater) {
			later = w.N
		} else {
			others++
		}
	}
	s.put(sectionKey{kind: feeds.ViewBookmarks}, sectionRow{name: "Bookmarks", unread: s.data.Bookmarks, fold: others > 0})
	if !s.folded[keptFold] {
		for _, w := range s.words.Tags {
			if !strings.EqualFold(w.Word, feeds.ReadLater) {
				q := feeds.Query{Where: feeds.Words{In: feeds.FieldTag, Text: w.Word}}
				s.put(sectionKey{kind: feeds.ViewBookmarks, query: q.String()}, sectionRow{name: "[" + w.Word + "]", depth: 1, unread: w.N})
			}
		}
	}
	if later > 0 {
		s.put(sectionKey{kind: feeds.ViewBookmarks, query: toReadQuery}, sectionRow{name: "To read", unread: later})
	}
}

// shortName is a feed's name in a narrow place: an address, where there is no
// title yet, without what all addresses start with.
func shortName(f feeds.Feed) string {
	name := strings.TrimPrefix(strings.TrimPrefix(f.Name(), "https://"), "http://")
	return strings.TrimPrefix(name, "www.")
}

func failing(f feeds.Feed) bool {
	h := f.FetchState.Health()
	return h == "failing" || h == "gone"
}

// parent is the folder a folder lies in, "" at the top.
func parent(dir string) string {
	i := strings.LastIndexByte(dir, '/')
	return dir[:max(i, 0)]
}

// feed finds a feed by its id.
func (s *side) feed(id feeds.FeedID) (feeds.Feed, bool) {
	for _, f := range s.data.Feeds {
		if f.ID == id {
			return f, true
		}
	}
	return feeds.Feed{}, false
}

// follow puts the cursor on the row of a view, unfolding what hides it.
func (s *side) follow(v feeds.View) {
	k := keyOf(v)
	if cur, _ := s.list.Selected(); cur == k || s.list.Select(k) || v.Kind != feeds.ViewFeed {
		return
	}
	if f, ok := s.feed(v.Feed); ok {
		for dir := f.Folder; dir != ""; dir = parent(dir) {
			delete(s.folded, dir)
		}
		s.build()
		s.list.Select(k)
	}
}

// doSections does the pane's own verbs; false when a is none of them.
func (m *Model) doSections(a action, n int) (tea.Cmd, bool) {
	s := &m.side
	was, _ := s.list.Selected()
	row := s.rows[was]
	switch {
	case a == actOpen && was.kind != "" && !m.heads.view.Same(was.view()):
		m.focusOn(paneHeadlines)
		return m.openView(was.view()), true // a search or the bookmarks were up
	case a == actOpen:
		m.focusOn(paneHeadlines)
		return nil, true
	case a == actToggle && row.fold:
		m.fold(was.folds(), !s.folded[was.folds()])
		return nil, true
	case a == actToggle:
		return nil, true
	case a == actUnfold && row.fold && s.folded[was.folds()]:
		m.fold(was.folds(), false)
		return nil, true
	case a == actUnfold:
		m.focusOn(paneHeadlines)
		return nil, true
	case a == actFold && row.fold && !s.folded[was.folds()]:
		m.fold(was.folds(), true)
		return nil, true
	case a == actFold && was.kind == feeds.ViewBookmarks && was.query != "":
		s.list.Select(sectionKey{kind: feeds.ViewBookmarks})
	case a == actFold:
		dir := parent(was.folder)
		if f, ok := s.feed(was.feed); ok {
			dir = f.Folder
		}
		if dir != "" {
			s.list.Select(sectionKey{kind: feeds.ViewFolder, folder: dir})
		}
	case !moveList(&s.list, a, n):
		return nil, false
	}
	return m.sectionMoved(was), true
}

// sectionMoved steps over headings and shows what the cursor came to.
func (m *Model) sectionMoved(was sectionKey) tea.Cmd {
	s := &m.side
	if now, _ := s.list.Selected(); now.kind == "" && s.list.Len() > 0 {
		before := s.list.Index()
		s.list.Move(1)
		if k, _ := s.list.Selected(); k == was || s.list.Index() == before {
			s.list.Move(-2)
		}
	}
	now, ok := s.list.Selected()
	if !ok || now == was {
		return nil
	}
	return m.openView(now.view())
}

func (m *Model) fold(dir string, folded bool) {
	m.side.used = true
	m.side.folded[dir] = folded
	m.side.build()
}
