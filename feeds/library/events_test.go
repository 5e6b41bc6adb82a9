package library

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func TestASlowReaderSeesProgressMergedAndEveryEnding(t *testing.T) {
	var list []feeds.Event
	for _, e := range []feeds.Event{
		feeds.ReloadStarted{Total: 3},
		feeds.ReloadProgress{Done: 1, Total: 3},
		feeds.ArticlesChanged{New: 2},
		feeds.ReloadProgress{Done: 2, Total: 3},
		feeds.ArticlesChanged{New: 5},
		feeds.ReloadFinished{},
		feeds.ReloadStarted{Total: 1},
		feeds.ReloadProgress{Done: 1, Total: 1},
		feeds.ReloadFinished{},
	} {
		list = merge(list, e)
	}
	want := []feeds.Event{
		feeds.ReloadStarted{Total: 3},
		feeds.ReloadProgress{Done: 2, Total: 3},
		feeds.ArticlesChanged{New: 7},
		feeds.ReloadFinished{},
		feeds.ReloadStarted{Total: 1},
		feeds.ReloadProgress{Done: 1, Total: 1},
		feeds.ReloadFinished{},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestEventsArriveInOrderAndTheChannelCloses(t *testing.T) {
	q := newQueue()
	q.send(feeds.ReloadStarted{Total: 1})
	q.send(feeds.ReloadFinished{})
	if e := <-q.out; e != (feeds.ReloadStarted{Total: 1}) {
		t.Errorf("first came %v", e)
	}
	if _, ok := (<-q.out).(feeds.ReloadFinished); !ok {
		t.Error("the ending was lost")
	}
	q.close()
	q.close()
	if _, open := <-q.out; open {
		t.Error("the channel is still open")
	}
}
