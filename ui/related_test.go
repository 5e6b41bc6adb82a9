package ui

import (
	"errors"
	"testing"

	"broadsheet/feeds"
)

func TestAReasonIsShownWholeOrByItsFirstClauses(t *testing.T) {
	why := "both name Ottilie and Maren; the same text in Harbour Post"
	tests := []struct {
		name string
		w    int
		want string
	}{
		{"room for all", 58, why},
		{"a clause too many goes", 57, "both name Ottilie and Maren"},
		{"the first clause just fits", 27, "both name Ottilie and Maren"},
		{"not even that", 26, ""},
		{"no room at all", -3, ""},
	}
	for _, tt := range tests {
		if got := clauses(why, tt.w); got != tt.want {
			t.Errorf("%s: clauses in %d cells = %q, want %q", tt.name, tt.w, got, tt.want)
		}
	}
}

// nearBy is a screen whose articles all have the rows that a test makes.
func nearBy(t *testing.T, w, h int, make func(f *fake) feeds.Nearby) *driver {
	t.Helper()
	f := newFake()
	f.near = func(feeds.ArticleID) feeds.Nearby { return make(f) }
	d := newDriver(t, f)
	d.size(w, h)
	return d
}

// three are a report of the same story, one near it and one of the same feed.
func three(f *fake) (near feeds.Nearby) {
	for i, r := range []feeds.Relation{feeds.RelationStory, feeds.RelationRelated, feeds.RelationMore} {
		near.Rows = append(near.Rows, feeds.Related{Headline: headline(f.articles[i+1]), Relation: r, Reason: "shares harbour, gusts; 41 minutes apart"})
	}
	return near
}

func TestRelatedStoriesStandInSectionsTheFeedsOwnLast(t *testing.T) {
	d := nearBy(t, 160, 60, three)
	_, first := d.row("this story")
	_, second := d.row(" related ──")
	_, third := d.row("more from this feed ──")
	if first >= second || second >= third {
		t.Errorf("sections stand in rows %d, %d and %d", first, second, third)
	}
	d.expect("who and when, how it begins", "1 other paper · 1 related", "Harbour Post · 41 minutes ago", "Crews worked through the night")
	d.expectNot("no row is chosen yet", "shares harbour")
	d.keys("c")
	if _, y := d.row("shares harbour, gusts; 41 minutes apart"); y <= first || y >= second {
		t.Errorf("the reason of the chosen story stands in row %d, sections in %d and %d", y, first, second)
	}
}

func TestARelatedCopySaysSoAndInHowManyFeeds(t *testing.T) {
	d := nearBy(t, 160, 44, func(f *fake) feeds.Nearby {
		h := headline(f.articles[1])
		h.Copies = 2
		return feeds.Nearby{Rows: []feeds.Related{{Headline: h, Relation: feeds.RelationCopy, Reason: "the same text, here first; also in Nordwind"}}}
	})
	d.expect("a copy", "41 minutes ago · in 3 feeds · same text")
	d.keys("c")
	d.expect("a copy's reason", "the same text, here first; also in Nordwind")
}

func TestASourceIsNamedHoweverNarrowTheScreen(t *testing.T) {
	d := nearBy(t, 46, 18, func(f *fake) (near feeds.Nearby) {
		near = three(f)
		near.Rows[0].Relation, near.Rows[0].Copies = feeds.RelationCopy, 3
		return near
	})
	d.keys("enter", "c")
	d.expect("whose it is, and as much else as there is room for", "Harbour Post · 41 minutes ago", "this story")
	d.expectNot("what would cost the name", "in 4 feeds", "Harbour P…")
}

func TestAStoryOfSeveralDaysSaysFromWhenToWhen(t *testing.T) {
	d := nearBy(t, 160, 44, func(f *fake) (near feeds.Nearby) {
		for _, i := range []int{1, 90} {
			near.Rows = append(near.Rows, feeds.Related{Headline: headline(f.articles[i]), Relation: feeds.RelationStory})
		}
		return near
	})
	d.expect("a story over days", "2 other papers, 19 Nov to 22 Nov")
}

func TestThePaneSaysWhyItIsEmpty(t *testing.T) {
	for _, tt := range []struct {
		name string
		near feeds.Nearby
		want string
	}{
		{"nothing near", feeds.Nearby{}, "Nothing else here reports this"},
		{"not read through yet", feeds.Nearby{Indexing: true}, "Indexing…"},
		{"a feed left out", feeds.Nearby{Unrelated: true}, "left out of related stories"},
	} {
		d := nearBy(t, 120, 36, func(*fake) feeds.Nearby { return tt.near })
		d.expect(tt.name, tt.want)
	}
	near := feeds.Nearby{Indexing: true}
	d := nearBy(t, 120, 36, func(*fake) feeds.Nearby { return near })
	near = three(d.fake)
	d.event(feeds.RelatedReady{})
	d.expect("the index became ready", "1 other paper")
	d.expectNot("the index became ready", "Indexing")
}

func TestAnArticleThatDoesNotBelongIsDismissedAndComesBack(t *testing.T) {
	d := opened(t, 160, 44)
	d.keys("c")
	gone, _ := d.m.near.list.Selected()
	n := len(d.m.near.rows)
	d.keys("D")
	d.expect("dismissed", "not related: dismissed · u undo")
	if _, there := d.m.near.find(gone); there || len(d.m.near.rows) != n-1 {
		t.Errorf("after D %d of %d rows are left", len(d.m.near.rows), n)
	}
	d.event(feeds.ArticlesChanged{})
	if _, there := d.m.near.find(gone); there {
		t.Error("a reload brought it back")
	}
	d.keys("u")
	if _, there := d.m.near.find(gone); !there {
		t.Error("undo did not bring it back")
	}
	d.fake.failNext = errors.New("the disk is full")
	d.keys("D")
	d.expect("a dismissal that failed", "not dismissed: ")
	if len(d.m.near.rows) != n {
		t.Error("what was not dismissed is gone from the pane")
	}
}

func TestMoreFromTheFeedIsNotDismissed(t *testing.T) {
	d := nearBy(t, 160, 60, three)
	d.keys("c", "G", "D")
	d.expect("a row of the feed's own", "here for its feed")
	if len(d.m.near.rows) != 3 {
		t.Error("it went all the same")
	}
}

func TestAllOfTheRelatedStoriesAreMarkedWhereTheyHaveTheFocus(t *testing.T) {
	d := opened(t, 160, 44)
	unread := d.m.side.data.Unread
	d.keys("c", "A")
	for _, r := range d.m.near.rows {
		if !r.Read {
			t.Errorf("%q is unread", r.Title)
		}
	}
	if left := unread - d.m.side.data.Unread; left != 3 { // of the four one was read before
		t.Errorf("%d were marked, and there were three to mark", left)
	}
	d.keys("u")
	if got := d.m.side.data.Unread; got != unread {
		t.Errorf("after undo %d are unread of %d", got, unread)
	}
}

func TestARelatedStoryOpensInPlaceWithAWayBack(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter", "tab", "enter")
	d.expect("the related story", "Storm Iris", "related")
	d.keys("esc")
	d.expect("one step back", "Central bank holds rates")
	if d.m.reader == nil {
		t.Fatal("one step back left the reader")
	}
	d.keys("esc", "c", "enter", "esc")
	if d.m.reader != nil || d.m.focus != paneRelated {
		t.Error("back from a related story is not the pane it was chosen in")
	}
}
