package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestSearchesAreReadAndAMistakeCostsOnlyItsOwn(t *testing.T) {
	got, err := Parse(defaults(t), []byte(`[[searches]]
name = "Long reads"
query = "words:>1500   is:unread"
[[searches]]
name = "Storms"
query = "storm titel:x"
[[searches]]
query = "iris"
[[searches]]
name = "Long reads"
query = "iris"
[[searches]]
name = "Nothing"
query = " "
`), "c.toml")
	if err != nil {
		t.Fatal(err)
	}
	want := []feeds.SearchSetting{{Name: "Long reads", Query: "words:>1500 is:unread", Line: 1}}
	if diff := cmp.Diff(want, got.Settings.Searches); diff != "" {
		t.Error(diff)
	}
	if !got.FeedsUnsure {
		t.Error("a search that was left out may not be taken for removed")
	}
	all := ""
	for _, m := range got.Mistakes {
		all += m.Sentence() + "\n"
	}
	for _, part := range []string{"c.toml:6:", "no field titel:", "c.toml:7:", "no name", "c.toml:10:", "another search", "asks for nothing"} {
		if !strings.Contains(all, part) {
			t.Errorf("%q is not told in\n%s", part, all)
		}
	}
}
