package library

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// noticed are the events of rules so far.
func noticed(r *rig) (out []feeds.RuleNotified) {
	r.Tell(feeds.HookFailed{Hook: "the end"})
	for e := range r.Events() {
		switch e := e.(type) {
		case feeds.RuleNotified:
			out = append(out, e)
		case feeds.HookFailed:
			if e.Hook == "the end" {
				return out
			}
			r.Errorf("%s failed: %s", e.Hook, e.Text)
		}
	}
	return out
}

func TestRulesOfTheConfigActOnWhatComes(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Setenv(hookOut, dir)
	r := newRig(t)
	rules := []feeds.RuleSetting{
		{Name: "Ads", Query: "title:giveaway", Acts: feeds.RuleActs{Mute: true}, Line: 1},
		{Name: "Rust", Query: "title:rust", Acts: feeds.RuleActs{Tags: []string{"rust", "later"}, Notify: true, Run: true}, Run: []string{self, "ok", "$HOME"}, Line: 5},
		{Name: "Old", Query: "title:old", Acts: feeds.RuleActs{Read: true}, Line: 9},
	}
	if err := r.Apply(t.Context(), feeds.Settings{Rules: rules}, false); err != nil {
		t.Fatal(err)
	}
	r.answers(site, says(rss("First rust", "First giveaway")),
		says(rss("First rust", "First giveaway", "More rust", "A rust giveaway", "Old hat", "Plain", "Rust again")))
	id := r.follow(feedURL)[0]
	r.again(id)
	if got := noticed(r); len(got) != 0 {
		t.Errorf("a feed's first articles are told of: %+v", got)
	}
	report := r.again(id)
	if report.New != 4 {
		t.Errorf("%d are new, want 4: what is muted is not counted", report.New)
	}
	want := []string{"First rust", "More rust", "Old hat", "Plain", "Rust again"}
	var got []string
	for _, h := range listed(r) {
		got = append(got, h.Title)
		if h.Read != (h.Title == "Old hat") {
			t.Errorf("%s is read: %v", h.Title, h.Read)
		}
		if h.Bookmarked != strings.Contains(strings.ToLower(h.Title), "rust") {
			t.Errorf("%s is bookmarked: %v", h.Title, h.Bookmarked)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("listed are %q, want %q", got, want)
	}
	news := noticed(r)
	if len(news) != 1 || news[0].Rule != "Rust" || news[0].N != 2 || len(news[0].Titles) != 2 {
		t.Errorf("told: %+v; want one notice, without what is muted", news)
	}
	ran := runs(t, r, dir)
	if len(ran) != 3 || ran["More rust"].Args[1] != "$HOME" || ran["First rust"].Args != nil {
		t.Errorf("the program ran for %+v", ran)
	}
	var in struct{ Hook, Rule, Title string }
	if err := json.Unmarshal([]byte(ran["More rust"].Stdin), &in); err != nil || in.Hook != "rule" || in.Rule != "Rust" {
		t.Errorf("the program was given %+v: %v", in, err)
	}
	marks, err := r.Bookmarks(t.Context(), feeds.BookmarkRequest{Limit: 10})
	if err != nil || len(marks) != 4 {
		t.Fatalf("%d bookmarks: %v", len(marks), err)
	}
	if !slices.Equal(marks[0].Tags, []string{"rust", "later"}) || marks[0].Document == nil && len(marks[0].HTML) > 0 {
		t.Errorf("the bookmark is %+v", marks[0])
	}
	// Nobody did it, so undo has nothing to take back but the subscription.
	if c, err := r.Undo(t.Context()); err != nil || c.Verb != "subscribe" {
		t.Errorf("undo takes %+v back: %v", c, err)
	}
	if _, err := r.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Without the rule all is there again.
	if err := r.Apply(t.Context(), feeds.Settings{}, false); err != nil {
		t.Fatal(err)
	}
	if n := len(listed(r)); n != 7 {
		t.Errorf("%d are listed once the rules are gone, want 7", n)
	}
}

func TestWhatARuleLeftIsDoneAfterARestart(t *testing.T) {
	r := newRig(t)
	if _, err := r.SaveRule(t.Context(), feeds.SavedRule{Name: "Rust", Query: "title:rust", Acts: feeds.RuleActs{Bookmark: true}}, 0); err != nil {
		t.Fatal(err)
	}
	r.answers(site, says(rss()))
	id := r.follow(feedURL)[0]
	// As if it had been killed behind the transaction that keeps the articles.
	a := feeds.Article{GUID: "1", URL: "https://news.example/1", Title: "Some rust", Published: r.clock(), Hash: "1"}
	if _, err := r.store.Commit(t.Context(), []store.FeedResult{{Feed: id, Articles: []feeds.Article{a}}}, nil); err != nil {
		t.Fatal(err)
	}
	marks := func() int {
		list, err := r.Bookmarks(t.Context(), feeds.BookmarkRequest{Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if marks() != 0 {
		t.Fatal("it is kept already: the test tests nothing")
	}
	r.restart()
	for range 2 {
		r.ruleTasks(t.Context())
		if marks() != 1 {
			t.Errorf("%d bookmarks once what was left is done", marks())
		}
	}
}

func TestARuleIsAppliedToWhatIsThereAsOneStep(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss("Some rust", "More rust", "Plain")))
	r.own(r.follow(feedURL)...)
	c, err := r.SaveRule(t.Context(), feeds.SavedRule{Name: "Rust", Query: "title:rust", Acts: feeds.RuleActs{Mute: true, Read: true, Tags: []string{"x"}}}, 36500)
	if err != nil || c.N != 3 || c.What != "Rust" {
		t.Fatalf("the change is %+v: %v", c, err)
	}
	if got := listed(r); len(got) != 1 || got[0].Title != "Plain" {
		t.Errorf("listed are %+v", got)
	}
	r.restart()
	if c, err := r.Undo(t.Context()); err != nil || c.Verb != "add rule" {
		t.Fatalf("undo takes %+v back: %v", c, err)
	}
	for _, h := range listed(r) {
		if h.Read || h.Bookmarked {
			t.Errorf("%s is read %v, bookmarked %v", h.Title, h.Read, h.Bookmarked)
		}
	}
	if n := len(listed(r)); n != 3 {
		t.Errorf("%d are listed, want 3", n)
	}
	if _, err := r.Redo(t.Context()); err != nil || len(listed(r)) != 1 {
		t.Errorf("done again, %d are listed: %v", len(listed(r)), err)
	}
}

func TestWhatIsWrongWithARuleIsASentence(t *testing.T) {
	r := newRig(t)
	mute := feeds.RuleActs{Mute: true}
	if _, err := r.SaveRule(t.Context(), feeds.SavedRule{Name: "Storms", Query: "storm", Acts: mute}, 0); err != nil {
		t.Fatal(err)
	}
	if err := r.JoinRules(t.Context(), []feeds.RuleSetting{{Name: "Iris", Query: "iris", Acts: mute, Line: 2}}, false); err != nil {
		t.Fatal(err)
	}
	iris, err := r.FindRule(t.Context(), "IRIS")
	if err != nil {
		t.Fatal(err)
	}
	_, twice := r.SaveRule(t.Context(), feeds.SavedRule{Name: "Storms", Query: "x", Acts: mute}, 0)
	_, declared := r.RemoveRule(t.Context(), iris.ID)
	_, gone := r.RemoveRule(t.Context(), 99)
	_, unknown := r.FindRule(t.Context(), "calm")
	_, shown := r.HiddenBy(t.Context(), 1)
	for want, err := range map[string]error{"already; choose another name": twice, "stands in config.toml": declared, "not there any more": gone, "lists them": unknown, "no rule hides": shown} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestARuleThatWasNotOfTheConfigRunsNothing(t *testing.T) {
	r := newRig(t)
	c, err := r.SaveRule(t.Context(), feeds.SavedRule{Name: "Run", Query: "storm", Acts: feeds.RuleActs{Run: true, Notify: true}}, 0)
	if err != nil || c.N == 0 {
		t.Fatal(c, err)
	}
	if list, err := r.Rules(t.Context()); err != nil || list[0].Acts.Run {
		t.Errorf("the rule is %+v: %v", list, err)
	}
}

func TestIgnoreRulesOfNewsboatMuteItsArticlesOnce(t *testing.T) {
	r := newRig(t)
	dir, _ := moved(t, "newsboat")
	m := moving(r, "newsboat", dir)
	m.Plan.Mutes = append(m.Plan.Mutes, feeds.NamedQuery{Name: "newsboat, all", Query: "words:>=0"})
	for range 2 {
		if _, err := r.TakeOver(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		list, err := r.Rules(t.Context())
		if err != nil || len(list) != len(m.Plan.Mutes) {
			t.Fatalf("%d rules are there of %d: %v", len(list), len(m.Plan.Mutes), err)
		}
		if n := len(listed(r)); n != 0 {
			t.Errorf("%d articles are shown that it would not have", n)
		}
		if all := list[len(list)-1]; all.Muted == 0 {
			t.Error("the rule hides nothing: the test tests little")
		}
	}
}
