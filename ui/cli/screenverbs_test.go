package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
	"broadsheet/ui"
)

// opened is a session as a screen has it, over a store and a config of its own.
func opened(t *testing.T, settings string) *session {
	t.Helper()
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	env := map[string]string{"BROADSHEET_DATA": filepath.Join(dir, "data"), "BROADSHEET_CONFIG": filepath.Join(dir, "config.toml")}
	if err := os.WriteFile(env["BROADSHEET_CONFIG"], []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	a := &app{Sys: Sys{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Env: func(k string) string { return env[k] }, Now: time.Now, Version: "test", Example: example}}
	s := &session{app: a}
	s.quit, s.end = context.WithCancel(t.Context())
	if s.loaded, err = a.settings(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	return s
}

func words(list []ui.Completion) (out []string) {
	for _, c := range list {
		out = append(out, c.Word)
	}
	return out
}

func TestTheScreenHasTheVerbsOfTheCommandLine(t *testing.T) {
	s := opened(t, "")
	v := screenVerbs{s}
	var want []string
	for _, c := range newRoot(&app{Sys: s.Sys}).Commands() {
		if c.IsAvailableCommand() {
			want = append(want, c.Name())
		}
	}
	if d := cmp.Diff(want, v.Names()); d != "" || !slices.Contains(want, "bookmarks") {
		t.Error(d)
	}
	opml := filepath.Join(t.TempDir(), "a b.opml")
	if err := os.WriteFile(opml, []byte(`<opml version="2.0"><body><outline text="A paper" xmlUrl="https://a.example/feed"/></body></opml>`), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(words ...string) (string, error) {
		var out bytes.Buffer
		err := v.Run(t.Context(), words, &out)
		return out.String(), err
	}
	if out, err := run("import", opml); err != nil || !strings.Contains(out, "added 1 feed") {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := run("feeds"); err != nil || !strings.Contains(out, "A paper") {
		t.Errorf("%q, %v", out, err)
	}
	var use *useError
	for _, wrong := range [][]string{{"nothing"}, {"list", "--limit", "x"}, {}, {"--sample"}} {
		if _, err := run(wrong...); err == nil {
			t.Errorf("%v: no error", wrong)
		} else if !errors.As(err, &use) {
			t.Errorf("%v: %v", wrong, err)
		}
	}
	// Standard input is empty, not the keyboard's.
	if _, err := run("import", "-"); err == nil {
		t.Error("read from nowhere")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	if _, err := run("export", "-o", "~/feeds.opml"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(home, "feeds.opml")); err != nil {
		t.Error("~ is not the home directory: ", err)
	}
}

func TestTheScreenCompletesAsAShellDoes(t *testing.T) {
	v := screenVerbs{opened(t, "[[feeds]]\nurl = \"https://a.example/feed\"\nfolder = \"World\"\n")}
	dir := t.TempDir()
	for _, name := range []string{"one.opml", "one two.opml", "sub/three.opml"} {
		path := filepath.Join(dir, name)
		_ = os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	slash := string(filepath.Separator)
	for _, c := range []struct {
		typed []string
		want  []string
	}{
		{[]string{"bookm"}, []string{"bookmarks"}},
		{[]string{"bookmarks", "ex"}, []string{"export"}},
		{[]string{"bookmarks", "export", "--fo"}, []string{"--format", "--format="}},
		{[]string{"bookmarks", "export", "--format", "ne"}, []string{"netscape"}},
		{[]string{"remove", "https://a"}, []string{"https://a.example/feed"}},
		{[]string{"add", "x", "--folder", "W"}, []string{"World"}},
		{[]string{"add", "one"}, nil},
		{[]string{"import", dir + slash + "o"}, []string{dir + slash + "one two.opml", dir + slash + "one.opml"}},
		{[]string{"import", dir + slash + "s"}, []string{dir + slash + "sub" + slash}},
		{[]string{"bookmarks", "export", "-o", dir + slash + "sub" + slash}, []string{dir + slash + "sub" + slash + "three.opml"}},
		{[]string{"nothing", ""}, nil},
	} {
		got := words(v.Complete(t.Context(), c.typed))
		slices.Sort(got)
		if c.typed[len(c.typed)-1] == "--fo" {
			got = slices.DeleteFunc(got, func(s string) bool { return s == "--format=" })
			c.want = []string{"--format"}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.typed, d)
		}
	}
	if got := words(suggestSetting([]string{"reading.w"})); len(got) != 1 || got[0] != "reading.width" {
		t.Errorf("set completes %q", got)
	}
	if got := words(suggestSetting([]string{"theme", "p"})); len(got) != 1 || got[0] != "paper" {
		t.Errorf("set theme completes %q", got)
	}
}

func TestLinesAreRememberedButNoLogins(t *testing.T) {
	s := opened(t, "")
	lines := []string{"reload", "add https://me:secret@a.example/feed", "add me:secret@a.example", "list --limit 3", "add 'open"}
	if err := s.rememberLines(slices.Clone(lines)); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"reload", "list --limit 3"}, s.rememberedLines()); d != "" {
		t.Error(d)
	}
	path := filepath.Join(s.logDir(), linesFile)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if data, _ := os.ReadFile(path); strings.Contains(string(data), "secret") {
		t.Errorf("a password is kept: %q", data)
	}
	if err := os.WriteFile(path, []byte("a\x1b[31m\n\nb\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, l := range s.rememberedLines() {
		if strings.ContainsAny(l, "\x1b") {
			t.Errorf("%q comes back as it is", l)
		}
	}
}

// next is the next event that says something about the settings.
func next(t *testing.T, s *session) feeds.Event {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case e := <-s.lib.Events():
			switch e.(type) {
			case feeds.SettingsChanged, feeds.SettingsProblem:
				return e
			}
		case <-deadline:
			t.Fatal("nothing was told")
		}
	}
}

func TestAChangedFileIsInForceAndOneWithAMistakeIsNot(t *testing.T) {
	s := opened(t, "theme = \"ink\"\n[[feeds]]\nurl = \"https://a.example/feed\"\n")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(s.configPath(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s.reread()
	}
	if _, err := s.set("reading.width", "90"); err != nil {
		t.Fatal(err)
	}
	write("theme = \"paper\"\n[[feeds]]\nurl = \"https://a.example/feed\"\n[[feeds]]\nurl = \"https://b.example/feed\"\n")
	e, ok := next(t, s).(feeds.SettingsChanged)
	if !ok || e.Settings.Theme.Dark.Name != "paper" || s.settings().Theme.Dark.Name != "paper" {
		t.Errorf("told %+v", e)
	}
	if e.Settings.Measure != 90 {
		t.Error("what was set by hand is lost")
	}
	list, _ := s.lib.Feeds(t.Context())
	if len(list) != 2 {
		t.Errorf("%d feeds", len(list))
	}
	write("theme = \"paper\" # a comment\n[[feeds]]\nurl = \"https://a.example/feed\"\n[[feeds]]\nurl = \"https://b.example/feed\"\n")
	s.lib.Tell(feeds.SettingsProblem{Text: "nothing before this"})
	if p, ok := next(t, s).(feeds.SettingsProblem); !ok || p.Text != "nothing before this" {
		t.Error("a comment is told as a change")
	}
	for _, wrong := range []string{"theme = \"pink\"\n", "theme = ", "[keys]\nopne = \"x\"\n"} {
		write(wrong)
		p, ok := next(t, s).(feeds.SettingsProblem)
		if !ok || !strings.Contains(p.Text, "config.toml:") || !strings.Contains(p.Text, "until it is mended") {
			t.Errorf("%q told %+v", wrong, p)
		}
		if list, _ := s.lib.Feeds(t.Context()); s.settings().Theme.Dark.Name != "paper" || len(list) != 2 {
			t.Errorf("%q changed something: %s, %d feeds", wrong, s.settings().Theme.Dark.Name, len(list))
		}
	}
	if err := os.Remove(s.configPath()); err != nil {
		t.Fatal(err)
	}
	s.reread()
	if p, ok := next(t, s).(feeds.SettingsProblem); !ok || !strings.Contains(p.Text, "is gone") {
		t.Errorf("a lost file told %+v", p)
	}
	if list, _ := s.lib.Feeds(t.Context()); len(list) != 2 {
		t.Error("a lost file took its feeds along")
	}
	write("[[feeds]]\nurl = \"https://b.example/feed\"\n")
	if _, ok := next(t, s).(feeds.SettingsChanged); !ok {
		t.Error("mended, it is not in force")
	}
	if list, _ := s.lib.Feeds(t.Context()); len(list) != 1 {
		t.Error("a feed taken out of the file stays")
	}
}
