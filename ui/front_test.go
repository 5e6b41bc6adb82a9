package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// fronted is a screen that begins with a front page of several stories.
func fronted(t *testing.T, w, h int, change ...func(*Options)) *driver {
	t.Helper()
	f := newFake()
	f.tell(1, 3, 5, 7, 8)
	f.tell(0, 2)
	for i := 20; i < 60; i += 2 {
		f.tell(i, i+1)
	}
	d := newDriver(t, f, append(change, func(o *Options) { o.Settings.Start = feeds.ViewFront })...)
	d.size(w, h)
	return d
}

func TestTheFrontPageHasStoriesWithTheirPapersAndSaysSinceWhen(t *testing.T) {
	for _, size := range [][2]int{{200, 50}, {160, 44}, {120, 36}, {80, 24}} {
		d := fronted(t, size[0], size[1], func(o *Options) { o.Visited = time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC) })
		d.expect(fmt.Sprint(size), "Front page", "since yesterday 18:00: ", " new, 22 stories", "Storm Iris: 40,000 homes", "4 papers",
			"Crews worked through the night", "The Compiler · 2h  Version 4.2")
	}
	d := fronted(t, 46, 18)
	d.expect("a small screen", "new, 22 stories", "Storm Iris")
}

func TestAFrameOfTheFrontPageIsTheScreensSize(t *testing.T) {
	d := fronted(t, 120, 36)
	for w := 0; w <= 220; w += 11 {
		for h := 0; h <= 60; h += 7 {
			d.size(w, h)
			d.keys("j", ".", "j")
			lines := strings.Split(d.m.View().Content, "\n")
			if len(lines) != max(h, 1) {
				t.Fatalf("%dx%d: %d lines", w, h, len(lines))
			}
			for _, l := range lines {
				if n := ansi.StringWidth(l); n > w {
					t.Fatalf("%dx%d: a line of %d cells: %q", w, h, n, ansi.Strip(l))
				}
			}
		}
	}
}

func TestSinceWordsSayWhenAsOneSpeaksOfIt(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 20, 0, 0, time.UTC)
	for _, tt := range []struct {
		ago  time.Duration
		want string
	}{
		{time.Hour, "07:20"}, {14 * time.Hour, "yesterday 18:20"}, {60 * time.Hour, "Thu 20:20"}, {10 * 24 * time.Hour, "12 Nov"},
	} {
		if got := sinceWords(now, now.Add(-tt.ago)); got != tt.want {
			t.Errorf("%v ago is %q, want %q", tt.ago, got, tt.want)
		}
	}
}

func TestTheFrontPageCountsSinceTheLastVisitAWeekAtMost(t *testing.T) {
	for _, tt := range []struct {
		name    string
		visited time.Time
		want    time.Time
	}{
		{"never here before: a day", time.Time{}, fakeNow.Add(-24 * time.Hour)},
		{"an hour ago", fakeNow.Add(-time.Hour), fakeNow.Add(-time.Hour)},
		{"a clock that was wrong: a day", fakeNow.Add(time.Hour), fakeNow.Add(-24 * time.Hour)},
		{"months ago: a week", fakeNow.AddDate(0, -3, 0), fakeNow.AddDate(0, 0, -7)},
	} {
		d := fronted(t, 120, 36, func(o *Options) { o.Visited = tt.visited })
		if got := d.m.front.since; !got.Equal(tt.want) {
			t.Errorf("%s: since %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTheCursorGoesThroughTheFrontPageAndStaysInView(t *testing.T) {
	d := fronted(t, 120, 36)
	p := &d.m.front
	seen := func(how string) {
		t.Helper()
		it := p.sheet.items[p.at]
		if it.from < p.top || it.from >= p.top+p.size.H {
			t.Fatalf("%s: the cursor's headline in line %d is out of view, %d lines from %d", how, it.from, p.size.H, p.top)
		}
		d.expect(how, p.selected().Title[:20])
	}
	for range 21 {
		d.keys("j")
		seen("down")
	}
	if p.at != 21 {
		t.Errorf("after 21 steps down the cursor stands on %d", p.at)
	}
	d.keys("g", "g")
	seen("top")
	for range 8 {
		d.keys("space")
		seen("page")
	}
	d.keys("G")
	seen("bottom")
	d.keys("ctrl+u")
	seen("half a page up")
	for range 8 {
		d.keys("pgup")
		seen("page up")
	}
	if p.top != 0 {
		t.Errorf("paging up ended in line %d", p.top)
	}
}

func TestAStorysPapersAreChosenOnceUnfolded(t *testing.T) {
	d := fronted(t, 120, 36)
	n := len(d.m.front.sheet.items)
	d.keys(".", "j", "j")
	if got := len(d.m.front.sheet.items); got != n+4 {
		t.Fatalf("unfolded, %d headlines can be chosen of %d and 4", got, n)
	}
	at := d.m.front.selected()
	if at.Story != 1 || at.ID == d.fake.stories[0][0] {
		t.Fatalf("the cursor stands on %q", at.Title)
	}
	d.keys("enter")
	d.expect("a paper's report", at.Title)
	d.keys("esc", ".")
	if got := d.m.front.selected().ID; got != d.fake.stories[0][0] {
		t.Error("folding did not lead to the story's lead")
	}
}

func TestReadingFromTheFrontPage(t *testing.T) {
	d := fronted(t, 120, 36)
	d.keys("enter")
	d.expect("the story's lead", "Storm Iris", "1 of 22")
	d.keys("J")
	d.expect("the next story", "Central bank holds rates", "2 of 22")
	d.keys("esc")
	if got := d.m.front.selected().Title; !strings.HasPrefix(got, "Central bank") {
		t.Errorf("back on the page the cursor stands on %q", got)
	}
	if !d.m.front.stories[0].Head().Read || !d.m.front.sheet.items[0].head.Read {
		t.Error("what was opened is not shown as read")
	}
	d.keys("m")
	d.expect("m on a story", "marked unread")
	d.keys("]")
	d.expect("another paper's version", "Court strikes down")
}

func TestTheRestOfTheFrontPageIsMarkedReadAndComesBack(t *testing.T) {
	d := fronted(t, 120, 36)
	was := d.m.side.data.Today
	d.keys("A")
	if d.m.side.data.Today != 0 {
		t.Errorf("%d of today are unread", d.m.side.data.Today)
	}
	d.expect("told", "marked read", "undo")
	d.keys("u")
	if got := d.m.side.data.Today; got != was {
		t.Errorf("after undo %d are unread of %d", got, was)
	}
}

func TestAReloadMovesNoStoryOfTheFrontPage(t *testing.T) {
	d := fronted(t, 120, 36)
	d.keys("j")
	at, first := d.m.front.selected().ID, d.m.front.stories[0].ID
	d.fake.tell(100, 101)
	d.event(feeds.ArticlesChanged{})
	p := &d.m.front
	if p.selected().ID != at || p.stories[0].ID != first {
		t.Error("a story moved")
	}
	if last := p.stories[len(p.stories)-1]; last.ID != 23 {
		t.Errorf("the story that came stands not last, %d does", last.ID)
	}
}

func TestStoriesReadAgainKeepTheirPlacesAndNewOnesComeLast(t *testing.T) {
	st := func(ids ...feeds.StoryID) (out []feeds.Story) {
		for _, id := range ids {
			out = append(out, feeds.Story{ID: id})
		}
		return out
	}
	p := front{stories: st(5, 3, 9)}
	var got []feeds.StoryID
	for _, s := range p.inPlace(st(7, 9, 4, 5)) {
		got = append(got, s.ID)
	}
	if want := []feeds.StoryID{5, 9, 7, 4}; !slices.Equal(got, want) {
		t.Errorf("stories 5 3 9 read again as 7 9 4 5 stand as %v, want %v", got, want)
	}
}

func TestAFrontPageWithoutStoriesSaysWhatToDo(t *testing.T) {
	d := newDriver(t, newFake(), func(o *Options) { o.Settings.Start = feeds.ViewFront })
	d.size(120, 36)
	d.expect("no story", "No front page yet.", "g t shows today's articles")
	d.keys("j", "enter", ".", "G", "m", "]")
	d.fake.failNext = errors.New("the disk is full")
	d.keys("g", "f")
	d.expect("a failure", "the disk is full")
}

func TestTheVisitIsRememberedWhenTheScreenIsLeft(t *testing.T) {
	var left time.Time
	d := fronted(t, 120, 36, func(o *Options) { o.Visit = func(at time.Time) error { left = at; return nil } })
	d.keys("Q")
	if !d.quit || !left.Equal(fakeNow) {
		t.Errorf("left at %v (quit %v)", left, d.quit)
	}
}

func BenchmarkFrontPage(b *testing.B) {
	d := fronted(&testing.T{}, 160, 44)
	b.Run("drawn", func(b *testing.B) {
		for b.Loop() {
			_ = d.m.View()
		}
	})
	b.Run("laid out", func(b *testing.B) {
		for b.Loop() {
			d.m.layFront()
		}
	})
}

func TestALeadHasTheSentenceThatSaysMostWhereItHasRoom(t *testing.T) {
	f := newFake()
	f.tell(1, 3, 5)
	f.tell(0, 2)
	f.said = func(id feeds.ArticleID) string {
		if id == f.articles[1].Article.ID {
			return "Crews mended the lines by hand."
		}
		return strings.Repeat("Far too long to be quoted as a whole under a headline. ", 12)
	}
	start := func(o *Options) { o.Settings.Start = feeds.ViewFront }
	d := newDriver(t, f, start)
	d.size(120, 36)
	d.expect("the sentence, marked", "41 minutes ago · extracted", "“Crews mended the lines by hand.”")
	d.expectNot("none that is cut", "Far too long")
	d.size(46, 18)
	d.expectNot("a small screen has the excerpt", "extracted")
	f.said = func(feeds.ArticleID) string { return "" }
	d = newDriver(t, f, start)
	d.size(120, 36)
	d.expectNot("nothing to quote", "extracted")
	d.expect("the excerpt", "Crews worked through the night")
}

func TestTheHeadlineUnderTheCursorStaysWhereSentencesAreFoundAboveIt(t *testing.T) {
	d := fronted(t, 160, 24)
	p := &d.m.front
	d.keys("j", "j", "j", "j", "j", "j", "j", "j")
	for id := range p.said {
		p.said[id] = "" // as before they were found
	}
	d.m.layFront()
	p.move(0)
	title := p.selected().Title[:20]
	_, y := d.row(title)
	found := sayings{}
	for i := range p.stories {
		found[p.stories[i].Head().ID] = "One short sentence."
	}
	height := p.sheet.h
	d.send(frontSaidMsg{p.gen, found})
	if _, at := d.row(title); at != y || p.sheet.h == height {
		t.Errorf("it moved from line %d to %d, the page from %d lines to %d", y, at, height, p.sheet.h)
	}
}
