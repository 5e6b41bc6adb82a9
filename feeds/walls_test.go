package feeds_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The walls between the rooms: which package of ours may import which, and
// who may see the terminal, SQL and HTTP. A folder that is not named here has
// no business in the tree.
var walls = map[string][]string{
	".":                     {"ui/cli"},
	"feeds":                 {},
	"feeds/fetch":           {"feeds"},
	"feeds/parse":           {"feeds"},
	"feeds/discover":        {"feeds"},
	"feeds/extract":         {"feeds"},
	"feeds/store":           {"feeds"},
	"feeds/related":         {"feeds"},
	"feeds/related/quality": {"feeds", "feeds/related"},
	"feeds/bookmarks":       {"feeds"},
	"feeds/opml":            {"feeds"},
	"feeds/services":        {"feeds"},
	"feeds/migrate":         {"feeds"},
	"feeds/command":         {"feeds"},
	"feeds/sample":          {"feeds"},
	"feeds/summary":         {"feeds"},
	"feeds/assistant":       {"feeds"},
	"feeds/rising":          {"feeds"},
	"feeds/library": {"feeds", "feeds/fetch", "feeds/parse", "feeds/discover", "feeds/extract", "feeds/store", "feeds/related",
		"feeds/bookmarks", "feeds/opml", "feeds/services", "feeds/migrate", "feeds/command", "feeds/sample", "feeds/summary", "feeds/rising", "feeds/assistant"},
	"ui":         {"feeds", "ui/style", "ui/list", "ui/article", "ui/image"},
	"ui/style":   {"feeds"},
	"ui/list":    {"feeds", "ui/style"},
	"ui/article": {"feeds", "ui/style"},
	"ui/image":   {"feeds", "ui/style"},
	"ui/config":  {"feeds"},
	"ui/cli":     {"feeds", "feeds/library", "ui", "ui/config"},
	"ui/uitest":  {"feeds", "ui/style"},
}

// only names who may import a library whose knowledge belongs to one room.
var only = []struct {
	prefix string
	rooms  []string
}{
	{"charm.land/", []string{"ui", "ui/style", "ui/list", "ui/article", "ui/image", "ui/uitest", "ui/cli"}},
	{"github.com/charmbracelet/", []string{"ui", "ui/style", "ui/list", "ui/article", "ui/image", "ui/uitest", "ui/cli"}},
	{"database/sql", []string{"feeds/store"}},
	{"modernc.org/", []string{"feeds/store"}},
	{"github.com/mmcdole/gofeed", []string{"feeds/parse"}},
	{"codeberg.org/readeck/", []string{"feeds/extract"}},
	{"net/http", []string{"feeds/fetch", "feeds/sample", "feeds/services"}},
	{"os/exec", []string{"feeds/command", "feeds/related/quality"}},
	{"github.com/pelletier/go-toml", []string{"ui/config"}},
	{"go.yaml.in/", []string{"feeds/bookmarks", "feeds/migrate"}},
	{"github.com/spf13/", []string{"ui/cli"}},
	{"github.com/fsnotify/", []string{"ui/config"}},
	{"github.com/sahilm/", []string{"ui"}},
}

func TestNoRoomLooksThroughAWall(t *testing.T) {
	root := ".."
	seen := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		seen++
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		check(t, filepath.ToSlash(dir), path)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 20 {
		t.Fatalf("only %d files were looked at", seen)
	}
}

func check(t *testing.T, room, path string) {
	t.Helper()
	allowed, known := walls[room]
	if !known {
		t.Errorf("%s: the folder %s is not on the map", path, room)
		return
	}
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Error(err)
		return
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Error(err)
			continue
		}
		if ours, ok := strings.CutPrefix(name, "broadsheet/"); ok {
			if !contains(allowed, ours) {
				t.Errorf("%s: %s may not import %s", path, room, ours)
			}
			continue
		}
		if room == "feeds" && strings.Contains(strings.SplitN(name, "/", 2)[0], ".") {
			t.Errorf("%s: feeds imports the standard library alone, not %s", path, name)
		}
		for _, o := range only {
			if (name == o.prefix || strings.HasPrefix(name, o.prefix) && strings.HasSuffix(o.prefix, "/") || strings.HasPrefix(name, o.prefix+"/")) && !contains(o.rooms, room) {
				t.Errorf("%s: %s is not the room for %s", path, room, name)
			}
		}
	}
}

// What feeds may not know even of the standard library.
func TestFeedsKnowsNoFilesNetworkOrClock(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		data, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, no := range []string{`"os"`, `"net"`, `"net/http"`, `"database/sql"`, "time.Now(", "math/rand"} {
			if strings.Contains(string(data), no) {
				t.Errorf("feeds/%s has %s", e.Name(), no)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
