// Package fetch turns a URL and its validators into bytes, or into "not
// modified". Every limit of the network lives here: time, size, redirects,
// which addresses may be reached, and how politely a host is asked.
//
// It knows HTTP, not formats, and stores nothing: what a host asked for
// (Retry-After) is kept in memory by the Client alone. The library calls it.
//
// Addresses are checked when dialling, after DNS. Through a proxy that cannot
// hold: the proxy resolves names, so only addresses written as numbers and
// localhost are refused there.
package fetch

import (
	"context"
	"crypto/x509"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// ProjectURL stands in the User-Agent: where a server's owner can complain.
const ProjectURL = "https://github.com/broadsheet-reader/broadsheet"

// UserAgent is the name a version of Broadsheet goes by.
func UserAgent(version string) string {
	return "Broadsheet/" + version + " (+" + ProjectURL + ")"
}

// Policy holds every limit of a Client as a plain value.
type Policy struct {
	UserAgent string
	Gap       time.Duration // between starts of two requests to one host, pictures excepted; 0 for none
	Connect   time.Duration // name, connection; the same again for TLS
	FirstByte time.Duration // from the request sent to the answer's headers
	Total     time.Duration // of one Get with its redirects, waiting for its turn not counted
	Patience  time.Duration // without a first byte for this long, a request leaves the fast lane to others
	MaxBody   int64         // bytes after decompression; pages 5 MiB and images 10 MiB at most
	Redirects int           // followed in one Get
	Hosts     int           // hosts asked at once
	SlowHosts int           // how many of them may be slow ones while others wait

	// Addresses maps "host:port" to the "ip:port" dialled instead, which is
	// allowed whatever it is: the sample edition lives there.
	Addresses map[string]string

	// Room is called when it is a feed's turn to be asked, and may wait until
	// there is room for the answer; nil: there always is. Whoever a person waits
	// for does not ask.
	Room func(ctx context.Context) error

	Now     func() time.Time                                                // for dates in headers; nil: time.Now
	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)    // nil: the system's
	Dial    func(ctx context.Context, network, ip string) (net.Conn, error) // nil: the system's; gets checked addresses
	Proxy   func(*http.Request) (*url.URL, error)                           // nil: none
	Roots   *x509.CertPool                                                  // nil: the system's
}

// Defaults is the policy towards the world: half a second between requests to
// a host, 32 hosts at once, the proxy the environment names.
func Defaults() Policy {
	return Policy{
		UserAgent: UserAgent("0"),
		Gap:       500 * time.Millisecond,
		Connect:   10 * time.Second,
		FirstByte: 15 * time.Second,
		Total:     60 * time.Second,
		Patience:  1500 * time.Millisecond,
		MaxBody:   32 << 20,
		Redirects: 5,
		Hosts:     32,
		SlowHosts: 8,
		Proxy:     http.ProxyFromEnvironment,
	}
}

// filled gives p with defaults where zero would mean "nothing works".
func (p Policy) filled() Policy {
	d := Defaults()
	setZero(&p.UserAgent, d.UserAgent)
	setZero(&p.Connect, d.Connect)
	setZero(&p.FirstByte, d.FirstByte)
	setZero(&p.Total, d.Total)
	setZero(&p.Patience, d.Patience)
	setZero(&p.MaxBody, d.MaxBody)
	setZero(&p.Redirects, d.Redirects)
	setZero(&p.Hosts, d.Hosts)
	setZero(&p.SlowHosts, min(d.SlowHosts, max(1, p.Hosts/4)))
	if p.Now == nil {
		p.Now = time.Now
	}
	if p.Resolve == nil {
		p.Resolve = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	if p.Dial == nil {
		p.Dial = new(net.Dialer).DialContext
	}
	return p
}

func setZero[T comparable](p *T, v T) {
	var zero T
	if *p == zero {
		*p = v
	}
}

// Kind is what a request is for. It decides the size allowed and what is
// asked for first, all but a subscription's feed has a person waiting, and how
// an error is said.
type Kind int

// The kinds: bodies of 32, 5, 10 and 32 MiB at most. KindAsked is what may be a
// feed, asked for once by a person who is not subscribed to it; KindSent is of
// Send alone.
const (
	KindFeed Kind = iota
	KindPage
	KindImage
	KindAsked
	KindSent
)

func (p Policy) maxBody(k Kind) int64 {
	switch k {
	case KindPage:
		return min(p.MaxBody, 5<<20)
	case KindImage:
		return min(p.MaxBody, 10<<20)
	}
	return p.MaxBody
}

// Request is one thing to get. Only URL is needed; user information in it
// counts as User and Password.
type Request struct {
	URL          string
	ETag         string // as the server sent it, "" none
	LastModified string
	Accept       string // "" for what suits the kind
	Trusted      string // a URL the person put in: its host and port may be private; "" none
	Slow         bool   // the host was slow or failing last time
	Urgent       bool   // a person waits: goes before what has queued up
	User         string // Basic credentials; they never leave scheme, host and port of URL
	Password     string
	UserAgent    string      // "" for the policy's
	Header       http.Header // the person's own; they stay with the host like credentials
	Kind         Kind
	Background   bool   // nobody waits for this page: it goes after what has queued up
	Probe        bool   // whether it is there is all that is asked: HEAD, or the headers of GET where HEAD is refused
	Proxy        string // "" as the policy says, "direct" for none, else http, https or socks5 URL
	Certificate  string // SHA-256 (hex) of a certificate the person accepts for this feed, "" none
}

// Response is what came. With an error of kind ErrStatus it still holds the
// status and the headers' hints.
type Response struct {
	Status       int
	NotModified  bool
	Body         []byte // decompressed
	Truncated    bool   // the body ended early; Body is what came
	ContentType  string
	ETag         string // of this answer alone, exactly as sent; the caller decides whether to keep it
	LastModified string
	URL          string        // where the answer came from in the end
	Moved        string        // where the leading chain of 301 and 308 ended, "" none
	RetryAfter   time.Duration // 0 none
	MaxAge       time.Duration // Cache-Control max-age less Age; 0 none or not to be kept
	Expires      time.Time     // only when Cache-Control does not say otherwise
	Date         time.Time     // the server's clock, zero when unknown
	Links        []string      // Link headers
	Took         time.Duration // on the network, waiting for turns not counted
}
