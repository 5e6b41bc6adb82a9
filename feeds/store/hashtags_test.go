package store

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestFoundTopicsStandBehindThePublishersAndAreKept(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	a := item("a", 1, "Storm Iris comes")
	a.Topics = []string{"Weather"}
	commit(t, s, f.ID, a, item("b", 2, "Calm"))
	ok(s.Follow(ctx, "Storm Iris", true, nil, t0))(t)
	_, _, err := s.SaveSearches(ctx, []feeds.SavedSearch{{Name: "iris", Query: `topic:"storm iris"`}}, t0)
	must(t, err)
	ok(s.FillSearches(ctx, t0))(t)
	calm, storm := page(t, s, feeds.View{Kind: feeds.ViewAll})[0].ID, page(t, s, feeds.View{Kind: feeds.ViewAll})[1].ID
	if n := ok(s.AddHashtags(ctx, []Hashtags{{storm, []string{"Storm Iris", "weather", "Coast", "Harbour", "Fifth"}}, {calm, nil}, {99, []string{"x"}}}))(t); n != 1 {
		t.Errorf("%d articles got topics", n)
	}
	want := []string{"Weather", "Storm Iris", "Coast", "Harbour"}
	here := func(when string) {
		t.Helper()
		rows := page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: "storm iris"})
		if len(rows) != 1 || cmp.Diff(want, rows[0].Topics) != "" {
			t.Fatalf("%s: the view has %v", when, rows)
		}
		if got := ok(s.Article(ctx, storm))(t).Article.Topics; cmp.Diff(want, got) != "" {
			t.Errorf("%s: the article has %q", when, got)
		}
		if diff := cmp.Diff([]feeds.Followed{{Topic: "Storm Iris", Unread: 1}}, followed(t, s)); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
		if n := ok(s.Count(ctx, feeds.View{Kind: feeds.ViewSearch, Query: `topic:"storm iris"`, Now: t0}))(t).N; n != 1 {
			t.Errorf("%s: a search finds %d", when, n)
		}
		if v := ok(s.Sections(ctx, t0))(t).Searches[0]; v.Unread != 1 {
			t.Errorf("%s: the saved search counts %d", when, v.Unread)
		}
	}
	here("given")
	if n := ok(s.AddHashtags(ctx, []Hashtags{{storm, []string{"Storm Iris", "Sixth"}}}))(t); n != 0 {
		t.Errorf("given twice: %d", n)
	}
	a.Title, a.Hash, a.Topics = "Storm Iris leaves", "other", []string{"Weather", "Coast"}
	want = []string{"Weather", "Coast", "Storm Iris", "Harbour"}
	commit(t, s, f.ID, a)
	here("corrected")
	must(t, s.SetPageDocument(ctx, storm, &feeds.Document{}, 1))
	here("its page read")
	if diff := cmp.Diff([]string{"Storm Iris"}, ok(s.FollowedHashtags(ctx))(t)); diff != "" {
		t.Error(diff)
	}
	s = reopen(t, s)
	here("after a restart")
}

func TestACopyIsGivenWhatItsOriginalIs(t *testing.T) {
	s, list, ids := papers(t, "", "")
	filing(t, s, func(f *Filing) { ok(f.Copy(ids[1], ids[0]))(t) })
	if n := ok(s.AddHashtags(ctx, []Hashtags{{ids[0], []string{"Iris"}}}))(t); n != 2 {
		t.Errorf("%d articles got it", n)
	}
	if rows := page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: "iris"}); len(rows) != 1 || rows[0].ID != ids[0] {
		t.Errorf("the view has %v", rows)
	}
	ok(s.Unsubscribe(ctx, []feeds.FeedID{list[0].ID}, t0))(t)
	if rows := page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: "iris"}); len(rows) != 1 || rows[0].ID != ids[1] {
		t.Errorf("with the original gone the view has %v", rows)
	}
}

// Whatever is done, the kept counts of followed topics are what their views
// show, found topics and publishers' alike.
func TestCountsOfFollowedTopicsAgreeWithTheirViews(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 8))
	s := fresh(t)
	list := subscribed(t, s, feedNamed("a", "x"), feedNamed("b", "x"), feedNamed("c", "y"))
	labels := []string{"storm", "Iris", "Coast", "vote"}
	some := func() (out []string) {
		for _, l := range labels {
			if rnd.IntN(3) == 0 {
				out = append(out, l)
			}
		}
		return out
	}
	for _, l := range labels[:3] {
		ok(s.Follow(ctx, l, true, nil, t0))(t)
	}
	type article struct {
		guid string
		feed feeds.FeedID
	}
	var known []article
	n, most, given := feeds.ArticleID(0), 0, 0
	for turn := range 400 {
		now := t0.Add(time.Duration(turn) * time.Second)
		one := 1 + feeds.ArticleID(rnd.IntN(int(n)+1))
		what := rnd.IntN(9)
		switch what {
		case 0, 1:
			a := item(fmt.Sprint("g", turn), rnd.IntN(60), "Item")
			a.Topics = some()
			f := pick(rnd, list)
			if commit(t, s, f.ID, a).New > 0 {
				n++
				known = append(known, article{a.GUID, f.ID})
			}
		case 2, 3:
			given += ok(s.AddHashtags(ctx, []Hashtags{{one, some()}, {1 + feeds.ArticleID(rnd.IntN(int(n)+1)), some()}}))(t)
		case 4:
			ok(s.MarkRead(ctx, []feeds.ArticleID{one}, rnd.IntN(2) == 0, now))(t)
		case 5:
			if n > 0 {
				k := pick(rnd, known)
				a := item(k.guid, rnd.IntN(60), "Item corrected")
				a.Topics, a.Hash = some(), fmt.Sprint(turn)
				commit(t, s, k.feed, a)
			}
		case 6:
			other := 1 + feeds.ArticleID(rnd.IntN(int(n)+1))
			filing(t, s, func(f *Filing) {
				if one > other && one <= n {
					_, err := f.Copy(one, other)
					must(t, err)
				}
			})
		case 7:
			if _, err := s.Undo(ctx); err == nil {
				ok(s.Redo(ctx))(t) // the followings and subscriptions of the start stay
			}
		case 8:
			topic := pick(rnd, labels)
			ok(s.Follow(ctx, topic, rnd.IntN(4) > 0, nil, now))(t)
		}
		for _, f := range followed(t, s) {
			unread := 0
			for _, h := range page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: f.Topic}) {
				if !h.Read {
					unread++
				}
				if !hasLabel(h.Topics, f.Topic) {
					t.Fatalf("turn %d: in the view of %s stands one with %q", turn, f.Topic, h.Topics)
				}
			}
			if most = max(most, unread); unread != f.Unread {
				t.Fatalf("turn %d, which did %d: %s counts %d, its view shows %d", turn, what, f.Topic, f.Unread, unread)
			}
		}
	}
	if most < 10 || given < 20 {
		t.Errorf("%d articles, at most %d unread, %d given: the test tests little", n, most, given)
	}
}
