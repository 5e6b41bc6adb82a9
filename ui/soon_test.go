package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// late is a program that draws slowly: what it puts off comes when the test
// says so.
func late(t *testing.T, w, h int) (d *driver, drawn func()) {
	t.Helper()
	d = opened(t, w, h)
	var off []tea.Msg
	d.m.wait = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		if _, soon := msg.(soonMsg); soon {
			off = append(off, msg)
		}
		return nil
	}
	return d, func() {
		for len(off) > 0 {
			msg := off[0]
			off = off[1:]
			d.send(msg)
		}
	}
}

func TestAReadThatIsPutOffIsNotOfTheViewThatCameMeanwhile(t *testing.T) {
	d, drawn := late(t, 120, 36)
	d.keys("g", "a")
	if h := &d.m.heads; !h.extending || !h.below || len(h.rows) >= windowSize {
		t.Fatalf("%d rows, more being read %v", len(h.rows), h.extending)
	}
	d.run(d.m.goToView(feeds.View{Kind: feeds.ViewFeed, Feed: 2}))
	drawn()
	for _, a := range d.m.heads.rows {
		if a.FeedID != 2 {
			t.Fatalf("%q is of another feed", a.Title)
		}
	}
	if h := &d.m.heads; h.extending || h.busy {
		t.Error("it waits for a read that is over")
	}
	d.keys("g", "a")
	drawn()
	if h := &d.m.heads; len(h.rows) <= windowSize || h.extending {
		t.Errorf("%d rows of all, more being read %v", len(h.rows), h.extending)
	}
	d.keys("g", "t", "g", "a")
	d.size(220, 60)
	d.size(46, 18)
	drawn()
	if h := &d.m.heads; len(h.rows) <= windowSize || h.extending {
		t.Errorf("resized: %d rows of all, more being read %v", len(h.rows), h.extending)
	}
}

func TestAllChangesOfAFrameAreReadOnce(t *testing.T) {
	d, drawn := late(t, 120, 36)
	drawn()
	for _, view := range []string{"t", "f", "b", "a"} {
		d.keys("g", view)
		drawn()
		lists := d.fake.lists
		gen, front, shelf := d.m.side.gen, d.m.front.gen, d.m.shelf.gen
		d.event(feeds.MarkChanged{})
		d.event(feeds.FeedsChanged{})
		d.event(feeds.ArticlesChanged{})
		if d.m.side.gen != gen || d.fake.lists != lists {
			t.Errorf("g %s: it is read before the frame is drawn", view)
		}
		drawn()
		if n := d.m.side.gen - gen; n != 1 {
			t.Errorf("g %s: the counts were read %d times", view, n)
		}
		if n := d.m.front.gen - front + d.m.shelf.gen - shelf; view == "f" && n == 0 || view == "b" && n == 0 || n > 1 {
			t.Errorf("g %s: the page was read %d times", view, n)
		}
		d.event(feeds.MarkChanged{})
		drawn()
		if n := d.m.side.gen - gen; n != 2 {
			t.Errorf("g %s: the next change was read %d times", view, n-1)
		}
	}
}

func TestRelatedStoriesComeAfterAPlaceThatHasNone(t *testing.T) {
	d, drawn := late(t, 160, 44)
	d.keys("j")
	d.run(d.m.goToView(feeds.View{Kind: feeds.ViewFeed, Feed: 99}))
	drawn()
	if n := &d.m.near; n.busy || n.id != 0 {
		t.Errorf("beside no article what is near %d is being read: %v", n.id, n.busy)
	}
	d.keys("g", "t", "j", "j", "j")
	drawn()
	if n := &d.m.near; n.busy || n.id != d.at() || len(n.rows) == 0 {
		t.Errorf("%d rows near %d, the cursor is on %d", len(n.rows), n.id, d.at())
	}
	d.keys("j")
	d.event(feeds.RelatedReady{})
	d.event(feeds.ArticlesChanged{})
	drawn()
	if n := &d.m.near; n.busy || n.old || n.id != d.at() {
		t.Errorf("after changes: near %d, to be read again %v", n.id, n.old)
	}
}

func TestWhatIsPutOffOutlivesTheProgramInPeace(t *testing.T) {
	d, drawn := late(t, 120, 36)
	d.event(feeds.ArticlesChanged{})
	d.keys("j", "Q")
	if !d.quit {
		t.Fatal("Q did not quit")
	}
	drawn()
	d.size(10, 3)
	d.event(feeds.ArticlesChanged{})
	drawn()
}

func TestRelatedStoriesAreAskedForOnceTheCursorStays(t *testing.T) {
	d := opened(t, 160, 44)
	var off []tea.Msg
	d.m.wait = func(_ time.Duration, msg tea.Msg) tea.Cmd {
		if _, soon := msg.(soonMsg); soon {
			off = append(off, msg)
		}
		return nil
	}
	frame := func() {
		list := off
		off = nil
		for _, msg := range list {
			d.send(msg)
		}
	}
	asked := d.fake.nears
	for range 5 {
		d.keys("j", "j") // the second before the frame of the first is drawn
		frame()
	}
	passed := d.fake.nears - asked
	frame()
	frame()
	if passed != 0 || d.fake.nears-asked != 1 || d.m.near.id != d.at() || d.m.near.old {
		t.Errorf("asked %d times on the way and %d in all; near %d, the cursor is on %d", passed, d.fake.nears-asked, d.m.near.id, d.at())
	}
}
