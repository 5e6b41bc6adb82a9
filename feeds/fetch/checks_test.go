package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"broadsheet/feeds"
)

const feedURL = "http://news.example/feed.xml"

// serve answers with headers, given in pairs, and a small feed.
func serve(headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		fmt.Fprint(w, "<rss/>")
	}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// TestChecks holds the manners of a feed reader that concern one client, by
// their numbers in the list of checks; the schedule's are tested in feeds, the
// store's in library. Time is virtual: nothing here waits.
func TestChecks(t *testing.T) {
	checks := []struct {
		name string
		run  func(*testing.T, *testNet)
	}{
		{"01 the first request carries no validators", func(t *testing.T, n *testNet) {
			n.site("news.example", serve())
			get(t, n.client(t), Request{URL: feedURL})
			wantHeader(t, n, 0, "If-None-Match", "")
			wantHeader(t, n, 0, "If-Modified-Since", "")
		}},
		{"02 an ETag goes back byte for byte", roundTrip("ETag", "If-None-Match", `W/"aB-c=,;d--gzip"`)},
		{"03 an ETag without quotes goes back as it is", roundTrip("ETag", "If-None-Match", `abc-123`)},
		{"03 an ETag with inner spaces goes back as it is", roundTrip("ETag", "If-None-Match", `a  "b" c`)},
		{"04 a Last-Modified with a short day goes back as it is", roundTrip("Last-Modified", "If-Modified-Since", "Mon, 6 Oct 2025 10:00:00 GMT")},
		{"04 a Last-Modified that is no HTTP date goes back as it is", roundTrip("Last-Modified", "If-Modified-Since", "2025-10-06 10:00")},
		{"05 both validators are sent together", func(t *testing.T, n *testNet) {
			n.site("news.example", serve())
			get(t, n.client(t), Request{URL: feedURL, ETag: `"e"`, LastModified: "yesterday"})
			wantHeader(t, n, 0, "If-None-Match", `"e"`)
			wantHeader(t, n, 0, "If-Modified-Since", "yesterday")
		}},
		{"06 nothing is made up from Date", func(t *testing.T, n *testNet) {
			n.site("news.example", serve("Date", "Mon, 06 Oct 2025 10:00:00 GMT"))
			if res := get(t, n.client(t), Request{URL: feedURL}); res.ETag != "" || res.LastModified != "" {
				t.Errorf("made up %q, %q", res.ETag, res.LastModified)
			}
		}},
		{"08 a 304 gives its new ETag", func(t *testing.T, n *testNet) {
			n.site("news.example", status(304, "ETag", `"new"`))
			res := get(t, n.client(t), Request{URL: feedURL, ETag: `"old"`})
			if !res.NotModified || res.ETag != `"new"` {
				t.Errorf("got %+v", res)
			}
		}},
		{"11 a body shorter than declared is marked and kept", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "1000")
				fmt.Fprint(w, strings.Repeat("x", 500))
			})
			res := get(t, n.client(t), Request{URL: feedURL})
			if !res.Truncated || len(res.Body) != 500 {
				t.Errorf("%d bytes, truncated %v", len(res.Body), res.Truncated)
			}
			if a := Answer(res, nil); a.Outcome != feeds.OutcomeCut {
				t.Errorf("the schedule hears %q", a.Outcome)
			}
		}},
		{"18 max-age counts without the Age it already has", func(t *testing.T, n *testNet) {
			n.site("news.example", serve("Cache-Control", "public, max-age=7200", "Age", "100"))
			if res := get(t, n.client(t), Request{URL: feedURL}); res.MaxAge != 7100*time.Second {
				t.Errorf("max-age %v", res.MaxAge)
			}
		}},
		{"20 no-cache and a past Expires ask for nothing", func(t *testing.T, n *testNet) {
			n.site("news.example", serve("Cache-Control", "no-cache, max-age=900", "Expires", "Mon, 06 Oct 2098 10:00:00 GMT"))
			if res := get(t, n.client(t), Request{URL: feedURL}); res.MaxAge != 0 || !res.Expires.IsZero() {
				t.Errorf("max-age %v, expires %v", res.MaxAge, res.Expires)
			}
		}},
		{"25 after 429 the whole host is left alone for as long as it says", leftAlone("3600")},
		{"26 Retry-After as a date", func(t *testing.T, n *testNet) {
			leftAlone(time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))(t, n)
		}},
		{"25 on a private host, 429 holds for its URL alone", func(t *testing.T, n *testNet) {
			n.site("nas.example", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/a" {
					w.Header().Set("Retry-After", "3600")
					w.WriteHeader(429)
				}
			})
			c := n.client(t, func(p *Policy) { p.Addresses = map[string]string{"nas.example:80": "1.0.0.9:8080"} })
			refused(t, c, Request{URL: "http://nas.example/a"}, ErrStatus)
			get(t, c, Request{URL: "http://nas.example/b"})
			refused(t, c, Request{URL: "http://nas.example/a"}, ErrWaiting)
		}},
		{"27 after 429 without Retry-After the host is left alone for 10 min", func(t *testing.T, n *testNet) {
			n.site("news.example", status(429))
			c := n.client(t)
			refused(t, c, Request{URL: feedURL}, ErrStatus, "429", "too often")
			time.Sleep(10*time.Minute - time.Second)
			refused(t, c, Request{URL: feedURL}, ErrWaiting)
			time.Sleep(time.Second)
			refused(t, c, Request{URL: feedURL}, ErrStatus)
		}},
		{"28 after 503 only the URL is left alone", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/feed.xml" {
					w.Header().Set("Retry-After", "600")
					w.WriteHeader(503)
				}
			})
			c := n.client(t)
			e := refused(t, c, Request{URL: feedURL}, ErrStatus, "503")
			if e.RetryAfter != 10*time.Minute {
				t.Errorf("Retry-After %v", e.RetryAfter)
			}
			get(t, c, Request{URL: "http://news.example/other.xml"})
			refused(t, c, Request{URL: feedURL}, ErrWaiting, "10 min")
		}},
		{"29 a refused connection is not tried again at once", func(t *testing.T, n *testNet) {
			n.names["off.example"] = []netip.Addr{netip.MustParseAddr("9.0.0.1")}
			refused(t, n.client(t), Request{URL: "http://off.example/"}, ErrRefused, "off.example", "later")
			if len(n.dialled) != 1 {
				t.Errorf("dialled %v", n.dialled)
			}
		}},
		{"29 a connection that dies before the first byte is tried once more", func(t *testing.T, n *testNet) {
			n.site("news.example", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
			refused(t, n.client(t), Request{URL: feedURL}, ErrBroken)
			if got := len(n.requests("news.example")); got != 2 {
				t.Errorf("%d requests, want 2", got)
			}
		}},
		{"29 a 500 is not tried again at once", func(t *testing.T, n *testNet) {
			n.site("news.example", status(500))
			refused(t, n.client(t), Request{URL: feedURL}, ErrStatus, "500")
			if got := len(n.requests("news.example")); got != 1 {
				t.Errorf("%d requests", got)
			}
		}},
		{"30 a 404 says what to do", func(t *testing.T, n *testNet) {
			n.site("news.example", status(404))
			refused(t, n.client(t), Request{URL: feedURL}, ErrStatus, "404", "remove")
		}},
		{"31 a 410 says it is over", func(t *testing.T, n *testNet) {
			n.site("news.example", status(410))
			refused(t, n.client(t), Request{URL: feedURL}, ErrStatus, "410", "gone for good")
		}},
		{"32 a name that is not found counts as unreached", func(t *testing.T, n *testNet) {
			e := refused(t, n.client(t), Request{URL: "http://nowhere.example/"}, ErrDNS, "nowhere.example")
			if Answer(Response{}, e).Outcome != feeds.OutcomeUnreached {
				t.Error("it counts against the feed while offline")
			}
		}},
		{"33 a 401 says what is wanted and is asked once", func(t *testing.T, n *testNet) {
			n.site("news.example", status(401, "WWW-Authenticate", `Basic realm="x"`))
			refused(t, n.client(t), Request{URL: feedURL, User: "u", Password: "p"}, ErrStatus, "401", "password")
			if got := len(n.requests("news.example")); got != 1 {
				t.Errorf("%d requests", got)
			}
		}},
		{"34 301 and 308 say where the feed has moved", moved("/b", 301, 308)},
		{"36 302, 303 and 307 are followed and say nothing", moved("", 302, 303, 307)},
		{"37 301, then 302: only the 301 counts", moved("/a", 301, 302, 200)},
		{"37 302, then 301: nothing counts", moved("", 302, 301, 200)},
		{"39 a loop ends after five redirects", func(t *testing.T, n *testNet) {
			n.site("news.example", status(302, "Location", "/feed.xml"))
			refused(t, n.client(t), Request{URL: feedURL}, ErrRedirect, "too often")
			if got := len(n.requests("news.example")); got != 6 {
				t.Errorf("%d requests, want 6", got)
			}
		}},
		{"40 credentials and own headers never reach another host, nor come back", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/feed.xml" {
					http.Redirect(w, r, "http://other.example/", http.StatusFound)
				}
			})
			n.site("other.example", status(302, "Location", "http://u:p@news.example/back"))
			get(t, n.client(t), Request{URL: "http://me:secret@news.example/feed.xml", Header: http.Header{"X-Key": {"k"}}})
			for i, want := range []bool{true, false, false} {
				h := n.log[i].header
				if (h.Get("Authorization") != "") != want || (h.Get("X-Key") != "") != want {
					t.Errorf("request %d, to %s: %v", i, n.log[i].host, h)
				}
			}
		}},
		{"41 a redirect to what is not http is refused", func(t *testing.T, n *testNet) {
			for _, to := range []string{"file:///etc/passwd", "ftp://news.example/x", "gopher://news.example/", "data:text/xml,<rss/>", "javascript:1", ""} {
				n.site("news.example", status(302, "Location", to))
				_, err := n.client(t).Get(t.Context(), Request{URL: feedURL})
				if to == "" && errors.Is(err, ErrStatus) {
					continue
				}
				if !errors.Is(err, ErrRedirect) {
					t.Errorf("%q: %v", to, err)
				}
			}
		}},
		{"41 a redirect to a private address is refused", func(t *testing.T, n *testNet) {
			n.names["inside.example"] = []netip.Addr{netip.MustParseAddr("192.168.1.1")}
			for _, to := range []string{"http://127.0.0.2/", "http://[::1]/", "http://localhost/", "http://0.0.0.0/", "http://169.254.169.254/",
				"http://[::ffff:127.0.0.2]/", "http://[64:ff9b::7f00:1]/", "http://inside.example/", "http://localhost./"} {
				n.site("news.example", status(302, "Location", to))
				refused(t, n.client(t), Request{URL: feedURL, Trusted: feedURL}, ErrPrivate, "private network")
			}
			for _, a := range n.dialled {
				if !strings.HasPrefix(a, "1.0.") {
					t.Errorf("dialled %s", a)
				}
			}
		}},
		{"42 the User-Agent names version and project, or is the feed's own", func(t *testing.T, n *testNet) {
			n.site("news.example", serve())
			c := n.client(t, func(p *Policy) { p.UserAgent = UserAgent("1.2.3") })
			get(t, c, Request{URL: feedURL})
			get(t, c, Request{URL: feedURL, UserAgent: "Mine/1"})
			wantHeader(t, n, 0, "User-Agent", "Broadsheet/1.2.3 (+https://github.com/broadsheet-reader/broadsheet)")
			wantHeader(t, n, 1, "User-Agent", "Mine/1")
		}},
		{"43 no Cookie, Referer or Origin; path and query as written; fragment cut", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Set-Cookie", "a=b")
				if r.URL.Path == "/Feed" {
					w.Header().Set("Location", "/A%2fb%2FC/D%20e?x=%2F&Y#part")
					w.WriteHeader(302)
				}
			})
			c := n.client(t)
			get(t, c, Request{URL: "http://NEWS.example/Feed#top"})
			get(t, c, Request{URL: "http://news.example/x%2Fy/?"})
			for i, want := range []string{"/Feed", "/A%2fb%2FC/D%20e?x=%2F&Y", "/x%2Fy/?"} {
				if got := n.log[i].uri; got != want {
					t.Errorf("asked for %s, want %s", got, want)
				}
				for _, name := range []string{"Cookie", "Referer", "Origin"} {
					if v := n.log[i].header.Get(name); v != "" {
						t.Errorf("%s: %s was sent", name, v)
					}
				}
			}
		}},
		{"44 Accept lists the formats and Accept-Encoding the codings", func(t *testing.T, n *testNet) {
			n.site("news.example", serve())
			get(t, n.client(t), Request{URL: feedURL})
			wantHeader(t, n, 0, "Accept-Encoding", "gzip, br, zstd")
			for _, part := range []string{"application/atom+xml", "application/rss+xml", "application/feed+json", "application/xml", "*/*;q=0.1"} {
				if got := n.log[0].header.Get("Accept"); !strings.Contains(got, part) {
					t.Errorf("Accept %q lacks %s", got, part)
				}
			}
		}},
		{"47 the Content-Type is handed on as sent", func(t *testing.T, n *testNet) {
			n.site("news.example", serve("Content-Type", `text/html; charset="koi8-r"`))
			if res := get(t, n.client(t), Request{URL: feedURL}); res.ContentType != `text/html; charset="koi8-r"` {
				t.Errorf("Content-Type %q", res.ContentType)
			}
		}},
		{"48 thirty feeds on a host: one at a time, half a second between starts", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, _ *http.Request) { time.Sleep(30 * time.Millisecond) })
			c := n.client(t)
			all(30, func(i int) { get(t, c, Request{URL: fmt.Sprintf("%s?%d", feedURL, i)}) })
			log := n.requests("news.example")
			for i := 1; i < len(log); i++ {
				if gap := log[i].at.Sub(log[i-1].at); gap < 500*time.Millisecond {
					t.Errorf("%v between starts", gap)
				}
			}
			if n.of["news.example"] != 1 || len(log) != 30 || len(n.dialled) > 2 {
				t.Errorf("%d at once, %d requests, %d connections", n.of["news.example"], len(log), len(n.dialled))
			}
		}},
		{"49 of three hundred hosts at most 32 are asked at once", func(t *testing.T, n *testNet) {
			for i := range 300 {
				n.site(fmt.Sprintf("h%d.example", i), func(http.ResponseWriter, *http.Request) { time.Sleep(100 * time.Millisecond) })
			}
			c := n.client(t)
			all(300, func(i int) { get(t, c, Request{URL: fmt.Sprintf("http://h%d.example/", i)}) })
			if n.most != 32 {
				t.Errorf("%d at once, want 32", n.most)
			}
		}},
		{"50 twenty dead hosts do not hold up 980 living ones", deadHosts(false)},
		{"50 nor do twenty known to be slow", deadHosts(true)},
		{"51 a byte a second is cut at 60 s", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
				for r.Context().Err() == nil {
					fmt.Fprint(w, "x")
					w.(http.Flusher).Flush()
					time.Sleep(time.Second)
				}
			})
			began := time.Now()
			res := get(t, n.client(t), Request{URL: feedURL})
			if took := time.Since(began); took != time.Minute || !res.Truncated || len(res.Body) < 60 || len(res.Body) > 61 {
				t.Errorf("cut after %v with %d bytes, truncated %v", took, len(res.Body), res.Truncated)
			}
		}},
		{"54 a reload makes one request and nothing but GET", func(t *testing.T, n *testNet) {
			n.site("news.example", serve())
			get(t, n.client(t), Request{URL: feedURL})
			if len(n.log) != 1 || n.log[0].method != http.MethodGet || n.log[0].uri != "/feed.xml" {
				t.Errorf("requests %v", n.log)
			}
		}},
		{"56 A-IM and Range are never sent, and 206 and 226 never believed", func(t *testing.T, n *testNet) {
			c := n.client(t)
			for _, code := range []int{206, 226} {
				n.site("news.example", status(code))
				refused(t, c, Request{URL: feedURL, Header: http.Header{"A-IM": {"feed"}, "Range": {"bytes=0-"}, "a-im": {"feed"}}}, ErrStatus)
			}
			for i := range n.log {
				wantHeader(t, n, i, "A-Im", "")
				wantHeader(t, n, i, "Range", "")
			}
		}},
	}
	for _, check := range checks {
		t.Run(check.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { check.run(t, newTestNet(t)) })
		})
	}
}
