package store

import (
	"slices"
	"time"

	"broadsheet/feeds"
)

// What a saved search finds is kept, so that its unread articles are counted
// without searching: the articles it would find were they all unread, by part
// for each way in which its conditions of time, and of places in stories and
// among copies, can stand. Whatever is new or changes of an article has it held
// against the searches again, in the same transaction. What is read or unread
// changes nothing of it, nor does time, nor where articles belong: that is asked
// when it is counted.

// watched is a saved search ready to hold articles against.
type watched struct {
	id     int64
	times  []feeds.Node
	parts  []part // by which of times hold, one bit each; none where they are too many
	needs  needs
	placed bool // some of times are of places in stories or among copies
	copies bool // it asks for copies, which are not left out then
}

// part is what a search asks where its conditions of time stand in one way.
type part struct {
	rest    feeds.Node // nil: everything or nothing matches
	all     bool
	matcher *feeds.Matcher
}

var (
	qFoundBlock  = define("block of what a saved search finds", "SELECT list FROM found WHERE search_id = ? AND part = ? AND block = ?")
	qSetFound    = define("set a block of what a saved search finds", "INSERT OR REPLACE INTO found(search_id, part, block, list) VALUES (?, ?, ?, ?)")
	qDropBlock   = define("drop a block of what a saved search finds", "DELETE FROM found WHERE search_id = ? AND part = ? AND block = ?")
	qFeedSpots   = define("places of a feed's articles", "SELECT published, article_id, feed_id FROM states WHERE feed_id = ?")
	qFactsOf     = define("names of a feed", "SELECT coalesce(nullif(f.own_title, ''), nullif(f.title, ''), f.url), d.path FROM feeds f JOIN folders d ON d.id = f.folder_id WHERE f.id = ?")
	qKeptArticle = define("article of a bookmark", "SELECT published, article_id, feed_id FROM states WHERE article_id = ?")
	qKeptCopies  = define("copies of a bookmark's page", `SELECT s.published, s.article_id, s.feed_id FROM articles a
		CROSS JOIN states s ON s.article_id = a.id WHERE a.canonical_key = ? AND a.canonical_key <> 0`)
)

// watch makes a saved search ready.
func watch(v feeds.SavedSearch) (watched, error) {
	q, err := feeds.ParseQuery(v.Query)
	if err != nil {
		return watched{}, err
	}
	w := watched{id: int64(v.ID), times: feeds.Times(q.Where), copies: feeds.Asks(q.Where, feeds.Is{State: "copy"})}
	if len(w.times) > feeds.MaxTimes {
		return w, nil
	}
	for _, state := range []string{"story", "copy"} {
		if feeds.Asks(q.Where, feeds.Is{State: state}) {
			w.times, w.placed = append(w.times, feeds.Is{State: state}), true
		}
	}
	var p planner
	for bits := range 1 << len(w.times) {
		var one part
		one.rest, one.all, _ = feeds.Settle(q.Where, func(n feeds.Node) (value, known bool) {
			if is, ok := n.(feeds.Is); ok {
				switch is.State {
				case "unread":
					return true, true
				case "read", "muted": // only what is unread and not hidden counts
					return false, true
				}
			}
			if i := slices.Index(w.times, n); i >= 0 {
				return bits>>i&1 == 1, true
			}
			return false, false
		})
		if one.rest != nil {
			one.matcher = feeds.MatcherOf(one.rest, time.Time{})
			w.needs |= p.needs(one.rest)
		}
		w.parts = append(w.parts, one)
	}
	return w, nil
}

// timed says which of times hold of an article.
func (w *watched) timed(now time.Time, at *belonging) func(spot) int {
	matchers := make([]*feeds.Matcher, len(w.times))
	for i, n := range w.times {
		matchers[i] = feeds.MatcherOf(n, now)
	}
	return func(e spot) (bits int) {
		v := feeds.Queried{Published: e.time(), Copy: at.copies[e.id], Story: at.stories[e.id]}
		for i, m := range matchers {
			if m.Matches(&v) {
				bits |= 1 << i
			}
		}
		return bits
	}
}

func (w *watched) table(part int) spotTable {
	return spotTable{get: qFoundBlock, set: qSetFound, drop: qDropBlock, key: []any{w.id, part}}
}

// watching gives all saved searches, ready.
func (s *session) watching() ([]watched, error) {
	list, err := s.searches()
	if err != nil {
		return nil, err
	}
	var out []watched
	for _, v := range list {
		w, err := watch(v)
		if err != nil {
			return nil, err
		}
		if len(w.parts) > 0 {
			out = append(out, w)
		}
	}
	return out, nil
}

// tested is an article to hold against the rules and the saved searches.
type tested struct {
	spot
	asked *feeds.Queried // nil to read it
	have  needs          // what asked has
	first bool           // it is among the first of its feed
	known bool           // it was there before
}

// retest holds articles against searches, and keeps what those find. Of one
// that is listed twice the last counts.
func (s *session) retest(all []tested, searches []watched) error {
	for part := range slices.Chunk(once(all), mostTexts) {
		if err := s.retestSome(part, searches); err != nil {
			return err
		}
	}
	return nil
}

// once leaves the last of what is listed twice.
func once(all []tested) (list []tested) {
	at := make(map[int64]int, len(all))
	for _, t := range all {
		if i, twice := at[t.id]; twice {
			list[i] = t
			continue
		}
		at[t.id] = len(list)
		list = append(list, t)
	}
	return list
}

// ask reads what is wanted of articles and not known of them yet.
func (s *session) ask(list []tested, wanted needs) error {
	facts := map[int64]feedFacts{}
	byHave := map[needs][]int{}
	for i := range list {
		t := &list[i]
		if t.asked == nil {
			t.asked = &feeds.Queried{}
		}
		f, known := facts[t.feed]
		if !known {
			if err := s.row(qFactsOf, []any{t.feed}, &f.name, &f.folder); err != nil {
				return err
			}
			facts[t.feed] = f
		}
		t.asked.Feed, t.asked.Folder, t.asked.Published = f.name, f.folder, time.Unix(t.published, 0)
		byHave[t.have] = append(byHave[t.have], i)
	}
	for have, of := range byHave {
		if wanted&^have == 0 {
			continue
		}
		rows, asked := make([]hit, len(of)), make([]*feeds.Queried, len(of))
		for i, at := range of {
			rows[i].spot, asked[i] = list[at].spot, list[at].asked
		}
		if err := (&hunt{session: s}).readAsked(rows, asked, wanted&^have); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) retestSome(list []tested, searches []watched) error {
	var wanted needs
	for _, w := range searches {
		wanted |= w.needs
	}
	if err := s.ask(list, wanted); err != nil {
		return err
	}
	for _, w := range searches {
		for n, p := range w.parts {
			if p.rest == nil {
				continue
			}
			var in, out []spot
			for _, t := range list {
				if p.matcher.Matches(t.asked) {
					in = append(in, t.spot)
				} else {
					out = append(out, t.spot)
				}
			}
			if err := s.changeSpots(w.table(n), in, withSpots); err != nil {
				return err
			}
			if err := s.changeSpots(w.table(n), out, withoutSpots); err != nil {
				return err
			}
		}
	}
	return nil
}

// unfind takes articles that are gone from what the saved searches find.
func (s *session) unfind(gone []spot) error {
	if len(gone) == 0 {
		return nil
	}
	searches, err := s.watching()
	if err != nil {
		return err
	}
	for _, w := range searches {
		for n := range w.parts {
			if err := s.changeSpots(w.table(n), gone, withoutSpots); err != nil {
				return err
			}
		}
	}
	return nil
}

// retestFeed holds a feed's articles against the searches to which its new
// name or folder means something else; all of them where it was not subscribed.
func (s *session) retestFeed(feed feeds.FeedID, before, now feedFacts) error {
	if before == now {
		return nil
	}
	searches, err := s.watching()
	if err != nil {
		return err
	}
	searches = slices.DeleteFunc(searches, func(w watched) bool {
		return !before.removed && !slices.ContainsFunc(w.parts, func(p part) bool { return differs(p.rest, before, now) })
	})
	if len(searches) == 0 || now.removed {
		return nil
	}
	spots, err := s.spots(qFeedSpots, int64(feed))
	if err != nil {
		return err
	}
	return s.retest(spots, searches)
}

// differs says whether a condition of n that asks for a feed's name or folder
// holds of one of two and not of the other.
func differs(n feeds.Node, a, b feedFacts) bool {
	switch n := n.(type) {
	case feeds.And:
		return slices.ContainsFunc(n, func(n feeds.Node) bool { return differs(n, a, b) })
	case feeds.Or:
		return slices.ContainsFunc(n, func(n feeds.Node) bool { return differs(n, a, b) })
	case feeds.Not:
		return differs(n.Node, a, b)
	case feeds.Words, feeds.Pattern:
		m := feeds.MatcherOf(n, time.Time{})
		holds := func(f feedFacts) bool { return m.Matches(&feeds.Queried{Feed: f.name, Folder: f.folder}) }
		return holds(a) != holds(b)
	}
	return false
}

func (s *session) spots(q *query, args ...any) (out []tested, err error) {
	err = s.each(q, args, func(scan func(...any) error) error {
		var t tested
		err := scan(&t.published, &t.id, &t.feed)
		out = append(out, t)
		return err
	})
	return out, err
}

// retestKept holds the articles that a bookmark is of, or was, against the
// searches that ask for bookmarks.
func (s *session) retestKept(bookmarks ...*feeds.Bookmark) error {
	searches, err := s.watching()
	if err != nil {
		return err
	}
	searches = slices.DeleteFunc(searches, func(w watched) bool { return w.needs&needBookmark == 0 })
	if len(searches) == 0 {
		return nil
	}
	for _, b := range bookmarks {
		if b == nil {
			continue
		}
		own, err := s.spots(qKeptArticle, int64(b.ArticleID))
		if err != nil {
			return err
		}
		copies, err := s.spots(qKeptCopies, key(samePage(*b)))
		if err != nil {
			return err
		}
		if err := s.retest(append(own, copies...), searches); err != nil {
			return err
		}
	}
	return nil
}
