package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func dead(at time.Time) feeds.LinkCheck {
	return feeds.LinkCheck{State: feeds.LinkDead, Checked: at, Status: 404, Reason: "404", Failed: 1, Since: at}
}

func movedTo(url string, at time.Time) feeds.LinkCheck {
	return feeds.LinkCheck{State: feeds.LinkMoved, Checked: at, Status: 200, To: url}
}

func linked(t *testing.T, s *Store, b feeds.Bookmark) feeds.Bookmark {
	t.Helper()
	out, _, err := s.Keep(ctx, b, t0)
	must(t, err)
	return out
}

func TestWhatChecksOfLinksFindIsKeptBesideTheBookmark(t *testing.T) {
	s := fresh(t)
	b := linked(t, s, whole("One", "https://news.example/1"))
	if b.Link != (feeds.LinkCheck{}) {
		t.Errorf("a new bookmark's link is %+v", b.Link)
	}
	must(t, s.SetLinks(ctx, []LinkFound{{b.URL, dead(t0.Add(time.Hour))}}))
	got := ok(s.Bookmark(ctx, b.ID))(t)
	if diff := cmp.Diff(dead(t0.Add(time.Hour)), got.Link); diff != "" {
		t.Error(diff)
	}
	must(t, s.SetLinks(ctx, []LinkFound{{b.URL, feeds.LinkCheck{State: feeds.LinkAlive, Checked: t0}}}))
	if got := ok(s.Bookmark(ctx, b.ID))(t); got.Link.State != feeds.LinkDead {
		t.Error("an earlier check took the place of a later one")
	}

	// It is of the address: removing the bookmark and undoing that keeps it, and
	// no step of the reader's takes it back.
	ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{b.ID}, t0))(t)
	must(t, s.SetLinks(ctx, []LinkFound{{b.URL, dead(t0.Add(2 * time.Hour))}}))
	must(t, s.ForgetLinks(ctx, t0))
	ok(s.Undo(ctx))(t)
	if got := ok(s.Bookmark(ctx, b.ID))(t); !got.Link.Checked.Equal(t0.Add(2 * time.Hour)) {
		t.Errorf("after undo it was checked at %v", got.Link.Checked)
	}
	ok(s.RemoveBookmarks(ctx, []feeds.BookmarkID{b.ID}, t0))(t)
	must(t, s.ForgetLinks(ctx, t0.Add(3*time.Hour)))
	if again := linked(t, s, whole("One", b.URL)); again.Link.State != "" {
		t.Error("what nobody wants was not forgotten")
	}
}

func TestQueriesAskForDeadAndMovedLinks(t *testing.T) {
	s := fresh(t)
	for i, name := range []string{"alive", "dead", "moved", "unchecked"} {
		b := whole(name, "https://news.example/"+name)
		b.Saved = t0.Add(time.Duration(-i) * time.Minute)
		linked(t, s, b)
	}
	must(t, s.SetLinks(ctx, []LinkFound{
		{"https://news.example/alive", feeds.LinkCheck{State: feeds.LinkAlive, Checked: t0}},
		{"https://news.example/dead", dead(t0)},
		{"https://news.example/moved", movedTo("https://new.example/", t0)},
	}))
	for query, want := range map[string][]string{
		"is:dead": {"dead"}, "is:moved": {"moved"}, "is:dead or is:moved": {"dead", "moved"},
		"not is:dead": {"alive", "moved", "unchecked"}, "unchecked is:dead": nil, "tag:two is:dead": {"dead"},
	} {
		var got []string
		for _, b := range ok(s.Bookmarks(ctx, feeds.BookmarkRequest{Query: query, Now: t0, Limit: 9}))(t) {
			got = append(got, b.Title)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
		order := ok(s.BookmarkOrder(ctx, feeds.BookmarkOrderRequest{Query: query, Now: t0}))(t)
		if len(order.IDs) != len(want) {
			t.Errorf("%s: the order has %d, want %d", query, len(order.IDs), len(want))
		}
	}
}

func TestABookmarkFollowsItsPageAndUndoTakesItBack(t *testing.T) {
	s := fresh(t)
	b := linked(t, s, whole("One", "https://old.example/1"))
	stays := linked(t, s, whole("Two", "https://old.example/2"))
	must(t, s.SetLinks(ctx, []LinkFound{{b.URL, movedTo("https://new.example/1", t0)}, {stays.URL, dead(t0)}}))
	c := ok(s.FollowMoved(ctx, []feeds.BookmarkID{b.ID, stays.ID}, t0))(t)
	if c.Verb != "follow moved" || c.N != 1 || c.What != "One" {
		t.Errorf("the step is %+v", c)
	}
	got := ok(s.Bookmark(ctx, b.ID))(t)
	if got.URL != "https://new.example/1" || got.CanonicalURL != feeds.CanonicalURL(got.URL) || got.Link.State != feeds.LinkAlive {
		t.Errorf("it has the address %s (%s), %q", got.URL, got.CanonicalURL, got.Link.State)
	}
	ok(s.Undo(ctx))(t)
	if got := ok(s.Bookmark(ctx, b.ID))(t); got.URL != b.URL || got.Link.State != feeds.LinkMoved {
		t.Errorf("after undo it has the address %s, %q", got.URL, got.Link.State)
	}
	ok(s.Redo(ctx))(t)
	if got := ok(s.Bookmark(ctx, b.ID))(t); got.URL != "https://new.example/1" || got.Link.State != feeds.LinkAlive {
		t.Errorf("after redo it has the address %s, %q", got.URL, got.Link.State)
	}
}

func TestABookmarkThatFollowsToWhereAnotherIsBecomesOneWithIt(t *testing.T) {
	s := fresh(t)
	first := whole("Old", "https://old.example/1")
	first.Note, first.Tags = "mine", []string{"red"}
	a := linked(t, s, first)
	b := linked(t, s, whole("New", "https://new.example/1"))
	must(t, s.SetLinks(ctx, []LinkFound{{a.URL, movedTo("https://new.example/1", t0)}}))
	before := everyBookmark(t, s)
	ok(s.FollowMoved(ctx, []feeds.BookmarkID{a.ID}, t0))(t)
	list := everyBookmark(t, s)
	if len(list) != 1 || list[0].ID != b.ID || list[0].Note != "first\nsecond\nmine" {
		t.Fatalf("left are %d: %+v", len(list), list)
	}
	if diff := cmp.Diff([]string{"one", "Two", "red"}, list[0].Tags); diff != "" {
		t.Error(diff)
	}
	ok(s.Undo(ctx))(t)
	after := everyBookmark(t, s)
	for _, list := range [][]feeds.Bookmark{before, after} {
		for i := range list { // what is known of an address stays known
			list[i].Link = feeds.LinkCheck{}
		}
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("undo: %s", diff)
	}
}

func TestACopyBringsWhatIsKnownOfLinksAndNothingOlder(t *testing.T) {
	s := fresh(t)
	b := whole("One", "https://news.example/1")
	b.Link = dead(t0)
	b = linked(t, s, b)
	if b.Link.State != feeds.LinkDead {
		t.Fatalf("a bookmark that came with a check has %q", b.Link.State)
	}
	copied := everyBookmark(t, s)
	must(t, s.SetLinks(ctx, []LinkFound{{b.URL, feeds.LinkCheck{State: feeds.LinkAlive, Checked: t0.Add(time.Hour)}}}))
	taken, _, err := s.RestoreBookmarks(ctx, these(copied...), "a copy", t0, false)
	must(t, err)
	if taken.Same != 1 {
		t.Errorf("restoring what differs in its check alone did %+v", taken)
	}
	if got := ok(s.Bookmark(ctx, b.ID))(t); got.Link.State != feeds.LinkAlive {
		t.Errorf("the link is %q again", got.Link.State)
	}
	other := fresh(t)
	_, _, err = other.RestoreBookmarks(ctx, these(copied...), "a copy", t0, false)
	must(t, err)
	if diff := cmp.Diff(copied, everyBookmark(t, other)); diff != "" {
		t.Error(diff)
	}
}

func TestABookmarkIsUnreadWhileItWaitsAndAsOldAsIsKnown(t *testing.T) {
	s := fresh(t)
	now := t0.Add(time.Hour)
	later := whole("later", "https://news.example/later")
	later.Tags = append(later.Tags, feeds.ReadLater)
	undated := whole("undated", "https://news.example/undated")
	undated.Published, undated.Saved = time.Time{}, now.Add(-24*time.Hour)
	old := whole("old", "https://news.example/old")
	old.Published, old.Saved = now.Add(-400*24*time.Hour), now.Add(-48*time.Hour)
	for _, b := range []feeds.Bookmark{later, undated, old} {
		linked(t, s, b)
	}
	for query, want := range map[string][]string{
		"is:unread": {"later"}, "is:read": {"undated", "old"}, "age:<30d": {"later", "undated"}, "age:>1y": {"old"},
	} {
		var got []string
		for _, b := range ok(s.Bookmarks(ctx, feeds.BookmarkRequest{Query: query, Now: now, Limit: 9}))(t) {
			got = append(got, b.Title)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", query, diff)
		}
	}
}
