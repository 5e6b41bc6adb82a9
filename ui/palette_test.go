package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// The table is walked: whatever is in it can be reached by key and by the
// palette, and the help lists it.
func TestEveryActionIsReachedByKeyAndPaletteAndListedInTheHelp(t *testing.T) {
	d := newDriver(t, linked())
	d.size(160, 44)
	places := map[scope]func(){
		scopeSections:  func() { d.keys("g", "1") },
		scopeHeadlines: func() { d.keys("g", "t", "g", "2") },
		scopeArticle:   func() { d.keys("g", "t", "g", "3") },
		scopeRelated:   func() { d.keys("g", "t", "g", "4") },
		scopeReader:    func() { d.keys("g", "t", "enter") },
		scopeFront:     func() { d.keys("g", "f") },
		scopeBookmarks: func() { d.keys("g", "b") },
		scopeHealth:    func() { d.keys("g", "e") },
		scopeSelection: func() { d.keys("g", "t", "enter", "H") },
		scopeComments:  func() { d.keys("g", "t", "g", "2", "C") },
	}
	key, listed, helped := map[action]bool{}, map[action]bool{}, map[action]bool{}
	for _, in := range scopes[1:] {
		for d.m.reader != nil || d.m.health.open || d.m.talk != nil {
			d.keys("esc")
		}
		places[in]()
		if d.m.scope() != in {
			t.Fatalf("this is %s, not %s", d.m.scope(), in)
		}
		for _, b := range d.m.keys.within(in) {
			for _, k := range b.Keys {
				if a, _ := d.m.keys.find(in, k); a == b.Action {
					key[a] = true
				}
			}
		}
		d.keys("ctrl+p")
		p := d.m.over.(*picker)
		words := map[string]bool{}
		for _, c := range p.choices {
			name, _, _ := strings.Cut(c.also, " ")
			listed[action(name)], words[c.text] = true, true
		}
		d.keys("esc", "?")
		for _, b := range d.m.keys.within(in) {
			if own := b.Scope == in && d.m.meant(in, b); own && (!words[b.Help] || !strings.Contains(helpText(d, 60), helpRow(b))) {
				t.Errorf("%s in %s is in the palette: %v, and in the help: %v", b.Action, in, words[b.Help], strings.Contains(helpText(d, 60), helpRow(b)))
			}
			helped[b.Action] = helped[b.Action] || len(b.Keys) > 0 && strings.Contains(helpText(d, 60), helpRow(b))
		}
		d.keys("esc")
	}
	for _, b := range bindings() {
		if !key[b.Action] {
			t.Errorf("no key does %s", b.Action)
		}
		if !listed[b.Action] && b.Action != actMacro {
			t.Errorf("no palette has %s", b.Action)
		}
		if !helped[b.Action] {
			t.Errorf("no help lists %s", b.Action)
		}
	}
}

// helpText is the words of the help in columns of width w, one after another.
func helpText(d *driver, w int) string {
	var all []string
	for _, block := range d.m.helpLines(w) {
		for _, line := range block {
			all = append(all, strings.Fields(ansi.Strip(line))...)
		}
	}
	return strings.Join(all, " ")
}

// helpRow is what the help says of an action.
func helpRow(b binding) string {
	var row []string
	for _, k := range b.Keys {
		row = append(row, strings.Fields(show(k))...)
	}
	return strings.Join(append(row, strings.Fields(b.Help)...), " ")
}

// Nothing of the help is cut, at whatever width and by whichever keys.
func TestTheHelpHasEveryKeyAndItsWordsWhole(t *testing.T) {
	for _, preset := range presetNames() {
		d := newDriver(t, newFake(), func(o *Options) { o.Settings.Keys.Preset = preset })
		d.size(46, 18)
		for _, in := range scopes[1:] {
			d.m.help = &helpBox{in: in}
			for _, w := range []int{36, 47} {
				flat := helpText(d, w)
				for _, b := range d.m.keys.within(in) {
					if len(b.Keys) == 0 || !d.m.meant(in, b) {
						continue
					}
					if want := helpRow(b); !strings.Contains(flat, want) {
						t.Errorf("%s, %s, %d wide: %q is not there as a whole", preset, in, w, want)
					}
				}
			}
		}
	}
}

func TestThePaletteFindsAndDoes(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("ctrl+p")
	d.expect("the actions and their keys", "Commands", "reader view", "↵ do · esc close", "also: a view, a feed")
	d.typed("unread next")
	d.expect("words in any order", "next unread")
	first := d.m.over.(*picker)
	if i, _ := first.current(); !strings.HasPrefix(first.all[i].text, "next unread") {
		t.Errorf("the best is %q", first.all[i].text)
	}
	d.keys("enter")
	if d.m.over != nil || d.m.heads.list.Index() != 1 {
		t.Errorf("the action was not done: at %d", d.m.heads.list.Index())
	}
	d.keys("ctrl+p")
	d.typed("hrbr post")
	d.keys("enter")
	d.expect("a feed by parts of its name", "Harbour Post")
	if v := d.m.heads.view; v.Kind != feeds.ViewFeed || v.Feed != 2 {
		t.Errorf("the view is %+v", v)
	}
	d.keys("ctrl+p")
	d.typed("zzzzqqq")
	d.expect("nothing found is said", "Nothing is called that.")
	d.keys("enter", "esc")
	if d.m.over != nil {
		t.Error("the palette is still open")
	}
}

func TestJumpGoesToAFeedFolderOrTopic(t *testing.T) {
	for typed, want := range map[string]feeds.View{
		"business":  {Kind: feeds.ViewFolder, Folder: "Business"},
		"compiler":  {Kind: feeds.ViewFeed, Feed: 6},
		"#energy":   {Kind: feeds.ViewTopic, Topic: "energy"},
		"#nowhere":  {Kind: feeds.ViewTopic, Topic: "nowhere"},
		"bookmarks": {Kind: feeds.ViewBookmarks},
	} {
		d := opened(t, 120, 36)
		d.keys("enter", "'") // from the reader as well
		d.typed(typed)
		d.keys("enter")
		if v := d.m.heads.view; !v.Same(want) || d.m.reader != nil {
			t.Errorf("%q leads to %+v", typed, v)
		}
	}
}

func TestAPickerShowsHowEachWouldBeAndGoesBack(t *testing.T) {
	d := opened(t, 120, 36)
	at, kept := "none", ""
	var list []choice
	for _, name := range []string{"paper", "ink", "mono"} {
		list = append(list, choice{text: name, show: func(*Model) { at = name }, do: func(*Model) tea.Cmd { kept = name; return nil }})
	}
	open := func() { d.m.pick(&picker{title: "Theme", choices: list, back: func(*Model) { at = "none" }}, 1) }
	open()
	if at != "ink" {
		t.Errorf("the choice it opens on is not shown: %q", at)
	}
	d.keys("down")
	if at != "mono" {
		t.Errorf("the cursor's choice is not shown: %q", at)
	}
	d.typed("pap")
	if at != "paper" {
		t.Errorf("what was found is not shown: %q", at)
	}
	d.keys("esc")
	if at != "none" || kept != "" {
		t.Errorf("Esc leaves %q, kept %q", at, kept)
	}
	open()
	d.keys("up", "enter")
	if kept != "paper" {
		t.Errorf("kept %q", kept)
	}
}

func TestWhatIsTypedFinds(t *testing.T) {
	texts := []string{"mark all related as read", "related stories", "reload all feeds", "Élan vital", "feed settings: the feed's own"}
	for typed, want := range map[string]string{
		"rel sto": "related stories", "sto rel": "related stories", "reload": "reload all feeds", "feeds": "reload all feeds",
		"élan": "Élan vital", "settings feed": "feed settings: the feed's own", "": "mark all related as read",
	} {
		hits := match(typed, texts)
		if len(hits) == 0 || texts[hits[0].index] != want {
			t.Errorf("%q finds %v first, want %q", typed, hits, want)
		}
	}
	if hits := match("xyz", texts); len(hits) != 0 {
		t.Errorf("found %v", hits)
	}
	for i := range marks("Él", texts[3]) {
		if i > 3 {
			t.Errorf("byte %d is marked", i)
		}
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("rel", "related stories")
	f.Add("İ ſ", "iİ K")
	f.Fuzz(func(t *testing.T, typed, text string) {
		for _, h := range match(typed, []string{text, text + "x"}) {
			if h.index > 1 {
				t.Fatal(h)
			}
			at := marks(typed, text)
			for i := range at {
				if i < 0 || i >= len(text) {
					t.Fatalf("%q in %q marks byte %d", typed, text, i)
				}
			}
			marked(text, at, pen{}, pen{})
		}
	})
}

func TestMacros(t *testing.T) {
	steps := func(s ...string) (out []feeds.Word) {
		for _, w := range s {
			out = append(out, feeds.Word{Text: w})
		}
		return out
	}
	d := opened(t, 120, 36, func(o *Options) {
		o.Settings.Keys.Macros = []feeds.Macro{
			{Key: "x", Steps: steps("bookmark", "3 down", "read")},
			{Key: "t", Steps: steps("bookmark-with", "next")},
			{Key: "r", Steps: steps(":search storm", "open")},
		}
	})
	d.keys(",")
	d.due()
	d.expect("which macros there are", ", …", "x bookmark, 3 down, read")
	d.keys("x")
	if !d.fake.articles[0].State.Bookmarked || d.m.heads.list.Index() != 3 || d.fake.articles[3].State.Read {
		t.Errorf("bookmarked %v, at %d, read %v", d.fake.articles[0].State.Bookmarked, d.m.heads.list.Index(), d.fake.articles[3].State.Read)
	}
	d.keys("g", "g", ",", "t")
	d.expect("a step that asks", "Tags")
	if d.m.heads.list.Index() != 0 {
		t.Error("the macro did not wait for the answer")
	}
	d.keys("enter", "enter", "enter")
	if d.m.heads.list.Index() != 1 {
		t.Error("the macro did not go on")
	}
	d.keys("g", "g", ",", "t", "esc")
	if d.m.heads.list.Index() != 0 {
		t.Error("Esc did not end the macro")
	}
	d.keys(",", "r")
	d.expect("a command line, and then the view it opened", "‹ esc back", "Storm Iris")
	none := opened(t, 120, 36)
	none.keys(",")
	none.expect("how to make one", "[macros]")

	for text, want := range map[string]string{"bokmark": `no action "bokmark"`, "macro": "cannot play a macro", "macro-x": "cannot play a macro"} {
		rows, wrong := bound(feeds.KeySettings{Macros: []feeds.Macro{{Key: "x", Steps: steps("read")}, {Key: "y", Steps: steps("open", text)}}})
		if len(wrong) != 1 || !strings.Contains(wrong[0].What, want) {
			t.Errorf("%s: %+v", text, wrong)
		}
		if k := newKeymap(rows); k.reaches["macro-y"] != 0 {
			t.Errorf("%s: half a macro is there", text)
		}
	}
	for _, keys := range [][2]string{{"x", "x"}, {"x", "x y"}, {"x y", "x"}} {
		_, wrong := bound(feeds.KeySettings{Macros: []feeds.Macro{{Key: keys[0], Steps: steps("read"), At: feeds.Spot{Line: 4}}, {Key: keys[1], Steps: steps("open")}}})
		if len(wrong) != 1 || !strings.Contains(wrong[0].What, "beside the macro on line 4") {
			t.Errorf("%v: %+v", keys, wrong)
		}
	}
	taken := feeds.KeySettings{Binds: []feeds.KeyBind{{Action: "bookmark", Keys: []feeds.Word{{Text: ", x"}}}}}
	taken.Macros = []feeds.Macro{{Key: "x", Steps: steps("read"), At: feeds.Spot{Line: 9}}}
	if _, wrong := bound(taken); len(wrong) != 1 || wrong[0].At.Line != 9 || !strings.Contains(wrong[0].What, `", x" is bookmark already`) {
		t.Errorf("%+v", wrong)
	}
	own := bind("macro-x=f5", "macro=;")
	own.Macros = []feeds.Macro{{Key: "x", Steps: steps("read")}, {Key: "y", Steps: steps("read")}}
	rows, _ := bound(own)
	for key, want := range map[string]action{"f5": "macro-x", "; y": "macro-y", ", y": "", "; x": ""} {
		if a, _ := newKeymap(rows).find(scopeHeadlines, key); a != want {
			t.Errorf("%q is %q, want %q", key, a, want)
		}
	}
}
