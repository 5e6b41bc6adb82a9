package store

import (
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
