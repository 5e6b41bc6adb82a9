package cli

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// Scripts read these keys: none may go or change, and what is empty is an
// empty list, never null.
func TestTheKeysOfTheJSONAreAContract(t *testing.T) {
	const article = "id feed_id feed_title guid url title authors published updated first_seen summary topics comments_url enclosures image read bookmarked words hidden_by"
	for _, tc := range []struct {
		verb, keys string
		lists      string
		value      any
	}{
		{"feeds", "id url title folder site_url checked next status error failures unread articles", "", feedOut(feeds.Feed{})},
		{"list", article, "authors topics enclosures", articleOut(feeds.Reading{})},
		{"related", article + " score relation reason", "authors topics enclosures", relatedJSON{articleJSON: articleOut(feeds.Reading{})}},
		{"stories", "id lead articles sources first last score", "articles sources", storyOut(feeds.Story{})},
		{"an article of stories", article + " copy_of", "authors topics enclosures", storyArticleOut(feeds.Reading{}, feeds.Headline{})},
		{"bookmarks list", "id url title source authors published saved tags note folder article_id canonical_url topics summary highlights offline link", "authors tags topics highlights", bookmarkOut(feeds.Bookmark{})},
		{"a link of bookmarks check", "id url title link", "", linkJSON{}},
		{"what is known of a link", "state checked", "", feeds.LinkCheck{}},
		{"reload", "feeds fetched unchanged failed new skipped waiting offline unreached errors", "errors", reloadOut(feeds.ReloadReport{})},
		{"bookmarks import", "format dry_run added merged unchanged skipped", "skipped", importOut(feeds.ImportReport{}, false)},
		{"an entry that was left out", "file line title reason", "", skippedJSON{}},
		{"an error of reload", "feed_id url error", "", feedErrorJSON{}},
		{"read", "url title byline site published language topics words source note blocks canonical standfirst section image problem text html", "topics blocks section", documentOut(&feeds.Document{}, nil, false, "")},
		{"check", "feed articles warnings", "articles warnings", checkOut(library.Checked{})},
		{"rules", "name query mute read bookmark tags notify run until enabled muted config", "tags", ruleOut(feeds.SavedRule{})},
		{"the feed of check", "title site_url description language format", "", checkOut(library.Checked{}).Feed},
		{"an enclosure", "url type length duration", "", feeds.Enclosure{}},
	} {
		text, err := json.Marshal(tc.value)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]json.RawMessage{}
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(tc.keys)
		for _, key := range want {
			if _, ok := got[key]; !ok {
				t.Errorf("%s has no %q", tc.verb, key)
			}
		}
		for key := range got {
			if !slices.Contains(want, key) {
				t.Errorf("%s has a key %q that is not written down here", tc.verb, key)
			}
		}
		for _, key := range strings.Fields(tc.lists) {
			if string(got[key]) != "[]" {
				t.Errorf("%s: an empty %s is %s", tc.verb, key, got[key])
			}
		}
	}
}
