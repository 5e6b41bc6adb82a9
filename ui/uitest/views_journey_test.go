package uitest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"
)

// pier serves a feed of as many articles as it has, the newest first.
type pier struct{ n atomic.Int64 }

func (p *pier) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/rss+xml")
	var b strings.Builder
	for i := p.n.Load(); i > 0; i-- {
		at := time.Now().Add(time.Duration(i-200) * time.Minute).UTC().Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><guid>%[1]d</guid><title>Report %[1]d</title><link>https://post.example/%[1]d</link><pubDate>%[2]s</pubDate>
			<description>The lantern of pier %[1]d was lit again, and the lantern keeper said so.</description></item>`, i, at)
	}
	fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Post</title>%s</channel></rss>`, b.String())
}

// TestAViewIsTakenUpWhereItWasLeft goes on reading on another day: at the same
// article, as wide as it was, with what was marked by mistake taken back; and
// through what a search finds, in the list and in its article.
func TestAViewIsTakenUpWhereItWasLeft(t *testing.T) {
	here := &pier{}
	here.n.Store(60)
	server := httptest.NewServer(here)
	defer server.Close()
	p := place{dir: t.TempDir()}
	opml := filepath.Join(p.dir, "feeds.opml")
	if err := os.WriteFile(opml, []byte(`<opml version="2.0"><body><outline text="Harbour Post" xmlUrl="`+server.URL+`/post"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	var ahead atomic.Int64
	p.now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	j := p.start(t, 120, 36, false)
	j.WaitFor("Welcome to Broadsheet")
	j.Keys("3")
	j.Paste(opml)
	j.Keys("<enter>")
	j.WaitFor("60 unread")
	j.Keys("ga")
	j.WaitFor("Report 60")
	j.Sync()
	j.Keys("24j>>")
	j.WaitFor("Report 36")
	j.Sync()
	left := strings.Fields(selected(j.Screen()))
	if fmt.Sprint(left) != "[● Report 36]" {
		t.Fatalf("the cursor is on %v", left)
	}
	j.Keys("A")
	j.WaitFor("60 marked read · u undo")
	divider := column(j.Screen())
	j.quit(t)

	here.n.Store(63)
	ahead.Store(int64(2 * time.Hour))
	again := p.start(t, 120, 36, false)
	again.WaitFor("3 unread")
	again.Keys("ga")
	again.WaitFor("↑ 3 new")
	again.WaitFor("Report 36")
	again.Sync()
	if now := strings.Fields(selected(again.Screen())); fmt.Sprint(now) != "[Report 36]" {
		t.Errorf("taken up at %v, left at %v\n%s", now, left, again.Screen())
	}
	if at := column(again.Screen()); at != divider || at < 50 {
		t.Errorf("the divider stands in column %d, was in %d", at, divider)
	}
	again.Keys("u")
	again.WaitFor("undone: 60 marked read · U redo")
	again.WaitFor("63 unread")

	// A search suggests, counts with the time it took, and marks.
	again.Keys("/feed:har<tab> lant")
	again.WaitFor(`/ feed:"Harbour Post" lant`)
	again.WaitFor("63 hits")
	again.Keys("ern<enter>")
	again.Sync()
	again.Keys("<enter>")
	again.WaitFor("2 matches · n N")
	again.Keys("nn")
	again.WaitFor("match 2 of 2")
	again.CheckFrame()
	again.Keys("n")
	again.WaitFor("2 of 63")
	again.WaitFor("2 matches")
	again.Keys("<esc>")
	again.WaitFor("/ feed:")
	again.quit(t)
}

// column is where the first divider stands.
func column(screen string) int {
	for row := range strings.Lines(screen) {
		if before, _, ok := strings.Cut(row, "│"); ok {
			return utf8.RuneCountInString(before)
		}
	}
	return -1
}
