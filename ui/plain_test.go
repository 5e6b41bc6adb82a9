package ui

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// hearer is a driver that listens instead of looking.
type hearer struct {
	*driver
	out  bytes.Buffer
	from int // of out, what was not heard yet
}

func listening(t *testing.T, f *fake, change ...func(*Options)) *hearer {
	t.Helper()
	h := &hearer{}
	h.driver = newDriver(t, f, append([]func(*Options){func(o *Options) { o.Plain = true }}, change...)...)
	p := NewPlain(h.m, &h.out, func() int { return 200 })
	h.top = p
	h.run(p.Init())
	return h
}

// moves are the sequences that take the cursor to the start of a row and back.
var moves = regexp.MustCompile(`\x1b\[\d*[AB]`)

// heard are the lines since the last time.
func (h *hearer) heard() []string {
	text := moves.ReplaceAllString(h.out.String()[h.from:], "")
	h.from = h.out.Len()
	var out []string
	for _, l := range strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (h *hearer) hears(why string, want ...string) {
	h.t.Helper()
	if diff := cmp.Diff(want, h.heard()); diff != "" {
		h.t.Errorf("%s: %s", why, diff)
	}
}

func TestPlainModeSaysWhichRuleHidesARow(t *testing.T) {
	f := newFake()
	if _, err := f.SaveRule(t.Context(), feeds.SavedRule{Name: "No reefs", Query: "title:reef", Acts: feeds.RuleActs{Mute: true}}, feeds.TrialDays); err != nil {
		t.Fatal(err)
	}
	h := listening(t, f)
	h.heard()
	h.keys("/")
	h.typed("reef")
	h.due()
	h.keys("enter")
	if got := strings.Join(h.heard(), "\n"); !strings.Contains(got, "1 more in Bookmarks, g b goes there") {
		t.Errorf("a search says what is beside: %q", got)
	}
	h.keys("g", "b", "esc", "j")
	if got := h.heard(); !strings.Contains(got[len(got)-1], "from orbit. hidden by No reefs, Field Notes") {
		t.Errorf("a bookmark: %q", got)
	}
	h.keys("/")
	h.typed("is:muted")
	h.due()
	h.keys("enter")
	if got := h.heard(); !strings.Contains(got[len(got)-1], "from orbit. hidden by No reefs, ") {
		t.Errorf("an article: %q", got)
	}
}

func TestPlainModeSaysWhereOneIsAndWhatChanged(t *testing.T) {
	h := listening(t, newFake())
	h.hears("the start",
		"Broadsheet, plain mode. ? lists the keys, q goes back, and at the top quits.",
		"Headlines. Today, 7 unread.",
		"Unread: Central bank holds rates as inflation cools, signals cut in spring. The Meridian, 28 minutes ago, 4 related. rates, ecb, inflation.")
	h.keys("j")
	h.hears("a move says the row, and no more", "Unread: Storm Iris: 40,000 homes without power along the west coast. Harbour Post, 41 minutes ago, 4 related. storm, energy.")
	h.keys("m")
	h.hears("a change says itself", "marked read, u undo")
	h.keys("u")
	h.hears("undo", "undone: marked read, U redo")
	h.keys("m", "b")
	h.hears("two more", "marked read, u undo", "bookmarked, u undo")
	h.keys("k", "j")
	h.hears("state is in words",
		"Unread: Central bank holds rates as inflation cools, signals cut in spring. The Meridian, 28 minutes ago, 4 related. rates, ecb, inflation.",
		"bookmarked: Storm Iris: 40,000 homes without power along the west coast. Harbour Post, 41 minutes ago, 4 related. storm, energy.")
	h.keys("z", "<", "+")
	h.hears("what only the eye would see is not said")
	h.keys("ctrl+l")
	h.hears("where one is, on request", "reloaded 2 min ago, Error: 1 feed failing", "Headlines. Today, 6 unread.",
		"bookmarked: Storm Iris: 40,000 homes without power along the west coast. Harbour Post, 41 minutes ago, 4 related. storm, energy.")
}

func TestPlainModeSaysWhereNoKeyLeadsOn(t *testing.T) {
	h := listening(t, newFake())
	h.heard()
	h.keys("k")
	h.hears("above the first row", "There is no more.")
	h.keys("enter", "esc", "m", "g", "h")
	if all := strings.Join(h.heard(), "\n"); !strings.Contains(all, "Headlines. History.\nUnread: Central bank") {
		t.Errorf("the history counts what it does not know: %q", all)
	}
	h.keys("g", "t")
	h.heard()
	h.keys("H")
	h.hears("a key of other places", "H means nothing here.")
	h.keys("?", "x", "x", "j", "j", "esc")
	if all := strings.Join(h.heard(), "\n"); strings.Contains(all, "no more") || strings.Contains(all, "means nothing") {
		t.Errorf("what is typed is taken for keys: %q", all)
	}
	h.keys("5", "g")
	h.hears("a count and what begins a sequence")
	h.keys("g")
	h.keys("G")
	h.heard()
	h.keys("j")
	h.hears("below the last", "There is no more.")
	h.keys("enter", "G")
	h.heard()
	h.keys("j")
	h.hears("at the end of a text", "End of the article.")
	h.keys("esc")
	h.fake.articles = nil
	h.keys("g", "u")
	if got := h.heard(); got[len(got)-1] != "R reload, g a all" {
		t.Errorf("what there is to do where nothing is: %q", got)
	}
	h.keys("j")
	h.hears("where nothing is", "There is no more.")
	h.keys("b")
	h.hears("a verb without an article", "there is no article here")
}

func TestPlainModeSaysThatAStoryUnfolds(t *testing.T) {
	h := listening(t, screened())
	h.heard()
	h.keys(".")
	h.hears("unfolded", "1 other report below")
	h.keys("j", "k", ".")
	if got := h.heard(); len(got) < 3 || got[len(got)-1] != "folded" || got[0] == got[1] {
		t.Errorf("its reports and folding say %q", got)
	}
}

func TestPlainModeTellsNewsOnce(t *testing.T) {
	f := newFake()
	h := listening(t, f)
	h.keys("j", "j")
	h.heard()
	h.event(feeds.ReloadStarted{Total: 10})
	h.event(feeds.ReloadProgress{Done: 3, Total: 10})
	f.add(fakeStory{1, -time.Second, "Breaking: a window opens", "new", rates})
	h.event(feeds.ReloadProgress{Done: 4, Total: 10, New: 1})
	h.event(feeds.ReloadFinished{Report: feeds.ReloadReport{New: 1}})
	h.hears("one word at the end, and the row as it was", "1 new article")
	h.event(feeds.SettingsProblem{Text: "config.toml:3:1: there is no setting"})
	h.hears("a mistake in the settings", "There is a mistake in the settings: config.toml:3:1: there is no setting")
}

func TestPlainModeReadsByParagraphs(t *testing.T) {
	h := listening(t, linked())
	h.heard()
	h.keys("enter")
	first := h.heard()
	if len(first) < 5 || first[0] != "Article." || first[1] != "WORLD" || !strings.HasPrefix(first[2], "Central bank") {
		t.Fatalf("an article begins with %q", first)
	}
	if last := first[len(first)-1]; !strings.HasSuffix(last, " percent. Space goes on.") {
		t.Errorf("how far one is: %q", last)
	}
	h.keys("space")
	second := h.heard()
	for _, l := range second {
		for _, was := range first {
			if l == was {
				t.Errorf("%q is said twice", l)
			}
		}
	}
	for range 30 {
		h.keys("j")
	}
	all := h.heard()
	if last := all[len(all)-1]; last != "End of the article." {
		t.Errorf("the end is %q", last)
	}
	h.keys("?", "esc")
	for _, l := range h.heard() {
		if l == first[2] {
			t.Error("after the help the article is read again")
		}
	}
	h.keys("esc")
	h.hears("back in the list", "Headlines. Today, 6 unread.", "Central bank holds rates as inflation cools, signals cut in spring. The Meridian, 28 minutes ago, 4 related. rates, ecb, inflation.")
	h.keys("enter")
	if again := h.heard(); len(again) < 2 || again[0] != "Article." {
		t.Errorf("opened again it says %q", again)
	}
}

func TestPlainModeSpellsWhatIsTyped(t *testing.T) {
	h := listening(t, newFake())
	h.keys("a")
	if got := h.heard(); !strings.HasPrefix(got[len(got)-1], "Address") {
		t.Errorf("the field is %q", got[len(got)-1])
	}
	h.from = h.out.Len()
	h.typed("ab")
	h.keys("backspace")
	if got := h.out.String()[h.from:]; got != " ab\b \b" {
		t.Errorf("typing writes %q", got)
	}
	h.heard()
	h.keys("enter")
	for _, l := range h.heard() {
		if strings.HasPrefix(l, "Failed:") || strings.HasPrefix(l, "Error:") || strings.HasPrefix(l, "added") {
			return
		}
	}
	t.Error("what came of it is not said")
}

func TestPlainModeSearches(t *testing.T) {
	h := listening(t, newFake())
	h.keys("/")
	h.hears("the line to type in", "Broadsheet, plain mode. ? lists the keys, q goes back, and at the top quits.", "Headlines. Today, 7 unread.",
		"Unread: Central bank holds rates as inflation cools, signals cut in spring. The Meridian, 28 minutes ago, 4 related. rates, ecb, inflation.",
		"Search everything. Tab completes, Enter keeps the hits, Down chooses, Escape leaves.", "Search:")
	h.typed("storm")
	h.due()
	got := h.heard()
	if len(got) != 3 || !strings.HasSuffix(got[1], "hits") && !strings.HasSuffix(got[1], "hit") || got[2] != "Search: storm" {
		t.Errorf("while one types: %q", got)
	}
	h.keys("enter")
	got = h.heard()
	if got[0] != "Headlines. Hits for storm*." || !strings.Contains(got[len(got)-1], "Storm Iris") {
		t.Errorf("the hits: %q", got)
	}
}

// A held key does not fill the air: rows it passes are not said.
func TestPlainModeSkipsRowsThatWerePassed(t *testing.T) {
	h := listening(t, newFake())
	h.heard()
	var cmds []tea.Cmd
	for range 3 {
		_, cmd := h.top.Update(press("j")) // before any answer
		cmds = append(cmds, cmd)
	}
	for _, cmd := range cmds {
		h.run(cmd)
	}
	got := h.heard()
	if len(got) > 2 || !strings.HasPrefix(got[len(got)-1], "Unread: Inside the race") && !strings.Contains(got[len(got)-1], "Version 4.2") {
		t.Errorf("three at once say %q", got)
	}
}

// The terminal's cursor stands on the selected row, at its start, also where
// the row takes several lines.
func TestPlainModeLeavesTheCursorOnTheRow(t *testing.T) {
	h := listening(t, newFake())
	h.top.(*Plain).voice.width = func() int { return 40 }
	h.keys("j", "j", "k")
	screen := vt.NewEmulator(40, 200)
	stands := func(want string) {
		t.Helper()
		_, _ = screen.WriteString(h.out.String()[h.from:])
		h.from = h.out.Len()
		at := screen.CursorPosition()
		var row strings.Builder
		for x := range 40 {
			if c := screen.CellAt(x, at.Y); c != nil {
				row.WriteString(c.Content)
			}
		}
		if at.X != 0 || !strings.HasPrefix(row.String(), want) {
			t.Errorf("the cursor stands in column %d of %q", at.X, row.String())
		}
	}
	stands("Unread: Storm Iris: 40,000 homes")
	h.keys("enter", "esc")
	stands("Storm Iris: 40,000 homes")
	h.keys("m")
	stands("marked unread") // until the next move what was said last
	h.keys("j", "s")
	stands("Today, 7 unread")
}

// Every place says something, in words, and nothing that is there for the eye.
func TestPlainModeSpeaksEverywhere(t *testing.T) {
	for where, keys := range screens {
		for _, dumb := range []bool{false, true} {
			h := listening(t, screened(), func(o *Options) { o.Dumb = dumb })
			before := len(h.heard())
			h.keys(keys...)
			h.due()
			if len(h.heard()) == 0 && len(keys) > 0 {
				t.Errorf("%s says nothing (%d before)", where, before)
			}
			all := h.out.String()
			if i := strings.IndexAny(all, lines+"▌●★▾▸✓›‹↵"); i >= 0 {
				t.Errorf("%s says a sign: %q", where, all[max(0, i-40):min(len(all), i+20)])
			}
			plain := moves.ReplaceAllString(all, "")
			if dumb {
				plain = all
			}
			if i := strings.IndexFunc(plain, func(c rune) bool { return c < ' ' && c != '\n' && c != '\r' && c != '\b' || c == 0x7f }); i >= 0 {
				t.Errorf("%s writes %q", where, plain[max(0, i-20):min(len(plain), i+20)])
			}
			if dumb && strings.ContainsAny(all, "\r\b\x1b") {
				t.Errorf("%s: a dumb terminal is sent more than text", where)
			}
		}
	}
}

func TestADumbTerminalIsTypedToInLines(t *testing.T) {
	h := listening(t, newFake(), func(o *Options) { o.Dumb = true })
	h.heard()
	line := func(s string) []string {
		h.send(Line(s))
		h.due()
		return h.heard()
	}
	if got := line("jj"); len(got) != 2 && len(got) != 1 || !strings.Contains(got[len(got)-1], "Court strikes") {
		t.Errorf("two keys: %q", got)
	}
	if got := line(""); got[0] != "Article." {
		t.Errorf("an empty line opens: %q", got)
	}
	if got := line("esc"); got[0] != "Headlines. Today, 6 unread." {
		t.Errorf("a key by name: %q", got)
	}
	line("/")
	if got := line("storm iris"); !strings.Contains(strings.Join(got, "\n"), "Hits for storm iris") {
		t.Errorf("a line where one types is what is typed: %q", got)
	}
	line("esc")
	if got := line("/storm iris"); !strings.Contains(strings.Join(got, "\n"), "Hits for storm iris") || h.m.search.typing {
		t.Errorf("the key that begins it stands in the same line: %q", got)
	}
	if got := line(":messages"); len(got) < 3 || got[2] != "nothing was said yet" {
		t.Errorf("a command: %q", got)
	}
	if got := line("y"); len(got) != 1 || !strings.HasPrefix(got[0], "https://") {
		t.Errorf("a link cannot be copied, so it is said: %q", got)
	}
	if h.copy != "" {
		t.Error("the clipboard was written to")
	}
	if !strings.Contains(ansi.Strip(h.out.String()), "whole lines") {
		t.Error("nobody says how to type here")
	}
}

func TestPlainModeSaysWhatIsPickedAndTyped(t *testing.T) {
	h := listening(t, newFake(), func(o *Options) {
		o.Suggest = func(words []string) []Completion {
			if len(words) == 1 {
				return []Completion{{Word: "theme", Help: "a palette"}, {Word: "timeout", Help: "a time"}}
			}
			return nil
		}
	})
	h.heard()
	h.keys("T", "down")
	h.hears("a dialog to pick in", "Theme. Enter do, esc close.", "ink.", ">", "paper.", ">")
	h.keys("n", "o", "r")
	h.hears("what is typed, and found", "nord.", "> nor")
	h.keys("enter")
	if all := h.heard(); all[0] != `nord for now, theme = "nord" in the config keeps it` {
		t.Errorf("what is done: %q", all)
	}
	h.keys(":", "s", "e", "t", " ", "t", "tab", "tab")
	h.hears("the command line",
		"Command line. Enter runs it, Tab completes a word, Up brings earlier lines, Escape leaves.",
		":set t", "a palette", ":set theme", "a time", ":set timeout")
	h.keys("esc")
	h.heard()
	h.keys("ctrl+p")
	if all := h.heard(); len(all) != 3 || !strings.HasPrefix(all[0], "Commands. ") || all[1] != "reader view Enter." {
		t.Errorf("the palette: %q", all)
	}
	h.keys("esc")
	h.heard()
	h.keys("g")
	h.due()
	if all := h.heard(); len(all) != 1 || !strings.HasPrefix(all[0], "1 sections, 2 headlines, ") || !strings.HasSuffix(all[0], ", esc back") {
		t.Errorf("keys that may follow: %q", all)
	}
}
