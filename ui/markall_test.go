package ui

import (
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestMarkAllStopsAtTheRowsThatWereShown(t *testing.T) {
	for name, way := range map[string]func(d *driver){
		"today":            func(d *driver) { d.keys("g", "t") },
		"all, by feed":     func(d *driver) { d.keys("g", "a"); d.run(d.m.setOrder(feeds.Order{Sort: feeds.SortFeed})) },
		"a feed":           func(d *driver) { d.run(d.m.goToView(feeds.View{Kind: feeds.ViewFeed, Feed: 2})) },
		"a search":         func(d *driver) { d.keys("/"); d.typed("late or storm"); d.due(); d.keys("enter") },
		"a narrowed list":  func(d *driver) { d.keys("&"); d.typed("late or storm"); d.due(); d.keys("enter") },
		"from the article": func(d *driver) { d.keys("g", "3") },
	} {
		t.Run(name, func(t *testing.T) {
			d := opened(t, 120, 36)
			way(d)
			late := d.fake.add(fakeStory{2, -time.Second, "Late news", "", rates})
			d.run(d.m.loadSections()) // counted, and not among the rows yet
			d.keys("A")
			d.expect("done", "marked read · u undo")
			if d.fake.find(late).State.Read {
				t.Error("what came since is read")
			}
			if r := d.fake.find(d.m.heads.rows[len(d.m.heads.rows)-1].ID); !r.State.Read {
				t.Error("what was shown is unread")
			}
		})
	}
}

func TestMarkAllThatIsTypedAheadWaitsForTheRows(t *testing.T) {
	d := opened(t, 120, 36)
	cmd := d.m.openView(feeds.View{Kind: feeds.ViewFeed, Feed: 2})
	d.keys("A")
	if d.fake.find(d.fake.articles[1].Article.ID).State.Read {
		t.Fatal("marked before anything was shown")
	}
	d.run(cmd)
	for _, r := range d.fake.articles {
		if in := r.Article.FeedID == 2; in != r.State.Read && in {
			t.Errorf("%s is unread", r.Article.Title)
		}
	}
	d.expect("and told", "marked read · u undo")
}
