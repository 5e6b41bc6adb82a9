package library

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// hookOut names the folder in which the test's own binary, run as a hook,
// records what it was given.
const hookOut = "BROADSHEET_TEST_HOOK"

// hookRun is what one run was given.
type hookRun struct {
	Args  []string
	Stdin string
}

// hookProgram is the hook: it records its arguments and its input, and ends as
// its first argument says.
func hookProgram() {
	in, _ := io.ReadAll(os.Stdin)
	data, _ := json.Marshal(hookRun{os.Args[1:], string(in)})
	f, err := os.CreateTemp(os.Getenv(hookOut), "*.part")
	if err == nil {
		_, err = f.Write(data)
		err = errors.Join(err, f.Close())
	}
	if err == nil {
		err = os.Rename(f.Name(), strings.TrimSuffix(f.Name(), ".part")+".run")
	}
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(9)
	case os.Args[1] == "fail":
		fmt.Fprint(os.Stderr, "no \x1b]0;x\aroom")
		os.Exit(3)
	case os.Args[1] == "hang":
		select {}
	}
}

// hooked is a rig whose hooks record into a folder.
func hooked(t *testing.T, set func(h *feeds.Hooks, self string)) (*rig, string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	t.Setenv(hookOut, out)
	r := newRig(t)
	var s feeds.Settings
	set(&s.Hooks, self)
	if err := r.Apply(t.Context(), s, false); err != nil {
		t.Fatal(err)
	}
	return r, out
}

// runs waits for the hooks and gives what they were given, by their titles.
func runs(t *testing.T, r *rig, dir string) map[string]hookRun {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if !r.FinishHooks(ctx) {
		t.Fatal("the hooks do not end")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.run"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]hookRun{}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var run hookRun
		var in struct{ Title string }
		if json.Unmarshal(data, &run) != nil || json.Unmarshal([]byte(run.Stdin), &in) != nil {
			t.Fatalf("not recorded as it should be: %s", data)
		}
		out[in.Title] = run
	}
	return out
}

// listed are all articles.
func listed(r *rig) []feeds.Headline {
	r.Helper()
	page, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 100})
	if err != nil {
		r.Fatal(err)
	}
	return page.Headlines
}

// nasty are texts that would do something if any shell saw them.
var nasty = []string{
	"$(touch p) `touch p` | touch p > p", `'; touch p; '`, `"; touch p; "`, `-rf --help`, "a\\b %u %s tab\there é\\x00 🐚 & 日本語",
}

func TestOnNewRunsForWhatIsNewAndNotForAFeedsFirstArticles(t *testing.T) {
	r, dir := hooked(t, func(h *feeds.Hooks, self string) { h.New = []string{self, "ok", "a b", "$HOME", ""} })
	r.answers(site, says(rss("Old one", "Old two")))
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	if got := runs(t, r, dir); len(got) != 0 {
		t.Fatalf("the first articles are no news: %v", got)
	}
	titles := []string{"Old one", "Old two"}
	for _, title := range nasty {
		titles = append(titles, html.EscapeString(html.EscapeString(title))) // once for XML, once because titles are HTML
	}
	r.answers(site, says(rss(titles...)))
	r.pass(2 * time.Hour)
	r.reload(feeds.ReloadRequest{})
	got := runs(t, r, dir)
	if len(got) != len(nasty) {
		t.Fatalf("%d runs, want %d", len(got), len(nasty))
	}
	for _, title := range nasty {
		title = feeds.CleanLine(title)
		run, ok := got[title]
		if !ok {
			t.Errorf("no run was given the title %q", title)
			continue
		}
		if d := cmp.Diff([]string{"ok", "a b", "$HOME", ""}, run.Args); d != "" {
			t.Errorf("%q: the arguments are not those of the config: %s", title, d)
		}
		var in map[string]any
		if err := json.Unmarshal([]byte(run.Stdin), &in); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"hook", "id", "feed_title", "url", "title", "published", "text", "topics", "read", "bookmarked"} {
			if _, ok := in[key]; !ok {
				t.Errorf("%q lacks %s", title, key)
			}
		}
		if in["hook"] != "on_new" || in["read"] != false {
			t.Errorf("%q: hook %v, read %v", title, in["hook"], in["read"])
		}
	}
	r.pass(2 * time.Hour)
	r.reload(feeds.ReloadRequest{})
	if again := runs(t, r, dir); len(again) != len(got) {
		t.Error("it ran again for what is known")
	}
	if _, err := os.Stat("p"); err == nil {
		t.Error("a shell has run")
	}
}

func TestOnBookmarkAndOnOpenRunOnce(t *testing.T) {
	r, dir := hooked(t, func(h *feeds.Hooks, self string) {
		h.Bookmark, h.Open = []string{self, "ok", "kept"}, []string{self, "ok", "opened"}
	})
	r.answers(site, says(rss("One", "Two")))
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	list := listed(r)
	if _, err := r.Keep(t.Context(), list[0].ID, feeds.Keeping{Tags: []string{"x"}, Note: "a note"}); err != nil {
		t.Fatal(err)
	}
	r.Opened(list[1].ID)
	past, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewHistory}, Limit: 9})
	if err != nil || len(past.Headlines) != 1 || past.Headlines[0].ID != list[1].ID {
		t.Errorf("the history has %+v, %v", past.Headlines, err)
	}
	got := runs(t, r, dir)
	if kept := got[list[0].Title]; kept.Args[1] != "kept" || !strings.Contains(kept.Stdin, `"note": "a note"`) || !strings.Contains(kept.Stdin, `"bookmarked": true`) {
		t.Errorf("kept: %+v", kept)
	}
	if opened := got[list[1].Title]; opened.Args[1] != "opened" || !strings.Contains(opened.Stdin, `"hook": "on_open"`) || strings.Contains(opened.Stdin, `"bookmark":`) {
		t.Errorf("opened: %+v", opened)
	}
	if _, err := r.Keep(t.Context(), list[0].ID, feeds.Keeping{Tags: []string{"x"}}); err != nil {
		t.Fatal(err)
	}
	if len(runs(t, r, dir)) != 2 {
		t.Error("keeping what is kept is no news")
	}
	r.answers("other.example", says("<title>Elsewhere</title><p>"+strings.Repeat("Words of a page that is long enough to be one. ", 40), "Content-Type", "text/html"))
	if _, err := r.KeepURL(t.Context(), "http://other.example/x"); err != nil {
		t.Fatal(err)
	}
	if page := runs(t, r, dir)["Elsewhere"]; !strings.Contains(page.Stdin, "Words of a page") {
		t.Errorf("a page that no feed brought: %+v", page)
	}
}

func TestAFailingHookIsToldOnce(t *testing.T) {
	r, dir := hooked(t, func(h *feeds.Hooks, self string) { h.Open = []string{self, "fail"} })
	r.answers(site, says(rss("One", "Two", "Three")))
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	for _, h := range listed(r) {
		r.Opened(h.ID)
	}
	if got := runs(t, r, dir); len(got) != 3 {
		t.Errorf("a failure ends the others: %d runs", len(got))
	}
	said := failures(r, onOpen)
	if len(said) != 1 || !strings.Contains(said[0], "ended with code 3: no room") || strings.ContainsAny(said[0], "\x1b\a") {
		t.Errorf("on_open said %q", said)
	}
}

func TestAHookEndsInTime(t *testing.T) {
	r, dir := hooked(t, func(h *feeds.Hooks, self string) {
		h.Bookmark, h.Timeout = []string{self, "hang"}, 300*time.Millisecond
	})
	r.answers(site, says(rss("One")))
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	if _, err := r.Keep(t.Context(), listed(r)[0].ID, feeds.Keeping{}); err != nil {
		t.Fatal(err)
	}
	runs(t, r, dir) // it hangs, and is stopped
	if said := failures(r, onBookmark); len(said) != 1 || !strings.Contains(said[0], "took longer than 300ms") {
		t.Errorf("on_bookmark said %q", said)
	}
}

// failures are what a hook was said to have failed with so far.
func failures(r *rig, hook string) []string {
	r.Tell(feeds.SettingsProblem{Text: "the end"})
	var said []string
	for e := range r.Events() {
		if f, ok := e.(feeds.HookFailed); ok && f.Hook == hook {
			said = append(said, f.Text)
		}
		if _, ok := e.(feeds.SettingsProblem); ok {
			break
		}
	}
	return said
}

func TestHooksAreBounded(t *testing.T) {
	r, _ := hooked(t, func(h *feeds.Hooks, self string) { h.New = []string{self, "hang"} })
	ids := make([]feeds.ArticleID, hooksQueued+50)
	r.answers(site, says(rss("One")))
	r.follow(feedURL)
	r.reload(feeds.ReloadRequest{})
	for i := range ids {
		ids[i] = listed(r)[0].ID
	}
	r.hooks.fresh(ids)
	r.hooks.mu.Lock()
	running, waiting := r.hooks.running, len(r.hooks.queue)
	r.hooks.mu.Unlock()
	if running > hooksAtOnce || waiting > hooksQueued {
		t.Errorf("%d run and %d wait", running, waiting)
	}
	done := make(chan error, 1)
	go func() { done <- r.Close() }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("hooks that hang keep the library open")
	}
}

func TestASubscriptionListSetsNoHook(t *testing.T) {
	r, dir := hooked(t, func(*feeds.Hooks, string) {})
	self, _ := os.Executable()
	opml := fmt.Sprintf(`<opml version="2.0" on_new="%[1]s ok"><head><on_new>%[1]s ok</on_new></head><body>
		<outline text="A" xmlUrl="%[2]s" on_new="%[1]s ok" on_open="%[1]s ok" filtercmd="%[1]s ok"/></body></opml>`, self, feedURL)
	r.answers(site, says(rss("One")))
	if _, err := r.ImportOPML(t.Context(), []byte(opml), "feeds.opml"); err != nil {
		t.Fatal(err)
	}
	r.reload(feeds.ReloadRequest{})
	r.answers(site, says(rss("One", "Two")))
	r.pass(2 * time.Hour)
	r.reload(feeds.ReloadRequest{})
	for _, h := range listed(r) {
		r.Opened(h.ID)
	}
	if got := runs(t, r, dir); len(got) != 0 {
		t.Errorf("a list of feeds has set off %v", got)
	}
}
