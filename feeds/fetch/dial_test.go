package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestAHostsAddressesAreTriedOneAfterAnother(t *testing.T) {
	ip := netip.MustParseAddr
	tests := map[string]struct {
		addresses []netip.Addr
		want      ErrKind // "" for an answer
		took      time.Duration
	}{
		"one that never answers, then one that does":    {[]netip.Addr{ip("9.9.9.9"), ip("1.0.0.1")}, "", stagger},
		"one that refuses, then one that does":          {[]netip.Addr{ip("8.0.0.1"), ip("1.0.0.1")}, "", 0},
		"both refuse":                                   {[]netip.Addr{ip("8.0.0.1"), ip("8.0.0.2")}, ErrRefused, 0},
		"none ever answers":                             {[]netip.Addr{ip("9.9.9.9"), ip("9.9.9.8")}, ErrTimeout, 10 * time.Second},
		"a private one is passed over for a public one": {[]netip.Addr{ip("10.0.0.1"), ip("1.0.0.1")}, "", 0},
		"private ones alone":                            {[]netip.Addr{ip("10.0.0.1"), ip("::1")}, ErrPrivate, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := newTestNet(t)
				n.site("news.example", func(http.ResponseWriter, *http.Request) {})
				n.names["news.example"] = test.addresses
				c := n.client(t, func(p *Policy) {
					p.Dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
						if addr[0] == '9' {
							<-ctx.Done()
							return nil, ctx.Err()
						}
						return n.dial(ctx, network, addr)
					}
				})
				began := time.Now()
				if test.want == "" {
					get(t, c, Request{URL: feedURL})
				} else {
					refused(t, c, Request{URL: feedURL}, test.want)
				}
				if took := time.Since(began); took != test.took {
					t.Errorf("took %v, want %v", took, test.took)
				}
			})
		})
	}
}
