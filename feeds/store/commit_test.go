package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// written counts the rows that the store's writer has changed since it opened.
func written(t *testing.T, s *Store) (n int) {
	t.Helper()
	w := <-s.writer
	defer func() { s.writer <- w }()
	must(t, w.conn.QueryRowContext(ctx, "SELECT total_changes()").Scan(&n))
	return n
}

func TestAnUnchangedArticleIsNotWritten(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two"))
	before := written(t, s)
	if c := commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two")); c.New != 0 || c.Changed != 0 {
		t.Errorf("the same again: %+v", c)
	}
	if n := written(t, s) - before; n != 1 {
		t.Errorf("%d rows written, want the fetch state alone", n)
	}
}

func TestACorrectedArticleIsARevisionAndStaysRead(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	first := item("a", 1, "Two hurt")
	first.Topics = []string{"Coast"}
	commit(t, s, f.ID, first)
	before := page(t, s, feeds.View{Kind: feeds.ViewAll})[0]
	ok(s.MarkRead(ctx, []feeds.ArticleID{before.ID}, true, t0))(t)
	must(t, s.SetPageDocument(ctx, before.ID, &feeds.Document{Title: "Two hurt"}, 1))

	second := item("a", 30, "Three hurt")
	second.FirstSeen, second.DateGuessed = t0.Add(time.Hour), true
	if c := commit(t, s, f.ID, second); c.New != 0 || c.Changed != 1 {
		t.Errorf("committed %+v, want one changed", c)
	}
	got := page(t, s, feeds.View{Kind: feeds.ViewAll})
	if len(got) != 1 || got[0].ID != before.ID || got[0].Title != "Three hurt" || !got[0].Read || !got[0].FirstSeen.Equal(t0) {
		t.Errorf("after the correction: %+v", got)
	}
	if !got[0].Published.Equal(before.Published) || got[0].DateGuessed {
		t.Errorf("a guess replaced the publisher's date: %v, guessed %v", got[0].Published, got[0].DateGuessed)
	}
	for query, want := range map[string]int{"two hurt": 0, "three hurt": 1} {
		if n := len(page(t, s, feeds.View{Kind: feeds.ViewSearch, Query: query})); n != want {
			t.Errorf("%q finds %d, want %d", query, n, want)
		}
	}
	if n := len(page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: "coast"})); n != 0 {
		t.Error("the topic it lost still lists it")
	}
	if _, _, err := s.PageDocument(ctx, before.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("the old page's text: %v, want ErrNotFound", err)
	}
	for i := range 10 {
		commit(t, s, f.ID, item("a", 1, "Version "+string(rune('a'+i))))
	}
	w := <-s.writer
	var n int
	var latest string
	must(t, w.conn.QueryRowContext(ctx, "SELECT count(*) FROM revisions").Scan(&n))
	must(t, w.conn.QueryRowContext(ctx, "SELECT title FROM revisions ORDER BY id DESC LIMIT 1").Scan(&latest))
	s.writer <- w
	if n != keptRevisions || latest != "Version i" {
		t.Errorf("%d revisions, the last %q; want %d and the one before this", n, latest, keptRevisions)
	}
}

func TestOneGUIDTwiceInAFeedIsOneArticle(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""), feedNamed("herald", ""))
	for range 2 {
		commit(t, s, f[0].ID, item("a", 1, "One"), item("a", 1, "Other"))
	}
	commit(t, s, f[1].ID, item("a", 1, "One")) // another feed's GUIDs are its own
	if got := titles(page(t, s, feeds.View{Kind: feeds.ViewAll})); !cmp.Equal(got, []string{"One", "One"}) {
		t.Errorf("listed %q", got)
	}
}

func TestReadStateOutlivesItsArticle(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two"))
	list := page(t, s, feeds.View{Kind: feeds.ViewAll})
	ok(s.MarkRead(ctx, []feeds.ArticleID{list[0].ID}, true, t0))(t)
	w := <-s.writer // as retention will
	_, err := w.conn.ExecContext(ctx, "DELETE FROM articles")
	s.writer <- w
	must(t, err)
	if got := ok(s.Feed(ctx, f.ID))(t); got.Articles != 0 || got.Unread != 0 {
		t.Errorf("counts after removal: %d, %d unread", got.Articles, got.Unread)
	}
	commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two"))
	again := page(t, s, feeds.View{Kind: feeds.ViewAll})
	if len(again) != 2 || !again[0].Read || !again[0].ReadAt.Equal(t0) || again[1].Read {
		t.Errorf("come again: %+v", again)
	}
	if again[0].ID <= list[0].ID {
		t.Error("an article's id was used twice")
	}
	if got := ok(s.Feed(ctx, f.ID))(t); got.Articles != 2 || got.Unread != 1 {
		t.Errorf("counts: %d, %d unread; want 2, 1", got.Articles, got.Unread)
	}
}

func TestFetchStateAndMetaComeBackAsTheyWere(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feeds.Feed{URL: "https://a.example/f", Folder: "X"})[0]
	st := feeds.FetchState{ETag: `W/"odd' tag"`, LastModified: "Tue, 3 Mar", BodyHash: "ab", Checked: t0, Succeeded: t0, Next: t0.Add(time.Hour),
		Failures: 2, Status: 500, Error: "The server failed.", Gone: true, Moved: "https://b.example/", MovedCount: 2, Took: 1234567,
		Every: 3 * time.Hour, SkipHours: 1<<23 | 1, SkipDays: 1 << time.Saturday}
	meta := &feeds.Feed{Title: "A paper", SiteURL: "https://a.example/", Description: "News", Language: "en"}
	_, err := s.Commit(ctx, []FeedResult{{Feed: f.ID, State: st, Meta: meta}, {Feed: 99, State: st}}, nil)
	must(t, err)
	got := ok(s.FeedByURL(ctx, f.URL))(t)
	want := feeds.Feed{ID: f.ID, URL: f.URL, Title: "A paper", Folder: "X", SiteURL: "https://a.example/", Description: "News", Language: "en",
		Origin: feeds.OriginAdded, FetchState: st}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	sec := ok(s.Sections(ctx, t0))(t)
	if sec.Failing != 1 || !sec.LastReload.Equal(t0) {
		t.Errorf("failing %d, last reload %v", sec.Failing, sec.LastReload)
	}
}
