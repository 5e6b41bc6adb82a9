package store

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"

	gocmp "github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// model is the store as plain maps: what every list and count must agree with.
type model struct {
	articles map[feeds.ArticleID]modelArticle
	copyOf   map[feeds.ArticleID]feeds.ArticleID
	story    map[feeds.ArticleID]feeds.StoryID
	lead     map[feeds.StoryID]feeds.ArticleID
	took     map[feeds.RuleID]map[feeds.ArticleID]bool
	config   map[feeds.RuleID]modelRule
	hid      map[feeds.ArticleID]bool // what is muted, as of the last turn
	readerState
	undo, redo []readerState // the state before and after each step
}

// modelRule takes what has a word.
type modelRule struct {
	word string
	read bool // else it mutes
	off  bool
}

type modelArticle struct {
	guid      string
	feed      feeds.FeedID
	published int64
	topic     string
	words     string
}

// readerState is what the journal brings back.
type readerState struct {
	read   map[feeds.ArticleID]time.Time
	kept   map[feeds.ArticleID]bool
	folder map[feeds.FeedID]string
	gone   map[feeds.FeedID]bool
	rules  map[feeds.RuleID]modelRule
}

func (r readerState) clone() readerState {
	return readerState{maps.Clone(r.read), maps.Clone(r.kept), maps.Clone(r.folder), maps.Clone(r.gone), maps.Clone(r.rules)}
}

// muted says whether a rule that is there and not off hides an article.
func (m *model) muted(id feeds.ArticleID) bool {
	for _, rules := range []map[feeds.RuleID]modelRule{m.rules, m.config} {
		for r, rule := range rules {
			if !rule.off && !rule.read && m.took[r][id] {
				return true
			}
		}
	}
	return false
}

// came holds an article that came or was corrected against the rules.
func (m *model) came(id feeds.ArticleID) {
	for _, rules := range []map[feeds.RuleID]modelRule{m.rules, m.config} {
		for r, rule := range rules {
			if rule.off {
				continue
			}
			is := strings.Contains(m.articles[id].words, rule.word)
			if is && rule.read && !m.took[r][id] { // by nobody: no undo knows of it
				for _, state := range append(append([]readerState{m.readerState}, m.undo...), m.redo...) {
					state.read[id] = time.UnixMilli(ruledAt)
				}
			}
			m.take(r, id, is)
		}
	}
}

func (m *model) take(r feeds.RuleID, id feeds.ArticleID, is bool) {
	if m.took[r] == nil {
		m.took[r] = map[feeds.ArticleID]bool{}
	}
	m.took[r][id] = is
}

// group is the article that stands for an article's copies.
func (m *model) group(id feeds.ArticleID) feeds.ArticleID { return cmp.Or(m.copyOf[id], id) }

// within says whether a feed's folder is within a place: "" is every folder.
func (m *model) within(feed feeds.FeedID, place string) bool {
	f := m.folder[feed]
	return f == place || strings.HasPrefix(f, place+"/")
}

// folded says whether a view of a place shows an earlier copy; all is the views
// of all feeds.
func (m *model) folded(id feeds.ArticleID, place string, all bool) bool {
	return m.follows(id, func(a modelArticle) bool { return all || m.within(a.feed, place) })
}

// follows says whether an earlier copy is one of those that a view has.
func (m *model) follows(id feeds.ArticleID, has func(modelArticle) bool) bool {
	feed, first := m.articles[id].feed, m.group(id)
	if id == first {
		return false
	}
	for o, a := range m.articles {
		if m.group(o) == first && (o < id || o == first) && a.feed != feed && !m.gone[a.feed] && !m.hid[o] && has(a) {
			return true
		}
	}
	return false
}

// rows is list with one row a story.
func (m *model) rows(v feeds.View) (out []feeds.Key) {
	all := m.list(v)
	best := map[feeds.StoryID]feeds.ArticleID{}
	for _, k := range all {
		s := m.story[k.ID]
		switch {
		case s == 0:
		case best[s] == 0, k.ID == m.lead[s], best[s] != m.lead[s] && k.ID < best[s]:
			best[s] = k.ID
		}
	}
	for _, k := range all {
		if s := m.story[k.ID]; s == 0 || best[s] == k.ID {
			out = append(out, k)
		}
	}
	return out
}

// list is the naive answer: every article of the view, sorted.
func (m *model) list(v feeds.View) (out []feeds.Key) {
	for id, a := range m.articles {
		switch v.Kind {
		case feeds.ViewFeed:
		case feeds.ViewSearch:
			if v.Query != "is:muted" && m.follows(id, func(a modelArticle) bool { return strings.Contains(a.words, strings.TrimSuffix(v.Query, "*")) }) {
				continue
			}
		case feeds.ViewFolder:
			if m.folded(id, v.Folder, false) {
				continue
			}
		case feeds.ViewTopic:
			if head := m.articles[m.group(id)]; m.folded(id, "", true) && strings.EqualFold(head.topic, v.Topic) {
				continue
			}
		default:
			if m.folded(id, "", true) {
				continue
			}
		}
		at, read := m.read[id]
		folder := m.folder[a.feed]
		in := !m.gone[a.feed] && m.hid[id] == (v.Query == "is:muted")
		switch v.Kind {
		case feeds.ViewToday:
			in = in && a.published >= v.Since.Unix()
		case feeds.ViewFolder:
			in = in && (folder == v.Folder || v.Folder != "" && strings.HasPrefix(folder, v.Folder+"/"))
		case feeds.ViewFeed:
			in = in && a.feed == v.Feed
		case feeds.ViewTopic:
			in = in && strings.EqualFold(a.topic, v.Topic)
		case feeds.ViewSearch:
			in = in && (v.Query == "is:muted" || strings.Contains(a.words, strings.TrimSuffix(v.Query, "*")))
		}
		if (v.Unread || v.Kind == feeds.ViewUnread) && read {
			in = in && !v.Opened.IsZero() && !at.Before(v.Opened)
		}
		if in {
			out = append(out, feeds.Key{Published: a.published, ID: id})
		}
	}
	slices.SortFunc(out, func(a, b feeds.Key) int {
		return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(b.ID, a.ID))
	})
	return out
}

// window cuts a request's window out of the whole list.
func window(all []feeds.Key, req feeds.ListRequest) (out []feeds.Key, more bool) {
	for _, k := range all {
		beyond := req.From.IsZero() || req.Newer && k.Newer(req.From) || !req.Newer && req.From.Newer(k) || req.Including && k == req.From
		if beyond {
			out = append(out, k)
		}
	}
	if len(out) <= req.Limit {
		return out, false
	}
	if req.Newer {
		return out[len(out)-req.Limit:], true
	}
	return out[:req.Limit], true
}

var (
	modelFolders = []string{"", "News", "News/World", "News/World/Asia", "Newsletters", "Science"}
	modelTopics  = []string{"", "Weather", "Politics", "weather"}
	modelWords   = []string{"harbour", "reactor", "harbour reactor", "orchard"}
	modelRules   = []string{"harbour", "orchard", "reactor", "ledger", "ledger"}
)

// TestEveryListAndCountAgreesWithAPlainModel does random things to a store and
// to a model of it, and compares windows of every kind of view, in both
// directions, and all counts.
func TestEveryListAndCountAgreesWithAPlainModel(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	dir := t.TempDir()
	// Two processes change the store in turn; each sees what the other did.
	s, other := reopened(t, dir), reopened(t, dir)
	for _, s := range []*Store{s, other} {
		s.reach.run, s.reach.swap, s.reach.recount = 3, 4, 3 // so that all ways are gone
	}
	m := &model{articles: map[feeds.ArticleID]modelArticle{}, copyOf: map[feeds.ArticleID]feeds.ArticleID{},
		story: map[feeds.ArticleID]feeds.StoryID{}, lead: map[feeds.StoryID]feeds.ArticleID{}, took: map[feeds.RuleID]map[feeds.ArticleID]bool{}, readerState: readerState{
			read: map[feeds.ArticleID]time.Time{}, kept: map[feeds.ArticleID]bool{}, folder: map[feeds.FeedID]string{}, gone: map[feeds.FeedID]bool{}, rules: map[feeds.RuleID]modelRule{}}}
	var ids []feeds.FeedID
	for i := range 6 {
		f := subscribed(t, s, feedNamed(fmt.Sprintf("paper%d", i), modelFolders[i]))[0]
		ids = append(ids, f.ID)
		m.folder[f.ID] = modelFolders[i]
	}
	for _, topic := range modelTopics {
		if topic != "" {
			must(t, second(s.Follow(ctx, topic, true, nil, t0)))
		}
	}
	for range ids { // the subscriptions are steps too; the model begins after them
		w := <-s.writer
		w.reach = s.reach // it was opened before
		_, err := w.conn.ExecContext(ctx, "DELETE FROM journal")
		s.writer <- w
		must(t, err)
	}
	now, guid := t0, 0
	for turn := range 850 {
		now = now.Add(time.Duration(rnd.IntN(5000)) * time.Millisecond)
		s, other = other, s
		before := m.readerState.clone()
		feed := ids[rnd.IntN(len(ids))]
		known := slices.Sorted(maps.Keys(m.articles))
		some := func() (out []feeds.ArticleID) {
			for range rnd.IntN(8) {
				if len(known) > 0 {
					out = append(out, known[rnd.IntN(len(known))])
				}
			}
			return out
		}
		var c feeds.Change
		var err error
		what := rnd.IntN(22)
		switch what {
		case 0, 1, 2: // articles arrive, in no order of time
			var list []feeds.Article
			for range 1 + rnd.IntN(6) {
				guid++
				a := item(fmt.Sprint("g", guid), rnd.IntN(60), "Item")
				a.Text = append(modelWords, "ledger", "orchard ledger")[rnd.IntN(len(modelWords)+2)]
				if topic := modelTopics[rnd.IntN(len(modelTopics))]; topic != "" {
					a.Topics = []string{topic}
				}
				list = append(list, a)
			}
			newest := ok(s.Sections(ctx, now))(t).Newest
			got := commit(t, s, feed, list...)
			if m.gone[feed] != (got.New == 0) {
				t.Fatalf("turn %d: %d new articles in a feed that is unsubscribed: %v", turn, got.New, m.gone[feed])
			}
			for i, a := range list[:got.New] {
				topic := ""
				if len(a.Topics) > 0 {
					topic = a.Topics[0]
				}
				m.articles[newest+feeds.ArticleID(i+1)] = modelArticle{a.GUID, feed, a.Published.Unix(), topic, a.Text}
				m.came(newest + feeds.ArticleID(i+1))
			}
			for _, id := range got.Fresh {
				if m.muted(id) {
					t.Errorf("turn %d: %d is muted and told of", turn, id)
				}
			}
		case 3, 4:
			list, read := some(), what == 3
			c, err = s.MarkRead(ctx, list, read, now)
			for _, id := range m.withCopies(list, math.MaxInt64) {
				if _, was := m.read[id]; read && !was {
					m.read[id] = now
				} else if !read {
					delete(m.read, id)
				}
			}
		case 5:
			v := m.someView(rnd, ids, now)
			newest := feeds.ArticleID(rnd.IntN(len(known) + 2))
			c, err = s.MarkAllRead(ctx, v, newest, now)
			v.Unread, v.Opened = true, time.Time{}
			var marked []feeds.ArticleID
			for _, k := range m.list(v) {
				if k.ID <= newest {
					marked = append(marked, k.ID)
				}
			}
			for _, id := range m.withCopies(marked, newest) {
				if _, was := m.read[id]; !was && !m.muted(id) {
					m.read[id] = now
				}
			}
		case 6:
			for _, id := range some()[:] {
				if m.kept[id] {
					c, err = s.Unkeep(ctx, id, now)
					delete(m.kept, id)
				} else {
					c, err = ok3(s.Keep(ctx, feeds.Bookmark{ArticleID: id, Title: "Kept"}, now))
					m.kept[id] = true
				}
				break
			}
		case 7:
			if m.gone[feed] {
				f := ok(s.Feed(ctx, feed))(t)
				_, _, c, err = s.Subscribe(ctx, []feeds.Feed{{URL: f.URL, Origin: feeds.OriginAdded}}, "subscribe", "", now)
			} else {
				c, err = s.Unsubscribe(ctx, []feeds.FeedID{feed}, now)
			}
			m.gone[feed] = !m.gone[feed]
		case 8:
			f := ok(s.Feed(ctx, feed))(t)
			f.Folder = modelFolders[rnd.IntN(len(modelFolders))]
			c, err = s.EditFeed(ctx, f, now)
			m.folder[feed] = f.Folder
		case 9:
			c, err = s.Undo(ctx)
			if n := len(m.undo) - 1; (n >= 0) != (c.N > 0) {
				t.Fatalf("turn %d: undid %+v with %d steps to undo", turn, c, n+1)
			} else if n >= 0 {
				m.redo = append(m.redo, m.readerState.clone())
				m.readerState, m.undo = m.undo[n], m.undo[:n]
			}
		case 10:
			c, err = s.Redo(ctx)
			if n := len(m.redo) - 1; (n >= 0) != (c.N > 0) {
				t.Fatalf("turn %d: redid %+v with %d steps to redo", turn, c, n+1)
			} else if n >= 0 {
				m.undo = append(m.undo, m.readerState.clone())
				m.readerState, m.redo = m.redo[n], m.redo[:n]
			}
		case 11: // an article is corrected, in words, topic and date
			if len(known) == 0 {
				break
			}
			id := known[rnd.IntN(len(known))]
			old := m.articles[id]
			a := item(old.guid, rnd.IntN(60), "Item")
			a.Text, a.Hash = modelWords[rnd.IntN(len(modelWords))], fmt.Sprint("turn ", turn)
			got := commit(t, s, old.feed, a)
			if m.gone[old.feed] != (got.Changed == 0) {
				t.Fatalf("turn %d: %d corrections in a feed that is unsubscribed: %v", turn, got.Changed, m.gone[old.feed])
			}
			if got.Changed > 0 {
				m.articles[id] = modelArticle{old.guid, old.feed, a.Published.Unix(), "", a.Text}
				m.came(id)
			}
		case 12: // what is read and old goes, but for what is kept
			if rnd.IntN(3) > 0 || m.gone[feed] {
				break
			}
			guid++
			a := item(fmt.Sprint("g", guid), 59, "Item")
			newest := ok(s.Sections(ctx, now))(t).Newest
			before := t0.Add(time.Duration(rnd.IntN(30)) * time.Minute)
			ok(s.Commit(ctx, []FeedResult{{Feed: feed, Articles: []feeds.Article{a}, Retain: Retention{Before: before}}}, nil))(t)
			for id, old := range m.articles {
				if _, read := m.read[id]; (read || m.muted(id)) && old.feed == feed && old.published < before.Unix() && !m.kept[id] {
					m.drop(id)
				}
			}
			m.articles[newest+1] = modelArticle{a.GUID, feed, a.Published.Unix(), "", a.Text}
			m.came(newest + 1)
		case 15, 16: // a rule is made, or changed: other words, switched off or applied
			r, all := feeds.SavedRule{Name: fmt.Sprint("rule ", turn)}, ok(s.Rules(ctx))(t)
			all = slices.DeleteFunc(all, func(r feeds.SavedRule) bool { return r.Line > 0 })
			if what == 16 && len(all) > 0 {
				r = all[rnd.IntN(len(all))]
			}
			old := m.rules[r.ID]
			is := modelRule{word: pick(rnd, modelRules), off: rnd.IntN(3) == 0}
			if is.read = is.word == "ledger"; r.ID != 0 && rnd.IntN(2) == 0 {
				is.word, is.read = old.word, old.read
			}
			r.Query, r.Acts, r.Off = is.word, feeds.RuleActs{Mute: !is.read, Read: is.read}, is.off
			var on Ruled
			if rnd.IntN(2) == 0 {
				on.Articles = ok(s.RuleFinds(ctx, ok(feeds.ParseQuery(is.word))(t), now))(t)
			}
			if _, c, err = s.SaveRule(ctx, r, on, now); c.N == 0 {
				break
			}
			for _, made := range ok(s.Rules(ctx))(t) {
				if made.Name != r.Name || made.Line > 0 {
					continue
				}
				if made.ID != r.ID {
					for id := range m.took[r.ID] {
						m.take(made.ID, id, m.took[r.ID][id] && r.ID != 0 && old.word == is.word)
					}
					delete(m.rules, r.ID)
				}
				m.rules[made.ID] = is
				for _, id := range on.Articles {
					m.take(made.ID, id, true)
					if _, read := m.read[id]; is.read && !read {
						m.read[id] = now
					}
				}
			}
		case 17:
			if list := slices.Sorted(maps.Keys(m.rules)); len(list) > 0 {
				r := list[rnd.IntN(len(list))]
				c, err = s.RemoveRule(ctx, r, now)
				delete(m.rules, r)
			}
		case 18:
			if list := slices.Sorted(maps.Keys(m.rules)); len(list) > 0 {
				c, err = s.MoveRule(ctx, list[rnd.IntN(len(list))], rnd.IntN(2) == 0, now)
			}
		case 19: // the config has other rules
			var list []feeds.RuleSetting
			for i := range rnd.IntN(3) {
				list = append(list, feeds.RuleSetting{Name: fmt.Sprint("config ", i), Query: pick(rnd, modelRules[:3]), Acts: feeds.RuleActs{Mute: true}, Off: rnd.IntN(4) == 0, Line: i + 1})
			}
			ok(s.SyncRules(ctx, list, false))(t)
			m.config = map[feeds.RuleID]modelRule{}
			for _, r := range ok(s.Rules(ctx))(t) {
				if r.Line > 0 {
					m.config[r.ID] = modelRule{word: r.Query, off: r.Off}
				}
			}
		case 13, 14, 20, 21: // something is found out about two articles
			if len(known) > 1 {
				a, b := known[rnd.IntN(len(known))], known[rnd.IntN(len(known))]
				m.relate(t, s, min(a, b), max(a, b), what%2 == 1)
			}
		}
		must(t, err)
		if (what < 9 || what > 14 && what < 19) && c.N > 0 {
			m.undo, m.redo = append(m.undo, before), nil
		}
		if turn%40 == 39 {
			s = reopen(t, s) // the journal outlives the program
			s.reach.run, s.reach.swap, s.reach.recount = 3, 4, 3
		}
		m.compare(t, other, rnd, ids, now, turn)
		follows(t, other)
		if t.Failed() {
			t.Fatalf("after turn %d, which did %d", turn, what)
		}
	}
	if len(m.articles) < 200 || len(m.copyOf) < 10 || len(m.lead) < 10 {
		t.Errorf("only %d articles came, %d copies, %d stories: the test tests little", len(m.articles), len(m.copyOf), len(m.lead))
	}
}

// follows holds the unread list, the slots and the index against the articles
// they follow from.
func follows(t *testing.T, s *Store) {
	t.Helper()
	w := <-s.writer
	defer func() { s.writer <- w }()
	want := map[spot]bool{}
	rows, err := w.conn.QueryContext(ctx, "SELECT published, article_id, feed_id FROM states WHERE read_at IS NULL AND hidden < 2")
	must(t, err)
	for rows.Next() {
		var e spot
		must(t, rows.Scan(&e.published, &e.id, &e.feed))
		want[e] = true
	}
	must(t, rows.Err())
	got := map[spot]bool{}
	must(t, w.walkUnread(math.MinInt64, true, func(e spot) error {
		got[e] = true
		return nil
	}))
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(spot{})); diff != "" {
		t.Errorf("the unread list: -want +got\n%s", diff)
	}
	for name, query := range map[string]string{
		"articles without a slot":    "SELECT count(*) FROM states s WHERE NOT EXISTS (SELECT 1 FROM slots l WHERE l.article_id = s.article_id AND l.slot >= s.published)",
		"slots that are left over":   "SELECT (SELECT count(*) FROM slots) - (SELECT count(*) FROM states)",
		"articles beside the index":  "SELECT (SELECT count(*) FROM search_docsize WHERE id < 1 << 50) - (SELECT count(*) FROM slots)",
		"slots that are not indexed": "SELECT count(*) FROM slots WHERE slot NOT IN (SELECT id FROM search_docsize)",
	} {
		var n int
		must(t, w.conn.QueryRowContext(ctx, query).Scan(&n))
		if n != 0 {
			t.Errorf("%d %s", n, name)
		}
	}
}

// withCopies adds the copies of articles, up to newest.
func (m *model) withCopies(ids []feeds.ArticleID, newest feeds.ArticleID) (out []feeds.ArticleID) {
	for id := range m.articles {
		if slices.ContainsFunc(ids, func(o feeds.ArticleID) bool { return o == id || id <= newest && m.group(o) == m.group(id) }) {
			out = append(out, id)
		}
	}
	return out
}

// drop forgets an article: another stands for its copies and its story.
func (m *model) drop(id feeds.ArticleID) {
	story := m.story[id]
	delete(m.articles, id)
	delete(m.copyOf, id)
	delete(m.story, id)
	for _, took := range m.took {
		delete(took, id)
	}
	next := feeds.ArticleID(0)
	for _, c := range slices.Sorted(maps.Keys(m.copyOf)) {
		if m.copyOf[c] != id {
			continue
		}
		if next == 0 {
			next = c
			delete(m.copyOf, c)
		} else {
			m.copyOf[c] = next
		}
	}
	if m.lead[story] != id {
		return
	}
	delete(m.lead, story)
	for _, o := range slices.Sorted(maps.Keys(m.story)) {
		if m.story[o] == story && m.copyOf[o] == 0 && m.lead[story] == 0 {
			m.lead[story] = o
		}
	}
}

// relate makes b a copy of a or a report of its story, where it is neither yet.
func (m *model) relate(t *testing.T, s *Store, a, b feeds.ArticleID, isCopy bool) {
	t.Helper()
	lone := m.copyOf[b] == 0 && m.story[b] == 0
	for _, head := range m.copyOf {
		lone = lone && head != b
	}
	if a == b || !lone || isCopy && m.articles[a].feed == m.articles[b].feed {
		return
	}
	filing(t, s, func(f *Filing) {
		if isCopy {
			if !ok(f.Copy(b, a))(t) {
				t.Fatalf("%d was made no copy of %d", b, a)
			}
			m.copyOf[b] = m.group(a)
			m.story[b] = m.story[m.group(a)]
			return
		}
		story := ok(f.Begin(a, b))(t)
		if m.lead[story] == 0 {
			m.lead[story] = m.group(a)
		} else if b%3 == 0 {
			must(t, f.SetLead(story, b))
			m.lead[story] = b
		}
		for id := range m.articles {
			if m.group(id) == m.group(a) || id == b {
				m.story[id] = story
			}
		}
	})
}

// filing runs do as a change in which articles get their places.
func filing(t *testing.T, s *Store, do func(*Filing)) {
	t.Helper()
	must(t, s.update(ctx, "file", func(w *session) error {
		do(&Filing{s: w})
		return nil
	}))
}

func second[A any](_ A, err error) error { return err }

func ok3[A, B any](_ A, b B, err error) (B, error) { return b, err }

func (m *model) someView(rnd *rand.Rand, ids []feeds.FeedID, now time.Time) feeds.View {
	kinds := []feeds.ViewKind{feeds.ViewToday, feeds.ViewUnread, feeds.ViewAll, feeds.ViewFolder, feeds.ViewFeed, feeds.ViewTopic, feeds.ViewSearch}
	v := feeds.View{Kind: kinds[rnd.IntN(len(kinds))], Unread: rnd.IntN(3) == 0}
	if rnd.IntN(2) == 0 {
		v.Opened = now.Add(-time.Duration(rnd.IntN(20)) * time.Second)
	}
	switch v.Kind {
	case feeds.ViewToday:
		v.Since = t0.Add(time.Duration(rnd.IntN(60)) * time.Minute)
	case feeds.ViewFolder:
		v.Folder = modelFolders[rnd.IntN(len(modelFolders))]
	case feeds.ViewFeed:
		v.Feed = ids[rnd.IntN(len(ids))]
	case feeds.ViewTopic:
		v.Topic = []string{"weather", "POLITICS"}[rnd.IntN(2)]
	case feeds.ViewSearch:
		v.Query = []string{"harbour", "reactor", "orch*", "is:muted"}[rnd.IntN(4)]
	}
	return v
}

// beside counts the other reports of an article's story, and its copies.
func (m *model) beside(id feeds.ArticleID) (reports, copies int) {
	for o, a := range m.articles {
		switch {
		case m.gone[a.feed] || m.hid[o]:
		case m.group(o) == m.group(id):
			if o != id {
				copies++
			}
		case m.story[o] == m.story[id] && m.story[o] != 0 && m.copyOf[o] == 0:
			reports++
		}
	}
	return reports, copies
}

func (m *model) compare(t *testing.T, s *Store, rnd *rand.Rand, ids []feeds.FeedID, now time.Time, turn int) {
	t.Helper()
	m.hid = make(map[feeds.ArticleID]bool, len(m.articles))
	for id := range m.articles {
		m.hid[id] = m.muted(id)
	}
	for range 6 {
		v := m.someView(rnd, ids, now)
		all := m.list(v)
		req := feeds.ListRequest{View: v, Limit: 1 + rnd.IntN(12), Newer: rnd.IntN(2) == 0, Including: rnd.IntN(2) == 0, Stories: rnd.IntN(2) == 0}
		if req.Stories && (v.Kind == feeds.ViewAll || v.Kind == feeds.ViewToday || v.Kind == feeds.ViewUnread || v.Kind == feeds.ViewFolder) {
			all = m.rows(v)
		}
		if known := m.list(feeds.View{Kind: feeds.ViewAll}); len(known) > 0 && rnd.IntN(4) > 0 {
			req.From = known[rnd.IntN(len(known))] // often not in the view itself
			if rnd.IntN(4) == 0 {
				req.From.ID += 1000
			}
		}
		want, wantMore := window(all, req)
		got, err := s.List(ctx, req)
		must(t, err)
		keys := []feeds.Key{}
		for _, h := range got.Headlines {
			keys = append(keys, h.Key())
			at, read := m.read[h.ID]
			if h.Read != read || !h.ReadAt.Equal(at) || h.Bookmarked != m.kept[h.ID] || h.Muted != m.muted(h.ID) || h.Muted != (h.HiddenBy != "") || h.Folder != m.folder[h.FeedID] {
				t.Errorf("turn %d: headline %+v, want read %v at %v, kept %v", turn, h, read, at, m.kept[h.ID])
			}
			reports, copies := m.beside(h.ID)
			if h.CopyOf != m.copyOf[h.ID] || h.Story != m.story[h.ID] || h.Reports != reports || h.Copies != copies {
				t.Errorf("turn %d: headline %d: copy of %d, story %d, %d reports, %d copies; want %d, %d, %d, %d", turn, h.ID,
					h.CopyOf, h.Story, h.Reports, h.Copies, m.copyOf[h.ID], m.story[h.ID], reports, copies)
			}
		}
		if diff := gocmp.Diff(want, keys, cmpopts.EquateEmpty()); diff != "" || got.More != wantMore {
			t.Errorf("turn %d: %+v: more %v, want %v; keys -want +got\n%s", turn, req, got.More, wantMore, diff)
		}
	}
	sec := ok(s.Sections(ctx, now))(t)
	unread := feeds.View{Kind: feeds.ViewUnread}
	todays := feeds.View{Kind: feeds.ViewToday, Unread: true, Since: now.Add(-today)}
	if sec.Unread != len(m.list(unread)) || sec.Today != len(m.list(todays)) || sec.Bookmarks != len(m.kept) {
		t.Errorf("turn %d: unread %d today %d bookmarks %d; want %d, %d, %d", turn, sec.Unread, sec.Today, sec.Bookmarks,
			len(m.list(unread)), len(m.list(todays)), len(m.kept))
	}
	for _, f := range sec.Followed {
		if want := len(m.list(feeds.View{Kind: feeds.ViewTopic, Topic: f.Topic, Unread: true})); f.Unread != want {
			t.Errorf("turn %d: %s is followed and counts %d unread; want %d", turn, f.Topic, f.Unread, want)
		}
	}
	for _, f := range sec.Feeds {
		n := len(m.list(feeds.View{Kind: feeds.ViewFeed, Feed: f.ID}))
		for id, a := range m.articles {
			if a.feed == f.ID && m.muted(id) {
				n++ // it is kept
			}
		}
		u := len(m.list(feeds.View{Kind: feeds.ViewFeed, Feed: f.ID, Unread: true}))
		if f.Articles != n || f.Unread != u || m.gone[f.ID] {
			t.Errorf("turn %d: feed %s counts %d, %d unread; want %d, %d", turn, f.Name(), f.Articles, f.Unread, n, u)
		}
	}
	for _, folder := range modelFolders[1:] {
		n := 0
		for _, f := range sec.Feeds {
			if f.Folder == folder || strings.HasPrefix(f.Folder, folder+"/") {
				n += f.UnreadIn(feeds.Levels(folder))
			}
		}
		if want := len(m.list(feeds.View{Kind: feeds.ViewFolder, Folder: folder, Unread: true})); n != want {
			t.Errorf("turn %d: %d unread in %s, want %d", turn, n, folder, want)
		}
	}
}
