package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// again starts the program once more, over the same library.
func again(d *driver, w, h int, change ...func(*Options)) *driver {
	d.keys("Q")
	if !d.quit {
		d.t.Fatal("Q did not quit")
	}
	n := newDriver(d.t, d.fake, change...)
	n.size(w, h)
	return n
}

func (d *driver) at() feeds.ArticleID {
	d.t.Helper()
	c := d.m.heads.current()
	if c == nil {
		d.t.Fatal("there is no row under the cursor")
	}
	return c.ID
}

func TestAViewIsTakenUpAtTheArticleWhereItWasLeft(t *testing.T) {
	saved := feeds.View{Kind: feeds.ViewSearch, Search: 1, Query: "older"}
	for name, v := range map[string]feeds.View{
		"all": {Kind: feeds.ViewAll}, "unread": {Kind: feeds.ViewUnread}, "a folder": {Kind: feeds.ViewFolder, Folder: "World"},
		"a feed": {Kind: feeds.ViewFeed, Feed: 2}, "a topic": {Kind: feeds.ViewTopic, Topic: "archive"}, "a saved search": saved,
	} {
		t.Run(name, func(t *testing.T) {
			d := opened(t, 120, 36)
			d.fake.saved = []feeds.SavedSearch{{ID: 1, Name: "S", Query: "older", Counted: true}}
			d.run(d.m.goToView(v))
			d.keys("2", "0", "j")
			left := d.at()
			d.keys("g", "h")
			d.run(d.m.goToView(v))
			if d.at() != left {
				t.Errorf("the cursor is on %d, was left on %d", d.at(), left)
			}
			d.fake.add(fakeStory{2, -time.Second, "Older news, come late", "archive", rates})
			n := again(d, 120, 36)
			n.run(n.m.goToView(v))
			if n.at() != left {
				t.Errorf("after a restart on %d, was left on %d", n.at(), left)
			}
			n.expect("what came meanwhile is told", "↑ 1 new")
			n.run(n.m.goToView(v))
			if n.m.heads.list.Index() != 0 {
				t.Error("the view that is shown does not begin anew")
			}
			n = again(n, 120, 36)
			n.run(n.m.goToView(v))
			if n.m.heads.list.Index() != 0 {
				t.Error("left at its first row, it is taken up elsewhere")
			}
		})
	}
}

func TestAViewInAnotherOrderIsTakenUpWhereItWasLeft(t *testing.T) {
	for _, by := range []feeds.Sort{feeds.SortOldest, feeds.SortFeed, feeds.SortWords} {
		d := opened(t, 120, 36)
		d.keys("g", "a")
		d.run(d.m.setOrder(feeds.Order{Sort: by}))
		d.keys("1", "2", "j")
		left := d.at()
		n := again(d, 120, 36)
		n.keys("g", "a")
		if n.at() != left || n.m.heads.view.Sort != by {
			t.Errorf("in order %q the cursor is on %d, was left on %d", by, n.at(), left)
		}
	}
}

func TestTheHistoryKeepsItsOrderThoughNotItsPlace(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("j", "enter", "esc", "j", "enter", "esc", "g", "h")
	d.run(d.m.setOrder(feeds.Order{Days: true}))
	d.keys("j", "g", "t", "g", "h")
	if !d.m.heads.days || d.m.heads.list.Index() != 0 {
		t.Errorf("rules between days: %v, row %d", d.m.heads.days, d.m.heads.list.Index())
	}
	if d = again(d, 120, 36); d.m.heads.view.Kind == feeds.ViewToday {
		d.keys("g", "h")
	}
	if !d.m.heads.days {
		t.Error("after a restart there are no rules between days")
	}
}

func TestTodayIsNotTakenUpInYesterday(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "t", "G")
	d.keys("Q")
	d.fake.now = fakeNow.Add(48 * time.Hour)
	d.fake.add(fakeStory{2, time.Hour, "Of the new day", "", rates})
	d.fake.add(fakeStory{2, 2 * time.Hour, "Of its morning", "", rates})
	n := newDriver(t, d.fake, func(o *Options) { o.Now = func() time.Time { return d.fake.now } })
	n.size(120, 36)
	if n.m.heads.list.Index() != 0 || len(n.m.heads.rows) != 2 {
		t.Errorf("the cursor is on row %d of %d", n.m.heads.list.Index(), len(n.m.heads.rows))
	}
}

func TestWhatIsTypedAndTheHistoryBeginWithTheNewest(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("j", "enter", "esc", "j", "enter", "esc", "g", "h", "j", "g", "t", "g", "h")
	if d.m.heads.list.Index() != 0 {
		t.Error("the history is taken up where it was left")
	}
	for range 2 {
		d.keys("/")
		d.typed("older")
		d.due()
		d.keys("enter")
		if d.m.heads.list.Index() != 0 {
			t.Error("a search begins elsewhere than at its first hit")
		}
		d.keys("j", "j", "esc", "g", "t")
	}
}

func TestTheDividerStaysWhereItWasPutByViewAndAfterARestart(t *testing.T) {
	width := func(d *driver) int { return d.m.lay.Panes[paneHeadlines].W }
	d := opened(t, 160, 44)
	usual := width(d)
	d.keys("g", "t", ">", ">")
	d.keys("g", "u")
	if got := width(d); got != usual+8 {
		t.Errorf("a view whose divider nobody moved is %d wide, want that of the last, %d", got, usual+8)
	}
	x := d.m.lay.Panes[paneHeadlines].X + width(d) + 1
	d.send(tea.MouseClickMsg{Button: tea.MouseLeft, X: x, Y: 10})
	d.send(tea.MouseMotionMsg{Button: tea.MouseLeft, X: x - 11, Y: 10})
	d.send(tea.MouseReleaseMsg{Button: tea.MouseLeft, X: x - 11, Y: 10})
	dragged := width(d)
	if dragged != usual-3 {
		t.Errorf("dragged to %d, want %d", dragged, usual-3)
	}
	for range 2 {
		for keys, want := range map[string]int{"t": usual + 8, "u": dragged, "a": dragged} {
			d.keys("g", keys)
			if got := width(d); got != want {
				t.Errorf("g %s: %d wide, want %d", keys, got, want)
			}
		}
		d = again(d, 160, 44)
	}
	d.keys("g", "t", "=", "g", "u", "g", "t")
	if got := width(d); got != usual {
		t.Errorf("evened out %d, want %d", got, usual)
	}
}

func TestTheTextStaysAsWideAsItWasMadeAlsoAfterARestart(t *testing.T) {
	for _, start := range []feeds.ViewKind{feeds.ViewToday, feeds.ViewFront, feeds.ViewBookmarks} {
		begin := func(o *Options) { o.Settings.Start = start }
		wide := func(d *driver) int { return d.m.measure }
		d := opened(t, 160, 44, begin)
		usual := wide(d)
		d.keys("g", "t", "enter", "+", "+", "esc")
		d = again(d, 160, 44, begin)
		if got := wide(d); got != usual+8 {
			t.Errorf("%s: after a restart %d columns, want %d", start, got, usual+8)
		}
		d.keys("g", "t", "enter")
		if got := d.m.reader.pane.Page().Width(); got != usual+8 {
			t.Errorf("%s: the reader is %d wide, want %d", start, got, usual+8)
		}
		d.keys("=")
		if got := d.m.reader.pane.Page().Width(); got != usual {
			t.Errorf("%s: = gives %d columns, want %d", start, got, usual)
		}
		d.keys("-")
		d.send(minuteMsg{})
		n := newDriver(t, d.fake, begin) // the other was killed
		n.size(160, 44)
		if got := wide(n); got != usual-4 {
			t.Errorf("%s: after it was killed %d columns, want %d", start, got, usual-4)
		}
		s := n.m.opts.Settings
		s.Measure = 90
		n.run(n.m.apply(s))
		if got := wide(n); got != 90 {
			t.Errorf("%s: the config sets 90, the text has %d", start, got)
		}
		if n = again(n, 160, 44, begin, func(o *Options) { o.Settings.Measure = 90 }); wide(n) != 90 {
			t.Errorf("%s: after a restart with 90 in the config it has %d", start, wide(n))
		}
	}
}

func TestWhereAViewStandsIsKeptEachMinute(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "a", "1", "2", "j", ">")
	left, width := d.at(), d.m.lay.Panes[paneHeadlines].W
	d.send(minuteMsg{})
	n := newDriver(t, d.fake) // the other was killed
	n.size(120, 36)
	n.keys("g", "a")
	if n.at() != left || n.m.lay.Panes[paneHeadlines].W != width {
		t.Errorf("taken up at %d, %d wide; left at %d, %d wide", n.at(), n.m.lay.Panes[paneHeadlines].W, left, width)
	}
}

func TestTheBookmarksKeepTheirOrderAndPlace(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "b", "^")
	d.typed("title")
	d.keys("enter", "j", "j")
	d.expect("in order", "by title ↓")
	left, _ := d.m.shelf.list.Selected()
	here := func(when string, d *driver) {
		t.Helper()
		if at, _ := d.m.shelf.list.Selected(); at != left || d.m.shelfSort() != feeds.SortTitle || d.m.shelf.filter != nil {
			t.Errorf("%s: bookmark %d by %q, left at %d", when, at, d.m.shelfSort(), left)
		}
	}
	d.keys("g", "t", "g", "b")
	here("from another view", d)
	d.keys("&")
	d.typed("tag:longread")
	d.due()
	d.keys("enter", "j", "g", "t", "g", "b")
	here("after a filter", d)
	d = again(d, 120, 36)
	d.keys("g", "b")
	here("after a restart", d)
	d.keys("g", "g", "^")
	d.typed("saved")
	d.keys("enter", "g", "t", "g", "b")
	if d.m.shelfSort() != feeds.SortDate || d.m.shelf.list.Index() != 0 {
		t.Errorf("set back: row %d by %q", d.m.shelf.list.Index(), d.m.shelfSort())
	}
}
