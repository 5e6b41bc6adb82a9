package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"
)

// bind makes a setting as the config reads it: each on a line of its own.
func bind(rows ...string) (s feeds.KeySettings) {
	for i, row := range rows {
		name, keys, _ := strings.Cut(row, "=")
		b := feeds.KeyBind{At: feeds.Spot{Line: i + 1, Column: 1}}
		if in, act, ok := strings.Cut(name, "/"); ok {
			b.Scope, b.Action = in, act
		} else {
			b.Action = name
		}
		for j, k := range strings.Split(keys, ",") {
			if k != "" {
				b.Keys = append(b.Keys, feeds.Word{Text: k, At: feeds.Spot{Line: i + 1, Column: 10 + j}})
			}
		}
		s.Binds = append(s.Binds, b)
	}
	return s
}

func TestKeysAreBoundAnew(t *testing.T) {
	for _, c := range []struct {
		name  string
		binds []string
		in    scope
		key   string
		want  action // "" for nothing
	}{
		{"an action has its new key", []string{"bookmark=z"}, scopeHeadlines, "z", actBookmark},
		{"and not its old one", []string{"bookmark=z"}, scopeHeadlines, "b", ""},
		{"what had the key before loses it", []string{"bookmark=o"}, scopeHeadlines, "o", actBookmark},
		{"in a place that made something of its own of it too", []string{"bookmark=x"}, scopeHeadlines, "x", actBookmark},
		{"several keys", []string{"bookmark=z,ctrl+k"}, scopeReader, "ctrl+k", actBookmark},
		{"a sequence", []string{"bookmark=g k"}, scopeReader, "g k", actBookmark},
		{"a key takes the longer ones it begins", []string{"bookmark=g"}, scopeHeadlines, "g", actBookmark},
		{"a sequence takes the key that begins it", []string{"bookmark=j j"}, scopeHeadlines, "j j", actBookmark},
		{"wherever the action has a row", []string{"open=i"}, scopeRelated, "i", actOpen},
		{"an action without keys", []string{"bookmark="}, scopeHeadlines, "b", ""},
		{"for one place alone", []string{"reader/next=n"}, scopeReader, "n", actNext},
		{"elsewhere all is as it was", []string{"reader/next=n"}, scopeHeadlines, "n", actNextUnread},
		{"there the outer key is gone", []string{"reader/bookmark=z"}, scopeReader, "b", ""},
		{"elsewhere it is not", []string{"reader/bookmark=z"}, scopeHeadlines, "b", actBookmark},
		{"unbound in one place", []string{"reader/bookmark="}, scopeReader, "b", ""},
		{"one place goes before everywhere", []string{"bookmark=z", "reader/bookmark=Z"}, scopeReader, "Z", actBookmark},
		{"the same, the other way", []string{"reader/bookmark=Z", "bookmark=z"}, scopeReader, "z", ""},
		{"a place's key hides what begins with it outside", []string{"reader/bookmark=g"}, scopeReader, "g", actBookmark},
		{"two actions swap their keys", []string{"bookmark=m", "read=b"}, scopeHeadlines, "b", actRead},
		{"a key that it had already leaves places as they were", []string{"pane-left=h,left"}, scopeSections, "h", actFold},
		{"global is everywhere", []string{"global/bookmark=z"}, scopeReader, "z", actBookmark},
		{"a digit can be bound", []string{"focus-article=3"}, scopeHeadlines, "3", actPane3},
	} {
		rows, wrong := bound(bind(c.binds...))
		if len(wrong) > 0 {
			t.Errorf("%s: %+v", c.name, wrong)
		}
		if got, _ := newKeymap(rows).find(c.in, c.key); got != c.want {
			t.Errorf("%s: %q in %s is %q, want %q", c.name, c.key, c.in, got, c.want)
		}
	}
}

func TestMistakesInKeysAreToldAndTheRestHolds(t *testing.T) {
	for _, c := range []struct {
		name, what, want string // parts of what is said
		at               feeds.Spot
		binds            []string
	}{
		{"no such action", `no action "bokmark"`, `perhaps "bookmark"`, feeds.Spot{Line: 2, Column: 1}, []string{"read=q", "bokmark=z"}},
		{"no such place", `no place "raeder"`, `perhaps "reader"`, feeds.Spot{Line: 1, Column: 1}, []string{"raeder/open=z"}},
		{"no such key", `"entr" cannot be bound`, `perhaps "enter"`, feeds.Spot{Line: 1, Column: 10}, []string{"open=entr"}},
		{"the second of two keys", `"qq" cannot be bound`, `"q q"`, feeds.Spot{Line: 1, Column: 11}, []string{"open=i,qq"}},
		{"two actions want one key", `"z" is bookmark already, by line 1`, "another key", feeds.Spot{Line: 2, Column: 10}, []string{"bookmark=z", "read=z"}},
		{"in one place", `"z" is bookmark already`, "another key", feeds.Spot{Line: 2, Column: 10}, []string{"reader/bookmark=z", "reader/read=z"}},
		{"one key begins the other", `"z z" cannot stand beside "z", which is bookmark`, "another key", feeds.Spot{Line: 2, Column: 10}, []string{"bookmark=z", "read=z z"}},
		{"ctrl+c", `"ctrl+c" cannot be bound`, "always quits", feeds.Spot{Line: 1, Column: 10}, []string{"read=ctrl+c"}},
		{"a key that terminals send as another", `"ctrl+i" cannot be bound`, "as tab", feeds.Spot{Line: 1, Column: 10}, []string{"read=ctrl+i"}},
	} {
		rows, wrong := bound(bind(append(c.binds, "redo=9")...))
		if len(wrong) != 1 {
			t.Errorf("%s: %d mistakes: %+v", c.name, len(wrong), wrong)
			continue
		}
		if w := wrong[0]; w.At != c.at || !strings.Contains(w.What, c.what) || !strings.Contains(w.Want, c.want) {
			t.Errorf("%s: %+v", c.name, w)
		}
		if a, _ := newKeymap(rows).find(scopeHeadlines, "9"); a != actRedo {
			t.Errorf("%s: a good row is lost", c.name)
		}
	}
	rows, wrong := bound(bind("open=entr", "bookmark=z,ctrl+i"))
	k := newKeymap(rows)
	if a, _ := k.find(scopeHeadlines, "enter"); len(wrong) != 2 || a != actOpen {
		t.Errorf("an action whose keys are all wrong has lost those it had: %+v", wrong)
	}
	if a, _ := k.find(scopeHeadlines, "z"); a != actBookmark {
		t.Error("a wrong key took the good one with it")
	}
	if _, wrong := bound(feeds.KeySettings{Preset: "vmi", At: feeds.Spot{Line: 4, Column: 8}}); len(wrong) != 1 || wrong[0].At.Line != 4 || !strings.Contains(wrong[0].Want, `perhaps "vim"`) {
		t.Errorf("a preset that is none: %+v", wrong)
	}
}

func TestEveryPresetIsWholeAndSound(t *testing.T) {
	defaults := newKeymap(bindings())
	for _, name := range presetNames() {
		rows, wrong := bound(feeds.KeySettings{Preset: name})
		if len(wrong) > 0 {
			t.Errorf("%s: %+v", name, wrong)
		}
		if err := check(rows); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, r := range presets[name] {
			if r.in != "" && !slices.Contains(scopes, r.in) || !slices.ContainsFunc(bindings(), func(b binding) bool { return b.Action == r.action }) {
				t.Errorf("%s names %s in %q, which is not in the table", name, r.action, r.in)
			}
			for _, k := range r.keys {
				if got, err := parseKeys(k.key); k.key != "ctrl+c" && (err != nil || got != k.key) {
					t.Errorf("%s: %q is no key: %q, %v", name, k.key, got, err)
				}
			}
		}
		k := newKeymap(rows)
		for _, b := range bindings() {
			row, ok := k.row(b.Scope, b.Action)
			if !ok || len(row.Keys) == 0 {
				t.Errorf("%s: nothing leads to %s in %s", name, b.Action, b.Scope)
				continue
			}
		}
		for _, in := range scopes[1:] {
			reached := map[action]bool{}
			for _, b := range k.within(in) {
				for _, key := range b.Keys {
					if a, waiting := k.find(in, key); a == b.Action && !waiting && !slices.ContainsFunc(starts(key), func(part string) bool {
						_, goesOn := k.find(in, part)
						return !goesOn
					}) {
						reached[a] = true
					}
				}
			}
			for _, b := range defaults.within(in) {
				if len(b.Keys) > 0 && !reached[b.Action] {
					t.Errorf("%s: %s is out of reach in %s", name, b.Action, in)
				}
			}
		}
	}
	for _, c := range []struct {
		preset string
		in     scope
		key    string
		want   action
	}{
		{"vim", scopeReader, "ctrl+e", actDown}, {"vim", scopeHeadlines, "Z Z", actQuit}, {"vim", scopeSections, "z o", actUnfold},
		{"newsboat", scopeHeadlines, "N", actRead}, {"newsboat", scopeHeadlines, "p", actPrevUnread}, {"newsboat", scopeReader, "u", actFollow},
		{"emacs", scopeHeadlines, "ctrl+n", actDown}, {"emacs", scopeReader, "ctrl+x b", actJump}, {"emacs", scopeHeadlines, "alt+x", actPalette},
	} {
		rows, _ := bound(feeds.KeySettings{Preset: c.preset})
		if got, _ := newKeymap(rows).find(c.in, c.key); got != c.want {
			t.Errorf("%s: %q is %q, want %q", c.preset, c.key, got, c.want)
		}
	}
}

func TestAPersonsKeysGoOverAPreset(t *testing.T) {
	s := bind("bookmark=p")
	s.Preset = "newsboat"
	rows, wrong := bound(s)
	k := newKeymap(rows)
	a, _ := k.find(scopeHeadlines, "p")
	kept, _ := k.find(scopeHeadlines, "N")
	if len(wrong) > 0 || a != actBookmark || kept != actRead {
		t.Errorf("p is %q, N is %q, %+v", a, kept, wrong)
	}
}

func TestKeysAreReadAsPeopleWriteThem(t *testing.T) {
	for in, want := range map[string]string{
		"x": "x", "X": "X", "g u": "g u", "ctrl+d": "ctrl+d", "Ctrl-D": "ctrl+d", "C-d": "ctrl+d", "<C-d>": "ctrl+d", "^d": "ctrl+d", "^": "^", "<": "<", "-": "-",
		"shift+j": "J", "alt+x": "alt+x", "M-x": "alt+x", "alt+X": "alt+shift+x", "Enter": "enter", "return": "enter", "<cr>": "enter", "PageDown": "pgdown",
		"shift+tab": "shift+tab", "space": "space", " ": "space", "ctrl+alt+a": "ctrl+alt+a", "alt+ctrl+a": "ctrl+alt+a", "F5": "f5", "ä": "ä", "comma": ",",
		"ctrl+up": "ctrl+up", "  g   g ": "g g", "ctrl+shift+x": "ctrl+shift+x", "plus": "+", "alt+<": "alt+<",
	} {
		if got, err := parseKeys(in); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "entr", "gg", "ctrl+", "hyper+x", "ctrl+c", "g ctrl+c", "g esc", "ctrl+i", "ctrl+m", "\x1b", "x\u202e"} {
		if got, err := parseKeys(in); err == nil {
			t.Errorf("%q is taken for %q", in, got)
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{"ctrl+d", "<C-x> g", "^", "shift++", "M-", "g g", "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key, err := parseKeys(s)
		if err != nil {
			return
		}
		if again, err := parseKeys(key); err != nil || again != key {
			t.Errorf("%q is %q, and that %q, %v", s, key, again, err)
		}
	})
}

// Whatever the settings say there is a table in which no key means two things,
// and ctrl+c is nobody's.
func TestAnySettingsGiveASoundTable(t *testing.T) {
	keys := []string{"a", "g", "g g", "g u", "x", "ctrl+x", "ctrl+x ctrl+s", "j", "enter", "esc", "", "q q", ",", ", x"}
	var names []string
	for _, b := range bindings() {
		names = append(names, string(b.Action))
	}
	seed := uint32(1)
	next := func(n int) int {
		seed = seed*1664525 + 1013904223
		return int(seed>>8) % n
	}
	for range 300 {
		var rows []string
		for range 1 + next(8) {
			in := ""
			if next(3) == 0 {
				in = string(scopes[next(len(scopes))]) + "/"
			}
			rows = append(rows, fmt.Sprintf("%s%s=%s,%s", in, names[next(len(names))], keys[next(len(keys))], keys[next(len(keys))]))
		}
		s := bind(rows...)
		s.Preset = presetNames()[next(4)]
		s.Macros = []feeds.Macro{{Key: "x", Steps: []feeds.Word{{Text: "bookmark"}}}}
		table, _ := bound(s)
		k := newKeymap(table)
		for _, b := range table {
			for _, key := range b.Keys {
				if has := k.actions[b.Scope][key]; !b.leader && has != b.Action {
					t.Fatalf("%v: %q means %s and %s in %s", rows, key, has, b.Action, b.Scope)
				}
				for _, part := range starts(key) {
					if has := k.actions[b.Scope][part]; has != "" {
						t.Fatalf("%v: %q begins %q, but is %s in %s", rows, part, key, has, b.Scope)
					}
				}
			}
		}
	}
}

// What the screen says names the keys in force, not those of the table.
func TestTheScreenNamesThePersonsKeys(t *testing.T) {
	d := opened(t, 120, 36, func(o *Options) {
		o.Settings.Keys = bind("undo=ctrl+z", "suspend=ctrl+y", "reload=9", "browser=", "help=f1", "bookmark=k,b", "up=i")
	})
	d.keys("b")
	d.expect("the toast", "bookmarked · ctrl+z undo")
	d.keys("ctrl+z")
	d.due()
	d.expect("the hints", "k bookmark", "f1 help")
	d.expectNot("a key that does nothing now", "o browser")
	d.fake.articles = nil
	d.keys("g", "u")
	d.expect("an empty view", "9 reload")
	d.keys("f1")
	d.typed("undo")
	d.expect("the help", "ctrl+z")
	d.keys("esc", "ctrl+p")
	d.typed("open in browser")
	d.expect("the palette has what no key does", "open in the browser")
}
