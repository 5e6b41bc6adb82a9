package fetch

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// way is what connections may be shared by: a connection made for a trusted
// request, through a proxy or with an excepted certificate never serves
// another kind of request.
type way struct {
	trusted     bool
	http1       bool
	patient     bool // an answer may take its time to begin
	proxy       string
	certificate string
}

// privateError says that a host is at an address that may not be reached.
type privateError struct{ ip netip.Addr }

func (e *privateError) Error() string { return "private address " + e.ip.String() }

// errConnect is the cause when connecting took too long.
var errConnect = errors.New("connecting took too long")

// stagger is how long one address of a host is tried before the next joins in.
const stagger = 300 * time.Millisecond

// transport gives the transport for w, made on first use.
func (c *Client) transport(w way) (*http.Transport, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t := c.transports[w]; t != nil {
		return t, nil
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(true)
	protocols.SetHTTP2(!w.http1)
	t := &http.Transport{
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			return c.dial(ctx, w, network, addr)
		},
		TLSClientConfig:        c.tlsConfig(w),
		TLSHandshakeTimeout:    c.policy.Connect,
		ResponseHeaderTimeout:  c.policy.FirstByte,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // ours counts what comes out
		MaxIdleConns:           8 * c.policy.Hosts,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		Protocols:              protocols,
	}
	if w.patient {
		t.ResponseHeaderTimeout = 0
	}
	if w.proxy != "" {
		u, err := url.Parse(w.proxy)
		if err != nil || u.Host == "" {
			return nil, errors.New("the proxy's address is not a URL")
		}
		t.Proxy = http.ProxyURL(u)
	}
	c.transports[w] = t
	return t, nil
}

func (c *Client) tlsConfig(w way) *tls.Config {
	conf := &tls.Config{RootCAs: c.policy.Roots, MinVersion: tls.VersionTLS12}
	if w.certificate != "" {
		conf.InsecureSkipVerify = true // VerifyConnection below accepts one certificate alone
		conf.VerifyConnection = func(s tls.ConnectionState) error {
			if got := fingerprint(s.PeerCertificates[0].Raw); !strings.EqualFold(got, w.certificate) {
				return fmt.Errorf("certificate %s is not the one accepted", got)
			}
			return nil
		}
	}
	return conf
}

func fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

// dial resolves addr, checks what came out and connects to exactly that.
func (c *Client) dial(ctx context.Context, w way, network, addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.policy.Connect, errConnect)
	defer cancel()
	conn, err := c.connect(ctx, w, network, addr)
	if err != nil && errors.Is(context.Cause(ctx), errConnect) {
		return nil, errConnect
	}
	return conn, err
}

func (c *Client) connect(ctx context.Context, w way, network, addr string) (net.Conn, error) {
	if to := c.policy.Addresses[strings.ToLower(addr)]; to != "" {
		return c.policy.Dial(ctx, network, to)
	}
	name, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	ips, err := c.resolve(ctx, name)
	if err != nil {
		return nil, err
	}
	if !w.trusted && w.proxy == "" {
		first := ips[0]
		if ips = slices.DeleteFunc(ips, func(ip netip.Addr) bool { return !public(ip) }); len(ips) == 0 {
			return nil, &privateError{first}
		}
	}
	return c.race(ctx, network, port, ips)
}

func (c *Client) resolve(ctx context.Context, name string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(name); err == nil {
		return []netip.Addr{ip}, nil
	}
	ips, err := c.policy.Resolve(ctx, name)
	if err == nil && len(ips) == 0 {
		err = &net.DNSError{Err: "no address", Name: name, IsNotFound: true}
	}
	if err != nil {
		return nil, err
	}
	ips = slices.Clone(ips)
	for i := range ips {
		ips[i] = ips[i].Unmap()
	}
	return ips[:min(len(ips), 8)], nil
}

// race connects to the first address that answers, starting them one after
// another in the resolver's order (RFC 8305 in small).
func (c *Client) race(ctx context.Context, network, port string, ips []netip.Addr) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		conn net.Conn
		err  error
	}
	results := make(chan result, len(ips))
	started, failed := 0, 0
	start := func() {
		if started == len(ips) {
			return
		}
		ip := ips[started]
		started++
		go func() {
			conn, err := c.policy.Dial(ctx, network, net.JoinHostPort(ip.String(), port))
			results <- result{conn, err}
		}()
	}
	start()
	timer := time.NewTimer(stagger)
	defer timer.Stop()
	var first error
	for failed < len(ips) {
		select {
		case <-timer.C:
			start()
			timer.Reset(stagger)
		case r := <-results:
			if r.err == nil {
				late := started - failed - 1
				go func() { // others that win too late are closed
					for range late {
						if l := <-results; l.conn != nil {
							_ = l.conn.Close()
						}
					}
				}()
				return r.conn, nil
			}
			failed++
			if first == nil {
				first = r.err
			}
			start()
		}
	}
	return nil, first
}
