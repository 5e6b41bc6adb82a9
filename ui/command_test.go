package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// fakeVerbs is a command line of a few verbs.
type fakeVerbs struct {
	ran [][]string
}

func (v *fakeVerbs) Names() []string { return []string{"add", "list", "read", "broken"} }

func (v *fakeVerbs) Complete(_ context.Context, words []string) (out []Completion) {
	all := []Completion{{Word: "add", Help: "subscribe"}, {Word: "list", Help: "articles"}, {Word: "read", Help: "an article"}}
	if len(words) > 1 && words[0] == "add" {
		all = []Completion{{Word: "two words"}, {Word: "folder/", Open: true}}
	}
	for _, c := range all {
		if strings.HasPrefix(c.Word, words[len(words)-1]) {
			out = append(out, c)
		}
	}
	return out
}

func (v *fakeVerbs) Run(_ context.Context, words []string, out io.Writer) error {
	v.ran = append(v.ran, words)
	switch words[0] {
	case "list":
		for i := range 50 {
			fmt.Fprintf(out, "line %d \x1b[31mred\x1b]0;title\a\n", i)
		}
	case "read":
		return errors.New("`broadsheet read` takes one word, not 0")
	case "broken":
		fmt.Fprintln(out, "half of it\nand more")
		return errors.New("the other half failed")
	default:
		fmt.Fprintln(out, "added 1 feed")
	}
	return nil
}

func withVerbs(t *testing.T, change ...func(*Options)) (*driver, *fakeVerbs) {
	v := &fakeVerbs{}
	return opened(t, 120, 36, append([]func(*Options){func(o *Options) { o.Verbs = v }}, change...)...), v
}

func TestALineRunsAVerbAndShowsWhatItSays(t *testing.T) {
	d, v := withVerbs(t)
	d.keys(":")
	d.typed("add 'a b' --folder x")
	d.expect("it is typed at the foot", ":add 'a b' --folder x")
	d.keys("enter")
	if d := cmp.Diff([][]string{{"add", "a b", "--folder", "x"}}, v.ran); d != "" {
		t.Error(d)
	}
	d.expect("one line is a toast", "✓ added 1 feed")
	d.keys(":")
	d.typed("list")
	d.keys("enter")
	d.expect("more stands in a pager", ":list", "line 0", "line 20")
	if s := d.m.View().Content; strings.Contains(s, "\x1b]0;") || strings.Contains(s, "\a") {
		t.Error("what it said came to the screen as it was")
	}
	d.keys("G")
	d.expect("that scrolls", "line 49")
	d.keys("q")
	d.expectNot("and closes", "line 49")
	for _, c := range [][2]string{{"read", "! `broadsheet read` takes one word"}, {"list 'a", "a quotation mark is not closed"}} {
		d.keys(":")
		d.typed(c[0])
		d.keys("enter")
		d.expect(c[0], c[1])
	}
	d.size(40, 18)
	d.keys(":")
	d.typed("read")
	d.keys("enter")
	d.expect("a sentence that a toast would cut", "takes one", "word, not 0")
	if _, ok := d.m.over.(*pager); !ok {
		t.Error("is not shown whole")
	}
	d.keys(":")
	d.typed("rea")
	d.expect("the line can be mended at once", ":rea")
	d.keys("esc")
	d.size(120, 36)
	bare := opened(t, 120, 36)
	bare.keys(":")
	bare.typed("nothing")
	bare.keys("enter")
	bare.expect("without verbs", `! there is no command "nothing"`)
	d.keys(":")
	d.typed("broken")
	d.keys("enter")
	d.expect("what it said before it failed, and why", "half of it", "and more", "! the other half failed")
}

func TestTheScreensOwnVerbsAndActionsAreCommandsToo(t *testing.T) {
	set := ""
	d, v := withVerbs(t, func(o *Options) {
		o.Set = func(name, value string) (feeds.Settings, error) {
			if name != "theme" {
				return feeds.Settings{}, errors.New("there is no setting " + name)
			}
			set = value
			s := feeds.Settings{Theme: feeds.One(value), Measure: 72, MarkRead: "open", Mouse: true}
			return s, nil
		}
	})
	line := func(s string) {
		d.keys(":")
		d.typed(s)
		d.keys("enter")
	}
	line("set theme paper")
	if set != "paper" || d.m.st.Palette.Name != "paper" {
		t.Errorf("theme %q, drawn in %q", set, d.m.st.Palette.Name)
	}
	d.expect("said", "theme is paper until the program ends")
	line("set thme paper")
	d.expect("why not", "not set: there is no setting thme")
	line("set theme")
	d.expect("how it is used", "set takes a setting and its value")
	line("next-unread")
	if d.m.heads.list.Index() != 1 {
		t.Error("an action by its name did nothing")
	}
	line("down 3")
	line("2 up")
	if d.m.heads.list.Index() != 2 {
		t.Errorf("actions with counts led to %d", d.m.heads.list.Index())
	}
	line("search storm iris")
	if w := d.m.heads.view; w.Kind != feeds.ViewSearch || w.Query != "storm iris" {
		t.Errorf("search shows %+v", w)
	}
	for typed, want := range map[string]string{
		`search "storm iris" -title:sport`: `"storm iris" -title:sport`, `search 'title:"rate cut"'`: `title:"rate cut"`, "search 'til or since": "'til or since",
	} {
		q, err := feeds.ParseQuery(want)
		if line(typed); err != nil || d.m.heads.view.Query != q.String() {
			t.Errorf("%s shows %q, want %q", typed, d.m.heads.view.Query, q)
		}
	}
	line("search storm titel:iris")
	d.expect("what is wrong, to be typed on", "there is no field titel:", "mean title:?", "column 7")
	if d.typed("!"); !d.m.search.typing {
		t.Error("a mistake leaves nothing to type on")
	}
	d.keys("esc")
	line("messages")
	d.expect("all that was said, latest first", "Messages", "not set: there is no setting thme", "08:20:00")
	d.keys("esc")
	if len(v.ran) > 0 {
		t.Errorf("the command line was asked: %v", v.ran)
	}
	line("read") // a verb's name goes before an action's
	if len(v.ran) != 1 || d.fake.articles[2].State.Read {
		t.Error("an action took a verb's name")
	}
	line("q")
	if !d.quit {
		t.Error("q does not quit")
	}
}

func TestTabCompletesAndArrowsGoThroughWhatWasTyped(t *testing.T) {
	var kept []string
	d, v := withVerbs(t, func(o *Options) {
		o.Lines = []string{"list --limit 3", "add old"}
		o.Remember = func(lines []string) error { kept = slices.Clone(lines); return nil }
		o.Suggest = func(words []string) []Completion {
			return []Completion{{Word: "theme", Help: "the colours"}}
		}
	})
	typed := func() string { return d.m.over.(*prompt).input.value() }
	d.keys(":")
	d.typed("ad")
	d.due()
	d.expect("what may follow, once typing rests", "add", "subscribe", "Tab next")
	d.expect("actions as well", "add-feed")
	d.keys("tab")
	if typed() != "add" {
		t.Errorf("Tab gives %q", typed())
	}
	d.keys("tab")
	if typed() != "add-feed" {
		t.Errorf("Tab again gives %q", typed())
	}
	d.keys("shift+tab", "shift+tab")
	if typed() != "ad" {
		t.Errorf("and back %q", typed())
	}
	d.typed("d tw")
	d.keys("tab")
	if typed() != "add 'two words' " {
		t.Errorf("the one there is, in quotes: %q", typed())
	}
	d.keys("ctrl+u")
	d.typed("add fo")
	d.keys("tab")
	if typed() != "add folder/" {
		t.Errorf("one that goes on: %q", typed())
	}
	d.keys("ctrl+u")
	d.typed("set th")
	d.keys("tab")
	if typed() != "set theme " {
		t.Errorf("a setting: %q", typed())
	}
	d.keys("ctrl+u", "up")
	if typed() != "add old" {
		t.Errorf("Up gives %q", typed())
	}
	d.keys("up", "up", "down", "down")
	if typed() != "" {
		t.Errorf("back down to what was typed: %q", typed())
	}
	d.typed("li")
	d.keys("up")
	if typed() != "list --limit 3" {
		t.Errorf("Up from li gives %q", typed())
	}
	d.keys("enter")
	if d := cmp.Diff([]string{"add old", "list --limit 3"}, kept); d != "" {
		t.Error(d)
	}
	if len(v.ran) != 1 {
		t.Errorf("ran %v", v.ran)
	}
	d.keys("esc", ":", "backspace")
	if d.m.over != nil {
		t.Error("Backspace in an empty line does not close it")
	}
}

func TestTheLastWordOfALine(t *testing.T) {
	for line, want := range map[string]struct {
		words []string
		start int
	}{
		"": {[]string{""}, 0}, "a": {[]string{"a"}, 0}, "a ": {[]string{"a", ""}, 2}, "a b": {[]string{"a", "b"}, 2}, "a 'b c": {[]string{"a", "b c"}, 2},
		"a 'b c' d": {[]string{"a", "b c", "d"}, 8}, `a b\ c`: {[]string{"a", "b c"}, 2}, `a "b' c`: {[]string{"a", "b' c"}, 2}, "  a": {[]string{"a"}, 2}, "é ü": {[]string{"é", "ü"}, 3},
	} {
		words, start := lastWord(line)
		if d := cmp.Diff(want.words, words); d != "" || start != want.start {
			t.Errorf("%q: at %d, %s", line, start, d)
		}
	}
}

func FuzzLastWord(f *testing.F) {
	for _, s := range []string{"a 'b", `a \`, "é \"x", "  "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, start := lastWord(line)
		if len(words) == 0 || start < 0 || start > len(line) {
			t.Errorf("%q: %q at %d", line, words, start)
		}
	})
}

func TestALongAnswerIsBounded(t *testing.T) {
	s := &speech{wake: make(chan struct{}, 1)}
	for range 5 {
		if n, err := s.Write(make([]byte, mostSaid/3)); n != mostSaid/3 || err != nil {
			t.Fatal(n, err)
		}
	}
	if text := s.said(); len(text) > mostSaid+100 || !strings.HasSuffix(text, "more than can be shown here") {
		t.Errorf("%d bytes", len(text))
	}
}

func TestAPipeGetsWhatIsAskedFor(t *testing.T) {
	d := opened(t, 120, 36, func(o *Options) { o.Settings.Pipe = "markdown" })
	d.fake.output = "12"
	d.keys("|")
	d.typed("wc -w")
	d.expect("what it gets, as the settings say", "As", "markdown")
	d.keys("enter")
	if d.fake.pipedAs != "markdown" || len(d.fake.piped) != 2 {
		t.Errorf("%v got %q", d.fake.piped, d.fake.pipedAs)
	}
	d.keys("esc", "|", "tab", "ctrl+u")
	d.typed("x")
	d.keys("enter")
	d.expect("what there is", "One of text, markdown, html, json.")
	d.keys("ctrl+u")
	d.typed("j")
	d.keys("enter", "esc", "|")
	if d.fake.pipedAs != "json" {
		t.Errorf("piped as %q", d.fake.pipedAs)
	}
	d.expect("the last choice stands", "json")
}

func TestChangedSettingsAndFailedHooksAreTold(t *testing.T) {
	d := opened(t, 120, 36)
	s := d.m.opts.Settings
	s.Theme, s.Keys, s.Images, s.Density = feeds.One("paper"), bind("bookmark=z"), true, "compact"
	d.event(feeds.SettingsProblem{Text: "config.toml:3:1: there is no setting" + strings.Repeat(" and no other", 12) + " to the end"})
	d.expect("a mistake stands at the top", "config.toml:3:1")
	d.expectNot("as far as there is room", "to the end")
	d.keys("g", "m")
	d.expect("and whole among the messages", "config.toml:3:1", "to the end")
	d.keys("esc")
	d.event(feeds.SettingsChanged{Settings: s})
	d.expectNot("mended", "config.toml:3:1")
	d.expect("said, and drawn", "settings read again")
	if d.m.st.Palette.Name != "paper" || !d.m.pics.on || d.m.density() != compact {
		t.Error("the theme, the images or the rows are the old ones")
	}
	s.Icons = "ascii"
	d.event(feeds.SettingsChanged{Settings: s})
	d.expectNot("signs of ASCII", "●", "★")
	d.keys("z")
	if !d.fake.articles[0].State.Bookmarked {
		t.Error("the keys are the old ones")
	}
	d.event(feeds.HookFailed{Hook: "on_new", Text: "there is no program x"})
	d.expect("a hook that failed", "! on_new: there is no program x")
	d.keys("enter", "J", "esc", "o")
	if len(d.fake.opened) != 3 {
		t.Errorf("opened %v", d.fake.opened)
	}
}

func TestDoneAndTags(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("d")
	if !d.fake.articles[0].State.Read || d.m.heads.list.Index() != 1 {
		t.Error("d does not mark read and go on")
	}
	d.keys("enter", "d")
	if !d.fake.articles[1].State.Read || d.m.reader == nil || d.m.reader.id != d.fake.articles[2].Article.ID {
		t.Error("nor in the reader")
	}
	d.keys("esc", "t")
	d.typed("law, privacy")
	d.keys("enter")
	if b := d.fake.shelf[len(d.fake.shelf)-1]; cmp.Diff([]string{"law", "privacy"}, b.Tags) != "" {
		t.Errorf("kept with %v", b.Tags)
	}
	d.keys("g", "b", "G") // the oldest has one tag and a note
	d.keys("t")
	d.typed(", old")
	d.keys("enter")
	if b := d.fake.shelf[2]; cmp.Diff([]string{"longread", "old"}, b.Tags) != "" || b.Note == "" {
		t.Errorf("edited to %v, %q", b.Tags, b.Note)
	}
	d.keys("g", "a")
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: 9}))
	d.keys("t")
	d.expect("those it has", "Tags", "energy, longread")
}
