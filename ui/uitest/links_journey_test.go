package uitest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// A page of two that are kept is gone from its site: checking says so, the copy
// stays to be read, and all of it outlives the program. Then the page moves, and
// the bookmark with it, and back.
func TestADeadLinkIsFoundMarkedAndReadAllTheSame(t *testing.T) {
	var heads, moved atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/feed":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Fjord Post</title>`)
			for _, name := range []string{"Ferry", "Harbour"} {
				fmt.Fprintf(w, "<item><guid>%[1]s</guid><title>%[1]s news</title><link>http://%[2]s/%[1]s</link><description>All of the %[1]s, in one sentence that is kept.</description></item>", name, r.Host)
			}
			fmt.Fprint(w, "</channel></rss>")
		case r.URL.Path == "/Ferry" && moved.Load():
			http.Redirect(w, r, "/new/Ferry", http.StatusMovedPermanently)
		case r.URL.Path == "/Ferry":
			heads.Store(heads.Load() || r.Method == http.MethodHead)
			http.NotFound(w, r)
		default:
			fmt.Fprint(w, "here")
		}
	}))
	t.Cleanup(server.Close)
	p := place{dir: t.TempDir()}
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\nfull_text = \"never\"\n", server.URL+"/feed"))
	j := p.start(t, 120, 36, false)
	j.WaitFor("2 unread")
	j.WaitFor("Harbour news")
	j.WaitFor("Ferry news")
	j.Keys("b")
	j.WaitFor("bookmarked")
	j.Keys("jb")
	j.Keys("gb")
	j.WaitFor("2 · by saved")
	j.Keys("gl")
	j.WaitFor("2 links checked: 1 dead, 0 moved")
	j.WaitFor("! dead link (404)")
	j.CheckFrame()
	j.quit(t)
	if !heads.Load() {
		t.Error("the page was not asked by HEAD")
	}

	j = p.start(t, 80, 24, false)
	j.WaitFor("2 unread")
	j.Keys("gb&is:dead<enter>")
	j.WaitFor("1 · by saved")
	j.WaitFor("Ferry news")
	j.Keys("<enter>")
	j.WaitFor("The link was dead on")
	j.WaitFor("All of the Ferry")
	j.Keys("o")
	j.WaitFor("again opens it all the same")
	j.CheckFrame()
	j.Keys("<esc>")
	moved.Store(true)
	j.WaitFor("1 · by saved")
	j.Keys("x")
	j.WaitFor("none")
	j.Keys("gl")
	j.WaitFor("1 link checked: 0 dead, 1 moved")
	j.WaitFor("No bookmark is like that.")
	j.Keys("<esc>")
	j.WaitFor("› moved")
	j.quit(t)
}
