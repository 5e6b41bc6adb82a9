package ui

import (
	"context"
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestASearchTellsHowManyThereAreAndWhatIsWrong(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("older story")
	d.due()
	d.expect("counted beyond the first window", "300 hits")
	d.typed(" titel:x")
	d.due()
	d.expect("a mistake is told below, by its column", "column 13: there is no field titel:", "mean title:?")
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
	d.expect("to the end by itself", "10 hits", "number 290")
	d.expectNot("and done", "hits ·", "Searching")
}
