package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestWhatIsRememberedOfHostsDoesNotGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		for i := range 3 * keepHosts {
			n.site(fmt.Sprintf("h%d.example", i), status(404))
		}
		n.site("h7.example", status(429, "Retry-After", "3600"))
		c := n.client(t, func(p *Policy) { p.Gap = 0 })
		for i := range 3 * keepHosts {
			refused(t, c, Request{URL: fmt.Sprintf("http://h%d.example/", i)}, ErrStatus)
		}
		if got := len(c.hosts.byKey); got > keepHosts {
			t.Errorf("%d hosts remembered, want %d at most", got, keepHosts)
		}
		refused(t, c, Request{URL: "http://h7.example/"}, ErrWaiting)
	})
}

func TestWhoStopsWaitingLeavesTheQueueInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("news.example", func(http.ResponseWriter, *http.Request) { time.Sleep(time.Second) })
		c := n.client(t)
		ctx, cancel := context.WithCancel(t.Context())
		ask := func(ctx context.Context, path string, kind Kind) {
			_, err := c.Get(ctx, Request{URL: "http://news.example/" + path, Kind: kind})
			if err != nil && !errors.Is(err, ErrCanceled) {
				t.Errorf("%s: %v", path, err)
			}
		}
		for i, path := range []string{"first", "second", "gone", "third"} {
			if i == 2 {
				go ask(ctx, path, KindFeed)
			} else {
				go ask(t.Context(), path, KindFeed)
			}
			synctest.Wait()
		}
		go ask(t.Context(), "page", KindPage)
		synctest.Wait()
		cancel()
		time.Sleep(time.Minute)
		synctest.Wait()
		want := []string{"/first", "/page", "/second", "/third"}
		log := n.requests("news.example")
		if len(log) != len(want) {
			t.Fatalf("%d requests, want %v", len(log), want)
		}
		for i := range want {
			if log[i].uri != want[i] {
				t.Errorf("request %d was for %s, want %s", i, log[i].uri, want[i])
			}
		}
		if c.lanes.used != 0 || c.lanes.slowUsed != 0 {
			t.Errorf("%d places still taken, %d of them slow", c.lanes.used, c.lanes.slowUsed)
		}
	})
}

func TestWhenEveryHostIsSlowNobodyIsAskedTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		for i := range 100 {
			n.site(fmt.Sprintf("h%d.example", i), func(http.ResponseWriter, *http.Request) { time.Sleep(4 * time.Second) })
		}
		c := n.client(t)
		all(100, func(i int) { get(t, c, Request{URL: fmt.Sprintf("http://h%d.example/", i)}) })
		if got := len(n.log); got != 100 {
			t.Errorf("%d requests for 100 feeds", got)
		}
	})
}

func TestPicturesComeOneAtATimeAndWithoutGaps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("news.example", func(http.ResponseWriter, *http.Request) { time.Sleep(50 * time.Millisecond) })
		c := n.client(t)
		began := time.Now()
		all(4, func(i int) { get(t, c, Request{URL: fmt.Sprintf("http://news.example/%d.png", i), Kind: KindImage}) })
		if took := time.Since(began); took != 200*time.Millisecond || n.of["news.example"] != 1 {
			t.Errorf("four pictures took %v, %d at once", took, n.of["news.example"])
		}
		get(t, c, Request{URL: "http://news.example/feed"})
		if log := n.requests("news.example"); log[4].at.Sub(log[3].at) < 500*time.Millisecond {
			t.Errorf("a feed was asked for %v after a picture", log[4].at.Sub(log[3].at))
		}
	})
}
