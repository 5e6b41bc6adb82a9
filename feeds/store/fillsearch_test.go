package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// stepsBefore are the migrations before the one whose file ends so.
func stepsBefore(t *testing.T, name string) []step {
	t.Helper()
	all := migrations()
	for i, s := range all {
		if strings.HasSuffix(s.name, "_"+name) {
			return all[:i]
		}
	}
	t.Fatalf("no migration is called %s", name)
	return nil
}

// TestAStoreOfBeforeTheIndexIsCarriedOver copies a store table by table into
// one of the schema before, opens that, and finds in it what is in the first.
func TestAStoreOfBeforeTheIndexIsCarriedOver(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 9))
	now, all := someStore(t, rnd, 250, false)
	dir := t.TempDir()
	old, err := open(ctx, dir, Options{Unsynced: true}, stepsBefore(t, "search.sql"))
	must(t, err)
	w := <-old.writer
	exec := func(query string, args ...any) {
		t.Helper()
		_, err := w.conn.ExecContext(ctx, query, args...)
		must(t, err)
	}
	exec("ATTACH ? AS new", now.Path())
	exec("DELETE FROM folders")
	for _, table := range []string{"meta", "folders", "feeds", "fetch_state", "counters", "articles", "bodies", "pages", "states", "topics", "article_topics",
		"bookmarks", "bookmark_bodies", "journal"} {
		var columns []string
		rows, err := w.conn.QueryContext(ctx, "SELECT name FROM pragma_table_info(?)", table)
		must(t, err)
		for rows.Next() {
			var name string
			must(t, rows.Scan(&name))
			columns = append(columns, name)
		}
		must(t, rows.Err())
		list := strings.Join(columns, ", ")
		exec("INSERT INTO main." + table + "(" + list + ") SELECT " + list + " FROM new." + table)
	}
	exec("DELETE FROM meta WHERE name IN ('slack', 'filed')")
	for id := range feeds.ArticleID(250) { // their texts stood for themselves
		exec("UPDATE bodies SET text = ? WHERE article_id = ?", ok(now.Article(ctx, id+1))(t).Article.Text, int64(id+1))
	}
	exec("DETACH new")
	old.writer <- w
	must(t, old.Close())

	s := reopened(t, dir)
	follows(t, s)
	again := everything(t, s)
	if len(again) != len(all) || len(all) < 150 {
		t.Fatalf("%d articles, want %d", len(again), len(all))
	}
	for id, a := range all {
		if diff := gocmp.Diff(*a, *again[id], gocmp.AllowUnexported(feeds.Queried{})); diff != "" {
			t.Fatalf("article %d: %s", id, diff)
		}
	}
	found := 0
	// Whether a bookmark has its page's text was not put down then.
	later := gocmp.FilterPath(func(p gocmp.Path) bool { return p.Last().String() == ".Offline" }, gocmp.Ignore())
	for range 150 {
		q := ok(feeds.ParseQuery(someQuery(rnd, 2)))(t)
		v := feeds.View{Kind: feeds.ViewSearch, Query: q.String(), Now: t0}
		want, got := allPages(t, now, v, false, 500), allPages(t, s, v, false, 500)
		if found += len(got); !slices.Equal(want, got) {
			t.Fatalf("%q finds %v, want %v", q, got, want)
		}
		kept := feeds.BookmarkRequest{Query: q.String(), Now: t0, Limit: 1000, Bodies: true}
		if diff := gocmp.Diff(ok(now.Bookmarks(ctx, kept))(t), ok(s.Bookmarks(ctx, kept))(t), later); diff != "" {
			t.Fatalf("%q among the bookmarks: %s", q, diff)
		}
	}
	if found == 0 {
		t.Error("nothing was found: the test tests little")
	}
	// What was read lately before is still there, dimmed.
	lately := feeds.View{Kind: feeds.ViewUnread, Opened: t0}
	if diff := gocmp.Diff(allPages(t, now, lately, false, 500), allPages(t, s, lately, false, 500)); diff != "" {
		t.Error(diff)
	}
}
