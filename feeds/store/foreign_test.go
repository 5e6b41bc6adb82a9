package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

var foreignFiles = map[string]string{
	"newsboat": "newsboat/cache.db", "nom": "nom/nom.db", "newsraft": "newsraft/newsraft.sqlite3",
}

func foreignFile(t *testing.T, reader string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "library", "testdata", "moved", foreignFiles[reader]))
	must(t, err)
	path := filepath.Join(t.TempDir(), "other.db")
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

func readForeign(t *testing.T, reader, path string) (out []feeds.MovedArticle) {
	t.Helper()
	f, err := OpenForeign(ctx, reader, path)
	must(t, err)
	must(t, f.Articles(ctx, func(a feeds.MovedArticle) error { out = append(out, a); return nil }))
	must(t, f.Close())
	if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
		t.Errorf("%s: the file has companions now: %v", reader, left)
	}
	return out
}

func TestForeignArticles(t *testing.T) {
	sum := func(list []feeds.MovedArticle) (read, gone, kept, dated, files, identified int) {
		for _, a := range list {
			for _, c := range []struct {
				n  *int
				is bool
			}{{&read, a.Read}, {&gone, a.Gone}, {&kept, a.Kept || a.Flags != ""}, {&dated, a.Published.Year() == 2026}, {&files, a.Enclosure.URL != ""}, {&identified, a.GUID != ""}} {
				if c.is {
					*c.n++
				}
			}
		}
		return
	}
	for reader, want := range map[string][7]int{"newsboat": {7, 3, 1, 2, 7, 1, 7}, "nom": {3, 2, 0, 1, 3, 0, 3}, "newsraft": {3, 2, 0, 1, 3, 1, 3}} {
		list := readForeign(t, reader, foreignFile(t, reader))
		read, gone, kept, dated, files, identified := sum(list)
		if got := [7]int{len(list), read, gone, kept, dated, files, identified}; got != want {
			t.Errorf("%s: %v, want %v", reader, got, want)
		}
		for i := 1; i < len(list); i++ {
			if list[i].Feed < list[i-1].Feed {
				t.Errorf("%s: the articles of a feed are not together", reader)
			}
		}
	}
}

func TestForeignStatementsRunAsTheyStand(t *testing.T) {
	ran := 0
	for reader, r := range foreignReaders {
		f, err := OpenForeign(ctx, reader, foreignFile(t, reader))
		must(t, err)
		for _, q := range append([]*query{r.titles}, r.articles...) {
			if q == nil {
				continue
			}
			ran++
			rows, err := f.db.QueryContext(ctx, q.text)
			if err != nil {
				t.Errorf("%s: %v", q.name, err)
				continue
			}
			must(t, rows.Err())
			must(t, rows.Close())
		}
		must(t, f.Close())
	}
	if ran != len(foreigns)-1 { // the first asks what a table is
		t.Errorf("%d of %d statements ran", ran, len(foreigns))
	}
}

func TestForeignFilesThatAreNotWhatTheySay(t *testing.T) {
	dir := t.TempDir()
	write := func(name, schema string) string {
		path := filepath.Join(dir, name)
		db, err := sql.Open("sqlite", path)
		must(t, err)
		_, err = db.Exec(schema)
		must(t, err)
		must(t, db.Close())
		return path
	}
	view := write("view", "CREATE TABLE rss_feed(rssurl, title); CREATE VIEW rss_item AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i FROM n")
	other := write("other", "CREATE TABLE rss_feed(rssurl, title); CREATE TABLE rss_item(id, feedurl)")
	none := write("none", "CREATE TABLE x(y)")
	text := filepath.Join(dir, "text")
	must(t, os.WriteFile(text, []byte(strings.Repeat("no database ", 1000)), 0o600))
	for _, path := range []string{view, other, none, text, dir, filepath.Join(dir, "missing")} {
		f, err := OpenForeign(ctx, "newsboat", path)
		if err == nil {
			err = f.Articles(ctx, func(feeds.MovedArticle) error { return nil })
			must(t, f.Close())
		}
		if err == nil {
			t.Errorf("%s is read", filepath.Base(path))
		} else if filepath.Base(path) != "missing" && path != dir && !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "broadsheet-*", "copy.db")); len(left) > 0 {
		t.Logf("copies of other tests, or left behind: %v", left)
	}
}

// What another program has written and not yet folded into its file counts.
func TestAForeignFileInUse(t *testing.T) {
	path := foreignFile(t, "nom")
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
	must(t, err)
	defer func() { _ = db.Close() }()
	_, err = db.Exec("INSERT INTO items(feedurl, guid, link, title, readat, favourite) VALUES ('https://a.example/', 'new', 'https://a.example/1', 'Just now', '2026-11-22 10:00:00+00:00', 0)")
	must(t, err)
	f, err := OpenForeign(ctx, "nom", path)
	must(t, err)
	found := false
	must(t, f.Articles(ctx, func(a feeds.MovedArticle) error { found = found || a.GUID == "new" && a.Read; return nil }))
	must(t, f.Close())
	if !found {
		t.Error("what stands in the log is not read")
	}
}

func TestOldFilesOfNomHaveFewerColumns(t *testing.T) {
	for _, gone := range []string{"ALTER TABLE items DROP COLUMN guid", "ALTER TABLE items DROP COLUMN guid; ALTER TABLE items DROP COLUMN favourite"} {
		path := foreignFile(t, "nom")
		db, err := sql.Open("sqlite", path)
		must(t, err)
		_, err = db.Exec(gone)
		must(t, err)
		must(t, db.Close())
		if list := readForeign(t, "nom", path); len(list) != 3 || list[0].GUID != "" {
			t.Errorf("%s: %+v", gone, list)
		}
	}
}

func TestForeignTimes(t *testing.T) {
	want := time.Date(2026, 11, 22, 7, 52, 0, 0, time.UTC)
	for _, v := range []any{want, want.Unix(), "2026-11-22 07:52:00+00:00", "2026-11-22T08:52:00+01:00", "2026-11-22 07:52:00 +0000 UTC", "2026-11-22 08:52:00.0 +0100 CET m=+0.123", "2026-11-22 07:52:00"} {
		if got := foreignTime(v); !got.Equal(want) {
			t.Errorf("%v is %v", v, got)
		}
	}
	for _, v := range []any{nil, int64(0), "", "soon", 3.5} {
		if got := foreignTime(v); !got.IsZero() {
			t.Errorf("%v is %v", v, got)
		}
	}
}

func TestTakingOverNeverTakesAnythingBack(t *testing.T) {
	s := fresh(t)
	list, _, _, err := s.Subscribe(ctx, []feeds.Feed{{URL: "https://a.example/feed"}}, "subscribe", "", time.Now())
	must(t, err)
	id := list[0].ID
	article := func(guid, title string) feeds.Article {
		return feeds.Article{GUID: guid, Title: title, Published: time.Unix(1000, 0), Hash: title}
	}
	now := time.Unix(5000, 0)
	_, err = s.Commit(ctx, []FeedResult{{Feed: id, Articles: []feeds.Article{article("a", "newer text"), article("b", "b")}}}, nil)
	must(t, err)
	list2, err := s.TakeOver(ctx, []Taking{{FeedResult{Feed: id, Articles: []feeds.Article{article("a", "older text"), article("c", "c"), article("d", "d")}}, []string{"a", "c", "later"}}}, now)
	must(t, err)
	taken := list2[0]
	if taken.New != 2 || taken.Changed != 0 || len(taken.Unread) != 1 || taken.Unread[0] != taken.IDs["a"] || len(taken.IDs) != 3 {
		t.Errorf("%+v", taken)
	}
	_, err = s.Commit(ctx, []FeedResult{{Feed: id, Articles: []feeds.Article{article("later", "later"), article("last", "last")}}}, nil)
	must(t, err)
	page, err := s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 10})
	must(t, err)
	for _, h := range page.Headlines {
		want := h.Title == "c" || h.Title == "later"
		if h.Read != want {
			t.Errorf("%s is read: %v", h.Title, h.Read)
		}
		if h.Title == "older text" {
			t.Error("an article that was here was replaced by an older one")
		}
	}
	all, err := s.Sections(ctx, now)
	if err == nil && all.All != 4 {
		t.Errorf("%d are counted unread, want 4", all.All)
	}
}
