package store

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// Faults: D23
func TestUndoAndRedoAfterARestart(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("a", 1, "One"), item("b", 2, "Two"), item("c", 3, "Three"))
	list := page(t, s, feeds.View{Kind: feeds.ViewAll})
	mark := func(i int, read bool, at time.Time) feeds.Change {
		t.Helper()
		return ok(s.MarkRead(ctx, []feeds.ArticleID{list[i].ID}, read, at))(t)
	}
	mark(0, true, t0)
	if c := mark(0, true, t0.Add(time.Hour)); c.N != 0 {
		t.Errorf("marked twice: %+v, want nothing to change", c)
	}
	mark(1, true, t0.Add(time.Minute))
	if c := mark(0, false, t0.Add(2*time.Minute)); c.Verb != "unread" || c.What != "Three" || c.N != 1 {
		t.Errorf("change %+v", c)
	}
	if c := ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewAll}, 99, t0.Add(time.Hour)))(t); c.N != 2 || c.What != "all" {
		t.Errorf("change %+v", c)
	}
	s = reopen(t, s)
	readAt := func() (out []time.Time) {
		for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
			out = append(out, h.ReadAt)
		}
		return out
	}
	none := time.Time{}
	steps := [][]time.Time{
		{t0.Add(time.Hour), t0.Add(time.Minute), t0.Add(time.Hour)}, // all read
		{none, t0.Add(time.Minute), none},                           // the first unread again
		{t0, t0.Add(time.Minute), none},
		{t0, none, none},
		{none, none, none},
	}
	for i, want := range steps {
		if got := readAt(); !cmp.Equal(got, want) {
			t.Errorf("after %d undos read at %v, want %v", i, got, want)
		}
		if i < len(steps)-1 {
			if c := ok(s.Undo(ctx))(t); c.N == 0 {
				t.Fatalf("nothing to undo at step %d", i)
			}
		}
	}
	s = reopen(t, s)
	for i := len(steps) - 2; i >= 0; i-- {
		ok(s.Redo(ctx))(t)
		if got := readAt(); !cmp.Equal(got, steps[i]) {
			t.Errorf("after a redo read at %v, want %v", got, steps[i])
		}
	}
	if c := ok(s.Redo(ctx))(t); c.N != 0 {
		t.Errorf("redid %+v beyond the last", c)
	}
	ok(s.Undo(ctx))(t)
	mark(1, false, t0)
	if c := ok(s.Redo(ctx))(t); c.N != 0 {
		t.Errorf("redid %+v after a new change", c)
	}
}

func TestMarkAllLeavesWhatArrivedSince(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", "News"))[0]
	commit(t, s, f.ID, item("a", 1, "One"))
	seen := ok(s.Sections(ctx, t0))(t).Newest
	commit(t, s, f.ID, item("b", 0, "Older, but later"))
	if c := ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewFolder, Folder: "News"}, seen, t0))(t); c.N != 1 || c.What != "News" {
		t.Errorf("change %+v", c)
	}
	if got := titles(page(t, s, feeds.View{Kind: feeds.ViewUnread})); !cmp.Equal(got, []string{"Older, but later"}) {
		t.Errorf("unread: %q", got)
	}
}

func TestTheJournalIsBounded(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	commit(t, s, f.ID, item("a", 1, "One"))
	for i := range keptSteps + 20 {
		ok(s.MarkRead(ctx, []feeds.ArticleID{1}, i%2 == 0, t0))(t)
	}
	n := 0
	for ok(s.Undo(ctx))(t).N > 0 {
		n++
	}
	if n != keptSteps {
		t.Errorf("%d steps could be undone, want %d", n, keptSteps)
	}
}

func TestRunsComeBackAsTheyWere(t *testing.T) {
	for name, want := range map[string]runs{
		"none":      nil,
		"one":       {{5, 0, 0}},
		"mixed":     {{1, 99_999, 0}, {200_000, 3, 1_772_000_000_000}, {200_010, 0, 5}},
		"high ids":  {{1 << 40, 1 << 20, 1 << 50}},
		"old times": {{1, 1, -1000}},
	} {
		t.Run(name, func(t *testing.T) {
			var got otherSide
			must(t, inflate(ok(deflate(otherSide{Reads: want}))(t), &got))
			if diff := cmp.Diff(want, got.Reads); diff != "" {
				t.Error(diff)
			}
		})
	}
	all := runs{}
	for id := range int64(100_000) {
		all = all.add(id+1, run{}.at())
	}
	if packed := ok(deflate(otherSide{Reads: all}))(t); len(all) != 1 || len(packed) > 64 {
		t.Errorf("100,000 neighbours take %d runs, %d bytes", len(all), len(packed))
	}
	var damaged runs
	if err := damaged.UnmarshalJSON([]byte(`"gA=="`)); err == nil {
		t.Error("a cut-off run was taken")
	}
}

func TestACanceledChangeIsNotBegunAndAClosedStoreSaysSo(t *testing.T) {
	s := fresh(t)
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	w := <-s.writer // another change is under way
	if _, err := s.Undo(stopped); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting for the turn gave %v, want canceled", err)
	}
	s.writer <- w
	must(t, s.Close())
	if _, err := s.Undo(ctx); err == nil {
		t.Error("a closed store changed")
	}
	if _, err := s.Feeds(ctx); err == nil {
		t.Error("a closed store was read")
	}
	must(t, s.Close())
}
