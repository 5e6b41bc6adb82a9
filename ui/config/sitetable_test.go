package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestSitesHaveRulesAndWhatCannotBeUsedCostsOnlyItself(t *testing.T) {
	got, err := Parse(defaults(t), []byte(`[reading]
full_text = "always"
[[sites]]
host = "WWW.News.example"
content = "div.story"
remove = [".ad", "p[", "aside"]
next = "a.next"
[[sites]]
content = "p"
[[sites]]
host = "news.example"
[[feeds]]
url = "https://a.example/feed"
full_text = "never"
[[feeds]]
url = "https://b.example/feed"
full_text = "sometimes"
`), "c.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := []feeds.SiteRule{{Host: "news.example", Content: "div.story", Remove: []string{".ad", "aside"}, Next: "a.next", Line: 3}}
	if diff := cmp.Diff(want, got.Settings.Sites); diff != "" {
		t.Error(diff)
	}
	if s := got.Settings; s.FullText != feeds.FullTextAlways || s.Feeds[0].Options.FullText != feeds.FullTextNever || s.Feeds[1].Options.FullText != "" {
		t.Errorf("full text: %q, %+v", s.FullText, s.Feeds)
	}
	var all []string
	for _, m := range got.Mistakes {
		all = append(all, m.String())
	}
	said := strings.Join(all, "\n")
	for _, part := range []string{"c.toml:6", "is no CSS selector", "c.toml:8", "is no host", "c.toml:11", "has a table already", "c.toml:17", `"sometimes" is not known here`} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not among the mistakes:\n%s", part, said)
		}
	}
	if len(all) != 4 || got.FeedsUnsure {
		t.Errorf("%d mistakes, unsure %v", len(all), got.FeedsUnsure)
	}
}
