package ui

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// queued is a screen with three things on their way.
func queued(t *testing.T, w, h int) *driver {
	d := opened(t, w, h)
	f := d.fake
	f.sharing.queue = []feeds.Sending{
		{ID: 1, Service: "links", Title: "Storm on the coast", State: feeds.SendWaiting, Tries: 2, Added: f.now.Add(-3 * time.Hour), Next: f.now.Add(5 * time.Minute), Problem: "links.example has trouble of its own"},
		{ID: 2, Service: "archive", Title: "A quiet village", State: feeds.SendHeld, Added: f.now.Add(-2 * time.Hour), Problem: "the API token of archive cannot be had"},
		{ID: 3, Service: "links", Title: "Being sent", State: feeds.SendGoing, Added: f.now},
	}
	return d
}

func TestTheQueueIsSeenAsItMoves(t *testing.T) {
	d := queued(t, 120, 36)
	d.keys("g", "q")
	d.expect("what waits, where to and why", "Waits to be sent: 3", "Storm on the coast", "links · tried in 5 min · queued 3 hours ago · 2 tries",
		"links.example has trouble of its own", "archive · ! wants you", "the API token of archive cannot be had", "links · being sent")
	d.fake.sharing.queue = d.fake.sharing.queue[:2]
	d.event(feeds.QueueChanged{})
	d.expect("it follows", "Waits to be sent: 2")
	d.expectNot("what has arrived is gone", "being sent ·")
	d.keys("j", "r")
	d.expect("one by hand", "tried again")
	d.keys("R")
	if diff := cmp.Diff([][]int64{{2}, nil}, d.fake.sharing.retried); diff != "" {
		t.Error(diff)
	}
	d.fake.sharing.queue = nil
	d.event(feeds.QueueChanged{})
	d.expect("all of it has gone", "Nothing waits to be sent.")
	d.keys("esc")
	d.expectNot("closed", "Nothing waits")
}

func TestWhatIsDroppedFromTheQueueComesBack(t *testing.T) {
	d := queued(t, 120, 36)
	d.keys(":")
	d.typed("queue")
	d.keys("enter")
	d.keys("x")
	d.expect("the first is out", "dropped; u here brings it back", "Waits to be sent: 2")
	d.expectNot("gone from the list", "Storm on the coast")
	d.keys("esc", "g", "q", "u")
	d.expect("and back, also when the view was left", "back in the queue", "Waits to be sent: 3", "Storm on the coast")
	d.keys("u")
	d.expect("nothing more", "nothing was dropped here")
	d.keys("g", "j", "x")
	d.expect("what is being sent stays", "it is being sent this moment", "Waits to be sent: 3")
}

func TestTheErrorsCountWhatWaits(t *testing.T) {
	d := queued(t, 120, 36)
	d.keys("g", "e")
	d.expect("beside the feeds", "3 wait to be sent: g q")
	d.fake.sharing.queue = d.fake.sharing.queue[:1]
	d.event(feeds.QueueChanged{})
	d.expect("as it moves", "1 waits to be sent: g q")
	d.fake.sharing.queue = nil
	d.event(feeds.QueueChanged{})
	d.expectNot("nothing is no news", "to be sent")
}

func TestTheQueueFitsEverySize(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {80, 24}, {46, 18}, {30, 8}} {
		d := queued(t, size[0], size[1])
		d.keys("g", "q")
		d.expect("it is there", "Storm on the")
		d.keys("G", "x", "u", "esc")
	}
}
