package library

import (
	"context"
	"testing"
	"time"
)

// While the screen is open each feed is asked at its own time: the clock is
// the rig's, and sleeping moves it.
//
// Faults: D18
func TestFeedsAreAskedAtTheirOwnTimesWhileTheScreenIsOpen(t *testing.T) {
	r := newRig(t)
	r.answers("hourly.example", says(rss("One")))
	r.answers("slow.example", says(rssWith("<ttl>180</ttl>", "One")))
	r.answers("gone.example", status(410))
	paused := r.follow("http://hourly.example/", "http://slow.example/", "http://gone.example/", "http://paused.example/")[3]
	f := r.feed(paused)
	f.Options.Paused = true
	if _, err := r.EditFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}

	over := make(chan struct{})
	opt := r.options()
	opt.Settings.OnStart, opt.Settings.Background = true, true
	opt.rest = func(ctx context.Context, d time.Duration) bool {
		if d < restAtLeast || d > time.Minute {
			t.Errorf("rests for %v: too short spins, too long misses a feed just added", d)
		}
		r.pass(d)
		if r.clock().Sub(noon) < 7*time.Hour {
			return ctx.Err() == nil
		}
		close(over)
		return false
	}
	lib, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer lib.Close()
	lib.Start()
	<-over

	r.count("paused.example", 0)
	r.count("gone.example", 1)
	for host, least := range map[string]time.Duration{"hourly.example": time.Hour, "slow.example": 3 * time.Hour} {
		list := r.requests(host)
		if len(list) < 3 || !list[0].at.Equal(noon) {
			t.Fatalf("%s was asked %d times, first at %v; want at once and at least twice more", host, len(list), list[0].at)
		}
		for i, a := range list[1:] {
			// A tenth of jitter, and a rest of a minute.
			r.between(a.at.Sub(list[i].at), least, least+least/10+time.Minute)
		}
	}
}

func TestNothingIsAskedWhereTheSettingsSaySo(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss("One")))
	r.follow(feedURL)
	r.Start() // neither at the start nor in the background
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	r.count(site, 0)
}
