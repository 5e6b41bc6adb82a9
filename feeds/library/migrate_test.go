package library

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// moved is a folder with what a reader keeps, and what it looks like from
// outside.
func moved(t *testing.T, reader string) (dir string, looks func() string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), reader)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("testdata", "moved", reader))); err != nil {
		t.Fatal(err)
	}
	old := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	looks = func() string {
		var b strings.Builder
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			info, err2 := os.Stat(path)
			fmt.Fprintf(&b, "%s %x %v %v %v %v\n", path, sha256.Sum256(data), info.ModTime(), info.Mode(), err, err2)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if err := os.Chtimes(filepath.Join(dir, e.Name()), old, old); err != nil {
			t.Fatal(err)
		}
	}
	return dir, looks
}

func moving(r *rig, reader, dir string) *Move {
	r.Helper()
	m, err := ReadOther(r.Context(), MoveRequest{Reader: reader, From: dir})
	if err != nil {
		r.Fatal(err)
	}
	return m
}

// shown is every article here, with what is known of it.
func (r *rig) shown() (out []string) {
	r.Helper()
	page, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewSearch, Query: "is:muted or words:>=0"}, Limit: 100})
	if err != nil {
		r.Fatal(err)
	}
	for _, h := range page.Headlines {
		state := "unread"
		if h.Read {
			state = "read"
		}
		if h.Bookmarked {
			state += " kept"
		}
		if h.Muted {
			state += " muted"
		}
		out = append(out, fmt.Sprintf("%s: %s: %s", h.Source, h.Title, state))
	}
	slices.Sort(out)
	return out
}

func winter(r *rig) *rig {
	r.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	return r
}

func TestEveryReaderIsTakenOverAndLeftAsItWas(t *testing.T) {
	for _, tt := range []struct {
		reader   string
		articles []string
		kept     []string // bookmarks and their tags
		left     int
	}{
		{"newsboat", []string{
			"Bitwright: A linker in a weekend: unread", "Bitwright: 日本語のタイトル: unread", "Field & Orbit: An asteroid, seen twice: unread",
			"Field & Orbit: Owls listen to traffic: read", "Harbour: Ferries run again & the queue is gone: read kept", "Harbour: Sponsored: buy a boat: unread muted",
		}, []string{"A talk about tides [flag-s flag-x]", "Ferries run again & the queue is gone [flag-s]"}, 17},
		{"nom", []string{
			"Harbour: Ferries run again & the queue is gone: read kept", "Harbour: Sponsored: buy a boat: unread", "http://field.example/atom.xml: Owls listen to traffic: read",
		}, []string{"Ferries run again & the queue is gone []"}, 6},
		{"newsraft", []string{
			"Harbour: Ferries run again & the queue is gone: read kept", "Harbour: Sponsored: buy a boat: unread", "http://field.example/atom.xml: Owls listen to traffic: read",
		}, []string{"Ferries run again & the queue is gone []"}, 8},
		{"goread", []string{
			"Harbour: Ferries run again & the queue is gone: read", "Harbour: Sponsored: buy a boat: unread kept",
		}, []string{"An asteroid, seen twice []", "Sponsored: buy a boat []"}, 0},
	} {
		t.Run(tt.reader, func(t *testing.T) {
			r := winter(newRig(t))
			dir, looks := moved(t, tt.reader)
			before := looks()
			m := moving(r, tt.reader, dir)
			counted, err := m.Count(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got := r.shown(); len(got) != 0 {
				t.Errorf("counting brought %v", got)
			}
			report, err := r.TakeOver(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.articles, r.shown()); diff != "" {
				t.Error(diff)
			}
			if counted.Added != report.Added || counted.Articles != report.Articles || counted.Read != report.Read || counted.Kept != report.Kept || report.Articles != len(tt.articles) || report.Kept != len(tt.kept) {
				t.Errorf("counted %+v, did %+v", counted, report)
			}
			if len(report.Plan.LeftOut) != tt.left {
				t.Errorf("%d lines were not carried: %v", len(report.Plan.LeftOut), report.Plan.LeftOut)
			}
			var kept []string
			list, err := r.Bookmarks(t.Context(), feeds.BookmarkRequest{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range list {
				kept = append(kept, fmt.Sprint(b.Title, " ", b.Tags))
			}
			slices.Sort(kept)
			if diff := cmp.Diff(tt.kept, kept); diff != "" {
				t.Error(diff)
			}
			again, err := r.TakeOver(t.Context(), moving(r, tt.reader, dir))
			if err != nil || again.Added != 0 || again.Articles != 0 || again.Kept != 0 {
				t.Errorf("a second time brings %+v %v", again, err)
			}
			if diff := cmp.Diff(tt.articles, r.shown()); diff != "" {
				t.Errorf("after a second time: %s", diff)
			}
			if after := looks(); after != before {
				t.Errorf("the files changed:\n%s\nto\n%s", before, after)
			}
		})
	}
}

// What was taken over is what the feed itself brings, and stays as it was left:
// no article comes twice, and none that was deleted comes back as news.
func TestAReloadAfterMovingInBringsNothingTwice(t *testing.T) {
	r := winter(newRig(t))
	for host, file := range map[string]string{"harbour.example": "harbour.rss", "field.example": "field.atom"} {
		body, err := os.ReadFile(filepath.Join("testdata", "moved", file))
		if err != nil {
			t.Fatal(err)
		}
		r.sites[host] = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) }
	}
	dir, _ := moved(t, "newsboat")
	if _, err := r.TakeOver(t.Context(), moving(r, "newsboat", dir)); err != nil {
		t.Fatal(err)
	}
	report, err := r.Reload(t.Context(), feeds.ReloadRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Bitwright: A linker in a weekend: unread", "Bitwright: 日本語のタイトル: unread", "Field & Orbit: An asteroid, seen twice: unread",
		"Field & Orbit: Owls listen to traffic: read", "Harbour: A talk about tides: read kept", "Harbour: Ferries run again & the queue is gone: read kept", "Harbour: Sponsored: buy a boat: unread muted",
	}
	if diff := cmp.Diff(want, r.shown()); diff != "" {
		t.Errorf("%+v: %s", report, diff)
	}
}

// Who has some of the feeds already keeps what is here: articles as they are,
// and what was read in either place is read.
func TestMovingInToFeedsThatAreThere(t *testing.T) {
	r := winter(newRig(t))
	body, err := os.ReadFile(filepath.Join("testdata", "moved", "harbour.rss"))
	if err != nil {
		t.Fatal(err)
	}
	r.sites["harbour.example"] = func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(strings.Replace(string(body), "buy a boat", "buy a better boat", 1)))
	}
	if _, err := r.Subscribe(t.Context(), AddRequest{Address: "http://harbour.example/rss.xml", Folder: "Mine", Title: "My harbour"}); err != nil {
		t.Fatal(err)
	}
	dir, _ := moved(t, "newsboat")
	report, err := r.TakeOver(t.Context(), moving(r, "newsboat", dir))
	if err != nil || report.Duplicate != 1 {
		t.Fatalf("%+v %v", report, err)
	}
	got := r.shown()
	for _, want := range []string{"My harbour: Ferries run again & the queue is gone: read kept", "My harbour: Sponsored: buy a better boat: unread", "My harbour: A talk about tides: read kept"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not among %q", want, got)
		}
	}
	// What was marked, kept and subscribed is undone, one after the other.
	for range 3 {
		if _, err := r.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := r.shown(); !slices.Contains(got, "My harbour: Ferries run again & the queue is gone: unread") {
		t.Errorf("after undo: %q", got)
	}
}

func TestFilesThatAreNotTheReaders(t *testing.T) {
	r := winter(newRig(t))
	dir, _ := moved(t, "newsboat")
	if _, err := ReadOther(t.Context(), MoveRequest{Reader: "newsboat", Home: t.TempDir(), Env: func(string) string { return "" }}); err == nil || !strings.Contains(err.Error(), "--from") {
		t.Errorf("without files: %v", err)
	}
	for name, data := range map[string]string{"empty": "", "text": "no database", "cut": "SQLite format 3\x00 and then no more"} {
		if err := os.WriteFile(filepath.Join(dir, "cache.db"), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := ReadOther(t.Context(), MoveRequest{Reader: "newsboat", From: dir})
		if err == nil || !strings.Contains(err.Error(), "cache.db") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "cache.db")); err != nil {
		t.Fatal(err)
	}
	report, err := r.TakeOver(t.Context(), moving(r, "newsboat", dir))
	if err != nil || report.Added != 4 || report.Articles != 0 {
		t.Errorf("without articles: %+v %v", report, err)
	}
}

// Where the reader's own settings name another file, that is the one.
func TestArticlesAreReadFromWhereTheReaderHasThem(t *testing.T) {
	for _, tt := range []struct{ name, reader, from, to, file, line string }{
		{"newsboat's cache-file at home", "newsboat", "cache.db", "../kept/old.db", "config", `cache-file "~/kept/old.db"`},
		{"newsboat's cache-file in a copy of the folder", "newsboat", "cache.db", "old.db", "config", `cache-file /nowhere/old.db`},
		{"newsboat's cache-file that is gone", "newsboat", "", "", "config", `cache-file /nowhere/old.db`},
		{"nom's database", "nom", "nom.db", "news.db", "config.yml", "database: news.db"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, _ := moved(t, tt.reader)
			settings := filepath.Join(dir, tt.file)
			data, err := os.ReadFile(settings)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(string(data), "database: nom.db\n", "") + "\n" + tt.line + "\n"
			err = os.WriteFile(settings, []byte(text), 0o600)
			if tt.from != "" {
				to := filepath.Join(dir, tt.to)
				err = errors.Join(err, os.MkdirAll(filepath.Dir(to), 0o700), os.Rename(filepath.Join(dir, tt.from), to))
			}
			if err != nil {
				t.Fatal(err)
			}
			m, err := ReadOther(t.Context(), MoveRequest{Reader: tt.reader, From: dir, Home: filepath.Dir(dir)})
			if err != nil {
				t.Fatal(err)
			}
			if report, err := m.Count(t.Context()); err != nil || report.Articles == 0 {
				t.Errorf("%+v %v", report, err)
			}
			for _, l := range m.Plan.LeftOut {
				if l.What == "cache-file" {
					t.Errorf("it says that it is not carried: %+v", l)
				}
			}
		})
	}
}

// newsraft keeps the articles of a feed by its address without slashes at its
// end, and its list has the address as it was typed.
func TestNewsraftsArticlesAreOfTheirFeedWhateverSlashEndsIt(t *testing.T) {
	r := winter(newRig(t))
	dir, _ := moved(t, "newsraft")
	if err := os.WriteFile(filepath.Join(dir, "feeds"), []byte("http://harbour.example/rss.xml/\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	m := moving(r, "newsraft", dir)
	counted, err := m.Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	report, err := r.TakeOver(t.Context(), m)
	if err != nil || counted.Articles != 2 || report.Articles != 2 || report.Read != 1 || report.Kept != 1 {
		t.Errorf("counted %+v, did %+v %v", counted, report, err)
	}
	if list, err := r.Feeds(t.Context()); err != nil || len(list) != 1 || list[0].URL != "http://harbour.example/rss.xml/" || list[0].Title == "" {
		t.Errorf("%+v %v", list, err)
	}
}
