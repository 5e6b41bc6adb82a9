package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"broadsheet/feeds"
)

var (
	ctx = context.Background()
	t0  = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
)

// fresh opens a new store without waiting for the disk.
func fresh(t testing.TB) *Store {
	t.Helper()
	return reopened(t, t.TempDir())
}

func reopened(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(ctx, dir, Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// reopen closes a store and opens it again.
func reopen(t testing.TB, s *Store) *Store {
	t.Helper()
	dir := filepath.Dir(s.Path())
	must(t, s.Close())
	again, err := Open(ctx, dir, Options{Unsynced: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = again.Close() })
	return again
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ok gives v when err is nil and ends the test else.
func ok[V any](v V, err error) func(testing.TB) V {
	return func(t testing.TB) V {
		t.Helper()
		must(t, err)
		return v
	}
}

// subscribed adds feeds with these paths at made-up hosts, each in a folder
// when it is written "Folder:name".
func subscribed(t testing.TB, s *Store, list ...feeds.Feed) []feeds.Feed {
	t.Helper()
	out, _, _, err := s.Subscribe(ctx, list, "subscribe", "feeds", t0)
	must(t, err)
	return out
}

func feedNamed(name, folder string) feeds.Feed {
	return feeds.Feed{URL: "https://" + name + ".example/feed", Title: name, Folder: folder, Origin: feeds.OriginAdded}
}

// item is an article of made-up words, published at minutes after t0.
func item(guid string, minutes int, title string) feeds.Article {
	text := title + " was in the news today."
	return feeds.Article{
		GUID: guid, URL: "https://news.example/" + guid, Title: title, Text: text, HTML: feeds.Raw("<p>" + text + "</p>"),
		Published: t0.Add(time.Duration(minutes) * time.Minute), FirstSeen: t0, Words: 6, Comments: -1, Hash: "h:" + title,
	}
}

func commit(t testing.TB, s *Store, feed feeds.FeedID, articles ...feeds.Article) Committed {
	t.Helper()
	out, err := s.Commit(ctx, []FeedResult{{Feed: feed, State: feeds.FetchState{Checked: t0, Status: 200}, Articles: articles}}, nil)
	must(t, err)
	return out[0]
}

func page(t testing.TB, s *Store, v feeds.View) []feeds.Headline {
	t.Helper()
	p, err := s.List(ctx, feeds.ListRequest{View: v, Limit: 500})
	must(t, err)
	return p.Headlines
}

func titles(list []feeds.Headline) []string {
	out := []string{}
	for _, h := range list {
		out = append(out, h.Title)
	}
	return out
}

func TestAnArticleIsKeptAndReadBackWhole(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", "News/World"))[0]
	a := item("one", 5, "Storm Iris")
	a.Authors, a.Topics = []string{"Ann Example"}, []string{"Weather", "Coast"}
	a.Enclosures = []feeds.Enclosure{{URL: "https://news.example/a.mp3", Type: "audio/mpeg", Length: 12}}
	a.Summary, a.Language, a.Image = "It blows.", "en", "https://news.example/i.png"
	if c := commit(t, s, f.ID, a); c.New != 1 {
		t.Fatalf("committed %+v, want one new", c)
	}
	h := page(t, s, feeds.View{Kind: feeds.ViewAll})[0]
	r := ok(s.Article(ctx, h.ID))(t)
	a.ID, a.FeedID, a.CanonicalURL = h.ID, f.ID, "https://news.example/one"
	if got, want := fmt.Sprintf("%+v", r.Article), fmt.Sprintf("%+v", a); got != want {
		t.Errorf("read back\n%s\nwant\n%s", got, want)
	}
	if h.Source != "gazette" || h.Folder != "News/World" || len(h.Topics) != 2 || h.Read || !h.Published.Equal(a.Published) {
		t.Errorf("headline %+v", h)
	}
	if by := ok(s.ArticleByURL(ctx, "http://www.news.example/one/?utm_source=x"))(t); by.Article.ID != h.ID {
		t.Errorf("by another address of the page: article %d, want %d", by.Article.ID, h.ID)
	}
}
