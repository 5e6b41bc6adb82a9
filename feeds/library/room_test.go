package library

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestAFeedWaitsWithAskingUntilThereIsRoom(t *testing.T) {
	var r room
	r.take(roomFor - 1)
	if err := r.wait(t.Context()); err != nil {
		t.Fatalf("there was room: %v", err)
	}
	r.take(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := r.wait(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("full, and canceled: %v", err)
	}
	waited := make(chan error)
	go func() { waited <- r.wait(t.Context()) }()
	r.free(1)
	if err := <-waited; err != nil {
		t.Fatal(err)
	}
}

func TestAReloadLetsGoOfAllItsRoom(t *testing.T) {
	r := newRig(t)
	long := rss("One") + "<!--" + strings.Repeat("x", roomFor/3) + "-->"
	urls := r.many(12)
	for i := range urls {
		r.answers(fmt.Sprintf("paper%d.example", i), [](http.HandlerFunc){says(long), says("no feed"), status(500), says("")}[i%4])
	}
	r.follow(urls...)
	if report := r.due(); report.New != 3 || report.Failed != 9 {
		t.Errorf("report %+v; want 3 new, 9 failed", report)
	}
	if r.room.held != 0 {
		t.Errorf("%d bytes are still held", r.room.held)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r.pass(100 * hour)
	if _, err := r.Library.Reload(ctx, feeds.ReloadRequest{Due: true}); err == nil || r.room.held != 0 {
		t.Errorf("canceled: %v, %d bytes held", err, r.room.held)
	}
}

func TestAFullQueueIsCommittedWithoutWaitingForMore(t *testing.T) {
	queue := func(n, size int) chan answer {
		answers := make(chan answer, n)
		for range n {
			answers <- answer{size: size}
		}
		return answers
	}
	never := make(chan time.Time)
	for name, test := range map[string]struct{ n, size, want int }{
		"half the room is plenty":      {10, plenty / 4, 4},
		"one body that is more":        {10, roomFor, 1},
		"a batch of what has no bytes": {100, 0, batch},
	} {
		answers := queue(test.n, test.size)
		if got := take(<-answers, answers, never); len(got) != test.want {
			t.Errorf("%s: %d answers taken, want %d", name, len(got), test.want)
		}
	}
	now := make(chan time.Time, 1)
	now <- time.Time{}
	if got := take(answer{}, make(chan answer), now); len(got) != 1 {
		t.Errorf("%d answers, want the one there is when the pause is over", len(got))
	}
}
