package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func TestTheOrderOfAViewIsChosenAndRemembered(t *testing.T) {
	d := opened(t, 160, 44)
	choose := func(typed string) {
		d.keys("^")
		d.typed(typed)
		d.keys("enter")
	}
	d.keys("j", "j", "^")
	d.expect("what there is", "Order of Today", "newest first", "oldest first", "by feed", "most reported first", "longest first", "a rule between days")
	d.keys("esc")
	choose("oldest")
	d.expect("said in the title", "oldest ↓")
	if c := d.m.heads.current(); c == nil || !strings.HasPrefix(c.Title, "A quiet village") {
		t.Errorf("the list begins with %+v", c)
	}
	d.keys("g", "u")
	d.expect("another view has its own", "newest ↓")
	choose("by feed")
	d.expect("said in the title", "by feed")
	d.keys("g", "t")
	d.expect("and keeps it", "oldest ↓")
	again := newDriver(t, d.fake)
	again.size(160, 44)
	again.expect("after a restart", "oldest ↓")
	d.event(feeds.ArticlesChanged{})
	d.expect("after news", "oldest ↓")
	choose("newest")
	d.expect("set back", "newest ↓")
	d.keys("j")
	at := d.m.heads.current().ID
	choose("between days")
	if c := d.m.heads.current(); c.ID != at || !d.m.heads.days {
		t.Error("rules between days move the cursor")
	}
	d.expect("the article of the day before", "Yesterday ─")
	choose("between days")
	d.expectNot("off again", "Yesterday ─")
	d.fake.failNext = fmt.Errorf("the disk is full")
	choose("oldest")
	d.expect("a failure is said, and the list stays", "the order was not kept", "newest ↓")
	d.fake.orderErr = fmt.Errorf("the disk is broken")
	d.keys("g", "a")
	d.expect("a view whose order is not known is shown all the same", "the order of this list is not known", "Storm Iris")
	d.fake.orderErr = nil
	d.keys("/")
	d.typed("storm")
	d.due()
	d.keys("enter", "^")
	d.expect("a search has its own", "sort:words")
}

func TestRulesBetweenDaysKeepToTheScreen(t *testing.T) {
	for _, density := range []string{"auto", "comfortable", "normal", "compact"} {
		for _, size := range [][2]int{{220, 60}, {160, 44}, {80, 24}, {46, 18}, {30, 8}, {20, 5}, {1, 1}, {0, 0}} {
			d := dense(t, density, size[0], size[1])
			d.run(d.m.setOrder(feeds.Order{Days: true}))
			d.keys("g", "a", "G", "k", "g", "g")
			d.run(d.m.setOrder(feeds.Order{Days: true}))
			d.keys("9", "j")
			rows := strings.Split(d.m.View().Content, "\n")
			if len(rows) != max(size[1], 1) {
				t.Errorf("%s at %v: %d rows", density, size, len(rows))
			}
			for _, row := range rows {
				if n := ansi.StringWidth(row); n > size[0] {
					t.Errorf("%s at %v: a row of %d cells", density, size, n)
				}
			}
			if size[0] > 40 && !strings.Contains(d.screen(), "Yesterday ─") {
				t.Errorf("%s at %v: no rule\n%s", density, size, d.screen())
			}
		}
	}
}
