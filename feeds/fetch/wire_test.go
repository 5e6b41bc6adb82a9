package fetch

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// These tests use loopback: what they try lies below HTTP.

// wired gives a client that knows the server's authority and takes
// news.example for it.
func wired(t *testing.T, srv *httptest.Server, change ...func(*Policy)) *Client {
	p := Defaults()
	p.Gap, p.Proxy = 0, nil
	p.Addresses = map[string]string{"news.example:443": srv.Listener.Addr().String(), "news.example:80": srv.Listener.Addr().String(),
		"example.com:443": srv.Listener.Addr().String()}
	if srv.Certificate() != nil {
		p.Roots = x509.NewCertPool()
		p.Roots.AddCert(srv.Certificate())
	}
	for _, f := range change {
		f(&p)
	}
	c := New(p)
	t.Cleanup(c.Close)
	return c
}

func started(t *testing.T, srv *httptest.Server, start func()) *httptest.Server {
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	start()
	t.Cleanup(srv.Close)
	return srv
}

func TestCheck52EveryHTTPIsRead(t *testing.T) {
	proto := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) })
	t.Run("HTTP/2", func(t *testing.T) {
		srv := httptest.NewUnstartedServer(proto)
		srv.EnableHTTP2 = true
		started(t, srv, srv.StartTLS)
		if res := get(t, wired(t, srv), Request{URL: "https://example.com/"}); string(res.Body) != "HTTP/2.0" {
			t.Errorf("spoke %s", res.Body)
		}
	})
	t.Run("HTTP/2 that resets its streams: one fall back to 1.1, then 1.1 at once", func(t *testing.T) {
		var two, one atomic.Int32
		srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ProtoMajor == 2 {
				two.Add(1)
				panic(http.ErrAbortHandler)
			}
			one.Add(1)
			fmt.Fprint(w, r.Proto)
		}))
		srv.EnableHTTP2 = true
		started(t, srv, srv.StartTLS)
		c := wired(t, srv)
		for range 2 {
			if res := get(t, c, Request{URL: "https://example.com/"}); string(res.Body) != "HTTP/1.1" {
				t.Errorf("spoke %s", res.Body)
			}
		}
		if two.Load() != 1 || one.Load() != 2 {
			t.Errorf("%d requests by HTTP/2, %d by 1.1; want 1 and 2", two.Load(), one.Load())
		}
	})
	t.Run("HTTP/2 that breaks within the body: one fall back", func(t *testing.T) {
		srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<rss>")
			w.(http.Flusher).Flush()
			if r.ProtoMajor == 2 {
				panic(http.ErrAbortHandler)
			}
			fmt.Fprint(w, "</rss>")
		}))
		srv.EnableHTTP2 = true
		started(t, srv, srv.StartTLS)
		if res := get(t, wired(t, srv), Request{URL: "https://example.com/"}); string(res.Body) != "<rss></rss>" || res.Truncated {
			t.Errorf("got %q, truncated %v", res.Body, res.Truncated)
		}
	})
	raw := map[string]string{
		"HTTP/1.0 without a length": "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss/>",
		"chunked with trailers":     "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n6\r\n<rss/>\r\n0\r\nX-Sum: 1\r\n\r\n",
		"early hints before it":     strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n", 3) + "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>",
	}
	for name, answer := range raw {
		t.Run(name, func(t *testing.T) {
			if res := get(t, rawClient(t, answer), Request{URL: "http://news.example/"}); string(res.Body) != "<rss/>" || res.Truncated {
				t.Errorf("got %q, truncated %v", res.Body, res.Truncated)
			}
		})
	}
	t.Run("a bad chunk: what came is kept and marked", func(t *testing.T) {
		res := get(t, rawClient(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\nzz\r\n"), Request{URL: "http://news.example/"})
		if string(res.Body) != "<rss/>" || !res.Truncated {
			t.Errorf("got %q, truncated %v", res.Body, res.Truncated)
		}
	})
	broken := map[string]string{
		"300 KiB of headers":                  "HTTP/1.1 200 OK\r\n" + strings.Repeat("X-Long: "+strings.Repeat("x", 1000)+"\r\n", 300) + "\r\n",
		"no HTTP at all":                      "SSH-2.0-OpenSSH_9.2\r\n\r\n",
		"a body that is cut before it begins": "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
	}
	for name, answer := range broken {
		t.Run(name, func(t *testing.T) {
			refused(t, rawClient(t, answer), Request{URL: "http://news.example/"}, ErrBroken, "news.example")
		})
	}
	t.Run("an ETag of 64 KiB is not given back", func(t *testing.T) {
		res := get(t, rawClient(t, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: \""+strings.Repeat("e", 64<<10)+"\"\r\n\r\n"), Request{URL: "http://news.example/"})
		if res.ETag != "" {
			t.Errorf("ETag of %d bytes", len(res.ETag))
		}
	})
	t.Run("a stored ETag with a line break never splits a header", func(t *testing.T) {
		c := New(Policy{})
		h := c.headers(Request{ETag: "a\r\nX-Evil: 1", LastModified: "b\x00"}, true)
		if len(h["If-None-Match"])+len(h["If-Modified-Since"]) != 0 {
			t.Errorf("headers %v", h)
		}
	})
	t.Run("an unasked 304 is an error", func(t *testing.T) {
		refused(t, rawClient(t, "HTTP/1.1 304 Not Modified\r\n\r\n"), Request{URL: "http://news.example/"}, ErrStatus, "304")
	})
}

// rawClient gives a client whose news.example answers every request with
// exactly these bytes and closes.
func rawClient(t *testing.T, answer string) *Client {
	l, err := net.Listen("tcp", "127.0.0.1:0")
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
			go func() {
				defer conn.Close()
				http.ReadRequest(bufio.NewReader(conn))
				io.WriteString(conn, answer)
			}()
		}
	}()
	c := New(Policy{Addresses: map[string]string{"news.example:80": l.Addr().String()}})
	t.Cleanup(c.Close)
	return c
}

// certificate makes one for names that signs itself.
func certificate(t *testing.T, until time.Time, names ...string) (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, DNSNames: names,
		NotBefore: until.AddDate(-1, 0, 0), NotAfter: until, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, _ := x509.ParseCertificate(der)
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}

// Faults: N32
func TestCheck53ACertificatesFaultIsNamed(t *testing.T) {
	past, future := time.Date(2025, 11, 3, 0, 0, 0, 0, time.UTC), time.Now().AddDate(0, 6, 0)
	tests := map[string]struct {
		until   time.Time
		name    string
		trusted bool
		oldest  bool
		words   string
	}{
		"expired":     {past, "news.example", true, false, "has expired on 3 Nov 2025"},
		"wrong name":  {future, "other.example", true, false, "another name"},
		"self-signed": {future, "news.example", false, false, "signed by nobody"},
		"TLS 1.0":     {future, "news.example", true, true, "no safe connection"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int32
			cert, roots := certificate(t, test.until, test.name)
			srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
			srv.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
			if test.oldest {
				srv.TLS.MinVersion, srv.TLS.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
			}
			started(t, srv, srv.StartTLS)
			c := wired(t, srv, func(p *Policy) {
				if p.Roots = x509.NewCertPool(); test.trusted {
					p.Roots = roots
				}
			})
			e := refused(t, c, Request{URL: "https://news.example/"}, ErrTLS, "news.example", test.words)
			if asked.Load() != 0 {
				t.Error("the server was asked all the same")
			}
			if test.oldest {
				return
			}
			// The person may accept exactly this certificate, for this feed.
			if e.Certificate == "" {
				t.Fatal("no fingerprint to accept")
			}
			get(t, c, Request{URL: "https://news.example/", Certificate: e.Certificate})
			refused(t, c, Request{URL: "https://news.example/"}, ErrTLS)
			refused(t, c, Request{URL: "https://news.example/", Certificate: strings.Repeat("0", 64)}, ErrTLS, "no longer the one accepted")
		})
	}
	t.Run("a handshake that stalls ends after the time to connect", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		c := New(Policy{Connect: 30 * time.Millisecond, Addresses: map[string]string{"news.example:443": l.Addr().String()}})
		defer c.Close()
		refused(t, c, Request{URL: "https://news.example/"}, ErrTimeout, "did not answer")
	})
	t.Run("https that redirects to http is refused", func(t *testing.T) {
		srv := httptest.NewUnstartedServer(status(301, "Location", "http://example.com/"))
		started(t, srv, srv.StartTLS)
		refused(t, wired(t, srv), Request{URL: "https://example.com/"}, ErrRedirect, "not encrypted")
	})
}

// Faults: N20, N21
func TestAPrivateAddressIsReachedOnlyWhereThePersonPutIt(t *testing.T) {
	var asked atomic.Int32
	srv := counting(t, &asked)
	here, _ := url.Parse(srv.URL)
	names := map[string]string{"nas.example": "127.0.0.1", "rebind.example": "127.0.0.1"}
	c := New(Policy{Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr(names[host])}, nil
	}})
	t.Cleanup(c.Close)
	nas := "http://nas.example:" + here.Port()
	get(t, c, Request{URL: srv.URL + "/page", Trusted: srv.URL + "/feed"})
	get(t, c, Request{URL: nas + "/feed", Trusted: nas})
	before := asked.Load()
	tests := map[string]Request{
		"a private number nobody trusts":                 {URL: srv.URL},
		"a name that resolves to one, pool or no pool":   {URL: nas + "/feed"},
		"the same machine at another port":               {URL: "http://127.0.0.1:1/", Trusted: srv.URL},
		"another machine at the same port":               {URL: "http://127.0.0.2:" + here.Port(), Trusted: srv.URL},
		"another name of the same machine":               {URL: "http://rebind.example:" + here.Port(), Trusted: srv.URL},
		"a redirect from a trusted feed to another name": {URL: srv.URL + "/to?http://rebind.example:" + here.Port(), Trusted: srv.URL},
	}
	for name, r := range tests {
		t.Run(name, func(t *testing.T) { refused(t, c, r, ErrPrivate, "private network") })
	}
	if got := asked.Load() - before; got != 1 { // the redirect itself
		t.Errorf("the server was asked %d times", got)
	}
}

func counting(t *testing.T, asked *atomic.Int32) *httptest.Server {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/to" {
			w.Header().Set("Location", r.URL.RawQuery)
			w.WriteHeader(302)
		}
	}))
	return started(t, srv, srv.Start)
}

// Faults: N24
func TestAProxyIsUsedButNotForPrivateAddresses(t *testing.T) {
	var asked atomic.Int32
	proxy := counting(t, &asked)
	through, _ := url.Parse(proxy.URL)
	c := New(Policy{Proxy: func(*http.Request) (*url.URL, error) { return through, nil }})
	t.Cleanup(c.Close)
	get(t, c, Request{URL: "http://news.example/feed"})
	if asked.Load() != 1 {
		t.Error("the proxy was not asked")
	}
	refused(t, c, Request{URL: "http://10.0.0.1/"}, ErrPrivate)
	refused(t, c, Request{URL: "http://localhost/"}, ErrPrivate)
	refused(t, c, Request{URL: proxy.URL}, ErrPrivate)
	if asked.Load() != 1 {
		t.Error("the proxy was asked for private addresses")
	}
}

func TestACanceledGetEndsAtOnceAndIsNoFailure(t *testing.T) {
	hang := make(chan struct{})
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(hang)
		<-r.Context().Done()
	}))
	started(t, srv, srv.Start)
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-hang; cancel() }()
	_, err := wired(t, srv).Get(ctx, Request{URL: "http://news.example/"})
	if a := Answer(Response{}, err); a.Outcome != "canceled" {
		t.Errorf("%v: outcome %q", err, a.Outcome)
	}
}
