package config

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestRulesAreReadAndAMistakeCostsOnlyItsOwn(t *testing.T) {
	got, err := Parse(defaults(t), []byte(`[[rules]]
name = "No giveaways"
query = "title:giveaway   or iris sort:best"
mute = true
until = 2026-12-31
[[rules]]
query = "topic:rust"
tag = ["rust", " "]
run = ["my-program", "--new"]
enabled = false
until = "2026-02-28"
[[rules]]
query = "storm titel:x"
mute = true
[[rules]]
query = "iris"
[[rules]]
query = "calm"
read = true
until = "soon"
[[rules]]
name = "No giveaways"
query = "wind"
mute = true
[[rules]]
query = "rain"
run = [""]
[[rules]]
query = "rain"
mute = "yes"
`), "c.toml")
	if err != nil {
		t.Fatal(err)
	}
	end := func(day string) time.Time {
		d, err := time.ParseInLocation(time.DateOnly, day, time.Local)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	want := []feeds.RuleSetting{
		{Name: "No giveaways", Query: "title:giveaway or iris", Acts: feeds.RuleActs{Mute: true}, Ends: end("2027-01-01"), Line: 1},
		{Name: "topic:rust", Query: "topic:rust", Acts: feeds.RuleActs{Tags: []string{"rust"}, Run: true}, Run: []string{"my-program", "--new"}, Ends: end("2026-03-01"), Off: true, Line: 6},
	}
	if diff := cmp.Diff(want, got.Settings.Rules); diff != "" {
		t.Error(diff)
	}
	if !got.FeedsUnsure {
		t.Error("a rule that was left out may not be taken for removed")
	}
	all := ""
	for _, m := range got.Mistakes {
		all += m.Sentence() + "\n"
	}
	for _, part := range []string{"c.toml:13:9:", "no field titel:", "c.toml:16:9:", "does nothing", "c.toml:20:9:", "until is no day", "c.toml:22:8:", "name of another rule",
		"c.toml:27:7:", "names no program", "c.toml:30:8:", "true or false"} {
		if !strings.Contains(all, part) {
			t.Errorf("%q is not told in\n%s", part, all)
		}
	}
}
