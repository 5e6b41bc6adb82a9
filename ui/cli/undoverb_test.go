package cli

import (
	"bytes"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

// changingVerbs are the verbs that change what a person has, and how each is
// used; SERVER is that of the papers, DIR a folder for files.
var changingVerbs = map[string]string{
	"add":               "add SERVER/herald.atom --folder News",
	"remove":            "remove SERVER/gazette.xml",
	"import":            "import DIR/list.opml",
	"bookmarks add":     "bookmarks add SERVER/gazette/2 --tags late --note why",
	"bookmarks remove":  "bookmarks remove SERVER/gazette/1",
	"bookmarks import":  "bookmarks import DIR/kept.json",
	"bookmarks restore": "bookmarks restore DIR/kept.json",
	"searches add":      "searches add Second orrin",
	"searches remove":   "searches remove First",
	"rules add":         "rules add Second orrin --mute --read --apply",
	"rules apply":       "rules apply Quiet --since 2010-01-01",
	"rules remove":      "rules remove Quiet",
	"migrate":           "migrate newsboat --from DIR/newsboat",
}

// otherVerbs change nothing, or nothing that is a person's own state, for the
// reason given.
var otherVerbs = map[string]string{
	"undo": "the way back", "redo": "the way back", "reload": "brings what is published", "restore": "puts another store in place, and sets this one aside",
	"backup": "writes a copy", "share": "sends, and keeps nothing", "bookmarks mirror": "writes files", "bookmarks fetch": "brings texts that lack",
	"bookmarks check": "notes what links answered; where it takes a new address, library tests the way back", "bookmarks login": "puts a secret into the keyring",
	"clean": "lets go what the settings say, of which nothing is kept to go back to",
	"feeds": "", "export": "", "list": "", "read": "", "related": "", "stories": "", "summary": "", "translate": "", "ask": "", "topics": "", "search": "", "searches": "", "rules": "", "rules test": "", "check": "",
	"bookmarks": "", "bookmarks list": "", "bookmarks export": "", "bookmarks queue": "", "config": "", "config check": "", "config path": "", "config show": "",
	"config default": "", "keys": "", "doctor": "", "completion": "", "man": "", "help": "",
}

var dated = regexp.MustCompile("<dateCreated>.*</dateCreated>")

func TestEveryVerbThatChangesSomethingIsUndoneAndRedone(t *testing.T) {
	server := httptest.NewServer(papers())
	t.Cleanup(server.Close)
	for name, line := range changingVerbs {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // a host is asked once a second
			dir := t.TempDir()
			s := opened(t, "")
			run := func(line string) string {
				t.Helper()
				var out bytes.Buffer
				words := strings.Fields(strings.NewReplacer("SERVER", server.URL, "DIR", dir).Replace(line))
				if err := (screenVerbs{s}).Run(t.Context(), words, &out); err != nil {
					t.Fatalf("%s: %v\n%s", line, err, out.String())
				}
				return out.String()
			}
			has := func() map[string]string {
				t.Helper()
				out := map[string]string{}
				for _, line := range []string{"export", "list is:read", "bookmarks export --format json", "searches --json", "rules --json"} {
					out[line] = dated.ReplaceAllString(run(line), "")
				}
				return out
			}
			write := func(name, text string) {
				t.Helper()
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(strings.ReplaceAll(text, "SERVER", server.URL)), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			run("add SERVER/gazette.xml")
			run("bookmarks add SERVER/notes/1 --tags one")
			write("kept.json", run("bookmarks export --format json"))
			run("bookmarks remove SERVER/notes/1")
			run("bookmarks add SERVER/gazette/1 --tags water")
			run("searches add First dam")
			run("rules add Quiet feed:gazette --mute")
			write("list.opml", `<opml version="2.0"><body><outline text="N"><outline xmlUrl="SERVER/notes.json" text="Notes"/></outline></body></opml>`)
			write("newsboat/urls", "SERVER/lowland.xml \"News\"\n\"query:coast:title =~ \\\"dam\\\"\"\n")

			before := has()
			run(line)
			after := has()
			if cmp.Equal(before, after) {
				t.Fatal("nothing changed")
			}
			steps := 0
			for ; !cmp.Equal(before, has()); steps++ {
				if said := run("undo"); !strings.HasPrefix(said, "undone: ") || steps > 5 {
					t.Fatalf("after %d steps undo says %q; -want +got\n%s", steps, said, cmp.Diff(before, has()))
				}
			}
			if name != "migrate" && steps != 1 {
				t.Errorf("%d steps were to be taken back", steps)
			}
			for range steps {
				if said := run("redo"); !strings.HasPrefix(said, "redone: ") {
					t.Errorf("redo says %q", said)
				}
			}
			if diff := cmp.Diff(after, has()); diff != "" {
				t.Errorf("redone: -want +got\n%s", diff)
			}
			if said := run("redo"); said != "There is nothing to redo.\n" {
				t.Errorf("redo beyond the last says %q", said)
			}
		})
	}
}

func TestOfEveryVerbItIsKnownWhetherItChangesSomething(t *testing.T) {
	var walk func(c *cobra.Command, path string)
	walk = func(c *cobra.Command, path string) {
		for _, sub := range c.Commands() {
			name := strings.TrimSpace(path + " " + sub.Name())
			_, other := otherVerbs[name]
			if changingVerbs[name] == "" && !other {
				t.Errorf("it is not known whether %q changes something", name)
			}
			walk(sub, name)
		}
	}
	walk(newRoot(&app{}), "")
}
