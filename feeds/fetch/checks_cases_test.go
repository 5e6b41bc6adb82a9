package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"broadsheet/feeds"
)

// The longer cases of TestChecks and what they share.

func all(n int, f func(int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
}

func wantHeader(t *testing.T, n *testNet, i int, name, want string) {
	t.Helper()
	if got := strings.Join(n.log[i].header.Values(name), "|"); got != want {
		t.Errorf("request %d: %s is %q, want %q", i, name, got, want)
	}
}

func roundTrip(sent, returned, value string) func(*testing.T, *testNet) {
	return func(t *testing.T, n *testNet) {
		n.site("news.example", serve(sent, value))
		c := n.client(t)
		res := get(t, c, Request{URL: feedURL})
		get(t, c, Request{URL: feedURL, ETag: res.ETag, LastModified: res.LastModified})
		wantHeader(t, n, 1, returned, value)
	}
}

func leftAlone(retryAfter string) func(*testing.T, *testNet) {
	return func(t *testing.T, n *testNet) {
		n.site("news.example", status(429, "Retry-After", retryAfter))
		c := n.client(t)
		refused(t, c, Request{URL: feedURL}, ErrStatus, "429")
		time.Sleep(59 * time.Minute)
		e := refused(t, c, Request{URL: "http://news.example/another.xml"}, ErrWaiting, "60 s")
		if a := Answer(Response{}, e); a.Outcome != feeds.OutcomeWaiting || a.RetryAfter != time.Minute {
			t.Errorf("the schedule hears %+v", a)
		}
		if got := len(n.requests("news.example")); got != 1 {
			t.Errorf("%d requests", got)
		}
		time.Sleep(time.Minute)
		refused(t, c, Request{URL: feedURL}, ErrStatus)
	}
}

// moved redirects /feed.xml to /a, that to /b, and so on, by codes.
func moved(want string, codes ...int) func(*testing.T, *testNet) {
	return func(t *testing.T, n *testNet) {
		steps := []string{"/feed.xml", "/a", "/b", "/c"}
		n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
			for i, code := range codes {
				if r.URL.Path == steps[i] && code != 200 {
					w.Header().Set("Location", steps[i+1])
					w.WriteHeader(code)
				}
			}
		})
		res := get(t, n.client(t), Request{URL: feedURL})
		if want != "" {
			want = "http://news.example" + want
		}
		if res.Status != 200 || res.Moved != want {
			t.Errorf("moved to %q, want %q; %+v", res.Moved, want, res)
		}
	}
}

// deadHosts asks 20 hosts that never answer, then 980 that do.
func deadHosts(known bool) func(*testing.T, *testNet) {
	return func(t *testing.T, n *testNet) {
		for i := range 1000 {
			n.site(fmt.Sprintf("h%d.example", i), func(_ http.ResponseWriter, r *http.Request) {
				if i < 20 {
					<-r.Context().Done()
					return
				}
				time.Sleep(150 * time.Millisecond)
			})
		}
		run := func(from int) (living, dead time.Duration) {
			c, began := n.client(t), time.Now()
			var mu sync.Mutex
			var asking sync.WaitGroup
			for i := from; i < 1000; i++ {
				asking.Go(func() {
					_, err := c.Get(context.Background(), Request{URL: fmt.Sprintf("http://h%d.example/", i), Slow: known && i < 20})
					if (err == nil) != (i >= 20) || err != nil && !errors.Is(err, ErrTimeout) {
						t.Errorf("host %d: %v", i, err)
					}
					mu.Lock()
					defer mu.Unlock()
					if i < 20 {
						dead = time.Since(began)
					} else {
						living = time.Since(began)
					}
				})
				synctest.Wait() // in this order
			}
			asking.Wait()
			return living, dead
		}
		alone, _ := run(20)
		living, dead := run(0)
		if living > alone*3/2 {
			t.Errorf("the living took %v, alone %v", living, alone)
		}
		if dead > time.Minute {
			t.Errorf("the dead took %v", dead)
		}
		t.Logf("alone %v, beside the dead %v, the dead %v", alone, living, dead)
	}
}
