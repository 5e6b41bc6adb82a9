package config

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestASettingIsSetByHand(t *testing.T) {
	const text = "theme = \"paper\"\n[keys]\nopen = \"i\"\n[[feeds]]\nurl = \"https://a.example/\"\n"
	l, err := Parse(defaults(t), []byte(text), "c.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range [][2]string{{"theme", "ink"}, {"reading.width", "80"}, {"mouse", "false"}, {"reload.interval", "2h"}, {"browser", "firefox --new-tab '%u'"}} {
		if l, err = l.Set(set[0], set[1]); err != nil {
			t.Fatalf("%v: %v", set, err)
		}
	}
	s := l.Settings
	if s.Theme.Dark.Name != "ink" || s.Measure != 80 || s.Mouse || s.Interval != 2*time.Hour {
		t.Errorf("%+v", s)
	}
	if d := cmp.Diff([]string{"firefox", "--new-tab", "%u"}, s.Browser); d != "" {
		t.Error(d)
	}
	if len(s.Feeds) != 1 || s.Feeds[0].Line != 4 || len(s.Keys.Binds) != 1 || s.Keys.Binds[0].At.Line != 3 {
		t.Errorf("what the file says is lost: %+v", s)
	}
	if l, err = l.Set("theme", `{dark = "nord", light = "paper"}`); err != nil || l.Settings.Theme.Dark.Name != "nord" {
		t.Errorf("a table cannot be set: %v", err)
	}
	if l, err = l.Set("theme", "paper"); err != nil || l.Settings.Theme.Dark.Name != "paper" {
		t.Errorf("the last word does not count: %v", err)
	}
}

func TestWhatCannotBeSetIsToldAndChangesNothing(t *testing.T) {
	l, _ := Parse(defaults(t), []byte("theme = \"pink\"\nmouse = false\n"), "c.toml")
	for _, c := range []struct{ name, value, want string }{
		{"theem", "ink", "perhaps theme"},
		{"theme", "pinkish", `"pinkish" is no theme`},
		{"mouse", "perhaps", "true or false"},
		{"reading.width", "7", "40 to 120"},
		{"reading.width", "80\nmouse = true", "a number"},
		{"feeds.url", "https://b.example/", "no setting"},
		{"keys.open", "x", "no setting"},
		{"theme.text", "red", "no setting"},
		{"reading", "x", "a table"},
		{"theme = \"ink\"\nmouse", "true", "no setting"},
	} {
		got, err := l.Set(c.name, c.value)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: %v", c.name, c.value, err)
		}
		if d := cmp.Diff(l.Settings, got.Settings); d != "" {
			t.Errorf("%s %s changed %s", c.name, c.value, d)
		}
	}
	if got, err := l.Set("reading.width", "90"); err != nil || got.Settings.Measure != 90 || len(got.Mistakes) != 1 || got.Settings.Mouse {
		t.Errorf("a mistake of the file is in the way: %v, %v", err, got.Mistakes)
	}
}

func TestWhatASettingTakesIsKnown(t *testing.T) {
	for _, name := range Settable() {
		what, values := Takes(name)
		if what == "" {
			t.Errorf("%s takes nothing", name)
		}
		l, _ := Parse(defaults(t), nil, "c.toml")
		for _, v := range values {
			if _, err := l.Set(name, v); err != nil {
				t.Errorf("%s does not take %s: %v", name, v, err)
			}
		}
	}
	if _, values := Takes("reading.full_text"); cmp.Diff([]string{"auto", "always", "never"}, values) != "" {
		t.Errorf("full_text takes %v", values)
	}
}

func TestMistakesFoundElsewhereStandAmongTheOthers(t *testing.T) {
	l, _ := Parse(defaults(t), []byte("theme = \"pink\"\n[keys]\nopne = \"i\"\n[reading]\nwidth = 3\n"), "c.toml")
	l.Report([]feeds.SettingMistake{{At: l.Settings.Keys.Binds[0].At, What: `there is no action "opne"`, Want: `perhaps "open"`}})
	var got []string
	for _, m := range l.Mistakes {
		got = append(got, m.Sentence())
	}
	if len(got) != 3 || got[1] != `c.toml:3:1: there is no action "opne"; expected perhaps "open"` || l.Mistakes[1].Text != `opne = "i"` {
		t.Errorf("%q", got)
	}
}
