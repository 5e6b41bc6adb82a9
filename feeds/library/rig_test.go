package library

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/fetch"
)

// rig is a small Internet on loopback, a clock that a test sets, and a library
// that lives in both.
type rig struct {
	*testing.T
	*Library
	dir    string
	server *httptest.Server

	mu    sync.Mutex
	now   time.Time
	sites map[string]http.HandlerFunc
	down  map[string]bool // hosts that nothing reaches
	log   []asked
	rest  func(*rig) // called within every request, before it is answered
}

// asked is one request as a server saw it.
type asked struct {
	host, method, uri string
	header            http.Header
	at                time.Time // by the rig's clock
}

const (
	site    = "news.example"
	feedURL = "http://news.example/feed"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) // a Monday

func newRig(t *testing.T) *rig {
	r := &rig{T: t, dir: t.TempDir(), now: noon, sites: map[string]http.HandlerFunc{}, down: map[string]bool{}}
	r.server = httptest.NewServer(r)
	t.Cleanup(r.server.Close)
	r.start()
	return r
}

// start opens the library; restart closes it first, as quitting does.
func (r *rig) start() {
	r.Helper()
	lib, err := Open(r.Context(), r.options())
	if err != nil {
		r.Fatal(err)
	}
	r.Library = lib
	r.Cleanup(func() { _ = lib.Close() })
}

func (r *rig) restart() {
	r.Helper()
	if err := r.Close(); err != nil {
		r.Fatal(err)
	}
	r.start()
}

func (r *rig) options() Options {
	return Options{Dir: r.dir, Version: "1.2.3", Now: r.clock, policy: network(r.server.Listener.Addr().String(), r.isDown)}
}

// network leads every name to one server; its addresses look public.
func network(server string, down func(host string) bool) func(*fetch.Policy) {
	return func(p *fetch.Policy) {
		p.Gap, p.Proxy = 0, nil
		p.Resolve = func(_ context.Context, host string) ([]netip.Addr, error) {
			if down(host) || !strings.HasSuffix(host, ".example") {
				return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
			}
			return []netip.Addr{netip.AddrFrom4([4]byte{1, 0, 0, 1})}, nil
		}
		p.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if strings.HasPrefix(addr, "1.0.") {
				addr = server
			}
			return new(net.Dialer).DialContext(ctx, network, addr)
		}
	}
}

func (r *rig) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *rig) pass(d time.Duration) {
	r.mu.Lock()
	r.now = r.now.Add(d)
	r.mu.Unlock()
}

func (r *rig) isDown(host string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.down[host] || r.down["*"]
}

func (r *rig) setDown(host string, down bool) {
	r.mu.Lock()
	r.down[host] = down
	r.mu.Unlock()
	r.fetcher().Close() // or it would go on over the connections it has
}

func (r *rig) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r.mu.Lock()
	r.log = append(r.log, asked{q.Host, q.Method, q.RequestURI, q.Header.Clone(), r.now})
	h, rest := r.sites[q.Host], r.rest
	r.mu.Unlock()
	if rest != nil {
		rest(r)
	}
	if h == nil {
		http.NotFound(w, q)
		return
	}
	h(w, q)
}

// answers gives a site its answers, one after the other; the last stays.
func (r *rig) answers(host string, list ...http.HandlerFunc) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	r.sites[host] = func(w http.ResponseWriter, q *http.Request) {
		r.mu.Lock()
		h := list[min(n, len(list)-1)]
		n++
		r.mu.Unlock()
		h(w, q)
	}
}

// requests gives what a host was asked so far, all hosts for "".
func (r *rig) requests(host string) (list []asked) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, a := range r.log {
		if host == "" || a.host == host {
			list = append(list, a)
		}
	}
	return list
}

// follow subscribes to addresses without asking them.
func (r *rig) follow(urls ...string) (out []feeds.FeedID) {
	r.Helper()
	var list []feeds.Feed
	for _, u := range urls {
		list = append(list, feeds.Feed{URL: u, Origin: feeds.OriginAdded})
	}
	kept, err := r.subscribe(r.Context(), list, "feeds")
	if err != nil {
		r.Fatal(err)
	}
	for _, f := range kept {
		out = append(out, f.ID)
	}
	return out
}

// due reloads what is due; own, what a person asks for.
func (r *rig) due() feeds.ReloadReport { return r.reload(feeds.ReloadRequest{Due: true}) }

func (r *rig) own(ids ...feeds.FeedID) feeds.ReloadReport {
	return r.reload(feeds.ReloadRequest{Feeds: ids})
}

func (r *rig) reload(req feeds.ReloadRequest) feeds.ReloadReport {
	r.Helper()
	report, err := r.Library.Reload(r.Context(), req)
	if err != nil {
		r.Fatalf("reload: %v", err)
	}
	if sum := report.Fetched + report.Unchanged + report.Failed + report.Skipped + len(report.Waiting) + report.Unreached; sum != report.Feeds {
		r.Errorf("the report counts %d feeds and what became of %d: %+v", report.Feeds, sum, report)
	}
	return report
}

// again lets the time come when the feed is due, and asks it.
func (r *rig) again(id feeds.FeedID) feeds.ReloadReport {
	r.Helper()
	r.pass(max(0, r.gap(id)))
	return r.due()
}

// gap is the time from now until schedule asks the feed again.
func (r *rig) gap(id feeds.FeedID) time.Duration {
	r.Helper()
	return r.feed(id).FetchState.Next.Sub(r.clock())
}

func (r *rig) feed(id feeds.FeedID) feeds.Feed {
	r.Helper()
	f, err := r.store.Feed(r.Context(), id)
	if err != nil {
		r.Fatal(err)
	}
	return f
}

// header wants the n-th request to a host, from 1, to carry name: value.
func (r *rig) header(host string, n int, name, want string) {
	r.Helper()
	list := r.requests(host)
	if len(list) < n {
		r.Fatalf("%s was asked %d times, want %d", host, len(list), n)
	}
	if got := strings.Join(list[n-1].header.Values(name), "|"); got != want {
		r.Errorf("request %d: %s is %q, want %q", n, name, got, want)
	}
}

func (r *rig) count(host string, want int) {
	r.Helper()
	if got := len(r.requests(host)); got != want {
		r.Errorf("%s was asked %d times, want %d", host, got, want)
	}
}

// between wants d within bounds.
func (r *rig) between(d, least, most time.Duration) {
	r.Helper()
	if d < least || d > most {
		r.Errorf("asked again after %v, want %v to %v", d, least, most)
	}
}

// rss is a feed with an article for each title.
func rss(titles ...string) string { return rssWith("", titles...) }

func rssWith(channel string, titles ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>News</title>` + channel)
	for _, t := range titles {
		fmt.Fprintf(&b, "<item><guid>%s</guid><title>%s</title><description>All about %s.</description></item>\n", t, t, t)
	}
	return b.String() + "</channel></rss>"
}

// says answers 200 with headers, given in pairs, and a body.
func says(body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		set(w, headers)
		fmt.Fprint(w, body)
	}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		set(w, headers)
		w.WriteHeader(code)
	}
}

func set(w http.ResponseWriter, headers []string) {
	for i := 0; i < len(headers); i += 2 {
		w.Header().Set(headers[i], headers[i+1])
	}
}
