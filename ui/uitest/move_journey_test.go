package uitest_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOneMovesInFromNewsboatOnTheFirstScreen brings what newsboat keeps, says
// what it does not bring, and shows it as it was left there.
func TestOneMovesInFromNewsboatOnTheFirstScreen(t *testing.T) {
	const fixtures = "../../feeds/library/testdata/moved"
	body, err := os.ReadFile(filepath.Join(fixtures, "harbour.rss"))
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) }))
	defer server.Close()
	p := place{dir: t.TempDir()}
	dir := filepath.Join(p.dir, ".newsboat")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(fixtures, "newsboat"))); err != nil {
		t.Fatal(err)
	}
	list := fmt.Sprintf("%s/rss.xml News \"~Harbour\"\nexec:make-a-feed\n", server.URL)
	if err := os.WriteFile(filepath.Join(dir, "urls"), []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "cache.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{"UPDATE rss_feed SET rssurl = replace(rssurl, 'http://harbour.example', ?)", "UPDATE rss_item SET feedurl = replace(feedurl, 'http://harbour.example', ?)"} {
		if _, err := db.Exec(change, server.URL); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}

	j := p.start(t, 120, 36, false)
	j.WaitFor("Move in from newsboat")
	j.CheckFrame()
	j.Keys("3")
	j.WaitFor("1 feed, 2 articles · :migrate newsboat --dry-run names the rest")
	j.Keys("ga")
	j.WaitFor("Ferries run again & the queue is gone")
	j.WaitUntil(func(s string) bool { // what was read and flagged there
		for row := range strings.Lines(s) {
			if strings.Contains(row, "Ferries run again & the q") && strings.Contains(row, "★") {
				return !strings.Contains(row, "●")
			}
		}
		return false
	})
	j.Keys(":migrate newsboat --dry-run<enter>")
	j.WaitFor(`not carried: urls:2: exec:make-a-feed: a command`)
	j.CheckFrame()
	j.Keys("<esc>")
	j.WaitGone("not carried")
	j.quit(t)
}
