package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

const lease = 5 * time.Minute

// due claims what is due for a service, "" for nothing.
func due(t *testing.T, s *Store, service string, now time.Time, asks bool) (title string, id int64) {
	t.Helper()
	o, _, err := s.ClaimSend(ctx, SendClaim{Service: service, Lease: lease, Asks: asks, Now: now})
	must(t, err)
	return o.Title, o.ID
}

func states(t *testing.T, s *Store) (out []string) {
	t.Helper()
	for _, x := range ok(s.Outbox(ctx))(t) {
		out = append(out, x.Service+" "+x.Title+" "+string(x.State))
	}
	return out
}

func TestWhatIsKeptIsQueuedWithItAndSentOnce(t *testing.T) {
	s := fresh(t)
	at := t0.Add(10 * time.Second)
	kept, _, err := s.KeepAnd(ctx, whole("Storm", "https://news.example/a"), Errands{Services: []string{"links", "later"}, SendAt: at}, t0)
	must(t, err)
	if title, _ := due(t, s, "links", t0, true); title != "" {
		t.Error("it is sent before its time")
	}
	o, found, err := s.ClaimSend(ctx, SendClaim{Service: "links", Lease: lease, Asks: true, Now: at})
	must(t, err)
	if !found || o.Bookmark.ID != kept.ID || o.Title != "Storm" || o.URL != "https://news.example/a" || o.Bookmark.Note != kept.Note || o.Bookmark.Document != nil {
		t.Fatalf("claimed %+v", o)
	}
	if title, _ := due(t, s, "links", at, true); title != "" {
		t.Error("two have it at once")
	}
	must(t, s.Arrived(ctx, o, at))
	if diff := cmp.Diff([]string{"later Storm waiting"}, states(t, s)); diff != "" {
		t.Error(diff)
	}
	sent, waiting, err := s.Whereabouts(ctx, kept, []string{"links", "later"})
	must(t, err)
	if !sent["links"].Equal(at) || len(sent) != 1 || !waiting["later"] || waiting["links"] {
		t.Errorf("sent %v, waiting %v", sent, waiting)
	}
	// Kept again after it was taken off: it is there already. By hand it goes again.
	_, err = s.RemoveBookmarks(ctx, []feeds.BookmarkID{kept.ID}, t0)
	must(t, err)
	again, _, err := s.KeepAnd(ctx, whole("Storm", "https://news.example/a"), Errands{Services: []string{"links"}, SendAt: at}, t0)
	must(t, err)
	if title, _ := due(t, s, "links", at.Add(time.Hour), true); title != "" {
		t.Error("it is sent again by itself")
	}
	id := ok(s.Enqueue(ctx, "links", again, at))(t)
	if title, got := due(t, s, "links", at, true); title != "Storm" || got != id {
		t.Errorf("by hand: %q, %d and %d", title, got, id)
	}
}

func TestWhatIsNoBookmarkAnyMoreWaitsForUndo(t *testing.T) {
	s := fresh(t)
	_, _, err := s.KeepAnd(ctx, whole("Storm", "https://news.example/a"), Errands{Services: []string{"links"}, SendAt: t0}, t0)
	must(t, err)
	ok(s.Undo(ctx))(t)
	if title, _ := due(t, s, "links", t0.Add(time.Hour), true); title != "" || len(states(t, s)) > 0 {
		t.Errorf("sent although it was undone: %q, %v", title, states(t, s))
	}
	if _, found, err := s.NextSend(ctx, "links"); err != nil || found {
		t.Errorf("something is due: %v", err)
	}
	must(t, s.ForgetSends(ctx, t0)) // not old enough
	ok(s.Redo(ctx))(t)
	if title, _ := due(t, s, "links", t0.Add(time.Hour), true); title != "Storm" {
		t.Error("redone, it is not sent")
	}
	ok(s.Undo(ctx))(t)
	must(t, s.ForgetSends(ctx, t0.Add(time.Second)))
	ok(s.Redo(ctx))(t)
	if len(states(t, s)) > 0 {
		t.Error("it was not forgotten")
	}
}

func TestWhatWasBrokenOffIsSentAgainOnlyWhereTheServiceTellsWhatItHas(t *testing.T) {
	s := fresh(t)
	for _, service := range []string{"asks", "does not"} {
		ok(s.Enqueue(ctx, service, whole("Storm", "https://news.example/a"), t0))(t)
		ok(s.Enqueue(ctx, service, whole("Tide", "https://news.example/b"), t0))(t)
		if title, _ := due(t, s, service, t0, service == "asks"); title != "Storm" {
			t.Fatal("nothing is due")
		}
	}
	later := t0.Add(lease + time.Second)
	if title, _ := due(t, s, "asks", later, true); title != "Storm" {
		t.Errorf("due %q", title)
	}
	if title, _ := due(t, s, "does not", later, false); title != "Tide" {
		t.Errorf("due %q", title)
	}
	want := []string{"asks Storm sending", "asks Tide waiting", "does not Storm unsure", "does not Tide sending"}
	if diff := cmp.Diff(want, states(t, s)); diff != "" {
		t.Error(diff)
	}
	// A person says that it is to be tried all the same.
	list := ok(s.Outbox(ctx))(t)
	if n := ok(s.Retry(ctx, []int64{list[2].ID, list[3].ID}, later))(t); n != 1 {
		t.Errorf("%d are tried again; one is under way", n)
	}
	if title, _ := due(t, s, "does not", later, false); title != "Storm" {
		t.Errorf("due %q", title)
	}
	// A clock that was set back holds nothing up.
	if title, _ := due(t, s, "asks", t0.Add(-24*time.Hour), true); title != "" {
		t.Error("due before it was queued")
	}
	if title, _ := due(t, s, "does not", t0, false); title != "" && title != "Tide" {
		t.Errorf("due %q", title)
	}
}

func TestATryInVainWaitsAndSoDoesItsService(t *testing.T) {
	s := fresh(t)
	for _, url := range []string{"https://news.example/a", "https://news.example/b"} {
		ok(s.Enqueue(ctx, "links", whole(url[len(url)-1:], url), t0))(t)
		ok(s.Enqueue(ctx, "other", whole(url[len(url)-1:], url), t0))(t)
	}
	_, id := due(t, s, "links", t0, true)
	next := t0.Add(time.Hour)
	must(t, s.NotSent(ctx, SendOutcome{ID: id, State: feeds.SendWaiting, Next: next, Tried: true, Problem: "out of order", Service: "links"}))
	if title, _ := due(t, s, "links", next.Add(-time.Second), true); title != "" {
		t.Errorf("%q is tried before its time", title)
	}
	if at, found, err := s.NextSend(ctx, "links"); err != nil || !found || !at.Equal(next) {
		t.Errorf("next at %v, %v", at, err)
	}
	if title, _ := due(t, s, "other", t0, true); title != "a" {
		t.Errorf("another service waits: %q", title)
	}
	list := ok(s.Outbox(ctx))(t)
	if list[0].Tries != 1 || list[0].Problem != "out of order" || !list[0].Next.Equal(next) || list[2].Tries != 0 || list[2].Problem != "out of order" {
		t.Errorf("%+v", list)
	}
	if title, _ := due(t, s, "links", next, true); title == "" {
		t.Error("nothing is due when its time has come")
	}
	// What something has to be mended for waits for a person.
	must(t, s.NotSent(ctx, SendOutcome{ID: id, State: feeds.SendStopped, Tried: true, Problem: "no token"}))
	for range 2 {
		if title, got := due(t, s, "links", next.Add(1000*time.Hour), true); got == id {
			t.Errorf("%q is tried by itself", title)
		}
	}
	ok(s.Retry(ctx, []int64{id}, next))(t)
	if o, found, err := s.ClaimSend(ctx, SendClaim{Service: "links", ID: id, Lease: lease, Now: next}); err != nil || !found || o.ID != id {
		t.Errorf("claimed %+v, %v", o, err)
	}
}

func TestAServiceThatTakesNothingIsAskedForNothingMore(t *testing.T) {
	s := fresh(t)
	for _, name := range []string{"a", "b", "c"} {
		ok(s.Enqueue(ctx, "links", whole(name, "https://news.example/"+name), t0))(t)
	}
	_, id := due(t, s, "links", t0, true)
	must(t, s.NotSent(ctx, SendOutcome{ID: id, State: feeds.SendHeld, Tried: true, Problem: "no token", Service: "links"}))
	if title, _ := due(t, s, "links", t0.Add(1000*time.Hour), true); title != "" {
		t.Errorf("%q is tried", title)
	}
	if list := ok(s.Outbox(ctx))(t); list[2].State != feeds.SendHeld || list[2].Problem != "no token" {
		t.Errorf("%+v", list)
	}
	// One that arrives lets the others go.
	fresh := ok(s.Enqueue(ctx, "links", whole("d", "https://news.example/d"), t0))(t)
	o, found, err := s.ClaimSend(ctx, SendClaim{Service: "links", ID: fresh, Lease: lease, Asks: true, Now: t0})
	must(t, err)
	if !found {
		t.Fatal("what is new is held as well")
	}
	must(t, s.Arrived(ctx, o, t0))
	if title, _ := due(t, s, "links", t0, true); title == "" {
		t.Error("the others are held still")
	}
}

func TestWhatIsNewCanBeHurriedAndNothingElse(t *testing.T) {
	s := fresh(t)
	at := t0.Add(time.Minute)
	for _, name := range []string{"a", "b"} {
		_, _, err := s.KeepAnd(ctx, whole(name, "https://news.example/"+name), Errands{Services: []string{"links"}, SendAt: at}, t0)
		must(t, err)
	}
	_, id := due(t, s, "links", at, true)
	must(t, s.NotSent(ctx, SendOutcome{ID: id, State: feeds.SendWaiting, Next: at.Add(time.Hour), Tried: true, Problem: "full"}))
	must(t, s.Hurry(ctx, "links", t0))
	if _, got := due(t, s, "links", t0, true); got == 0 || got == id {
		t.Errorf("%d is due", got)
	}
	if _, got := due(t, s, "links", t0, true); got != 0 {
		t.Errorf("%d is due before its time", got)
	}
}

func TestWhatIsDroppedIsGoneUntilItIsTriedAgain(t *testing.T) {
	s := fresh(t)
	id := ok(s.Enqueue(ctx, "links", whole("a", "https://news.example/a"), t0))(t)
	if n := ok(s.DropSends(ctx, []int64{id, 99}, t0))(t); n != 1 || len(states(t, s)) > 0 {
		t.Errorf("%d dropped, %v", n, states(t, s))
	}
	if title, _ := due(t, s, "links", t0.Add(time.Hour), true); title != "" {
		t.Error("it is sent all the same")
	}
	ok(s.Retry(ctx, []int64{id}, t0))(t)
	if title, _ := due(t, s, "links", t0, true); title != "a" {
		t.Error("it does not come back")
	}
	if n := ok(s.DropSends(ctx, []int64{id}, t0))(t); n != 0 {
		t.Error("what is being sent was dropped")
	}
}

func TestAWholeTextOutlivesUndo(t *testing.T) {
	s := fresh(t)
	b := whole("Storm", "https://news.example/a")
	kept, _, err := s.KeepAnd(ctx, b, Errands{Text: true}, t0)
	must(t, err)
	edited := kept
	edited.Tags = []string{"weather"}
	_, err = s.EditBookmark(ctx, edited, t0)
	must(t, err)
	if list := ok(s.DueTexts(ctx, t0, 10))(t); len(list) != 1 || list[0].Bookmark != kept.ID {
		t.Fatalf("due: %v", list)
	}
	must(t, s.TextFailed(ctx, kept.ID, t0.Add(time.Hour), true, "403"))
	if list := ok(s.DueTexts(ctx, t0, 10))(t); len(list) != 0 {
		t.Fatalf("due: %v", list)
	}
	if at := ok(s.NextText(ctx))(t); !at.Equal(t0.Add(time.Hour)) {
		t.Errorf("next at %v", at)
	}
	if p := ok(s.TextProblem(ctx, kept.ID))(t); p != "403" {
		t.Errorf("problem %q", p)
	}
	must(t, s.SetBookmarkDocument(ctx, kept.ID, &feeds.Document{Title: "From the page"}, true))
	for i, turn := range []func() (feeds.Change, error){
		func() (feeds.Change, error) { return s.Undo(ctx) }, func() (feeds.Change, error) { return s.Redo(ctx) },
	} {
		ok(turn())(t)
		got := ok(s.Bookmark(ctx, kept.ID))(t)
		if !got.Offline || got.Document.Title != "From the page" || (got.Tags[0] == "weather") != (i == 1) {
			t.Errorf("turn %d: %+v, %+v", i, got, got.Document)
		}
	}
	if at := ok(s.NextText(ctx))(t); !at.IsZero() || ok(s.TextProblem(ctx, kept.ID))(t) != "" {
		t.Errorf("it is still wanted, at %v", at)
	}
	// Kept a second time by its teaser, it stays whole.
	again, _, err := s.KeepAnd(ctx, b, Errands{Text: true}, t0)
	must(t, err)
	if at := ok(s.NextText(ctx))(t); !again.Offline || !at.IsZero() {
		t.Errorf("offline %v, wanted at %v", again.Offline, at)
	}
}

func TestAPageSaysWhatALinkIsCalled(t *testing.T) {
	s := fresh(t)
	link := feeds.Bookmark{URL: "https://news.example/a", Title: "https://news.example/a"}
	kept, _, err := s.Keep(ctx, link, t0)
	must(t, err)
	other, _, err := s.Keep(ctx, whole("Storm", "https://news.example/b"), t0)
	must(t, err)
	d := &feeds.Document{Title: "The page's", Byline: "Bo", Published: t0}
	for _, id := range []feeds.BookmarkID{kept.ID, other.ID} {
		must(t, s.SetBookmarkDocument(ctx, id, d, false))
	}
	if got := ok(s.Bookmark(ctx, kept.ID))(t); got.Title != "The page's" || got.Authors[0] != "Bo" || !got.Published.Equal(t0) || got.Offline || got.Document == nil {
		t.Errorf("%+v", got)
	}
	if got := ok(s.Bookmark(ctx, other.ID))(t); got.Title != "Storm" || got.Authors[0] != "Ann" {
		t.Errorf("%+v", got)
	}
}

func TestWhatWasWantedOfABookmarkThatIsGoneIsForgottenAfterAWhile(t *testing.T) {
	s := fresh(t)
	_, _, err := s.KeepAnd(ctx, whole("Storm", "https://news.example/a"), Errands{Text: true}, t0)
	must(t, err)
	ok(s.Undo(ctx))(t)
	if list := ok(s.DueTexts(ctx, t0, 10))(t); len(list) != 0 {
		t.Errorf("due: %v", list)
	}
	must(t, s.ForgetTexts(ctx, t0.Add(-time.Hour)))
	ok(s.Redo(ctx))(t)
	if list := ok(s.DueTexts(ctx, t0, 10))(t); len(list) != 1 {
		t.Errorf("due: %v", list)
	}
	ok(s.Undo(ctx))(t)
	must(t, s.ForgetTexts(ctx, t0))
	if at := ok(s.NextText(ctx))(t); !at.IsZero() {
		t.Errorf("wanted at %v", at)
	}
}
