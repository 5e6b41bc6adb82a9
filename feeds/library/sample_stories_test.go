package library

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// TestTheSampleEditionsOwnStoriesAreFound reads the edition as a newcomer
// does, then what it prints later, and compares what the papers report together
// with what the stories say.
func TestTheSampleEditionsOwnStoriesAreFound(t *testing.T) {
	r := newRig(t)
	if err := r.Begin(r.Context(), feeds.Choice{Sample: true}); err != nil {
		t.Fatal(err)
	}
	reload := func() {
		if _, err := r.Reload(r.Context(), feeds.ReloadRequest{}); err != nil {
			t.Fatal(err)
		}
	}
	reload()
	if r.edition.Advance() == 0 {
		t.Fatal("the edition has nothing for later")
	}
	r.pass(10 * time.Minute)
	reload()

	page, err := r.List(r.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	stories, copies := map[feeds.StoryID][]string{}, map[string]string{}
	note := func(list []feeds.Headline) {
		url := map[feeds.ArticleID]string{}
		for _, h := range list {
			url[h.ID] = h.URL
		}
		for _, h := range list {
			if h.CopyOf != 0 {
				copies[h.URL] = url[h.CopyOf]
			}
			if h.Story != 0 && !slices.Contains(stories[h.Story], h.URL) {
				stories[h.Story] = append(stories[h.Story], h.URL)
			}
		}
	}
	for _, h := range page.Headlines {
		st, err := r.Story(r.Context(), h.ID)
		if err != nil {
			t.Fatal(err)
		}
		note(st.Articles)
	}
	if diff := cmp.Diff(r.edition.Copies(), copies); diff != "" {
		t.Errorf("copies, -want +got:\n%s", diff)
	}
	sorted := func(all [][]string) []string {
		var out []string
		for _, s := range all {
			slices.Sort(s)
			out = append(out, strings.Join(s, "\n"))
		}
		slices.Sort(out)
		return out
	}
	want := sorted(slices.Collect(maps.Values(r.edition.Events())))
	got := sorted(slices.Collect(maps.Values(stories)))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stories, -want +got:\n%s", diff)
	}
}
