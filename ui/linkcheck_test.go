package ui

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// checkable is shelved with a dead link and one that has moved.
func checkable(t *testing.T, w, h int) *driver {
	d := shelved(t, 20, w, h)
	at := d.fake.now.Add(-48 * time.Hour)
	d.fake.links = map[string]feeds.LinkCheck{
		"https://news.example/0": {State: feeds.LinkDead, Checked: at, Status: 404, Reason: "404", Failed: 1, Since: at},
		"https://news.example/1": {State: feeds.LinkMoved, Checked: at, To: "https://new.example/1"},
	}
	return d
}

func TestLinksAreCheckedFromTheBookmarks(t *testing.T) {
	d := checkable(t, 120, 36)
	d.expectNot("nothing is known yet", "dead link", "moved")
	d.keys("g", "l")
	d.expect("what was found", "23 links checked: 1 dead, 1 moved")
	d.expect("and marked, in words and with a sign", "! dead link (404) · offline ✓", "› moved · offline ✓")
	if diff := cmp.Diff(feeds.LinksRequest{Older: 24 * time.Hour}, d.fake.checked); diff != "" {
		t.Error(diff)
	}
}

func TestLinksOfWhatIsSelectedAreChecked(t *testing.T) {
	d := checkable(t, 120, 36)
	d.keys("j", "j", "j", "x", "x", "g", "l")
	d.expect("two", "2 links checked: 1 dead, 1 moved")
	d.expectNot("the selection has had its verb", "selected")
	if diff := cmp.Diff(feeds.LinksRequest{IDs: []feeds.BookmarkID{100, 101}}, d.fake.checked); diff != "" {
		t.Error(diff)
	}
}

func TestTheLineChecksLinksInTheBackground(t *testing.T) {
	d := checkable(t, 120, 36)
	d.keys(":")
	d.typed("bookmarks check tag:grid")
	d.keys("enter")
	d.expect("done", "checked: 1 dead")
	if d.fake.checked.Query != "tag:grid" {
		t.Errorf("it asked for %q", d.fake.checked.Query)
	}
	d.keys(":")
	d.typed("bookmarks check is:dying")
	d.keys("enter")
	d.expect("a mistake is told", "not checked: ", "dying")
}

func TestACheckOfLinksShowsHowFarItIsAndCanBeStopped(t *testing.T) {
	d := checkable(t, 120, 36)
	d.m.startLinks(feeds.LinksRequest{}) // and it goes on
	stopped := false
	d.m.links.stop = func() { stopped = true }
	d.fake.shelf[3].Link = d.fake.links["https://news.example/0"]
	d.event(feeds.LinksProgress{Done: 7, Of: 23, Dead: 1})
	d.expect("in the header, and what was found at once", "checking links 7/23", "! dead link (404)")
	d.keys("g", "l")
	d.expect("again stops it", "what it found is kept")
	if !stopped {
		t.Error("it goes on")
	}
	d.send(linksCheckedMsg{feeds.LinksReport{Of: 23, Alive: 6, Dead: 1}, context.Canceled})
	d.expect("it has", "stopped after 7 links checked: 1 dead, 0 moved")
	d.expectNot("and the header is as before", "checking links")
}

func TestADeadLinkIsSaidWhereTheCopyIsRead(t *testing.T) {
	d := checkable(t, 120, 36)
	d.keys("g", "l", "j", "j", "j", "enter")
	d.expect("under the head", "The link was dead on", "(404)")
	d.keys("o")
	d.expect("before the browser opens", "the link was dead (404)", "o again opens it")
	if n := len(d.opens); n != 0 {
		t.Errorf("%d pages were opened", n)
	}
	d.keys("o")
	if n := len(d.opens); n != 1 {
		t.Errorf("%d pages were opened, want the one asked for again", n)
	}
	d.keys("esc", "j", "k", "o")
	if n := len(d.opens); n != 2 {
		t.Errorf("who knows is not told again: %d", n)
	}

	fresh := checkable(t, 120, 36)
	fresh.keys("g", "l", "j", "j", "j", "o")
	fresh.expect("from the list the copy opens instead", "this is your copy", "The link was dead on")
}

func TestAMovedBookmarkTakesItsNewAddress(t *testing.T) {
	d := checkable(t, 120, 36)
	d.keys("j", "j", "j", "j", "v")
	d.expect("nothing is known", "no new address is known; g l checks the links")
	d.keys("g", "l", "v")
	d.expect("taken over", "the bookmark has its page's new address · u undo")
	if got := d.fake.shelf[4].URL; got != "https://new.example/1" {
		t.Errorf("it has %s", got)
	}
	d.expectNot("no longer marked", "› moved")
}

func TestMarksOfLinksFitEverySize(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {80, 24}, {46, 18}, {30, 10}} {
		d := checkable(t, size[0], size[1])
		d.keys("g", "l")
		d.m.toast.text = ""
		if size[0] >= 46 {
			d.keys("j", "j", "j")
			d.expect("marked", "dead link")
		}
	}
}
