package discover

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
)

// FuzzFind answers every request with the same bytes: nothing may panic, the
// limit holds, and only web addresses are asked.
func FuzzFind(f *testing.F) {
	f.Add("https://blog.example/a/b", `<base href="x:y"><link rel=alternate type=text/xml href="//[::1"><a href="feed:javascript:x">rss`, `</a>; rel="alternate`)
	f.Add("www.youtube.com/@a", `<link rel=canonical href="/channel/UCabcdefghijklmnopqrstuv">`, "")
	f.Add("podcasts.apple.com/id1", `{"results":[{"feedUrl":"file:///etc/passwd"},{"feedUrl":1}]}`, "")
	f.Add("@a@b.example", `{"links":[{"rel":"http://webfinger.net/rel/profile-page","href":"gopher://x"}]}`, "")
	f.Add("https://t.example/c/x", `<meta name=generator content=discourse><meta name=keywords content=gitea>`, "<")
	f.Fuzz(func(t *testing.T, input, body, header string) {
		requests := 0
		d := Deps{
			Get: func(_ context.Context, address string, _ bool) (Page, error) {
				if requests++; requests > MaxRequests {
					t.Fatalf("request %d: %s", requests, address)
				}
				u, err := url.Parse(address)
				if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
					t.Fatalf("asked for %q", address)
				}
				return Page{URL: address, Body: []byte(body), Links: []string{header}}, nil
			},
			Feed: func(p Page) (Found, error) {
				if strings.HasSuffix(p.URL, "x") {
					return Found{}, nil
				}
				return Found{}, errors.New("not a feed")
			},
		}
		found, err := Find(context.Background(), input, d)
		if (err == nil) != (len(found) > 0) {
			t.Fatalf("%v, %v", found, err)
		}
		if err != nil && Sentence(err) == "" {
			t.Fatalf("no sentence for %v", err)
		}
	})
}

// FuzzAddresses: what comes out are web addresses that come out again.
func FuzzAddresses(f *testing.F) {
	for _, s := range []string{"blog.example", "feed:rss:x.example", "@a@b.example:80", "[::1]:8/x", "r/golang", "bücher.example/ä", "https://%41.example/%zz", "view-source:feed:http:x", "x.example/" + strings.Repeat("\xe5", 3000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, input string) {
		list := Addresses(input)
		if len(list) > 2 {
			t.Fatalf("%d addresses", len(list))
		}
		for _, a := range list {
			u, err := url.Parse(a)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
				t.Fatalf("%q became %q", input, a)
			}
			if again := webURL("", a); again != a {
				t.Fatalf("%q became %q, then %q", input, a, again)
			}
			for i := range len(a) {
				if a[i] <= ' ' || a[i] >= 0x7f {
					t.Fatalf("%q became %q", input, a)
				}
			}
			match(a)
			guesses(a)
		}
	})
}
