package ui

import (
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestARuleIsMadeFromAnArticleAndUndone(t *testing.T) {
	d := opened(t, 120, 36)
	title := d.m.heads.current().Title
	rows := len(d.m.heads.rows)
	d.keys("M")
	d.expect("offers from the article, and the rule", "New rule", "feed: ", "Query", "[x] mute", "[x] what is here already", "of the last 30 days", title[:40])
	for d.m.over.(*ruleDialog).at == ruleFieldOffers { // to the query
		d.keys("tab")
	}
	d.keys("ctrl+u", "ctrl+k")
	d.typed(`title:"` + title + `"`)
	d.due()
	d.expect("the trial follows what is typed", "would hide 1 of the last 30 days")
	d.keys("tab", "tab", "tab", "space", "space")
	d.expect("for how long", "[a week]")
	d.keys("enter")
	d.expect("told, with its undo", "rule made: ", "1 article hidden · u undo")
	if n := len(d.m.heads.rows); n != rows-1 {
		t.Errorf("%d rows are left of %d", n, rows)
	}
	if r := d.fake.rules[0]; !r.Acts.Mute || !r.Ends.Equal(fakeNow.Add(7*24*time.Hour)) || r.Name != feeds.CleanLine(r.Query) {
		t.Errorf("the rule is %+v", r)
	}
	d.keys("u")
	if n := len(d.m.heads.rows); n != rows || len(d.fake.rules) != 0 {
		t.Errorf("undone, there are %d rows of %d, and %d rules", n, rows, len(d.fake.rules))
	}
}

func TestAHiddenArticleSaysByWhichRuleAndThatCanGo(t *testing.T) {
	d := opened(t, 120, 36)
	title, id := d.m.heads.current().Title, d.m.heads.current().ID
	if _, err := d.fake.SaveRule(t.Context(), feeds.SavedRule{Name: "Enough of it", Query: `title:"` + title + `"`, Acts: feeds.RuleActs{Mute: true}}, feeds.TrialDays); err != nil {
		t.Fatal(err)
	}
	d.event(feeds.ArticlesChanged{})
	if _, there := d.m.heads.at[id]; there {
		t.Error("it is among the rows still")
	}
	d.keys("/")
	d.typed("is:muted")
	d.due()
	d.keys("enter")
	d.expect("its row says why", title, "hidden by Enough of it")
	d.keys("enter")
	d.expect("the article says why, and what to do", "Hidden by rule “Enough of it”.", "M shows it again")
	d.keys("M")
	d.expect("what is to become of the rule", "Remove the rule", "shows 1 article", "Switch it off", "Change the rule")
	d.keys("enter")
	d.expect("removed", "rule removed: Enough of it · u undo")
	if len(d.fake.rules) != 0 {
		t.Error("the rule is there still")
	}
}

func TestRulesAreListedSwitchedMovedChangedAndRemoved(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "r")
	d.expect("none yet", "There is no rule yet.")
	d.keys("a")
	d.typed("storm")
	d.due()
	d.keys("enter")
	d.expect("back in the list", "Rules", "[x] storm", "mute")
	d.keys("a")
	d.typed("iris")
	d.keys("tab", "space", "right", "space", "enter")
	d.expect("both", "storm", "iris", "mark read")
	names := func() (out []string) {
		for _, r := range d.fake.rules {
			out = append(out, r.Name)
		}
		return out
	}
	d.keys("j", "K")
	if got := strings.Join(names(), " "); got != "iris storm" {
		t.Errorf("moved up, the rules are %s", got)
	}
	d.keys("k", "space")
	d.expect("switched off", "[ ] iris", "off")
	d.keys("u")
	d.expect("undone here", "[x] iris")
	d.keys("enter")
	d.typed(" or calm")
	d.keys("enter")
	d.expect("changed", "iris or calm")
	d.keys("x")
	if got := strings.Join(names(), " "); got != "storm" {
		t.Errorf("one removed, the rules are %s", got)
	}
	d.fake.rules[0].Line = 12
	clear(d.fake.hid)
	d.fake.hide()
	d.event(feeds.ArticlesChanged{})
	d.keys("esc", "g", "r", "x")
	d.expect("the config's stay", "stands in config.toml, line 12")
	rows := len(d.m.heads.rows)
	d.keys("r")
	d.expect("but act on what is here", "rule applied: storm · took ", "u undo")
	if len(d.m.heads.rows) >= rows {
		t.Errorf("%d rows are left of %d", len(d.m.heads.rows), rows)
	}
	d.keys("r")
	d.expect("once", "it has nothing to do in the last 30 days")
	d.keys("u")
	if n := len(d.m.heads.rows); n != rows {
		t.Errorf("undone, there are %d rows of %d", n, rows)
	}
}

func TestARuleWithAMistakeIsNotMade(t *testing.T) {
	d := opened(t, 80, 24)
	d.keys("g", "r", "a")
	d.typed("titel:x")
	d.due()
	d.expect("the mistake is told as one types", "no field titel:")
	d.keys("enter")
	if len(d.fake.rules) != 0 || d.m.over == nil {
		t.Error("the rule was made, or the dialog is gone")
	}
	for range "titel:x" {
		d.keys("backspace")
	}
	d.typed("x")
	d.keys("tab", "space", "enter")
	d.expect("nothing to do", "does nothing yet")
	d.keys("space", "enter")
	if len(d.fake.rules) != 1 {
		t.Errorf("there are %d rules", len(d.fake.rules))
	}
}

func TestANoticeIsOneCleanSequence(t *testing.T) {
	news := feeds.RuleNotified{Rule: "Rust", N: 5, Titles: []string{"One\x1b]0;x\x07", "Two; more", "Three"}}
	const text = "Rust: 5 articles: One · Two; more · Three …"
	for kind, want := range map[Notices]string{
		OSC9: "\x1b]9;" + text + "\x1b\\", OSC777: "\x1b]777;notify;Broadsheet;" + strings.ReplaceAll(text, ";", ",") + "\x1b\\",
		OSC99: "\x1b]99;i=broadsheet:d=0;Broadsheet\x1b\\\x1b]99;i=broadsheet:p=body;" + text + "\x1b\\",
	} {
		d := newDriver(t, newFake(), func(o *Options) { o.Notices = kind })
		d.size(120, 36)
		d.raw = ""
		d.event(news)
		if d.raw != want {
			t.Errorf("%d is told as %q, want %q", kind, d.raw, want)
		}
		d.expect("and on the screen", "Rust: 5 articles")
	}
	d := newDriver(t, newFake(), func(o *Options) { o.Plain = true })
	d.raw = ""
	d.event(news)
	if d.raw != "" {
		t.Errorf("plain mode sends %q", d.raw)
	}
}

func TestNamesInTitles(t *testing.T) {
	for title, want := range map[string]string{
		"Dam at Orrin Pass holds as river falls":  "Orrin Pass",
		"Why Ada Lovelace met Charles Babbage so": "Ada Lovelace|Charles Babbage",
		"Everything Is In Capitals Here Today":    "Everything|Capitals",
		"nothing but small words about storms":    "nothing|storms",
		"":                                        "",
		"東京タワー":                                   "東京タワー",
	} {
		if got := strings.Join(titleNames(title), "|"); got != want {
			t.Errorf("%q has %q, want %q", title, got, want)
		}
	}
}

func TestTheDialogOfARuleFitsEveryScreen(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {120, 36}, {80, 24}, {46, 18}, {30, 12}, {20, 5}} {
		d := opened(t, 120, 36)
		d.keys("M")
		d.size(size[0], size[1])
		for range ruleFields + 1 {
			d.keys("tab")
			lines := strings.Split(d.screen(), "\n")
			if v := d.m.View(); size[1] >= 5 && size[0] >= 30 && d.m.over.(*ruleDialog).input() != nil && v.Cursor == nil {
				t.Errorf("%v: the cursor of what is typed is not on the screen", size)
			}
			if len(lines) != size[1] {
				t.Fatalf("%v: %d lines", size, len(lines))
			}
			for _, l := range lines {
				if w := d.m.st.Width(l); w > size[0] {
					t.Fatalf("%v: a line of %d cells", size, w)
				}
			}
		}
	}
}

func TestAmongTheRulesUndoHasItsOwnKeys(t *testing.T) {
	d := newDriver(t, linked(), func(o *Options) { o.Settings.Keys.Preset = "newsboat" })
	d.size(120, 36)
	d.keys("g", "r", "a", "x", "enter")
	d.expect("made", "rule made: x", "U undo")
	d.keys("U")
	if len(d.fake.rules) != 0 {
		t.Errorf("%d rules are left", len(d.fake.rules))
	}
	d.expect("undone", "undone: rule made", "There is no rule yet")
	d.keys("u") // letters on links in newsboat
	if len(d.fake.rules) != 0 {
		t.Error("u does it again")
	}
	d.keys("ctrl+y")
	d.expect("the key of redo", "nothing to redo") // the fake keeps no way there
}

func TestTheKeysOfTheRulesAreNamedAtEverySize(t *testing.T) {
	for _, size := range [][2]int{{46, 18}, {80, 24}, {120, 36}} {
		d := newDriver(t, linked())
		d.size(size[0], size[1])
		d.keys("g", "r", "a", "x", "enter")
		d.expect("what the keys do", "Space on, off", "J K move", "x remove", "r apply", "a new", "u undo")
	}
}
