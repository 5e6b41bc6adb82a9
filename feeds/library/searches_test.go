package library

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestQueryFeedsOfNewsboatBecomeSavedSearchesOnce(t *testing.T) {
	r := newRig(t)
	dir, _ := moved(t, "newsboat")
	m := moving(r, "newsboat", dir)
	if len(m.Plan.Searches) == 0 {
		t.Fatal("there is no query feed to move")
	}
	for range 2 {
		if _, err := r.TakeOver(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		list, err := r.Searches(t.Context())
		if err != nil || len(list) != len(m.Plan.Searches) {
			t.Fatalf("%d searches are saved of %d: %v", len(list), len(m.Plan.Searches), err)
		}
		for _, v := range list {
			if !v.Counted {
				t.Errorf("%q is not counted", v.Name)
			}
		}
	}
	c, err := r.Undo(t.Context())
	if err != nil || c.Verb != "save search" {
		t.Fatalf("undo takes %+v back: %v", c, err)
	}
	if list, err := r.Searches(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%d searches are left: %v", len(list), err)
	}
}

func TestWhatIsWrongWithASavedSearchIsASentence(t *testing.T) {
	r := newRig(t)
	if _, err := r.SaveSearch(t.Context(), feeds.SavedSearch{Name: "Storms", Query: "storm"}); err != nil {
		t.Fatal(err)
	}
	if err := r.JoinSearches(t.Context(), []feeds.SearchSetting{{Name: "Iris", Query: "iris", Line: 2}}, false); err != nil {
		t.Fatal(err)
	}
	iris, err := r.FindSearch(t.Context(), "IRIS")
	if err != nil {
		t.Fatal(err)
	}
	_, twice := r.SaveSearch(t.Context(), feeds.SavedSearch{Name: "Storms", Query: "x"})
	_, declared := r.RemoveSearch(t.Context(), iris.ID)
	_, gone := r.RemoveSearch(t.Context(), 99)
	_, unknown := r.FindSearch(t.Context(), "calm")
	for want, err := range map[string]error{"already; choose another name": twice, "stands in config.toml": declared, "not there any more": gone, "lists them": unknown} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}
