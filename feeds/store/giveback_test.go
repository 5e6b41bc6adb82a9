package store

import (
	"reflect"
	"testing"

	"broadsheet/feeds"
)

func TestAStoreWorksOnAfterItGaveItsMemoryBack(t *testing.T) {
	s := fresh(t)
	id := subscribed(t, s, feedNamed("gazette", ""))[0].ID
	for round := range 3 {
		commit(t, s, id, item(string(rune('a'+round)), round, "Some news"))
		open := make(chan struct{})
		for range readers { // all of them are opened
			go func() { defer func() { open <- struct{}{} }(); _, _ = s.Feeds(ctx) }()
		}
		for range readers {
			<-open
		}
		must(t, s.GiveBack())
		sessions := 0
		for range readers {
			r := <-s.reading
			if r != nil {
				sessions++
			}
			s.reading <- r
		}
		if sessions > 1 {
			t.Errorf("%d readers are kept", sessions)
		}
		if n := len(page(t, s, feeds.View{Kind: feeds.ViewAll})); n != round+1 {
			t.Errorf("after round %d there are %d articles", round, n)
		}
	}
}

func TestTheMemoryThatIsTrimmedIsSQLites(t *testing.T) {
	must(t, fresh(t).GiveBack())
	allocating.Lock()
	live := reflect.ValueOf(&allocator).Elem().FieldByName("live").Int()
	allocating.Unlock()
	if live == 0 {
		t.Error("the allocator here is not the one that SQLite uses: modernc.org/libc calls its own otherwise now")
	}
}
