package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// ward is a fake with feeds in all kinds of trouble.
type ward struct{ *fake }

func newWard(f *fake) *ward {
	w := &ward{f}
	for i := range w.feeds {
		s := &w.feeds[i].FetchState
		s.Succeeded, s.Next, s.Status = fakeNow.Add(-2*time.Hour), fakeNow.Add(40*time.Minute), 200
	}
	w.feeds[4].FetchState.Status = 404
	w.feeds[4].FetchState.Succeeded = fakeNow.Add(-6 * 24 * time.Hour)
	w.feeds[4].FetchState.Next = fakeNow.Add(26 * time.Hour)
	gone := &w.feeds[9].FetchState
	gone.Gone, gone.Status, gone.Failures, gone.Error = true, 410, 1, "The server answers 410: the feed was taken down for good."
	w.feeds[6].FetchState.Moved, w.feeds[6].FetchState.MovedCount = "https://fieldnotes.example/rss", 2
	w.feeds[5].Options.Paused = true
	w.feeds[8].Origin, w.feeds[8].Line = feeds.OriginConfig, 40
	w.feeds[0].SiteURL = "https://meridian.example/"
	return w
}

func warded(t *testing.T, w, h int) (*driver, *ward) {
	f := newWard(newFake())
	d := newDriver(t, f.fake)
	d.size(w, h)
	return d, f
}

// rowsOf are the names in the order in which they stand.
func rowsOf(d *driver) []string {
	var out []string
	for _, id := range keysOf(d) {
		out = append(out, d.m.health.rows[d.m.health.at[id]].Name())
	}
	return out
}

func keysOf(d *driver) []feeds.FeedID {
	ids := make([]feeds.FeedID, len(d.m.health.rows))
	for i, r := range d.m.health.rows {
		ids[i] = r.ID
	}
	return ids
}

func TestHealthShowsWhatIsWrongFirst(t *testing.T) {
	d, _ := warded(t, 160, 44)
	d.keys("g", "e")
	d.expect("the columns and what is wrong in words", "Feeds", "3 of 10 feeds to look at", "Last success", "Next check", "Code", "A week",
		"! Daily Ledger", "6 days ago", "in 26 h", "404", "The server answers 404: there is no feed at this address any more.",
		"The server answers 410: the feed was taken down for good.", "not again", "moved to https://fieldnotes.example/rss", "paused", "declared on line 40 of the settings", "2 hours ago", "in 40 min")
	want := "Daily Ledger, Plain Weather, Field Notes, Abyss Quarterly, Harbour Post, Ledger & Coin, Nordwind, The Compiler, The Long Column, The Meridian"
	if got := strings.Join(rowsOf(d), ", "); got != want {
		t.Errorf("the order is %s", got)
	}
	if row, _ := d.row("Daily Ledger"); !strings.Contains(row, "▌!") {
		t.Errorf("the first is not selected: %q", row)
	}
	d.keys("?")
	d.expect("the keys of the place", "Help — health", "use the address it moved to", "ask this feed now")
	d.expectNot("and none that does nothing here", "all of this view read", "wider text")
	d.keys("esc", "esc")
	d.expect("Esc leads back to the panes", "Article", "Related")
}

func TestHealthMendsFeeds(t *testing.T) {
	d, f := warded(t, 120, 36)
	d.keys("!")
	d.keys("r")
	if n := len(f.reloads); n != 1 || len(f.reloads[0].Feeds) != 1 || f.reloads[0].Feeds[0] != 5 {
		t.Errorf("r asked %+v", f.reloads)
	}
	d.keys("p")
	d.expect("paused, said and undoable", "paused Daily Ledger · u undo")
	if !f.feeds[4].Options.Paused {
		t.Error("it is not paused")
	}
	d.keys("p")
	d.expect("and taken up again", "asked again by schedule: Daily Ledger")
	d.keys("v")
	d.expect("only what moved has a new address", "this feed has not moved")
	d.keys("j", "j", "v")
	d.expect("the address it moved to", "Field Notes has its new address · u undo")
	if f.feeds[6].URL != "https://fieldnotes.example/rss" {
		t.Errorf("its address is %s", f.feeds[6].URL)
	}
	if last := f.reloads[len(f.reloads)-1]; len(last.Feeds) != 1 || last.Feeds[0] != 7 {
		t.Errorf("its new address is not asked: %+v", last)
	}
	d.keys("g", "g", "x")
	d.expect("removed", "removed Daily Ledger · u undo", "9 feeds")
	d.expectNot("removed", "! Daily Ledger")
	d.keys("G", "o", "y")
	if len(d.opens) != 1 || d.opens[0] != "https://meridian.example/" || d.copy != "https://paper1.example/feed" {
		t.Errorf("opened %q, copied %q", d.opens, d.copy)
	}
	d.keys("A", "m", "b", "n", "c", "z", "enter")
	if f.articles[0].State.Read && f.articles[2].State.Read {
		t.Error("keys for articles reach what nobody sees")
	}
	d.expect("Enter opens the feed's view", "The Meridian")
	d.keys("esc")
	d.expect("Esc there leads back here", "to look at", "Last success")
	d.keys("esc")
	d.expect("and Esc here to what stood before", "Today")
}

func TestFailingFeedsInTheHeaderLeadToHealth(t *testing.T) {
	for _, w := range []int{80, 120, 160} {
		d, _ := warded(t, w, 36)
		line, y := d.row("! 2")
		x := len([]rune(line[:strings.LastIndex(line, "!")]))
		d.send(tea.MouseClickMsg{X: x - 3, Y: y, Button: tea.MouseLeft})
		if d.m.health.open {
			t.Errorf("%d: a click beside it opens the view", w)
		}
		d.send(tea.MouseClickMsg{X: x + 1, Y: y, Button: tea.MouseLeft})
		if !d.m.health.open {
			t.Errorf("%d: a click on %q does not open the view", w, line)
		}
	}
}

func TestARetrySaysThatItAsks(t *testing.T) {
	d, _ := warded(t, 120, 36)
	d.keys("g", "e")
	_, cmd := d.m.Update(press("r"))
	d.expect("while the server is asked", "asking…")
	d.run(cmd)
	d.expectNot("then no more", "asking…")
}

func TestHealthReadsWellWhereItIsSmall(t *testing.T) {
	d, _ := warded(t, 46, 18)
	d.keys("g", "e")
	d.expect("short ages, the error over two lines", "Daily Ledger", "6d", "404", "The server answers 404: there is no feed", "at this address any more.")
	d.size(40, 12)
	d.expect("and in the smallest", "Daily Ledger", "404")
	d.keys("G")
	d.expect("moving scrolls", "The Meridian", "next check in 40 min")
	d.size(80, 24)
	d.expect("narrow has the next check", "Next check", "in 40 min")
	d.size(120, 36)
	d.expect("more has the folder", "Folder", "World")
}

func TestEmptyHealthSaysWhatToDo(t *testing.T) {
	f := newFake()
	f.feeds = nil
	d := newDriver(t, f)
	d.size(80, 24)
	d.keys("g", "e")
	d.expect("nothing to look after", "No feeds yet.", "a adds one")
	d.keys("r", "x", "p", "v", "E", "o", "enter", "esc")
	d.expectNot("keys without a feed do no harm", "Last success")
}

func TestTimesAheadAndLongTimes(t *testing.T) {
	for _, c := range []struct {
		d    time.Duration
		want string
	}{
		{-time.Minute, "now"}, {0, "now"}, {20 * time.Second, "in 1 min"}, {40 * time.Minute, "in 40 min"}, {59*time.Minute + 40*time.Second, "in 1 h"},
		{2*time.Hour + 10*time.Minute, "in 2 h"}, {35 * time.Hour, "in 35 h"}, {48 * time.Hour, "in 2 days"},
	} {
		if got := ahead(fakeNow, fakeNow.Add(c.d)); got != c.want {
			t.Errorf("%v ahead is %q, want %q", c.d, got, c.want)
		}
	}
	for days, want := range map[int]string{91: "2 months", 155: "5 months", 400: "13 months", 740: "2 years"} {
		if got := months(time.Duration(days) * 24 * time.Hour); got != want {
			t.Errorf("%d days are %q, want %q", days, got, want)
		}
	}
	for _, c := range []struct {
		n    float64
		want string
	}{{0, "–"}, {0.3, "<1"}, {1, "1"}, {12.6, "13"}} {
		if got := perWeek(feeds.FeedHealth{PerWeek: c.n}); got != c.want {
			t.Errorf("%v a week is %q, want %q", c.n, got, c.want)
		}
	}
}

func TestASilentFeedIsWorthALook(t *testing.T) {
	quiet := feeds.FeedHealth{Feed: feeds.Feed{ID: 1}, Latest: fakeNow.AddDate(0, -5, -4)}
	if urgency(quiet, fakeNow) != 1 {
		t.Error("five months of silence pass unnoticed")
	}
	if urgency(feeds.FeedHealth{}, fakeNow) != 2 {
		t.Error("a feed that never published is not silent: it may be new")
	}
	m := New(Options{Now: d0, Backend: newFake()})
	if got, _ := m.facts(quiet, columnsFor(150), 150, fakeNow); got != "silent for 5 months" {
		t.Errorf("the alerts are %q", got)
	}
}

// Every state of these dialogs fits every size.
func TestFramesOfFeedsFitEverySize(t *testing.T) {
	states := map[string]func(d *driver){
		"health":       func(d *driver) { d.keys("g", "e") },
		"looking":      func(d *driver) { d.m.lookUp("https://a-rather-long-name.example/with/a/path", "") },
		"form":         func(d *driver) { d.keys("g", "e", "E") },
		"form at end":  func(d *driver) { d.keys("g", "e", "E", "up") },
		"form, errors": func(d *driver) { d.keys("g", "e", "E", "down", "down", "down", "x", "ctrl+s") },
		"form, fixed":  func(d *driver) { d.keys("g", "e", "G", "k", "E") },
		"choosing": func(d *driver) {
			a := &adder{address: "https://forge.example", err: "not added: the server answers 500, and says so at some length"}
			a.offer(append(newFinder().stands["https://forge.example"], newFinder().stands["https://forge.example"]...))
			a.err = "not added: the server answers 500, and says so at some length"
			d.m.over = a
			d.keys("x", "j")
		},
	}
	for name, enter := range states {
		d, _ := warded(t, 120, 36)
		enter(d)
		for _, w := range []int{0, 1, 29, 30, 31, 40, 46, 59, 60, 80, 97, 98, 99, 100, 120, 152, 153, 160, 220} {
			for _, h := range []int{0, 1, 7, 8, 9, 11, 12, 15, 16, 18, 20, 24, 28, 36, 60} {
				d.m.w, d.m.h = w, h
				d.m.arrange()
				d.m.settle()
				checkFrame(t, d.m, fmt.Sprintf("%s at %dx%d", name, w, h))
			}
		}
	}
}
