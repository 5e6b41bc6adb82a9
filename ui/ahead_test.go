package ui

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// typeAhead opens a view, presses keys before anything of it is here, and then
// lets it come.
func typeAhead(d *driver, v feeds.View, keys ...string) {
	cmds := []tea.Cmd{d.m.openView(v)}
	for _, k := range keys {
		_, cmd := d.m.Update(press(k))
		cmds = append(cmds, cmd)
	}
	for _, cmd := range cmds {
		d.run(cmd)
	}
}

func TestWhatIsTypedAheadGoesBeyondTheRowsThatAListBeginsWith(t *testing.T) {
	all := feeds.View{Kind: feeds.ViewAll}
	for name, tt := range map[string]struct {
		view feeds.View
		keys []string
		want int // from the end when it is negative
	}{
		"rows down":               {all, []string{"9", "0", "j"}, 90},
		"pages down":              {all, []string{"pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown"}, -1 << 20},
		"to the end and back":     {feeds.View{Kind: feeds.ViewFeed, Feed: 2}, []string{"G", "k", "k"}, -3},
		"to a far end and back":   {all, []string{"G", "k", "k"}, -3},
		"to the end and the head": {all, []string{"G", "g", "g", "j"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			for range 80 {
				f.add(fakeStory{2, 1e9, "Typed ahead of", "", rates})
			}
			d := newDriver(t, f)
			d.size(120, 36)
			typeAhead(d, tt.view, tt.keys...)
			h := &d.m.heads
			if tt.want == -1<<20 { // as pages go when the rows are here
				there := newDriver(t, f)
				there.size(120, 36)
				typeAhead(there, tt.view)
				there.keys(tt.keys...)
				tt.want = there.m.heads.list.Index()
			}
			if tt.want < 0 {
				tt.want += len(h.rows)
			}
			if at := h.list.Index(); at != tt.want || len(h.held) > 0 {
				t.Errorf("the cursor is on row %d of %d, not on %d; %d are held", at, len(h.rows), tt.want, len(h.held))
			}
		})
	}
}

func TestAMacroGoesBeyondTheRowsThatAListBeginsWith(t *testing.T) {
	d := opened(t, 120, 36)
	d.run(d.m.playMacro([]step{{act: actAll, n: 1}, {act: actDown, n: 90}, {act: actBottom, n: 1}, {act: actUp, n: 2}}, 1))
	if h := &d.m.heads; h.list.Index() != len(h.rows)-3 || h.below {
		t.Errorf("it came to row %d of %d", h.list.Index(), len(h.rows))
	}
}

func TestKeysAfterGWaitForTheEndOfALongList(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "a")
	_, end := d.m.Update(press("G"))
	_, up := d.m.Update(press("k"))
	d.run(end)
	d.run(up)
	if h := &d.m.heads; h.list.Index() != len(h.rows)-2 || h.below {
		t.Errorf("G k came to row %d of %d", h.list.Index(), len(h.rows))
	}
}

func TestAllThatCameIsCountedThoughFewRowsAreReadFirst(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "a", "5", "j")
	left := d.at()
	d.keys("g", "h")
	for range 120 {
		d.fake.add(fakeStory{2, -1e9, "Come meanwhile", "", rates})
	}
	d.keys("g", "a")
	if d.at() != left {
		t.Fatalf("the cursor is on %d, was left on %d", d.at(), left)
	}
	d.expect("all of them but the three in sight", "↑ 117 new")
	for range 3 { // rows that are let go of and read again are the same ones
		d.event(feeds.ArticlesChanged{})
		d.expect("they are the same ones", "↑ 117 new")
		d.keys("9", "0", "k", "9", "0", "j")
		d.expect("and so they are", "↑ 117 new")
	}
	d.keys("g", "g")
	d.expectNot("seen", "new ")
	for range 60 {
		d.keys("pgdown")
	}
	d.keys("2", "0", "0", "k")
	d.expectNot("they are not new again", "↑")
}

func TestRowsThatAreLetGoOfAreNotCountedTwice(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "a", "5", "j", "g", "h")
	for range 300 {
		d.fake.add(fakeStory{2, -1e9, "Come meanwhile", "", rates})
	}
	d.keys("g", "a")
	for range 3 {
		d.keys("2", "2", "0", "k")
		if n := d.m.heads.fresh; n < 290 || n > 300 {
			t.Fatalf("of 300 new ones %d are counted", n)
		}
		d.keys("2", "2", "0", "j")
		d.event(feeds.ArticlesChanged{}) // two hundred rows around the cursor are left
	}
}

func TestAnArticleMarkedUnreadIsReadAgainWhenItIsOpened(t *testing.T) {
	f := newFake()
	f.articles[0].State.Read = true
	d := newDriver(t, f)
	d.size(120, 36) // its page is kept
	d.keys("m")
	d.event(feeds.MarkChanged{})
	if f.articles[0].State.Read {
		t.Fatal("m did not mark it unread")
	}
	_, cmd := d.m.Update(press("enter"))
	runLastFirst(d, cmd) // the page that is kept, and then what the store says
	if !f.articles[0].State.Read {
		t.Error("it was opened and is unread")
	}
	d.keys("m")
	if f.articles[0].State.Read {
		t.Error("in the reader view m did not mark it unread")
	}
}

func TestAPageThatWasReadBeforeTheMarkDoesNotTakeItBack(t *testing.T) {
	f := newFake()
	f.articles[0].State.Read = true
	d := newDriver(t, f)
	d.size(120, 36)
	before := f.articles[0]
	d.keys("m")
	d.event(feeds.MarkChanged{})
	d.m.pages.learn(before.Article.ID, before) // its answer comes late
	_, cmd := d.m.Update(press("enter"))
	runLastFirst(d, cmd)
	if !f.articles[0].State.Read {
		t.Error("it was opened and is unread")
	}
}

// runLastFirst is run, of commands at once the last one first.
func runLastFirst(d *driver, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	msg := cmd()
	all, ok := msg.(tea.BatchMsg)
	if !ok {
		d.run(func() tea.Msg { return msg })
		return
	}
	for _, c := range slices.Backward(all) {
		runLastFirst(d, c)
	}
}
