package store

import (
	"testing"

	"broadsheet/feeds"
)

func TestPlacesAreKept(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("a", ""))
	commit(t, s, f[0].ID, item("1", 1, "One"))
	id := page(t, s, feeds.View{Kind: feeds.ViewAll})[0].ID
	head := feeds.Place{Block: -1}
	if p, err := s.Place(ctx, id); err != nil || p != head {
		t.Fatalf("an article never read stands at %+v, %v", p, err)
	}
	want := feeds.Place{Block: 7, Offset: 120}
	must(t, s.SetPlace(ctx, id, want))
	if p, err := s.Place(ctx, id); err != nil || p != want {
		t.Fatalf("left at %+v, found at %+v, %v", want, p, err)
	}
	must(t, s.SetPlace(ctx, id, head))
	if p, err := s.Place(ctx, id); err != nil || p != head {
		t.Fatalf("back at the top it stands at %+v, %v", p, err)
	}
	must(t, s.SetPlace(ctx, 999999, want)) // gone meanwhile: nothing to keep, and no error
	if p, err := s.Place(ctx, 999999); err != nil || p != head {
		t.Fatalf("an article that is gone stands at %+v, %v", p, err)
	}
}
