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
)

// press serves one good feed, one whose answer is status, and a site with two
// feeds.
type press struct {
	status, asked atomic.Int64
}

func (p *press) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/broken":
		p.asked.Add(1)
		w.WriteHeader(int(p.status.Load()))
	case "/site":
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<html><head><title>Forge</title><link rel="alternate" type="application/rss+xml" title="Releases" href="/releases">
			<link rel="alternate" type="application/rss+xml" title="Commits" href="/commits"></head><body></body></html>`)
	case "/post", "/releases", "/commits":
		w.Header().Set("Content-Type", "application/rss+xml")
		name := map[string]string{"/post": "Harbour Post", "/releases": "Forge Releases", "/commits": "Forge Commits"}[r.URL.Path]
		var b strings.Builder
		for i := range 6 {
			at := time.Now().Add(-time.Duration(i+1) * time.Hour).UTC().Format(time.RFC1123Z)
			fmt.Fprintf(&b, `<item><guid>%d</guid><title>%s number %d</title><link>https://%s.example/%d</link><pubDate>%s</pubDate></item>`, i, name, i+1, strings.ToLower(strings.Fields(name)[1]), i, at)
		}
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>%s</title>%s</channel></rss>`, name, b.String())
	default:
		http.NotFound(w, r)
	}
}

func TestAFailingFeedIsSeenRetriedRemovedAndBroughtBack(t *testing.T) {
	here := &press{}
	here.status.Store(404)
	server := httptest.NewServer(here)
	defer server.Close()
	p := place{dir: t.TempDir()}
	opml := filepath.Join(p.dir, "feeds.opml")
	list := fmt.Sprintf(`<opml version="2.0"><body><outline text="World"><outline text="Harbour Post" xmlUrl="%[1]s/post"/>
		<outline text="Daily Ledger" xmlUrl="%[1]s/broken"/></outline></body></opml>`, server.URL)
	if err := os.WriteFile(opml, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	var ahead atomic.Int64
	p.now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	j := p.start(t, 120, 36, false)
	j.WaitFor("Welcome to Broadsheet")
	j.Keys("3")
	j.Paste(opml)
	j.Keys("<enter>")
	j.WaitFor("1 feed failing")
	j.WaitFor("6 unread")

	// Health says what is wrong, and asks again.
	j.Keys("ge")
	j.WaitFor("1 of 2 feeds to look at")
	j.WaitFor("404")
	j.WaitFor("nothing at this address")
	j.CheckFrame()
	before := here.asked.Load()
	here.status.Store(500)
	ahead.Store(int64(2 * time.Minute))
	j.Keys("r")
	j.WaitFor(" 500 ")
	if here.asked.Load() == before {
		t.Error("the server was not asked again")
	}

	// Removing it can be undone; its error comes back with it.
	j.Keys("x")
	j.WaitFor("removed Daily Ledger")
	j.WaitFor("1 feed, all well")
	j.Keys("u")
	j.WaitFor("1 of 2 feeds to look at")
	j.WaitFor(" 500 ")

	// A title of one's own shows in Sections, after a restart too.
	j.Keys("GE")
	j.WaitFor("Settings · Harbour Post")
	j.Keys("My Morning Post<ctrl+s>")
	j.WaitFor("My Morning Post changed · u undo")
	j.WaitFor("My Morning Post")
	for _, size := range []struct{ w, h int }{{46, 18}, {40, 12}, {80, 24}, {160, 44}} {
		j.Resize(size.w, size.h)
		j.Keys("E")
		j.Sync()
		j.CheckFrame()
		j.Keys("<esc>")
	}
	j.Keys("<esc>s")
	j.WaitFor("My Morning Post")
	j.quit(t)
	again := p.start(t, 160, 44, false)
	again.WaitFor("My Morning Post")
	again.Keys("gEu") // g E means nothing; u undoes the edit of the last run
	again.WaitGone("My Morning Post")
	again.quit(t)
}

func TestOneOfSeveralFeedsIsChosen(t *testing.T) {
	server := httptest.NewServer(&press{})
	defer server.Close()
	j := place{dir: t.TempDir()}.start(t, 120, 36, false)
	j.WaitFor("Welcome to Broadsheet")
	j.Keys("4")
	j.Paste(server.URL + "/site")
	j.Keys("<enter>")
	j.WaitFor("Which of these?")
	j.WaitFor("Forge Releases number 3")
	j.CheckFrame()
	j.Keys("<enter>")
	j.WaitFor("6 unread")
	j.Keys("a")
	j.Paste(server.URL + "/site")
	j.Keys("<enter>")
	j.WaitFor("there already")
	j.Keys("jx<enter>")
	j.WaitFor("added Forge Commits · 6 articles · u undo")
	j.WaitFor("12 unread")
	j.Keys("u")
	j.WaitFor("6 unread")
	j.quit(t)
}
