package cli

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestACheckOfLinksShowsHowFarItIsToWhoWatches(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/gone") {
			http.NotFound(w, r)
		} else if r.URL.Path == "/feed" {
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Own</title></channel></rss>`)
		}
	}))
	defer server.Close()
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, watched := range []bool{true, false} {
		dir := t.TempDir()
		env := map[string]string{"BROADSHEET_DATA": dir, "BROADSHEET_CONFIG": filepath.Join(dir, "config.toml")}
		run := func(in string, watched bool, args ...string) (out, wrong string) {
			t.Helper()
			var o, e bytes.Buffer
			sys := Sys{In: strings.NewReader(in), Out: &o, Err: &e, Env: func(k string) string { return env[k] }, Now: time.Now, Version: "test", Example: example, Watched: watched}
			if code := Main(args, sys); code != exitFine {
				t.Fatalf("%v ended with %d: %s", args, code, e.String())
			}
			return o.String(), e.String()
		}
		run("", false, "add", server.URL+"/feed")
		run(server.URL+"/gone\n", false, "bookmarks", "import", "-")
		out, wrong := run("", watched, "bookmarks", "check")
		if !strings.Contains(out, "dead") || !strings.Contains(out, "/gone") || strings.ContainsAny(out, "\r\x1b") {
			t.Errorf("watched %v: the list is %q", watched, out)
		}
		if got := strings.Contains(wrong, "\r["+strings.Repeat("#", 24)+"] 1/1 · 1 dead") && strings.Contains(wrong, "\r\x1b[K1 link of 1 checked"); got != watched {
			t.Errorf("watched %v: beside it is %q", watched, wrong)
		}
		if !watched && strings.ContainsAny(wrong, "\r\x1b") {
			t.Errorf("nobody watches, and beside it is %q", wrong)
		}
	}
}
