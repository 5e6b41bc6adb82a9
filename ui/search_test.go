package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestASearchTellsHowManyThereAreAndWhatIsWrong(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("older story")
	d.due()
	d.expect("counted beyond the first window", "300 hits")
	d.keys("enter", "enter")
	d.expect("also where one of them is read", "1 of 300 ")
	d.keys("esc", "/")
	d.typed("titel:x") // after the "older story* " that was kept
	d.due()
	d.expect("a mistake is told below, by its column", "column 14: there is no field titel:", "mean title:?")
	if !strings.Contains(d.m.View().Content, d.m.st.Error.Underline(true).Render("titel:x")) {
		t.Error("the word that is wrong is not pointed at")
	}
	for range "titel:x" {
		d.keys("backspace")
	}
	d.typed("title:")
	d.due()
	d.expectNot("what is unfinished is no mistake", "column")
	d.expect("and the query so far is asked", "300 hits")
	d.typed("17")
	d.due()
	d.expect("a field", "11 hits", "Older story number 17 ")
	d.keys("enter")
	d.expect("still there", "11 hits")
	first, _ := d.m.heads.list.Selected()
	d.keys("m") // read: n goes from hit to hit all the same
	d.keys("n", "n", "N")
	if i := d.m.heads.list.Index(); i != 1 {
		t.Errorf("n, n and N lead to hit %d, want the second", i+1)
	}
	d.keys("N")
	if now, _ := d.m.heads.list.Selected(); now != first {
		t.Error("N does not lead back")
	}
}

func TestASearchSaysWhichBookmarksItFindsBesideArticles(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {80, 24}, {46, 18}} {
		f := newFake()
		f.shelf = append(f.shelf, feeds.Bookmark{ID: 50, URL: "https://elsewhere.example/", Title: "Reefs from elsewhere"}, feeds.Bookmark{ID: 51, URL: "https://elsewhere.example/2", Title: "Reefs again"})
		d := newDriver(t, f)
		d.size(size[0], size[1])
		d.keys("/")
		d.typed("reef")
		d.due()
		d.expect("as one types, without a key that would be typed", "1 hit", "2 more in Bookmarks")
		d.expectNot("as one types, without a key that would be typed", "goes there")
		d.keys("enter")
		d.expect("the one kept from its feed is among the hits", "/ reef*", "1 hit", "2 more in Bookmarks · g b goes there")
		d.keys("g", "b")
		d.expect("there", "& reef*", "3 · by saved", "Reefs from elsewhere", "Reefs again")
		d.keys("esc")
		d.expect("and all of them", "5 · by saved")
		d.keys("/")
		d.typed("lights")
		d.due()
		d.keys("enter")
		d.expectNot("none besides", "more in Bookmarks")
		d.keys("g", "b")
		d.expect("all, then", "5 · by saved")
	}
}

func TestWhatASearchLooksForIsMarked(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("number 17 ")
	d.due()
	p, selected := d.m.paint(false, true), d.m.paint(true, true)
	has := func(word string) bool {
		s := d.m.View().Content
		return strings.Contains(s, p.found.Render(word)) || strings.Contains(s, selected.found.Render(word))
	}
	if !has("number") || !has("17") || has("Older") {
		t.Errorf("number is marked: %v, 17: %v, Older: %v; want the first two alone", has("number"), has("17"), has("Older"))
	}
	d.keys("esc")
	if strings.Contains(d.m.View().Content, p.found.before) {
		t.Error("marks are left when the search is over")
	}
}

// slow is a library whose searches stop after each hundred articles.
type slow struct{ *fake }

func (s slow) List(ctx context.Context, req feeds.ListRequest) (feeds.Page, error) {
	if req.View.Kind != feeds.ViewSearch {
		return s.fake.List(ctx, req)
	}
	all := req
	all.View, all.Limit = feeds.View{Kind: feeds.ViewAll}, 100
	page, err := s.fake.List(ctx, all)
	if err != nil {
		return page, err
	}
	page.Looked = len(page.Headlines)
	if page.More {
		page.Reached = page.Headlines[len(page.Headlines)-1].Key()
		if req.Newer {
			page.Reached = page.Headlines[0].Key()
		}
	}
	var found []feeds.Headline
	for _, h := range page.Headlines {
		if r := s.find(h.ID); s.in(req.View, *r) {
			found = append(found, h)
		}
	}
	page.Headlines = found
	return page, nil
}

func TestASearchThatReadsArticlesShowsWhatItHasSoFar(t *testing.T) {
	f := newFake()
	for i := range f.feeds {
		f.feeds[i].Articles = len(f.articles) / len(f.feeds)
	}
	d := newDriver(t, f, func(o *Options) { o.Backend = slow{f} })
	d.size(120, 36)
	d.keys("/")
	d.typed("/number 2.0 /")
	cmd := d.m.searchNow()
	msg := cmd().(windowMsg)
	_, cmd = d.m.Update(msg)
	d.expect("one step: no hit yet, a third of the way", "Searching…", "0 hits · 32%")
	d.run(cmd)
	d.expect("to the end by itself", "10 hits")
	if n := len(d.m.heads.rows); n != 10 || !strings.Contains(d.m.heads.rows[9].Title, "number 290") {
		t.Errorf("%d rows", n)
	}
	d.expectNot("and done", "hits ·", "Searching")
}

func TestWhatASearchFindsIsMarkedInTheArticleAndGoneThroughThere(t *testing.T) {
	for name, open := range map[string]func(d *driver){
		"a search that is typed": func(d *driver) {
			d.keys("/")
			d.typed("storm or rates or bank")
			d.due()
			d.expect("how long it took", "hits · 3 ms")
			d.keys("enter")
		},
		"a saved search": func(d *driver) {
			d.fake.saved = []feeds.SavedSearch{{ID: 1, Name: "S", Query: "storm or rates or bank", Counted: true}}
			d.run(d.m.openView(feeds.View{Kind: feeds.ViewSearch, Search: 1, Query: "storm or rates or bank"}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := opened(t, 120, 36)
			now := fakeNow
			d.m.opts.Now = func() time.Time { now = now.Add(3 * time.Millisecond); return now }
			open(d)
			p := d.m.paint(true, true)
			if !strings.Contains(d.m.View().Content, p.found.Render("bank")) {
				t.Error("bank is not marked in the row")
			}
			first := d.m.heads.rows[0].ID
			d.keys("enter")
			d.expect("marked, and told", "matches · n N")
			if r := d.m.reader; r.find == nil || len(r.find.hits) < 3 {
				t.Fatalf("%+v is marked", r.find)
			}
			n := len(d.m.reader.find.hits)
			d.keys("n")
			d.expect("the first", fmt.Sprintf("match 1 of %d", n))
			d.keys("n", "N")
			d.expect("back", fmt.Sprintf("match 1 of %d", n))
			d.keys("3", "n")
			d.expect("by count", fmt.Sprintf("match 4 of %d", n))
			d.keys("/")
			d.typed("inflation")
			d.keys("enter", "n", "esc")
			d.expect("the text's own search comes and goes", "matches · n N")
			for range n + 1 {
				d.keys("n")
			}
			if id := d.m.reader.id; id == first || id != d.m.heads.rows[1].ID {
				t.Errorf("beyond the last match stands article %d, want the next hit", id)
			}
			d.keys("N")
			if d.m.reader.id != first {
				t.Error("N before the first match does not lead to the hit before")
			}
			d.keys("esc")
			if d.m.reader != nil {
				t.Error("Esc does not leave the article at once")
			}
			d.keys("g", "t", "enter")
			if d.m.reader.find != nil {
				t.Error("marks are left when the search is over")
			}
		})
	}
}

// stuck is a library whose searches go on until they are called off.
type stuck struct {
	*fake
	ended chan error
}

func (s stuck) List(ctx context.Context, req feeds.ListRequest) (feeds.Page, error) {
	if req.View.Kind != feeds.ViewSearch {
		return s.fake.List(ctx, req)
	}
	<-ctx.Done()
	s.ended <- ctx.Err()
	return feeds.Page{}, ctx.Err()
}

func TestALongSearchIsCalledOffByWhatComesNext(t *testing.T) {
	for name, next := range map[string]func(d *driver){
		"by Esc":                    func(d *driver) { d.keys("esc") },
		"by what is typed on":       func(d *driver) { d.typed(" x"); d.m.searchNow() },
		"by another view":           func(d *driver) { d.keys("enter", "g", "a") },
		"by the end of the program": func(d *driver) { d.keys("ctrl+c") },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake()
			s := stuck{f, make(chan error, 1)}
			d := newDriver(t, f, func(o *Options) { o.Backend = s })
			d.size(120, 36)
			d.keys("/")
			d.typed("/a.b/")
			cmd := d.m.searchNow()
			go cmd()
			next(d)
			if err := <-s.ended; !errors.Is(err, context.Canceled) {
				t.Errorf("it ended with %v", err)
			}
		})
	}
}

func TestASearchForTheUnreadKeepsWhatIsReadInIt(t *testing.T) {
	for _, id := range []feeds.SearchID{0, 1} { // typed, and saved
		d := opened(t, 120, 36)
		v := feeds.View{Kind: feeds.ViewSearch, Query: "is:unread older", Search: id}
		d.run(d.m.openView(v))
		was := ids(d.m.heads.rows[:3])
		d.keys("j", "m", "j", "enter", "esc")
		d.event(feeds.ArticlesChanged{})
		if got := d.m.heads.rows; !cmp.Equal(ids(got[:3]), was) || !got[1].Read || !got[2].Read {
			t.Errorf("search %d: the rows are %+v", id, got[:3])
		}
		d.run(d.m.openView(feeds.View{Kind: feeds.ViewAll}))
		d.m.opts.Now = func() time.Time { return fakeNow.Add(time.Minute) }
		d.run(d.m.openView(v))
		for _, h := range d.m.heads.rows {
			if h.Read || h.ID == was[1] {
				t.Errorf("search %d, opened anew, has %+v", id, h)
			}
		}
	}
}
