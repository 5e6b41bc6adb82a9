package store

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// The vocabulary of the made-up articles and queries: few words, so that they
// meet, in several kinds of writing.
var (
	someWords  = strings.Fields("storm stormy iris harbour Größe naïve café 東京 東京タワー 雨 タワー C++ 3.14 don't ภาษาไทย 서울에서 서울 🔥 a an the of")
	someTopics = []string{"Weather", "West Coast", "C++", "энергия"}
	someTags   = []string{"later", "read later", "Go", "C++"}
	someTongue = []string{"", "en", "en-GB", "de", "ja"}
	someFolder = []string{"", "News", "News/World", "Later reads"}
	someNames  = []string{"Storm Gazette", "Harbour Post", "東京新聞", "The Iris", "Café C++"}
)

func pick[T any](rnd *rand.Rand, list []T) T { return list[rnd.IntN(len(list))] }

func someText(rnd *rand.Rand, most int) string {
	var words []string
	for range rnd.IntN(most + 1) {
		words = append(words, pick(rnd, someWords))
	}
	return strings.Join(words, pick(rnd, []string{" ", " ", ", ", "\n"}))
}

// someStore is a store with everything a query can ask for; related says whether
// some of its articles are copies of others, or of a story with them.
func someStore(t *testing.T, rnd *rand.Rand, articles int, related bool) (*Store, map[feeds.ArticleID]*feeds.Queried) {
	t.Helper()
	s := fresh(t)
	s.reach = usualReach
	var list []feeds.Feed
	for i, name := range someNames {
		list = append(list, feeds.Feed{URL: fmt.Sprintf("https://paper%d.example/feed", i), Title: name, Folder: pick(rnd, someFolder), Origin: feeds.OriginAdded})
	}
	list = subscribed(t, s, list...)
	for i := range articles {
		a := item(fmt.Sprint("g", i), 0, cmp.Or(someText(rnd, 4), "Untitled"))
		a.Published = t0.Add(-time.Duration(rnd.IntN(365*24*60)) * time.Minute)
		switch rnd.IntN(12) {
		case 0:
			a.Published = time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC) // many share a midnight
		case 1:
			a.Published = time.Date(1950+rnd.IntN(25), 1, 1, 0, 0, 0, 0, time.UTC)
		}
		a.Text = someText(rnd, 12)
		a.HTML = feeds.Raw("<p>" + strings.ReplaceAll(a.Text, " ", " <i></i>") + "</p>")
		if rnd.IntN(8) == 0 {
			a.URL = fmt.Sprint("https://news.example/shared/", rnd.IntN(9)) // copies of one page, bookmarked together
		}
		a.Words, a.Hash, a.Language, a.Comments = rnd.IntN(1200), fmt.Sprint(i), pick(rnd, someTongue), rnd.IntN(3)-1
		for range rnd.IntN(3) {
			a.Authors = append(a.Authors, someText(rnd, 2)+pick(rnd, someWords))
		}
		if rnd.IntN(2) == 0 {
			a.Topics = []string{pick(rnd, someTopics)}
		}
		if rnd.IntN(3) == 0 {
			a.Enclosures = []feeds.Enclosure{{URL: "https://x.example/a", Type: pick(rnd, []string{"audio/mpeg", "image/png", "video/mp4"})}}
		}
		commit(t, s, pick(rnd, list).ID, a)
	}
	now := t0
	for id := range feeds.ArticleID(articles) {
		id++
		now = now.Add(time.Second)
		if rnd.IntN(2) == 0 {
			ok(s.MarkRead(ctx, []feeds.ArticleID{id}, true, now))(t)
		}
		if rnd.IntN(6) == 0 {
			r := ok(s.Article(ctx, id))(t)
			b := feeds.Bookmark{ArticleID: id, URL: r.Article.URL, Title: r.Article.Title, Source: r.Feed.Name(), Note: someText(rnd, 3), Folder: pick(rnd, someFolder),
				Authors: r.Article.Authors, Topics: r.Article.Topics, Published: r.Article.Published, Summary: someText(rnd, 3), Saved: now.Add(-time.Duration(rnd.IntN(90)) * time.Hour)}
			if rnd.IntN(2) == 0 {
				b.Tags = []string{pick(rnd, someTags)}
			}
			if rnd.IntN(2) == 0 {
				b.Document = &feeds.Document{Language: pick(rnd, someTongue), Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: someText(rnd, 8)}}}}}
			}
			if rnd.IntN(4) == 0 {
				b.Highlights = []feeds.Highlight{{Quote: someText(rnd, 3), Note: someText(rnd, 1)}}
			}
			if _, _, err := s.Keep(ctx, b, now); err != nil {
				t.Fatal(err)
			}
		}
		if rnd.IntN(8) == 0 {
			must(t, s.SetPageDocument(ctx, id, &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: someText(rnd, 6)}}}}}, 1))
		}
	}
	filing(t, s, func(f *Filing) {
		for i := 0; related && i < articles/6; i++ {
			a, b := feeds.ArticleID(1+rnd.IntN(articles)), feeds.ArticleID(1+rnd.IntN(articles))
			someRelation(t, f, min(a, b), max(a, b), rnd.IntN(3) > 0)
		}
	})
	ok(s.Unsubscribe(ctx, []feeds.FeedID{list[4].ID}, t0))(t)
	f := list[0]
	f.OwnTitle, f.Folder = "Renamed storm", "News/World"
	ok(s.EditFeed(ctx, f, t0))(t)
	return s, everything(t, s)
}

// someRelation makes a later article a copy of another feed's, or a report of
// its story, where it has no place yet.
func someRelation(t *testing.T, f *Filing, a, b feeds.ArticleID, copied bool) {
	t.Helper()
	var story, head, feed, other int64
	must(t, f.s.row(qPlace, []any{int64(a)}, &story, &head, &other))
	must(t, f.s.row(qPlace, []any{int64(b)}, &story, &head, &feed))
	var copies int
	must(t, f.s.conn.QueryRowContext(ctx, "SELECT count(*) FROM states WHERE copy_of = ?", int64(b)).Scan(&copies))
	switch {
	case a == b || story != 0 || head != 0 || copies > 0:
	case copied && feed != other:
		ok(f.Copy(b, a))(t)
	case !copied:
		ok(f.Begin(a, b))(t)
	}
}

// everything is what queries ask of all articles that some list shows, and of
// those that are muted.
func everything(t *testing.T, s *Store) map[feeds.ArticleID]*feeds.Queried {
	t.Helper()
	out := map[feeds.ArticleID]*feeds.Queried{}
	var all []feeds.Headline
	for _, f := range ok(s.Feeds(ctx))(t) {
		all = append(all, page(t, s, feeds.View{Kind: feeds.ViewFeed, Feed: f.ID})...)
	}
	all = append(all, page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: "is:muted", Now: t0})...)
	listed := map[feeds.ArticleID]bool{}
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		listed[h.ID] = true
	}
	for _, h := range all {
		r := ok(s.Article(ctx, h.ID))(t)
		r.Page, _, _ = s.PageDocument(ctx, h.ID)
		v := feeds.QueriedArticle(r)
		for _, b := range ok(s.Bookmarks(ctx, feeds.BookmarkRequest{Limit: 1000}))(t) {
			if page := samePage(b); b.ArticleID == h.ID || page == canonical(r.Article.CanonicalURL, r.Article.URL) {
				kept := feeds.QueriedBookmark(b)
				v.Tags, v.Note, v.Highlight = append(v.Tags, kept.Tags...), kept.Note, kept.Highlight
			}
		}
		v.Copy, v.Story = !listed[h.ID] && !h.Muted, h.Reports > 0
		out[h.ID] = v
	}
	return out
}

// someQuery makes a condition up.
func someQuery(rnd *rand.Rand, depth int) string {
	if depth > 0 && rnd.IntN(3) > 0 {
		a, b := someQuery(rnd, depth-1), someQuery(rnd, depth-1)
		switch rnd.IntN(6) {
		case 0, 1, 2:
			return a + " " + b
		case 3:
			return "(" + a + " or " + b + ")"
		case 4:
			return "-(" + a + ")"
		}
		return a + " or " + b + " or " + someQuery(rnd, depth-1)
	}
	quoted := func(s string) string { return `"` + s + `"` }
	switch rnd.IntN(26) {
	case 0, 1, 2, 3, 4, 5:
		return quoted(pick(rnd, someWords))
	case 6, 7:
		return pick(rnd, []string{"sto*", "s*", "東*", "the*", "harb*", "st*", "a*", "서*"})
	case 8, 9:
		return quoted(someText(rnd, 2) + pick(rnd, someWords))
	case 10:
		return "title:" + quoted(pick(rnd, someWords))
	case 11:
		return pick(rnd, []string{"body:", "author:"}) + quoted(pick(rnd, someWords)) + pick(rnd, []string{"", "*"})
	case 12:
		return "feed:" + pick(rnd, []string{"storm", "gazette", "東", "nowhere", "caf*", "post"})
	case 13:
		return "folder:" + pick(rnd, []string{"news", "world", "New*", `"later reads"`, "nowhere"})
	case 14:
		return "topic:" + pick(rnd, []string{"weather", `"west coast"`, "west*", `"c++"`, "c", `"энергия"`})
	case 15:
		return "tag:" + pick(rnd, []string{"later", `"read later"`, "read*", "go", `"c++"`})
	case 16:
		return "lang:" + pick(rnd, []string{"en", "en-gb", "de", "e*"})
	case 17:
		return pick(rnd, []string{"url:g1", "url:news.example", "url:/g.$/", "note:storm", "note:iris"})
	case 18, 19:
		return "is:" + pick(rnd, []string{"unread", "read", "bookmarked", "story", "copy", "muted"})
	case 20:
		return "has:" + pick(rnd, []string{"audio", "image", "comments", "note", "highlight"})
	case 21:
		return pick(rnd, []string{"age:<30d", "age:>100d", "age:<1w", "age:>30y"})
	case 22:
		return "date:" + pick(rnd, []string{"2026-02", "2025-06..2025-12", "2026-02-01", "yesterday..", "..1970", "today"})
	case 23:
		return pick(rnd, []string{"words:>800", "words:<100", "words:>=600"})
	case 24:
		return pick(rnd, []string{"/st?o/", "/[0-9]\\.1/", "title:/^h/", "body:/<i>/", "author:/storm/", "topic:/^w/", "feed:/o/"})
	}
	return "-" + quoted(pick(rnd, someWords))
}

// standing are the articles of each one's group of copies that come before it:
// what stands for the group, then those that came first.
func standing(t *testing.T, s *Store) map[feeds.ArticleID][]feeds.ArticleID {
	t.Helper()
	type member struct {
		head feeds.ArticleID
		feed feeds.FeedID
	}
	of := map[feeds.ArticleID]member{}
	for _, f := range ok(s.Feeds(ctx))(t) {
		for _, h := range page(t, s, feeds.View{Kind: feeds.ViewFeed, Feed: f.ID}) {
			of[h.ID] = member{cmp.Or(h.CopyOf, h.ID), f.ID}
		}
	}
	out := map[feeds.ArticleID][]feeds.ArticleID{}
	for id, m := range of {
		for o, n := range of {
			if m.head == n.head && m.feed != n.feed && id != m.head && (o == n.head || o < id) {
				out[id] = append(out[id], o)
			}
		}
	}
	return out
}

// TestTheStoreFindsExactlyWhatMatches holds what searches find against the
// query's own meaning, article by article, whatever way the store goes.
func TestTheStoreFindsExactlyWhatMatches(t *testing.T) {
	for name, reach := range map[string]reach{
		"as usual":                 usualReach,
		"reporting all the time":   {rows: 7, texts: 3, detour: 1000, aside: 0, pages: 12, swap: 100, recount: 100},
		"taking every detour":      {rows: 50, texts: 20, detour: 2, aside: 1000, pages: 12, swap: 100, recount: 100},
		"with every word too wide": {rows: 1000, texts: 1000, detour: 1000, aside: 0, pages: -1, swap: 100, recount: 100},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(3, uint64(len(name))))
			s, all := someStore(t, rnd, 220, true)
			var muted []feeds.ArticleID
			for id := range all {
				if id%7 == 0 {
					muted = append(muted, id)
				}
			}
			must(t, third(s.SaveRule(ctx, feeds.SavedRule{Name: "x", Query: "x", Acts: feeds.RuleActs{Mute: true}}, Ruled{Articles: muted}, t0)))
			s.reach = reach
			for range readers { // sessions of before have the usual reach
				if r := <-s.reading; r != nil {
					must(t, r.close())
				}
				s.reading <- nil
			}
			all = everything(t, s) // a copy of what is muted stands itself
			first := standing(t, s)
			empty, doubles := 0, 0
			for range 120 {
				text := someQuery(rnd, 2)
				q := ok(feeds.ParseQuery(text))(t)
				v := feeds.View{Kind: feeds.ViewSearch, Query: q.String(), Now: t0, Unread: rnd.IntN(4) == 0}
				if rnd.IntN(2) == 0 {
					v.Opened = t0.Add(time.Duration(rnd.IntN(220)) * time.Second)
				}
				var want []feeds.Key
				m := q.Matcher(t0)
				asks := strings.Contains(q.String(), "is:copy")
				muted := feeds.Asks(q.Where, feeds.Is{State: "muted"})
				for id, a := range all {
					asked := *a // what was read since the view was opened is not read to it
					asked.Read = a.Read && (v.Opened.IsZero() || ok(s.Article(ctx, id))(t).State.ReadAt.Before(v.Opened))
					if !m.Matches(&asked) || a.Muted && !muted {
						continue
					}
					if !asks && slices.ContainsFunc(first[id], func(o feeds.ArticleID) bool {
						as := *all[o]
						as.Read = asked.Read
						return m.Matches(&as)
					}) {
						doubles++
						continue
					}
					if !v.Unread || !asked.Read {
						want = append(want, feeds.Key{Published: a.Published.Unix(), ID: id})
					}
				}
				slices.SortFunc(want, func(a, b feeds.Key) int {
					return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(b.ID, a.ID))
				})
				if len(want) == 0 {
					empty++
				}
				for _, newer := range []bool{false, true} {
					got := allPages(t, s, v, newer, 1+rnd.IntN(40))
					if diff := gocmp.Diff(want, got); diff != "" {
						t.Fatalf("%q (%+v, newer %v): -want +got\n%s", q, v, newer, diff)
					}
				}
				if n := ok(s.Count(ctx, v))(t); n != (feeds.Count{N: len(want)}) {
					t.Fatalf("%q counts %+v, want %d", q, n, len(want))
				}
			}
			if empty > 90 || doubles < 100 {
				t.Errorf("%d of 120 queries found nothing, %d copies were left out: the test tests little", empty, doubles)
			}
		})
	}
}

// allPages reads a whole list, a window at a time, from either end.
func allPages(t *testing.T, s *Store, v feeds.View, newer bool, limit int) (keys []feeds.Key) {
	t.Helper()
	req := feeds.ListRequest{View: v, Newer: newer, Limit: limit}
	for range 2000 {
		p := ok(s.List(ctx, req))(t)
		var part []feeds.Key
		for _, h := range p.Headlines {
			part = append(part, h.Key())
		}
		if newer {
			keys = append(part, keys...)
		} else {
			keys = append(keys, part...)
		}
		if !p.More {
			return keys
		}
		req.From = p.Reached
	}
	t.Fatalf("%q goes on for ever", v.Query)
	return nil
}

func TestASearchOfBookmarksFindsExactlyWhatMatches(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	s, _ := someStore(t, rnd, 300, true)
	all := ok(s.Bookmarks(ctx, feeds.BookmarkRequest{Limit: 1000, Bodies: true}))(t)
	some := 0
	for range 500 {
		q := ok(feeds.ParseQuery(someQuery(rnd, 2)))(t)
		m := q.Matcher(t0)
		var want, got []feeds.BookmarkID
		for _, b := range all {
			if m.Matches(feeds.QueriedBookmark(b)) {
				want = append(want, b.ID)
			}
		}
		if len(want) > 0 {
			some++
		}
		req := feeds.BookmarkRequest{Query: q.String(), Now: t0, Limit: 1 + rnd.IntN(9)}
		for {
			list := ok(s.Bookmarks(ctx, req))(t)
			for _, b := range list {
				got = append(got, b.ID)
				req.AfterSaved, req.AfterID = b.Saved, b.ID
			}
			if len(list) < req.Limit {
				break
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("%q: -want +got\n%s", q, diff)
		}
	}
	if some < 100 {
		t.Errorf("only %d queries found something: the test tests little", some)
	}
}
