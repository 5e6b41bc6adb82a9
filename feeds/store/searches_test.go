package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"broadsheet/feeds"
)

// rerun counts a saved search as searching does: what of its hits is unread.
func rerun(t *testing.T, s *Store, query string, now time.Time) int {
	t.Helper()
	c := ok(s.Count(ctx, feeds.View{Kind: feeds.ViewSearch, Query: query, Unread: true, Now: now}))(t)
	return c.N
}

func sameCounts(t *testing.T, s *Store, now time.Time, after string) {
	t.Helper()
	ok(s.FillSearches(ctx, now))(t)
	for _, v := range ok(s.Sections(ctx, now))(t).Searches {
		if !v.Counted {
			t.Fatalf("after %s: %s is not counted", after, v.Query)
		}
		if want := rerun(t, s, v.Query, now); v.Unread != want {
			t.Fatalf("after %s: %q counts %d, searching finds %d", after, v.Query, v.Unread, want)
		}
	}
}

// Counts are kept by holding what is new or changed against the searches; here
// everything that can change is changed, and each count held against searching.
func TestCountsOfSavedSearchesAgreeWithSearching(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 17))
	s, known := someStore(t, rnd, 150, true)
	var list []feeds.SavedSearch
	for i, query := range []string{"is:story", "is:copy", "-is:story age:<100d", "the or is:story", "is:story -is:copy storm"} {
		list = append(list, feeds.SavedSearch{Name: fmt.Sprint("place ", i), Query: query})
	}
	for len(list) < 28 {
		q, err := feeds.ParseQuery(someQuery(rnd, 2))
		if err == nil && q.Where != nil && len(feeds.Times(q.Where)) <= feeds.MaxTimes {
			list = append(list, feeds.SavedSearch{Name: fmt.Sprint("search ", len(list)), Query: q.String()})
		}
	}
	now := t0.Add(time.Hour)
	if _, _, err := s.SaveSearches(ctx, list, now); err != nil {
		t.Fatal(err)
	}
	sameCounts(t, s, now, "saving")
	papers := ok(s.Feeds(ctx))(t)
	for turn := range 80 {
		now = now.Add(time.Duration(rnd.IntN(40)) * time.Hour)
		id := feeds.ArticleID(1 + rnd.IntN(len(known)))
		paper := pick(rnd, papers)
		var what string
		switch rnd.IntN(15) {
		case 12, 13:
			what = "a copy, or a story"
			other := feeds.ArticleID(1 + rnd.IntN(len(known)))
			filing(t, s, func(f *Filing) { someRelation(t, f, min(id, other), max(id, other), rnd.IntN(2) == 0) })
		case 14:
			what = "a dismissal"
			other := feeds.ArticleID(1 + rnd.IntN(len(known)))
			if st := ok(s.StoryOf(ctx, id))(t); len(st.Articles) > 1 {
				other = pick(rnd, st.Articles).ID
			}
			if other != id {
				ok(s.Dismiss(ctx, id, other, now))(t)
			}
		case 0:
			what = "news"
			a := item(fmt.Sprint("new", turn), 0, someText(rnd, 4)+"x")
			a.Text, a.Published, a.Hash = someText(rnd, 10), now.Add(-time.Duration(rnd.IntN(80))*time.Hour), fmt.Sprint("n", turn)
			a.Topics = []string{pick(rnd, someTopics)}
			commit(t, s, paper.ID, a)
		case 1:
			what = "a correction"
			r := ok(s.Article(ctx, id))(t)
			a := r.Article
			a.Title, a.Text, a.Hash = someText(rnd, 4)+"y", someText(rnd, 10), fmt.Sprint("c", turn)
			a.Published = a.Published.Add(time.Duration(rnd.IntN(60*24)) * time.Hour)
			commit(t, s, a.FeedID, a)
		case 2:
			what = "reading"
			ok(s.MarkRead(ctx, []feeds.ArticleID{id, id + 1, id + 2}, rnd.IntN(2) == 0, now))(t)
		case 3:
			what = "all read"
			ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewFeed, Feed: paper.ID}, 1<<40, now))(t)
		case 4:
			what = "a bookmark"
			r := ok(s.Article(ctx, id))(t)
			_, _, err := s.Keep(ctx, feeds.Bookmark{ArticleID: id, URL: r.Article.URL, Tags: []string{pick(rnd, someTags)}, Note: someText(rnd, 2)}, now)
			must(t, err)
		case 5:
			what = "a bookmark taken off"
			if b := ok(s.Bookmarks(ctx, feeds.BookmarkRequest{Limit: 100}))(t); len(b) > 0 {
				ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{pick(rnd, b).ID}, now))(t)
			}
		case 6:
			what = "a page's text"
			must(t, s.SetPageDocument(ctx, id, &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: someText(rnd, 6)}}}}}, 1))
		case 7:
			what = "another name"
			f := ok(s.Feed(ctx, paper.ID))(t)
			f.OwnTitle, f.Folder = pick(rnd, someNames), pick(rnd, someFolder)
			ok(s.EditFeed(ctx, f, now))(t)
		case 8:
			what = "the publisher's new name"
			_, err := s.Commit(ctx, []FeedResult{{Feed: paper.ID, Meta: &feeds.Feed{Title: pick(rnd, someNames) + " daily"}}}, nil)
			must(t, err)
		case 9:
			if rnd.IntN(2) == 0 {
				what = "unsubscribing"
				ok(s.Unsubscribe(ctx, []feeds.FeedID{paper.ID}, now))(t)
			} else {
				what = "subscribing again"
				_, _, _, err := s.Subscribe(ctx, []feeds.Feed{{URL: paper.URL, Origin: feeds.OriginAdded}}, "subscribe", "", now)
				must(t, err)
			}
		case 10:
			what = "undo"
			c := ok(s.Undo(ctx))(t)
			what += " of " + c.Verb
		case 11:
			what = "redo"
			ok(s.Redo(ctx))(t)
		}
		sameCounts(t, s, now, fmt.Sprintf("turn %d, %s", turn, what))
	}
}

// What the article is held against is never the whole of what there is.
func TestNoSavedSearchIsRunAgainForNews(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("Gazette", ""))[0]
	commit(t, s, f.ID, item("old", 0, "A storm at sea"))
	_, _, err := s.SaveSearch(ctx, feeds.SavedSearch{Name: "Storms", Query: "storm"}, t0)
	must(t, err)
	ok(s.FillSearches(ctx, t0))(t)
	// Were it run again, the first article would be found as well.
	w := <-s.writer
	_, err = w.conn.ExecContext(ctx, "DELETE FROM found")
	s.writer <- w
	must(t, err)
	commit(t, s, f.ID, item("new", 1, "Another storm"), item("other", 2, "Calm"))
	if got := ok(s.Sections(ctx, t0))(t).Searches[0].Unread; got != 1 {
		t.Errorf("%d unread after one new match, counting those before as none; want 1", got)
	}
}

func TestSavedSearchesAreRenamedEditedRemovedAndUndone(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	names := func() (out []string) {
		for _, v := range ok(s.Searches(ctx))(t) {
			out = append(out, v.Name+": "+v.Query)
		}
		return out
	}
	want := func(list ...string) {
		t.Helper()
		if got := fmt.Sprint(names()); got != fmt.Sprint(list) {
			t.Errorf("there are %v, want %v", got, list)
		}
	}
	id, c, err := s.SaveSearch(ctx, feeds.SavedSearch{Name: "Storms", Query: "storm  OR iris"}, t0)
	must(t, err)
	if c.Verb != "save search" || c.What != "Storms" {
		t.Errorf("the change is %+v", c)
	}
	want("Storms: storm or iris")
	if _, _, err := s.SaveSearch(ctx, feeds.SavedSearch{Name: "Storms", Query: "x"}, t0); !errors.Is(err, ErrNamed) {
		t.Errorf("a second search of the name: %v", err)
	}
	if _, _, err := s.SaveSearch(ctx, feeds.SavedSearch{Name: "Bad", Query: "(x"}, t0); err == nil {
		t.Error("a query that does not read was saved")
	}
	_, _, err = s.SaveSearch(ctx, feeds.SavedSearch{ID: id, Name: "Weather", Query: "storm"}, t0)
	must(t, err)
	want("Weather: storm")
	ok(s.RemoveSearch(ctx, id, t0))(t)
	want()
	if _, err := s.RemoveSearch(ctx, id, t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	s = reopen(t, s) // undo outlives the program
	ok(s.Undo(ctx))(t)
	want("Weather: storm")
	ok(s.Undo(ctx))(t)
	want("Storms: storm or iris")
	ok(s.Undo(ctx))(t)
	want()
	for range 3 {
		ok(s.Redo(ctx))(t)
	}
	want()
	ok(s.Undo(ctx))(t)
	want("Weather: storm")
}

func TestSearchesOfTheConfigComeAndGoWithIt(t *testing.T) {
	s := fresh(t)
	own, _, err := s.SaveSearch(ctx, feeds.SavedSearch{Name: "Storms", Query: "storm"}, t0)
	must(t, err)
	list := []feeds.SearchSetting{{Name: "Storms", Query: "title:storm", Line: 3}, {Name: "Long", Query: "words:>800", Line: 6}}
	if !ok(s.SyncSearches(ctx, list, false))(t) || ok(s.SyncSearches(ctx, list, false))(t) {
		t.Error("the first sync changes something, the second nothing")
	}
	got := ok(s.Searches(ctx))(t)
	if len(got) != 3 || got[0].Name != "Long" || got[1].Line != 3 || got[2].ID != own {
		t.Fatalf("there are %+v", got)
	}
	if _, err := s.RemoveSearch(ctx, got[0].ID, t0); !errors.Is(err, ErrDeclared) {
		t.Errorf("removing one of the config: %v", err)
	}
	ok(s.SyncSearches(ctx, nil, true))(t) // the file has a mistake: nothing goes
	if n := len(ok(s.Searches(ctx))(t)); n != 3 {
		t.Errorf("%d searches after a mistake, want 3", n)
	}
	ok(s.SyncSearches(ctx, nil, false))(t)
	if got := ok(s.Searches(ctx))(t); len(got) != 1 || got[0].Query != "storm" {
		t.Errorf("without the config's there are %+v", got)
	}
}
