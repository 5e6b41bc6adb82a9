package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// testNet is a small Internet in memory: names, public addresses and one
// server behind them all, which works by a test's virtual clock.
type testNet struct {
	mu      sync.Mutex
	names   map[string][]netip.Addr
	sites   map[string]http.HandlerFunc
	log     []seen
	now, of map[string]int // requests under way by host; most at once
	most    int
	dialled []string
	conns   chan net.Conn
	server  *http.Server
}

// seen is one request as the server saw it.
type seen struct {
	at     time.Time
	host   string
	uri    string
	method string
	header http.Header
}

func newTestNet(t *testing.T) *testNet {
	n := &testNet{names: map[string][]netip.Addr{}, sites: map[string]http.HandlerFunc{},
		now: map[string]int{}, of: map[string]int{}, conns: make(chan net.Conn)}
	n.server = &http.Server{Handler: n}
	go n.server.Serve(n)
	t.Cleanup(func() {
		n.server.Close()
		time.Sleep(5 * time.Second) // virtual: handlers that sleep wake and end
	})
	return n
}

// site puts a handler at a name, at a public address of its own.
func (n *testNet) site(name string, h http.HandlerFunc) {
	i := len(n.names) + 1
	n.names[name] = []netip.Addr{netip.AddrFrom4([4]byte{1, 0, byte(i >> 8), byte(i)})}
	n.sites[name] = h
}

// client gives a client of this Internet, with the default policy and changes.
func (n *testNet) client(t *testing.T, change ...func(*Policy)) *Client {
	p := Defaults()
	p.Proxy = nil
	p.Resolve = func(_ context.Context, host string) ([]netip.Addr, error) {
		if ips := n.names[host]; ips != nil {
			return ips, nil
		}
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	p.Dial = n.dial
	for _, f := range change {
		f(&p)
	}
	c := New(p)
	t.Cleanup(c.Close)
	return c
}

func (n *testNet) dial(ctx context.Context, _, addr string) (net.Conn, error) {
	n.mu.Lock()
	n.dialled = append(n.dialled, addr)
	n.mu.Unlock()
	if !strings.HasPrefix(addr, "1.0.") {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	ours, theirs := net.Pipe()
	select {
	case n.conns <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept, Close and Addr make n a net.Listener.
func (n *testNet) Accept() (net.Conn, error) {
	c, open := <-n.conns
	if !open {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (n *testNet) Close() (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("closed twice")
		}
	}()
	close(n.conns)
	return nil
}

func (n *testNet) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(1, 0, 0, 0), Port: 80} }

func (n *testNet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.Host
	n.mu.Lock()
	n.log = append(n.log, seen{time.Now(), host, r.RequestURI, r.Method, r.Header.Clone()})
	n.now[host]++
	n.of[host] = max(n.of[host], n.now[host])
	total := 0
	for _, k := range n.now {
		total += k
	}
	n.most = max(n.most, total)
	h := n.sites[host]
	n.mu.Unlock()
	defer func() {
		n.mu.Lock()
		n.now[host]--
		n.mu.Unlock()
	}()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

// requests gives what host was asked so far.
func (n *testNet) requests(host string) (list []seen) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range n.log {
		if s.host == host {
			list = append(list, s)
		}
	}
	return list
}

// get asks and fails the test on an error.
func get(t *testing.T, c *Client, r Request) Response {
	t.Helper()
	res, err := c.Get(t.Context(), r)
	if err != nil {
		t.Fatalf("get %s: %v", r.URL, err)
	}
	return res
}

// refused asks and wants an error of a kind, with a sentence that holds words.
func refused(t *testing.T, c *Client, r Request, kind ErrKind, words ...string) *Error {
	t.Helper()
	_, err := c.Get(t.Context(), r)
	if !errors.Is(err, kind) {
		t.Fatalf("get %s: %v, want %q", r.URL, err, kind)
	}
	var e *Error
	errors.As(err, &e)
	for _, w := range words {
		if !strings.Contains(e.Sentence(), w) {
			t.Errorf("the sentence %q does not say %q", e.Sentence(), w)
		}
	}
	return e
}
