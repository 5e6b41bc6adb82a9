package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// headless answers HEAD in one way and GET in another.
func headless(head, get http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			head(w, r)
			return
		}
		get(w, r)
	}
}

// answer says 200 with headers, given in pairs, and a body.
func answer(body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		fmt.Fprint(w, body)
	}
}

func methods(list []seen) (out string) {
	for _, s := range list {
		out += s.method + " "
	}
	return strings.TrimSpace(out)
}

func TestAProbeAsksForHeadersAlone(t *testing.T) {
	fine := answer("a page")
	for name, c := range map[string]struct {
		site http.HandlerFunc
		asks string
		code int // 0: it is there
	}{
		"HEAD is answered":                          {fine, "HEAD", 0},
		"HEAD is not allowed":                       {headless(status(405), fine), "HEAD GET", 0},
		"HEAD is not known":                         {headless(status(501), fine), "HEAD GET", 0},
		"HEAD finds nothing where GET does":         {headless(status(404), fine), "HEAD GET", 0},
		"HEAD is broken off":                        {headless(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fine), "HEAD GET", 0},
		"it is gone":                                {status(404), "HEAD GET", 404},
		"it is gone for good":                       {status(410), "HEAD GET", 410},
		"who asks too often is not asked again":     {status(429), "HEAD", 429},
		"an empty answer is one":                    {status(204), "HEAD", 0},
		"a page of many gigabytes is not read":      {headless(status(405), answer("x", "Content-Length", "99999999999")), "HEAD GET", 0},
		"a page without an end is not waited for":   {headless(status(405), endless), "HEAD GET", 0},
		"a body that cannot be unpacked is no body": {answer("x", "Content-Encoding", "gzip"), "HEAD", 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newTestNet(t)
				n.site("news.example", c.site)
				client := n.client(t)
				began := time.Now()
				res, err := client.Get(t.Context(), Request{URL: "http://news.example/1", Kind: KindPage, Probe: true})
				if got := methods(n.requests("news.example")); got != c.asks {
					t.Errorf("it was asked by %s, want %s", got, c.asks)
				}
				if took := time.Since(began); took > 2*time.Second {
					t.Errorf("it took %v", took)
				}
				if len(res.Body) > 0 {
					t.Errorf("a body of %d bytes was read", len(res.Body))
				}
				var e *Error
				if c.code == 0 && err != nil || c.code != 0 && (!errors.As(err, &e) || e.Status != c.code) {
					t.Errorf("it gave %v, want status %d", err, c.code)
				}
			})
		})
	}
}

func endless(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		if _, err := fmt.Fprint(w, strings.Repeat("x", 4096)); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		time.Sleep(time.Millisecond)
	}
}

func TestAProbeFollowsRedirectsAsAnyRequestDoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		to := func(code int, where string) http.HandlerFunc { return status(code, "Location", where) }
		n.site("moved.example", to(301, "http://new.example/1"))
		n.site("new.example", headless(status(405), answer("here")))
		n.site("loop.example", to(302, "http://loop.example/again"))
		n.site("inside.example", to(301, "http://10.0.0.1/admin"))
		c := n.client(t)
		probe := func(url string) (Response, error) {
			return c.Get(t.Context(), Request{URL: url, Kind: KindPage, Probe: true})
		}
		res, err := probe("http://moved.example/1")
		if err != nil || res.Moved != "http://new.example/1" {
			t.Errorf("moved to %q, %v", res.Moved, err)
		}
		if got := methods(n.requests("moved.example")) + ", " + methods(n.requests("new.example")); got != "HEAD, HEAD GET" {
			t.Errorf("asked by %s", got)
		}
		if _, err := probe("http://loop.example/"); !errors.Is(err, ErrRedirect) {
			t.Errorf("a circle gave %v", err)
		}
		if got := len(n.requests("loop.example")); got > Defaults().Redirects+1 {
			t.Errorf("a circle was walked %d times", got)
		}
		if _, err := probe("http://inside.example/"); !errors.Is(err, ErrPrivate) {
			t.Errorf("a private address gave %v", err)
		}
	})
}

func TestProbesKeepTheGapBetweenHeadAndGet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newTestNet(t)
		n.site("news.example", headless(status(405), answer("here")))
		c := n.client(t)
		done := make(chan error)
		for i := range 5 {
			go func() {
				_, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("http://news.example/%d", i), Kind: KindPage, Probe: true, Background: true})
				done <- err
			}()
		}
		for range 5 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		log := n.requests("news.example")
		for i := 1; i < len(log); i++ {
			if gap := log[i].at.Sub(log[i-1].at); gap < Defaults().Gap {
				t.Errorf("request %d came %v after the one before", i+1, gap)
			}
		}
		if n.of["news.example"] > 1 {
			t.Errorf("%d requests at once", n.of["news.example"])
		}
	})
}
