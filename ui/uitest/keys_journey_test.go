package uitest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// settle puts a config in place as most editors do: another file, under the
// old one's name.
func (p place) settle(t *testing.T, text string) {
	t.Helper()
	path := p.env("BROADSHEET_CONFIG")
	if err := os.WriteFile(path+"~", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+"~", path); err != nil {
		t.Fatal(err)
	}
}

// post serves the feed of the other journeys, and a page that never comes.
func post(t *testing.T) *httptest.Server {
	t.Helper()
	held := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			select {
			case <-held:
			case <-r.Context().Done():
			}
			return
		}
		(&press{}).ServeHTTP(w, r)
	}))
	t.Cleanup(func() { close(held); server.Close() })
	return server
}

func TestKeysAreThePersonsOwnAndChangeWhileTheScreenIsOpen(t *testing.T) {
	server := post(t)
	feed := fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/post")
	p := place{dir: t.TempDir()}
	p.settle(t, "[keys]\nbookmark = \"z\"\nopne = \"i\"\n"+feed)
	j := p.start(t, 120, 36, false)
	j.WaitFor("6 unread")
	j.WaitFor(`config.toml:3:1: there is no action "opne"`)
	j.Keys("z") // the rest holds
	j.WaitFor("bookmarked")
	j.CheckFrame()

	p.settle(t, "[keys]\nbookmark = \"Z\"\n[macros]\nx = [\"2 down\", \"read\"]\n"+feed)
	j.WaitFor("settings read again")
	j.WaitGone("opne")
	j.Keys("gg,x")
	j.WaitFor("marked read")
	j.WaitFor("5 unread")
	j.Keys("?")
	j.WaitFor("type to filter")
	for _, c := range "bookmark, or" {
		j.Keys(string(c))
	}
	j.WaitFor("Z            bookmark, or take it off")
	j.Keys("<esc>")

	p.settle(t, "[keys]\nbookmark = \"Z\"\nread = \"Z\"\n"+feed)
	j.WaitFor("is bookmark already, by line 2")
	j.Keys("gg,x") // what was before it holds
	j.WaitFor("marked unread")
	j.quit(t)
}

func TestPeopleFromNewsboatFindTheirKeys(t *testing.T) {
	server := post(t)
	p := place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("keys = \"newsboat\"\n[[feeds]]\nurl = %q\n", server.URL+"/post"))
	j := p.start(t, 120, 36, false)
	j.WaitFor("6 unread")
	j.Keys("N")
	j.WaitFor("marked read")
	j.Keys("<ctrl+b>")
	j.WaitFor("bookmarked")
	j.Keys("n<enter>")
	j.WaitFor("esc back")
	j.Keys("q")
	j.WaitGone("esc back")
	j.quit(t)
}

func TestThePaletteAndTheSequencesTeachTheKeys(t *testing.T) {
	j := place{dir: t.TempDir()}.start(t, 120, 36, true)
	j.WaitFor("reloaded just now")
	j.Keys("g")
	j.WaitFor("u unread")
	j.WaitFor("g …")
	j.CheckFrame()
	j.Keys("u")
	j.WaitGone("g …")
	j.WaitFor("Unread")
	j.Keys("<ctrl+p>")
	j.WaitFor("reader view")
	for _, c := range "halden" {
		j.Keys(string(c))
	}
	j.WaitFor("The Halden Ledger")
	j.CheckFrame()
	j.Keys("<enter>")
	j.WaitUntil(func(s string) bool {
		return strings.Contains(s, "The Halden Ledger  ") && !strings.Contains(s, "Commands")
	})
	j.Keys("'")
	for _, c := range "#stor" {
		j.Keys(string(c))
	}
	j.Keys("<enter>")
	j.WaitGone("Go to")
	j.quit(t)
}

func TestTheCommandLineRunsVerbsAndRemembersThem(t *testing.T) {
	server := post(t)
	p := place{dir: t.TempDir()}
	p.settle(t, "theme = \"ink\"\n")
	j := p.start(t, 120, 36, false)
	j.WaitFor("No feeds yet")
	line := func(s string) {
		j.Keys(":")
		j.Paste(s)
		j.Keys("<enter>")
	}
	line("add " + server.URL + "/post --folder World")
	j.WaitFor(`added "Harbour Post" in World: 6 articles`)
	j.WaitFor("6 unread")
	line("feeds --json")
	j.WaitFor(`"title": "Harbour Post"`)
	j.CheckFrame()
	j.Keys("q")
	j.WaitGone(`"title"`)
	j.Keys("b")
	j.WaitFor("bookmarked")
	out := filepath.Join(p.dir, "kept.html")
	line("bookmarks export --format netscape -o " + out)
	j.WaitFor("wrote 1 bookmark to")
	if data, err := os.ReadFile(out); err != nil || !strings.Contains(string(data), "NETSCAPE-Bookmark-file") {
		t.Errorf("the file: %v", err)
	}
	line("bookmarks export --format papyrus")
	j.WaitFor("--format takes one of")
	j.WaitFor("template") // the last of them: the sentence is there whole
	line("set theme paper")
	j.WaitFor("theme is paper until the program ends")
	if got := j.Color("Harbour Post number 1"); got != "#0d0c0a" {
		t.Errorf("the title is drawn in %s", got)
	}
	j.Keys(":set th<tab>")
	j.WaitFor(":set theme")
	j.Keys("in<tab>")
	j.WaitFor(":set theme ink")
	j.Keys("<esc>")
	line("messages")
	j.WaitFor("wrote 1 bookmark to")
	j.Keys("<esc>")

	// One that takes its time is seen to, and stopped.
	line("check " + server.URL + "/slow")
	j.WaitFor("esc cancel")
	j.Keys("<esc>")
	j.WaitFor("stopped: check")
	j.quit(t)

	again := p.start(t, 120, 36, false)
	again.WaitFor("Harbour Post number")
	again.Keys(":")
	again.Keys("<up><up>")
	again.WaitFor(":messages")
	again.Keys("<esc>")
	again.quit(t)
	if info, err := os.Stat(filepath.Join(p.env("BROADSHEET_DATA"), "commands")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the remembered lines: %v, %v", info, err)
	}
}

func TestTheMouseClicksDragsAndTurns(t *testing.T) {
	server := post(t)
	p := place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/post"))
	j := p.start(t, 120, 36, false)
	j.WaitFor("6 unread")
	at := func(text string) (x, y int) {
		t.Helper()
		j.WaitFor(text)
		x, y, _ = j.Find(text)
		return x, y
	}
	j.Click(at("number 3"))
	j.WaitUntil(func(s string) bool { return strings.Contains(selected(s), "number 3") })
	j.Click(at("b bookmark"))
	j.WaitFor("bookmarked")
	x, y := at("│")
	j.Drag(x, y+2, x+11, y+2)
	j.Sync()
	if got, _ := at("│"); got != x+11 {
		t.Errorf("the divider stands at %d, want %d", got, x+11)
	}
	j.CheckFrame()
	j.Click(at("● Harbour Post number 3"))
	j.WaitFor("esc back")
	j.Click(at("‹ esc back"))
	j.WaitGone("esc back")
	x, y = at("number 5")
	j.Wheel(x, y, 2)
	j.Sync()
	j.CheckFrame()
	j.quit(t)
}

func TestLinksAreHyperlinksOfTheTerminal(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Post</title><item><guid>1</guid><title>One</title><link>https://post.example/1</link>
			<pubDate>%s</pubDate><description>&lt;p&gt;Read &lt;a href="https://report.example/x?a=1"&gt;the report&lt;/a&gt; first, &lt;a href="javascript:alert(1)"&gt;not this&lt;/a&gt;.&lt;/p&gt;</description></item></channel></rss>`,
			time.Now().Add(-time.Hour).UTC().Format(time.RFC1123Z))
	}))
	defer server.Close()
	p := place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\n", server.URL+"/feed"))
	j := p.start(t, 120, 36, false)
	j.WaitFor("the report [1]")
	if got := j.Link("the report"); got != "https://report.example/x?a=1" {
		t.Errorf("it leads to %q", got)
	}
	if got := j.Link("not this"); got != "" {
		t.Errorf("a script is a link: %q", got)
	}
	j.quit(t)
}

func TestAHookGetsTheArticleOfTheScreen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("its program is tee")
	}
	server := post(t)
	p := place{dir: t.TempDir()}
	out := filepath.Join(p.dir, "kept.json")
	p.settle(t, fmt.Sprintf("[hooks]\non_bookmark = [\"tee\", %q]\non_open = [\"no-such-program\"]\n[[feeds]]\nurl = %q\n", out, server.URL+"/post"))
	j := p.start(t, 120, 36, false)
	j.WaitFor("6 unread")
	j.Keys("b")
	j.WaitFor("bookmarked")
	j.Keys("<enter>")
	j.WaitFor("on_open: there is no program no-such-program")
	j.quit(t)
	data, err := os.ReadFile(out)
	var in struct {
		Hook, Title string
		Bookmarked  bool
	}
	if err != nil || json.Unmarshal(data, &in) != nil || in.Hook != "on_bookmark" || in.Title != "Harbour Post number 1" || !in.Bookmarked {
		t.Errorf("the hook got %s, %v", data, err)
	}
}
