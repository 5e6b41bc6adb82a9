package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

// headline is an article's row with its place in a story.
func (f *fake) headline(r feeds.Reading) feeds.Headline {
	h := headline(r)
	for i, ids := range f.stories {
		if slices.Contains(ids, h.ID) {
			h.Story, h.Reports = feeds.StoryID(i+1), len(ids)-1
		}
	}
	return h
}

// leads says whether an article's row stands for its story in a view.
func (f *fake) leads(h feeds.Headline, v feeds.View) bool {
	if h.Story == 0 {
		return true
	}
	for _, id := range f.stories[h.Story-1] {
		if r := f.find(id); r != nil && f.in(v, *r) {
			return id == h.ID
		}
	}
	return true
}

func (f *fake) story(id feeds.ArticleID) feeds.Story {
	for i, ids := range f.stories {
		if !slices.Contains(ids, id) {
			continue
		}
		st := feeds.Story{ID: feeds.StoryID(i + 1), Lead: ids[0]}
		for j := len(f.articles) - 1; j >= 0; j-- {
			if slices.Contains(ids, f.articles[j].Article.ID) {
				st.Articles = append(st.Articles, f.headline(f.articles[j]))
			}
		}
		return st
	}
	return feeds.Story{Lead: id}
}

// tell makes one story of the articles at some places of the list.
func (f *fake) tell(places ...int) {
	var ids []feeds.ArticleID
	for _, i := range places {
		ids = append(ids, f.articles[i].Article.ID)
	}
	f.stories = append(f.stories, ids)
}

// storied is a screen whose second article leads a story of three, the fourth
// and sixth being the others.
func storied(t *testing.T, w, h int) *driver {
	t.Helper()
	f := newFake()
	f.tell(1, 3, 5)
	d := newDriver(t, f, func(o *Options) { o.Settings.Stories = true })
	d.size(w, h)
	return d
}

func ids(rows []feeds.Headline) (out []feeds.ArticleID) {
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}

func TestAStoryHasOneRowThatSaysHowManyMoreReportIt(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {120, 36}, {80, 24}, {46, 18}} {
		d := storied(t, size[0], size[1])
		if line, _ := d.row("Storm Iris"); !strings.Contains(line, "+2") {
			t.Errorf("%v: the story's row does not say +2: %q", size, line)
		}
		for _, r := range d.m.heads.rows {
			if strings.HasPrefix(r.Title, "Version 4.2") || strings.HasPrefix(r.Title, "Chipmaker") {
				t.Errorf("%v: %q has a row beside its story's", size, r.Title)
			}
		}
	}
}

func TestAStoryUnfoldsUnderItsRowAndFoldsAgain(t *testing.T) {
	d := storied(t, 120, 36)
	d.keys("j", ".")
	_, lead := d.row("Storm Iris")
	_, first := d.row("Version 4.2")
	_, second := d.row("Chipmaker")
	if lead >= first || first >= second {
		t.Fatalf("the reports do not stand below their story, the newest first: rows %d, %d, %d", lead, first, second)
	}
	if line, _ := d.row("The Compiler · 2 hours ago"); strings.Contains(line, "+") {
		t.Errorf("an unfolded report counts the others as well: %q", line)
	}
	d.keys("j")
	if c := d.m.heads.current(); c.Title != "Version 4.2 lands with generic methods and a faster linker" {
		t.Fatalf("the cursor went to %q", c.Title)
	}
	d.keys("j", "m")
	if !d.m.heads.current().Read {
		t.Error("m on an unfolded report did not mark it")
	}
	d.keys(".")
	if n := len(d.m.heads.under); n != 0 {
		t.Errorf("%d reports stand under rows that are folded", n)
	}
	if c := d.m.heads.current(); !strings.HasPrefix(c.Title, "Storm Iris") {
		t.Errorf("folding left the cursor on %q, not on the story's row", c.Title)
	}
	d.keys("k", ".")
	d.expect("an article that nobody else reports", "no other paper reports this one")
}

func TestUnfoldedReportsFollowAReload(t *testing.T) {
	d := storied(t, 120, 36)
	d.keys("j", ".", "j")
	at := d.m.heads.current().ID
	late := d.fake.add(fakeStory{3, 5 * time.Minute, "The storm's third night", "", storm})
	d.fake.stories[0] = append(d.fake.stories[0], late)
	d.event(feeds.ArticlesChanged{})
	d.expect("a report that came", "The storm's third night")
	if got := d.m.heads.current().ID; got != at {
		t.Errorf("the cursor went from %d to %d", at, got)
	}
	if _, under := d.m.heads.under[late]; !under {
		t.Error("the report that came stands as a row of its own")
	}
}

func TestAStoryThatGetsAnotherLeadStaysUnderTheEyes(t *testing.T) {
	d := storied(t, 120, 36)
	d.keys("j")
	before, was := ids(d.m.heads.rows), d.m.heads.current().ID
	line, y := d.row("Storm Iris")
	d.fake.stories[0] = []feeds.ArticleID{d.fake.stories[0][2], was, d.fake.stories[0][1]} // a longer report leads now
	d.event(feeds.ArticlesChanged{})
	if got := d.m.heads.current(); got == nil || got.ID != was {
		t.Fatalf("the cursor left its article:\n%s", d.screen())
	}
	if again, z := d.row("Storm Iris"); again != line || z != y {
		t.Errorf("the row went from line %d to %d, or changed: %q, %q", y, z, line, again)
	}
	if got := ids(d.m.heads.rows); !slices.Equal(got, before) {
		t.Errorf("rows were %v, are %v", before, got)
	}
	// Out of sight it may take its new lead's place.
	d.keys("g", "a", "g", "t")
	if _, at := d.m.heads.at[was]; at {
		t.Error("opened anew, the view still has the old lead")
	}
}

func TestTwoRowsThatBecomeOneStoryLeaveTheCursorItsArticle(t *testing.T) {
	d := newDriver(t, newFake(), func(o *Options) { o.Settings.Stories = true })
	d.size(120, 36)
	d.keys("j", "j")
	at := d.m.heads.current().ID
	d.fake.tell(1, 2)
	d.event(feeds.ArticlesChanged{})
	if got := d.m.heads.current().ID; got != at {
		t.Errorf("the cursor's article %d went into the row of another, %d", at, got)
	}
	for _, r := range d.m.heads.rows {
		if strings.HasPrefix(r.Title, "Storm Iris") {
			t.Error("the other of the two has a row of its own")
		}
	}
}

func TestRowsStandOnceHoweverTheWindowGrows(t *testing.T) {
	f := newFake()
	f.tell(1, 3, 5, 190, 250)
	f.tell(210, 2, 40)
	d := newDriver(t, f, func(o *Options) { o.Settings.Stories = true })
	d.size(120, 36)
	d.keys("g", "a", "j", ".")
	d.fake.stories[0] = []feeds.ArticleID{d.fake.stories[0][4], d.fake.stories[0][0], d.fake.stories[0][1], d.fake.stories[0][2], d.fake.stories[0][3]}
	d.event(feeds.ArticlesChanged{})
	for range 60 {
		d.keys("pgdown")
	}
	seen := map[feeds.ArticleID]bool{}
	stories := map[feeds.StoryID]int{}
	for _, r := range d.m.heads.rows {
		if seen[r.ID] {
			t.Errorf("article %d has two rows", r.ID)
		}
		seen[r.ID] = true
		if _, under := d.m.heads.under[r.ID]; !under && r.Story != 0 {
			stories[r.Story]++
		}
	}
	for id, n := range stories {
		if n != 1 {
			t.Errorf("story %d has %d rows", id, n)
		}
	}
	if n := len(d.m.heads.rows); n != 310-2 {
		t.Errorf("%d rows are left of 310 articles, two of them folded", n)
	}
}

func TestStoriesAreOneRowOnlyWhereTheSettingsAndTheViewSaySo(t *testing.T) {
	d := storied(t, 120, 36)
	for _, tt := range []struct {
		name string
		view feeds.View
		want bool
	}{
		{"today", feeds.View{Kind: feeds.ViewToday}, true},
		{"unread", feeds.View{Kind: feeds.ViewUnread}, true},
		{"all", feeds.View{Kind: feeds.ViewAll}, true},
		{"a folder", feeds.View{Kind: feeds.ViewFolder, Folder: "World"}, true},
		{"a feed, where every article of it stands", feeds.View{Kind: feeds.ViewFeed, Feed: 1}, false},
		{"a search, where every hit stands", feeds.View{Kind: feeds.ViewSearch, Query: "storm"}, false},
	} {
		if got := d.m.grouped(tt.view); got != tt.want {
			t.Errorf("%s: grouped is %v", tt.name, got)
		}
	}
	flat := d.m.opts.Settings
	flat.Stories = false
	d.event(feeds.SettingsChanged{Settings: flat})
	d.expect("the setting switched off", "Version 4.2", "Storm Iris")
}

func TestPapersVersionsAreFlippedThrough(t *testing.T) {
	d := storied(t, 120, 36)
	d.keys("j", "]")
	if c := d.m.heads.current(); !strings.HasPrefix(c.Title, "Chipmaker") {
		t.Fatalf("after the last comes the first report, not %q", c.Title)
	}
	d.keys("[", "enter")
	d.expect("the reader", "Storm Iris")
	d.keys("[")
	d.expect("the paper before", "Version 4.2", "paper 2 of 3")
	d.keys("[", "[")
	d.expect("round", "Storm Iris", "paper 3 of 3")
	d.keys("esc")
	if d.m.reader != nil {
		t.Error("one step back did not lead to the list")
	}
	d.keys("k", "k", "]")
	d.expect("an article that stands alone", "no other paper reports this one")
}
