package store

import (
	"testing"

	"broadsheet/feeds"
)

// The first screen is a window of one view: what else a start would run is to
// wait until that is there. Statements are prepared when they are first run.
func TestTheFirstRowsNeedFewStatements(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(ctx, dir, Options{Unsynced: true})
	must(t, err)
	commit(t, s, subscribed(t, s, feedNamed("gazette", ""))[0].ID, item("a", 1, "Some news"))
	must(t, s.Close())
	s, err = Open(ctx, dir, Options{Unsynced: true})
	must(t, err)
	t.Cleanup(func() { _ = s.Close() })
	today := feeds.View{Kind: feeds.ViewToday, Since: t0.AddDate(0, 0, -1), Now: t0}
	ok(s.Order(ctx, today))(t)
	ok(s.List(ctx, feeds.ListRequest{View: today, Limit: 200, Stories: true}))(t)
	ran := map[string]int{}
	for _, free := range []chan *session{s.writer, s.reading} {
		for range cap(free) {
			c := <-free
			if c != nil {
				for q := range c.stmts {
					ran[q.name]++
				}
			}
			free <- c
		}
	}
	for name := range ran {
		if mayScan[name] != "" {
			t.Errorf("before the first screen %q reads a table: %s", name, mayScan[name])
		}
	}
	if len(ran) > 8 {
		t.Errorf("%d statements are run: %v", len(ran), ran)
	}
}
