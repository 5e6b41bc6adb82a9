package fetch

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"broadsheet/feeds"
)

// TestFaults holds rows of the catalogue of faults that concern one request, by
// their numbers; with the product's own limits, where they differ: 15 s to a first
// byte, 60 s in all. Time is virtual.
func TestFaults(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	rows := []struct {
		name string
		run  func(*testing.T, *testNet)
	}{
		{"N01 a closed port is said and not tried again", func(t *testing.T, n *testNet) {
			n.names["off.example"] = []netip.Addr{netip.MustParseAddr("9.0.0.1")}
			refused(t, n.client(t), Request{URL: "http://off.example/"}, ErrRefused, "off.example refused the connection")
			if len(n.dialled) != 1 {
				t.Errorf("dialled %v", n.dialled)
			}
		}},
		{"N02 a host that takes the connection and says nothing is given up after 15 s, and holds nobody up", func(t *testing.T, n *testNet) {
			n.site("mute.example", hang)
			n.site("news.example", serve())
			c, began := n.client(t), time.Now()
			var other, mute time.Duration
			all(2, func(i int) {
				if i == 0 {
					refused(t, c, Request{URL: "http://mute.example/"}, ErrTimeout, "did not answer within 15 s")
					mute = time.Since(began)
				} else {
					get(t, c, Request{URL: feedURL})
					other = time.Since(began)
				}
			})
			if mute != 15*time.Second || other > time.Second {
				t.Errorf("given up after %v, the other answered after %v", mute, other)
			}
		}},
		{"N03 a byte every five seconds for ever ends at the deadline", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
				for r.Context().Err() == nil {
					fmt.Fprint(w, "x")
					w.(http.Flusher).Flush()
					time.Sleep(5 * time.Second)
				}
			})
			began := time.Now()
			res := get(t, n.client(t), Request{URL: feedURL})
			if took := time.Since(began); took != time.Minute || !res.Truncated || Answer(res, nil).Outcome != feeds.OutcomeCut {
				t.Errorf("it ended after %v, truncated %v", took, res.Truncated)
			}
		}},
		{"N04 headers that come a byte a second are given up", func(t *testing.T, n *testNet) {
			n.site("news.example", nil)
			c := n.client(t, func(p *Policy) {
				p.Dial = func(context.Context, string, string) (net.Conn, error) {
					ours, theirs := net.Pipe()
					go func() { _, _ = http.ReadRequest(bufio.NewReader(theirs)) }()
					go func() {
						for _, b := range []byte("HTTP/1.1 200 OK\r\nX-Slow: " + strings.Repeat("x", 200)) {
							if _, err := theirs.Write([]byte{b}); err != nil {
								return
							}
							time.Sleep(time.Second)
						}
					}()
					return ours, nil
				}
			})
			began := time.Now()
			refused(t, c, Request{URL: feedURL}, ErrTimeout, "did not answer")
			if took := time.Since(began); took > 31*time.Second {
				t.Errorf("given up after %v", took)
			}
		}},
		{"N05 a body that stops at half, the connection open, gives its half at the deadline", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Length", "1000")
				fmt.Fprint(w, strings.Repeat("x", 500))
				w.(http.Flusher).Flush()
				<-r.Context().Done()
			})
			began := time.Now()
			res := get(t, n.client(t), Request{URL: feedURL})
			if took := time.Since(began); took != time.Minute || !res.Truncated || len(res.Body) != 500 {
				t.Errorf("after %v %d bytes, truncated %v", took, len(res.Body), res.Truncated)
			}
		}},
		{"N06 a reset after the headers is an error, one at half of the body is cut short", func(t *testing.T, n *testNet) {
			for body, whole := range map[string]bool{"": false, "<rss>": true} {
				n.site("news.example", func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Length", "1000")
					fmt.Fprint(w, body)
					w.(http.Flusher).Flush()
					panic(http.ErrAbortHandler)
				})
				if !whole {
					refused(t, n.client(t), Request{URL: feedURL}, ErrBroken, "broke off")
				} else if res := get(t, n.client(t), Request{URL: feedURL}); !res.Truncated || string(res.Body) != body {
					t.Errorf("%q, truncated %v", res.Body, res.Truncated)
				}
			}
		}},
		{"N07 fewer bytes than were announced are cut short", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Length", "1000")
				fmt.Fprint(w, "<rss>")
			})
			if res := get(t, n.client(t), Request{URL: feedURL}); !res.Truncated || string(res.Body) != "<rss>" {
				t.Errorf("%q, truncated %v", res.Body, res.Truncated)
			}
		}},
		{"N17 a redirect to what is no web address is refused and nothing is opened", func(t *testing.T, n *testNet) {
			for _, to := range []string{"file:///etc/passwd", "gopher://other.example/", "ftp://other.example/", "data:text/xml,<rss/>", "javascript:1"} {
				n.site("news.example", status(302, "Location", to))
				n.site("other.example", func(http.ResponseWriter, *http.Request) { t.Errorf("%s was asked", to) })
				n.dialled = nil
				refused(t, n.client(t), Request{URL: feedURL}, ErrRedirect, "redirects to")
				if len(n.dialled) != 1 {
					t.Errorf("%s: dialled %v", to, n.dialled)
				}
			}
		}},
		{"N23 what is dialled is the address that was checked, whatever the name means a moment later", func(t *testing.T, n *testNet) {
			n.site("rebind.example", serve())
			looked := 0
			c := n.client(t, func(p *Policy) {
				p.Resolve = func(context.Context, string) ([]netip.Addr, error) {
					if looked++; looked > 1 {
						return []netip.Addr{netip.MustParseAddr("127.0.0.2")}, nil
					}
					return n.names["rebind.example"], nil
				}
			})
			get(t, c, Request{URL: "http://rebind.example/"})
			c.Close() // else the connection serves again, as it should
			refused(t, c, Request{URL: "http://rebind.example/"}, ErrPrivate)
			for _, a := range n.dialled {
				if !strings.HasPrefix(a, "1.0.") {
					t.Errorf("dialled %s", a)
				}
			}
		}},
		{"N31 an ETag that changes each time, weak or not, goes back as the last was", func(t *testing.T, n *testNet) {
			tag := 0
			n.site("news.example", func(w http.ResponseWriter, _ *http.Request) {
				tag++
				w.Header().Set("ETag", fmt.Sprintf(`W/"%d"`, tag))
			})
			c, last := n.client(t), ""
			for range 3 {
				last = get(t, c, Request{URL: feedURL, ETag: last}).ETag
			}
			wantHeader(t, n, 1, "If-None-Match", `W/"1"`)
			wantHeader(t, n, 2, "If-None-Match", `W/"2"`)
		}},
		{"N33 a name that does not resolve, and a resolver that takes a minute", func(t *testing.T, n *testNet) {
			refused(t, n.client(t), Request{URL: "http://nowhere.example/"}, ErrDNS, "no host nowhere.example")
			c, began := n.client(t, func(p *Policy) {
				p.Resolve = func(ctx context.Context, _ string) ([]netip.Addr, error) {
					select {
					case <-time.After(time.Minute):
					case <-ctx.Done():
					}
					return nil, ctx.Err()
				}
			}), time.Now()
			refused(t, c, Request{URL: feedURL}, ErrTimeout, "did not answer within 10 s")
			if took := time.Since(began); took != 10*time.Second {
				t.Errorf("given up after %v", took)
			}
		}},
		{"N34 five hundred stalled feeds end in time, and at once when they are canceled", func(t *testing.T, n *testNet) {
			for i := range 500 {
				n.site(fmt.Sprintf("h%d.example", i), hang)
			}
			run := func(ctx context.Context, kind ErrKind) time.Duration {
				c, began := n.client(t), time.Now()
				all(500, func(i int) {
					if _, err := c.Get(ctx, Request{URL: fmt.Sprintf("http://h%d.example/", i)}); !errors.Is(err, kind) {
						t.Errorf("host %d: %v, want %q", i, err, kind)
					}
				})
				return time.Since(began)
			}
			if took := run(t.Context(), ErrTimeout); took > 500/8*30*time.Second {
				t.Errorf("all took %v", took)
			}
			ctx, cancel := context.WithCancel(t.Context())
			time.AfterFunc(5*time.Second, cancel)
			if took := run(ctx, ErrCanceled); took != 5*time.Second {
				t.Errorf("canceled after 5 s, it ended after %v", took)
			}
		}}, // a goroutine that stays makes synctest fail
		{"N39 cookies are never kept nor sent", func(t *testing.T, n *testNet) {
			n.site("news.example", func(w http.ResponseWriter, _ *http.Request) {
				for i := range 50 {
					http.SetCookie(w, &http.Cookie{Name: fmt.Sprint("c", i), Value: strings.Repeat("x", 4000)})
				}
			})
			c := n.client(t)
			get(t, c, Request{URL: feedURL})
			get(t, c, Request{URL: feedURL})
			wantHeader(t, n, 1, "Cookie", "")
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { row.run(t, newTestNet(t)) })
		})
	}
}

// TestFaultsOnTheWire are those below HTTP, on loopback.
func TestFaultsOnTheWire(t *testing.T) {
	t.Run("N08 a chunk of no size gives what came before it, and is an error where that is nothing", func(t *testing.T) {
		const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
		if res := get(t, rawClient(t, head+"6\r\n<rss/>\r\nzz\r\n"), Request{URL: "http://news.example/"}); !res.Truncated || string(res.Body) != "<rss/>" {
			t.Errorf("%q, truncated %v", res.Body, res.Truncated)
		}
		refused(t, rawClient(t, head+"zz\r\n"), Request{URL: "http://news.example/"}, ErrBroken, "broke off")
	})
	t.Run("N14 headers without end are refused and take little memory", func(t *testing.T) {
		var many strings.Builder
		for i := range 20_000 {
			fmt.Fprintf(&many, "X-Header-%05d: x\r\n", i)
		}
		for name, headers := range map[string]string{
			"300 KiB":            strings.Repeat("X-Long: "+strings.Repeat("x", 1000)+"\r\n", 300),
			"20,000 of them":     many.String(),
			"one of a mebibyte":  "X-Long: " + strings.Repeat("x", 1<<20) + "\r\n",
			"no end of one line": strings.Repeat("x", 4<<20),
		} {
			c := rawClient(t, "HTTP/1.1 200 OK\r\n"+headers+"\r\n<rss/>")
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			refused(t, c, Request{URL: "http://news.example/"}, ErrBroken)
			runtime.ReadMemStats(&after)
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 16 {
				t.Errorf("%s: %d MiB allocated in all", name, used)
			}
		}
	})
	t.Run("N15 a thousand early hints are an error or none, and no loop", func(t *testing.T) {
		hints := strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n", 1000)
		_, err := rawClient(t, hints+"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>").Get(t.Context(), Request{URL: "http://news.example/"})
		if err != nil && !errors.Is(err, ErrBroken) {
			t.Error(err)
		}
	})
	t.Run("N18 a redirect from https to http is refused, with a password or without", func(t *testing.T) {
		var asked atomic.Int32
		plain := counting(t, &asked)
		srv := httptest.NewUnstartedServer(status(301, "Location", "http://plain.example/"))
		started(t, srv, srv.StartTLS)
		c := wired(t, srv, func(p *Policy) { p.Addresses["plain.example:80"] = plain.Listener.Addr().String() })
		for _, user := range []string{"", "me"} {
			refused(t, c, Request{URL: "https://example.com/", User: user, Password: user}, ErrRedirect, "not encrypted")
		}
		if asked.Load() != 0 {
			t.Error("it was followed")
		}
	})
	t.Run("N38 a peer that breaks HTTP/2 is asked once more by 1.1 and no further", func(t *testing.T) {
		for name, frame := range map[string]string{
			"a window over 2^31":       "\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x04\xff\xff\xff\xff",
			"settings of an odd size":  "\x00\x00\x05\x04\x00\x00\x00\x00\x00\x00\x04\xff\xff\xff",
			"go away at once":          "\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x08\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01",
			"every stream reset":       "\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x04\x03\x00\x00\x00\x00\x01\x00\x00\x00\x02",
			"a frame of 16 MiB":        "\xff\xff\xff\x00\x00\x00\x00\x00\x01",
			"nothing, then the end":    "",
			"a header block of no use": "\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x04\x01\x04\x00\x00\x00\x01\xff\xff\xff\xff",
		} {
			var connections atomic.Int32
			c := brokenHTTP2(t, frame, &connections)
			refused(t, c, Request{URL: "https://example.com/"}, ErrBroken, "example.com")
			if n := connections.Load(); n > 4 {
				t.Errorf("%s: %d connections were made", name, n)
			}
		}
	})
}

// brokenHTTP2 gives a client whose example.com agrees on HTTP/2, answers the
// first request with a frame and hangs up.
func brokenHTTP2(t *testing.T, frame string, connections *atomic.Int32) *Client {
	cert, roots := certificate(t, time.Now().AddDate(0, 6, 0), "example.com")
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			go func() {
				defer conn.Close()
				_, _ = io.ReadAtLeast(conn, make([]byte, 4096), 24) // the preface
				_, _ = io.WriteString(conn, frame)
			}()
		}
	}()
	c := New(Policy{Roots: roots, Addresses: map[string]string{"example.com:443": l.Addr().String()}})
	t.Cleanup(c.Close)
	return c
}
