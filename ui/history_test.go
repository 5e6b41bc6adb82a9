package ui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestTheOrdersOfTheHistoryAreOfOpening(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter", "esc", "g", "h", "^")
	d.expect("its orders by time", "latest opened first", "earliest opened first")
	d.expectNot("those of other lists", "newest first", "oldest first")
	d.typed("earliest")
	d.keys("enter")
	d.expect("the one that was taken", "earliest opened ↓")
}

func TestTheHistoryShowsWhatWasOpenedTheLatestFirst(t *testing.T) {
	d := opened(t, 160, 44)
	d.keys("g", "h")
	d.expect("before anything was opened", "History", "Nothing opened yet.")
	d.keys("g", "t", "j", "enter", "esc", "j", "enter", "g", "h")
	d.expect("where it is, and in what order", "latest opened", "Storm Iris", "Court strikes down")
	var got []string
	for _, h := range d.m.heads.rows {
		got = append(got, h.Title[:5])
	}
	if diff := cmp.Diff([]string{"Court", "Storm"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if k, _ := d.m.side.list.Selected(); k.kind != feeds.ViewHistory {
		t.Errorf("the sections stand on %+v", k)
	}
	d.keys("j", "m")
	d.event(feeds.ArticlesChanged{})
	if c := d.m.heads.current(); c == nil || c.Title[:5] != "Storm" || c.Read {
		t.Errorf("the cursor stands on %+v", c)
	}
}

func TestRowsThatComeAboveTakeTheirEarlierPlace(t *testing.T) {
	row := func(ids ...feeds.ArticleID) (out []feeds.Headline) {
		for _, id := range ids {
			out = append(out, feeds.Headline{ID: id})
		}
		return out
	}
	had := row(3, 2, 1)
	if diff := cmp.Diff(row(3, 1), besides(row(5, 2), had)); diff != "" || len(had) != 3 || had[1].ID != 2 {
		t.Errorf("-want +got\n%s\nof %v", diff, had)
	}
}
