package ui

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestAnEmptyFolderNamesItsFailingFeeds(t *testing.T) {
	f := newFake()
	f.articles = nil
	d := newDriver(t, f)
	d.size(120, 36)
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFolder, Folder: "Business"}))
	d.expect("the feed and its error", "Nothing here yet.", "Daily Ledger: The server answers 404")
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFolder, Folder: "World"}))
	d.expectNot("another folder's feeds", "Daily Ledger")
	d.expectNot("keys that would do nothing", "b bookmark", "↵ read", "o browser")
}

func TestADeadFeedIsRemovedWhereItsErrorStandsAndComesBack(t *testing.T) {
	d := opened(t, 120, 36)
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: 5}))
	d.expect("its error and the way on", "! The server answers 404", "L removes the feed")
	d.keys("L")
	d.expect("done, and undoable", "removed Daily Ledger · u undo")
	d.expectNot("no feed fails any more", "feed failing")
	d.keys("u")
	d.expect("it is back, error and all", "undone", "! 1 feed failing")
}

func TestAFeedOfTheConfigIsNotOfferedForRemoval(t *testing.T) {
	f := newFake()
	f.feeds[4].Origin = feeds.OriginConfig
	d := newDriver(t, f)
	d.size(120, 36)
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: 5}))
	d.expect("its error and the way out", "! The server answers 404", "r asks again", "or take it out of the config")
	d.expectNot("a key that would be refused", "x removes", "x remove feed")
}

func TestHowTheFeedsAreIsSaidWithoutAHeaderToo(t *testing.T) {
	d := opened(t, 46, 18)
	row, _ := d.row("Today")
	if !strings.Contains(row, "! 1") {
		t.Errorf("a failing feed is not told: %q", row)
	}
	d.event(feeds.ReloadProgress{Done: 37, Total: 212, Failed: 2})
	if row, _ = d.row("Today"); !strings.Contains(row, "37/212 · 2 failed") {
		t.Errorf("the progress is not told: %q", row)
	}
}
