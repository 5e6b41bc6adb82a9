package uitest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"broadsheet/ui/cli"
	"broadsheet/ui/uitest"
)

// journey is the whole program in a test's terminal: what a person sees from
// start to quit, and again at the next start.
type journey struct {
	*uitest.Term
	end func() error
}

// place is where one person's files lie, and the terminal they sit at.
type place struct {
	dir      string
	now      func() time.Time
	terminal map[string]string // its part of the environment
}

func (p place) env(name string) string {
	switch name {
	case "BROADSHEET_CONFIG":
		return filepath.Join(p.dir, "config.toml")
	case "BROADSHEET_DATA":
		return filepath.Join(p.dir, "data")
	case "HOME":
		return p.dir
	}
	if v, ok := p.terminal[name]; ok {
		return v
	}
	return map[string]string{"TERM": "xterm-256color", "LANG": "C.UTF-8"}[name]
}

func (p place) start(t *testing.T, w, h int, sample bool, options ...uitest.Option) *journey {
	t.Helper()
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	now := p.now
	if now == nil {
		now = time.Now
	}
	m, end, err := cli.Screen(context.Background(), cli.Sys{Env: p.env, Now: now, Version: "test", Example: example}, sample)
	if err != nil {
		t.Fatal(err)
	}
	j := &journey{uitest.Start(t, m, w, h, options...), end}
	t.Cleanup(j.close)
	return j
}

func (j *journey) close() {
	if j.end != nil {
		_ = j.end()
		j.end = nil
	}
}

// quit leaves as a person does and waits until everything is put away.
func (j *journey) quit(t *testing.T) {
	t.Helper()
	j.Keys("Q")
	j.WaitExit()
	if err := j.end(); err != nil {
		t.Error(err)
	}
	j.end = nil
	j.Restored()
}

// selected is the text of the row with the selection bar, in the headlines.
func selected(screen string) string {
	for row := range strings.Lines(screen) {
		if _, after, ok := strings.Cut(row, "▌"); ok {
			after, _, _ = strings.Cut(after, "│") // beside it an article may still be coming
			return strings.TrimSpace(after)
		}
	}
	return ""
}

func TestFirstRunToTheSampleEditionAndEverythingFoundAgain(t *testing.T) {
	p := place{dir: t.TempDir()}
	j := p.start(t, 120, 36, false)
	j.WaitFor("Welcome to Broadsheet")
	j.CheckFrame()
	if entries, _ := os.ReadDir(p.dir); len(entries) > 0 {
		t.Fatalf("something was written before a choice: %v", entries)
	}
	j.Keys("1")
	j.WaitFor("reloaded just now")
	j.Keys("gu")
	j.WaitFor("70 unread")
	example, _ := os.ReadFile("../../config.example.toml")
	if config, err := os.ReadFile(p.env("BROADSHEET_CONFIG")); err != nil || string(config) != string(example) {
		t.Errorf("the config is not the example: %v", err)
	}
	// Open the second article, keep it, read its related stories.
	j.Keys("ggj")
	j.Sync()
	j.Keys("b")
	j.WaitFor("bookmarked")
	// Only now: the list of unread articles may have come after the keys.
	j.Sync()
	title := strings.Fields(selected(j.Screen()))
	if len(title) < 3 {
		t.Fatalf("no row is selected:\n%s", j.Screen())
	}
	words := strings.Join(title[1:4], " ")
	j.Keys("<enter>")
	j.WaitFor("esc back")
	j.WaitFor(words)
	j.Keys("q")
	j.WaitGone("esc back")
	j.Keys("gb")
	j.WaitFor("saved today")
	j.WaitFor(words)
	j.CheckFrame()
	j.quit(t)

	again := p.start(t, 120, 36, false)
	again.WaitFor("●")
	again.Keys("gu")
	again.WaitFor("69 unread")
	again.Keys("gb")
	again.WaitFor("saved today")
	again.WaitFor(words)
	// Undo works after a restart too: reading, then keeping.
	again.Keys("uu")
	again.WaitFor("No bookmarks yet")
	again.Keys("gu")
	again.WaitFor("70 unread")
	again.Keys("UU")
	again.WaitFor("69 unread")
	again.quit(t)
}

// paper is a feed on loopback that can publish more.
type paper struct {
	issue atomic.Int64
}

func (p *paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := 40 + 5*p.issue.Load()
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Hourly Post</title>`)
	for i := n; i > 0; i-- {
		at := time.Now().Add(-time.Duration(100-i) * time.Minute).UTC().Format(time.RFC1123Z)
		fmt.Fprintf(&b, `<item><guid>p%d</guid><title>Report number %d of the day</title><link>https://post.example/%d</link><pubDate>%s</pubDate><description>%s</description></item>`,
			i, i, i, at, strings.Repeat(fmt.Sprintf("&lt;p&gt;Paragraph of report %d, long enough to scroll through when there are many of them.&lt;/p&gt;", i), 30))
	}
	b.WriteString(`</channel></rss>`)
	_, _ = w.Write([]byte(b.String()))
}

func TestAReloadWhileReadingKeepsThePlace(t *testing.T) {
	post := &paper{}
	server := httptest.NewServer(post)
	defer server.Close()
	p := place{dir: t.TempDir()}
	config := fmt.Sprintf("[[feeds]]\nurl = %q\nfolder = \"Post\"\n", server.URL+"/feed")
	if err := os.WriteFile(p.env("BROADSHEET_CONFIG"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	var ahead atomic.Int64
	p.now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	j := p.start(t, 120, 36, false)
	j.WaitFor("40 unread")
	j.WaitFor("Report number 37")
	j.Keys("ggjjj")
	j.WaitFor("Report number 37")
	j.Sync()
	before := selected(j.Screen())
	row := rowOf(j, before)

	// Five more while the list stands: the row stays where it is.
	post.issue.Add(1)
	ahead.Store(int64(2 * time.Minute))
	j.Keys("R")
	j.WaitFor("45 unread")
	j.WaitFor("5 new")
	j.Sync()
	if got := selected(j.Screen()); got != before || rowOf(j, before) != row {
		t.Errorf("the cursor was on %q in row %d, and is on %q in row %d", before, row, got, rowOf(j, before))
	}

	// And five more while an article is being read, scrolled.
	j.Keys("<enter>")
	j.WaitFor("esc back")
	j.WaitFor("min left") // the text is there to be scrolled
	j.Keys("jjjjj")
	j.Sync()
	text := strings.Join(strings.Split(j.Screen(), "\n")[2:30], "\n")
	post.issue.Add(1)
	ahead.Store(int64(4 * time.Minute))
	j.Keys("R")
	j.WaitFor("of 50")
	j.Sync()
	if got := strings.Join(strings.Split(j.Screen(), "\n")[2:30], "\n"); got != text {
		t.Errorf("the text moved:\n%s\nwas\n%s", got, text)
	}
	j.Keys("q")
	j.WaitGone("esc back")
	j.Sync()
	if got := selected(j.Screen()); !strings.Contains(got, "Report number 37") {
		t.Errorf("back on %q", got)
	}
	j.quit(t)
}

func rowOf(j *journey, text string) int {
	_, y, found := j.Find(text)
	if !found {
		return -1
	}
	return y
}

func TestEverySizeShowsAWholeFrame(t *testing.T) {
	for _, size := range []struct{ w, h int }{{200, 60}, {120, 36}, {80, 24}, {60, 20}, {40, 12}} {
		t.Run(fmt.Sprintf("%dx%d", size.w, size.h), func(t *testing.T) {
			j := place{dir: t.TempDir()}.start(t, size.w, size.h, true)
			j.WaitFor("●")
			j.Keys("j")
			j.Sync()
			j.CheckFrame()
			j.Keys("<enter>")
			j.Sync()
			j.CheckFrame()
			j.Keys("?")
			j.Sync()
			j.CheckFrame()
			j.Keys("<esc><esc>gb")
			j.Sync()
			j.CheckFrame()
			j.Keys("gt/storm")
			j.Sync()
			j.CheckFrame()
			j.Keys("<esc>s")
			j.Sync()
			j.CheckFrame()
			j.quit(t)
		})
	}
}

// Faults: T14
func TestSizesChangeWhileTheProgramRuns(t *testing.T) {
	j := place{dir: t.TempDir()}.start(t, 200, 60, true)
	j.WaitFor("●")
	for _, size := range []struct{ w, h int }{{160, 44}, {100, 30}, {60, 20}, {30, 8}, {29, 7}, {5, 3}, {1, 1}, {1, 30}, {200, 2}, {120, 36}} {
		j.Resize(size.w, size.h)
		j.Sync()
		j.CheckFrame()
	}
	j.WaitFor("Today")
	j.Resize(29, 7)
	j.WaitFor("needs 30 columns")
	j.Resize(120, 36)
	j.WaitFor("Today")
	j.quit(t)
}
