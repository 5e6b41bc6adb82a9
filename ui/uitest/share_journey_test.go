package uitest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"broadsheet/ui/uitest"
)

// links is a linkding on loopback.
type links struct {
	mu   sync.Mutex
	down bool
	made []string // what was posted
}

func (l *links) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case r.Header.Get("Authorization") != "Token s3cret":
		http.Error(w, "{}", http.StatusUnauthorized)
	case l.down:
		http.Error(w, "{}", http.StatusServiceUnavailable)
	case r.Method == http.MethodGet:
		_, _ = io.WriteString(w, `{"bookmark": null, "metadata": {}, "auto_tags": []}`)
	default:
		body, _ := io.ReadAll(r.Body)
		l.made = append(l.made, string(body))
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(`{"id": 1}`))
	}
}

func (l *links) got() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]string(nil), l.made...)
}

func TestAnArticleIsSharedEveryWay(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs of this test are those of a Unix")
	}
	server, linkding := post(t), &links{down: true}
	service := httptest.NewServer(linkding)
	t.Cleanup(service.Close)
	p := place{dir: t.TempDir()}
	opened := filepath.Join(p.dir, "opened")
	for _, name := range []string{"xdg-open", "open"} { // the system's own
		script := "#!/bin/sh\nprintf '%s' \"$1\" > '" + opened + ".part' && mv '" + opened + ".part' '" + opened + "'\n"
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", p.dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	p.settle(t, fmt.Sprintf("[[feeds]]\nurl = %q\n[bookmarks.services.links]\nkind = \"linkding\"\nurl = %q\ntoken_command = [\"printf\", \"s3cret\"]\n",
		server.URL+"/post", service.URL))
	var written bytes.Buffer
	j := p.start(t, 120, 36, false, uitest.Record(&written))
	j.WaitFor("6 unread")
	j.WaitFor("Harbour Post number 1")
	share := func(to string) {
		t.Helper()
		j.Keys("S")
		j.WaitFor("Share")
		j.WaitFor("Clipboard")
		j.CheckFrame()
		j.Keys(to + "<enter>")
	}

	// A service that is down: it waits, and says why, where what is behind the
	// screen did not take it up first.
	share("links")
	j.WaitUntil(func(s string) bool {
		return strings.Contains(s, "not sent yet, it is tried again by itself") || strings.Contains(s, "queued for links") ||
			strings.Contains(s, "not sent to links, it waits in :queue") // by the queue, whose word came last
	})
	if got := linkding.got(); len(got) != 0 {
		t.Errorf("sent %q", got)
	}
	j.Keys(":queue<enter>")
	j.WaitFor("links")
	j.Keys("<esc>S")
	j.WaitFor("on its way")
	j.Keys("<esc>")
	j.WaitGone("Clipboard")
	j.quit(t)

	// It survives the restart, and goes once.
	linkding.mu.Lock()
	linkding.down = false
	linkding.mu.Unlock()
	j = p.start(t, 120, 36, false, uitest.Record(&written))
	j.WaitFor("6 unread")
	share("links")
	j.WaitFor("sent to links")
	j.Keys("S")
	j.WaitFor("sent just now")
	j.Keys("<esc>")
	j.WaitGone("Clipboard")
	var sent struct{ URL, Title string }
	if got := linkding.got(); len(got) != 1 || json.Unmarshal([]byte(got[0]), &sent) != nil || !strings.HasPrefix(sent.URL, "https://") || sent.Title == "" {
		t.Errorf("sent %q", got)
	}

	// A mail: the person's own program gets the draft.
	share("mail")
	j.WaitFor("a mail is begun")

	// A command, which gets the article as JSON.
	share("command")
	j.WaitFor("Share with a command")
	j.Keys("grep -o \"url.:\"<enter>")
	j.WaitFor(`url":`)
	j.Keys("<esc>")

	// The clipboard.
	share("clipboard")
	j.WaitFor("copied")
	j.quit(t)
	if !strings.Contains(written.String(), "\x1b]52;c;") {
		t.Error("nothing was put into the clipboard")
	}
	draft, err := os.ReadFile(opened)
	if err != nil || !strings.HasPrefix(string(draft), "mailto:?subject=") || !strings.Contains(string(draft), "body=") {
		t.Errorf("a draft %q, %v", draft, err)
	}
}
