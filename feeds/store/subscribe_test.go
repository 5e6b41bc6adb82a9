package store

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestAFeedThatComesBackHasItsArticlesAndState(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", "News"))[0]
	commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two"))
	two := page(t, s, feeds.View{Kind: feeds.ViewAll})[0]
	ok(s.MarkRead(ctx, []feeds.ArticleID{two.ID}, true, t0))(t)
	_, _, err := s.Keep(ctx, feeds.Bookmark{ArticleID: two.ID, URL: two.URL, Title: two.Title}, t0)
	must(t, err)

	c := ok(s.Unsubscribe(ctx, []feeds.FeedID{f.ID, f.ID, 77}, t0))(t)
	if c.N != 1 || c.Verb != "unsubscribe" || c.What != "gazette" {
		t.Errorf("change %+v", c)
	}
	for _, v := range []feeds.View{{Kind: feeds.ViewAll}, {Kind: feeds.ViewFeed, Feed: f.ID}, {Kind: feeds.ViewFolder, Folder: "News"}, {Kind: feeds.ViewSearch, Query: "two"}} {
		if got := page(t, s, v); len(got) != 0 {
			t.Errorf("%s lists %q", v.Kind, titles(got))
		}
	}
	sec := ok(s.Sections(ctx, t0))(t)
	if len(sec.Feeds) != 0 || sec.Unread != 0 || sec.Bookmarks != 1 {
		t.Errorf("sections %+v, want no feed, nothing unread, one bookmark", sec)
	}

	again, added, _, err := s.Subscribe(ctx, []feeds.Feed{feedNamed("gazette", ""), feedNamed("gazette", "")}, "subscribe", "", t0)
	must(t, err)
	if again[0].ID != f.ID || !added[0] || added[1] || again[0].Folder != "News" {
		t.Errorf("subscribed again: %+v, added %v", again[0], added)
	}
	list := page(t, s, feeds.View{Kind: feeds.ViewAll})
	if len(list) != 2 || !list[0].Read || !list[0].Bookmarked || list[1].Read {
		t.Errorf("articles after it came back: %+v", list)
	}
}

func TestFeedsAreOrderedByFolderAndName(t *testing.T) {
	s := fresh(t)
	_, _, c, err := s.Subscribe(ctx, []feeds.Feed{feedNamed("beta", "World"), feedNamed("Alpha", "World"), feedNamed("zeta", ""), feedNamed("gamma", "/art//deco/")}, "import", "my.opml", t0)
	must(t, err)
	if c.N != 4 || c.What != "my.opml" || c.Verb != "import" {
		t.Errorf("change %+v", c)
	}
	var got []string
	for _, f := range ok(s.Feeds(ctx))(t) {
		got = append(got, f.Folder+":"+f.Name())
	}
	if want := []string{":zeta", "art/deco:gamma", "World:Alpha", "World:beta"}; !cmp.Equal(got, want) {
		t.Errorf("order %q, want %q", got, want)
	}
	ok(s.Undo(ctx))(t)
	if n := len(ok(s.Feeds(ctx))(t)); n != 0 {
		t.Errorf("%d feeds after undoing an import, want none", n)
	}
}

func TestEditingAFeed(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""), feedNamed("herald", ""))
	_, err := s.Commit(ctx, []FeedResult{{Feed: f[0].ID, State: feeds.FetchState{ETag: "x", BodyHash: "y", Checked: t0}}}, nil)
	must(t, err)
	if c := ok(s.EditFeed(ctx, f[0], t0))(t); c.N != 0 {
		t.Errorf("editing nothing changed %+v", c)
	}
	edited := f[0]
	edited.URL = f[1].URL
	if _, err := s.EditFeed(ctx, edited, t0); !errors.Is(err, ErrTaken) {
		t.Errorf("another feed's address gave %v, want ErrTaken", err)
	}
	edited.URL, edited.OwnTitle, edited.Folder = "https://new.example/feed", "Mine", "A/B"
	if c := ok(s.EditFeed(ctx, edited, t0))(t); c.N != 1 || c.What != "Mine" {
		t.Errorf("change %+v", c)
	}
	got := ok(s.Feed(ctx, f[0].ID))(t)
	if got.URL != edited.URL || got.Name() != "Mine" || got.Folder != "A/B" || got.FetchState.ETag != "" || got.FetchState.BodyHash != "" {
		t.Errorf("edited: %+v", got)
	}
	ok(s.Undo(ctx))(t)
	if got := ok(s.Feed(ctx, f[0].ID))(t); got.URL != f[0].URL || got.OwnTitle != "" || got.Folder != "" {
		t.Errorf("undone: %+v", got)
	}
	if _, err := s.EditFeed(ctx, feeds.Feed{ID: 99}, t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("a feed that is not there gave %v, want ErrNotFound", err)
	}
}

func TestTheConfigIsTheAuthorityOnItsFeeds(t *testing.T) {
	s := fresh(t)
	own := subscribed(t, s, feedNamed("own", "Mine"))[0]
	declared := func(name string, line int) feeds.Feed { return feeds.Feed{URL: feedNamed(name, "").URL, Line: line} }
	sync := func(keep bool, list ...feeds.Feed) bool {
		t.Helper()
		return ok(s.SyncConfig(ctx, list, keep))(t)
	}
	state := func() map[string]feeds.Origin {
		out := map[string]feeds.Origin{}
		for _, f := range ok(s.Feeds(ctx))(t) {
			out[feeds.Host(f.URL)] = f.Origin
		}
		return out
	}
	both := map[string]feeds.Origin{"own.example": "config", "file.example": "config"}
	list := []feeds.Feed{declared("own", 3), declared("file", 9)}
	if !sync(false, list...) || !cmp.Equal(state(), both) {
		t.Errorf("declared: %v", state())
	}
	if got := ok(s.Feed(ctx, own.ID))(t); got.Folder != "Mine" || got.Line != 3 {
		t.Errorf("the person's folder was lost: %+v", got)
	}
	if sync(false, list...) {
		t.Error("the same file again changed something")
	}
	if sync(true) || !cmp.Equal(state(), both) {
		t.Errorf("a file with a mistake removed feeds: %v", state())
	}
	file := ok(s.FeedByURL(ctx, list[1].URL))(t)
	commit(t, s, file.ID, item("a", 1, "One"))
	if !sync(false) || !cmp.Equal(state(), map[string]feeds.Origin{"own.example": "added"}) {
		t.Errorf("taken out of the file: %v, want the person's own feed to stay", state())
	}
	if !sync(false, list[1]) || len(page(t, s, feeds.View{Kind: feeds.ViewAll})) != 1 {
		t.Error("put back into the file, its articles are gone")
	}
	if c := ok(s.Undo(ctx))(t); c.Verb != "subscribe" || c.What != "own" {
		t.Errorf("undo met %+v, want the person's own step", c)
	}
}
