package fetch

import (
	"net/http"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 4, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	for v, want := range map[string]time.Duration{
		"":                                  0,
		"0":                                 0,
		"120":                               2 * time.Minute,
		" 120 ":                             2 * time.Minute,
		"-1":                                0,
		"1e9":                               0,
		"soon":                              0,
		"99999999999999999999999999999":     7 * 24 * time.Hour,
		"Wed, 04 Nov 2026 13:00:00 GMT":     time.Hour,
		"Wed, 04 Nov 2026 11:00:00 GMT":     0,
		"Wednesday, 04-Nov-26 12:01:00 GMT": time.Minute,
		"Mon, 04 Nov 2126 13:00:00 GMT":     7 * 24 * time.Hour,
	} {
		if got := retryAfter(v, noon); got != want {
			t.Errorf("Retry-After %q: %v, want %v", v, got, want)
		}
	}
}

func TestCacheControl(t *testing.T) {
	for v, want := range map[string]struct {
		maxAge time.Duration
		said   bool
	}{
		"":                             {0, false},
		"public":                       {0, false},
		"max-age=60":                   {time.Minute, true},
		"Public, MAX-AGE=\"60\"":       {time.Minute, true},
		"s-maxage=9, max-age = 60":     {time.Minute, true},
		"max-age=60, max-age=90":       {time.Minute, true},
		"max-age=60, no-cache":         {0, true},
		"no-store":                     {0, true},
		"max-age=-5":                   {0, false},
		"max-age=, max-age=5":          {5 * time.Second, true},
		"max-age=99999999999999999999": {100 * 365 * 24 * time.Hour, true},
		",,;=,":                        {0, false},
	} {
		if got, said := cacheControl(v); got != want.maxAge || said != want.said {
			t.Errorf("Cache-Control %q: %v, %v; want %v", v, got, said, want)
		}
	}
}

func TestRetryAfterAsADateCountsByTheServersClock(t *testing.T) {
	var res Response
	res.read(http.Header{"Date": {"Tue, 04 Nov 2036 12:00:00 GMT"}, "Retry-After": {"Tue, 04 Nov 2036 12:05:00 GMT"}}, noon)
	if res.RetryAfter != 5*time.Minute {
		t.Errorf("%v, want 5 min", res.RetryAfter)
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("120", "max-age=60", "10", "Wed, 04 Nov 2026 13:00:00 GMT", `<https://a.example/feed>; rel="alternate"; type="application/rss+xml"`)
	f.Add("Wed, 04 Nov 2026 13:00:00 GMT", "no-cache", "-1", "0", `<x>;rel=hub,</y>;rel="self hub";title="a,b;c\""`)
	f.Fuzz(func(t *testing.T, retry, cache, age, date, link string) {
		var res Response
		res.read(http.Header{"Retry-After": {retry}, "Cache-Control": {cache}, "Age": {age}, "Expires": {date}, "Date": {date},
			"Link": {link}, "Etag": {link}}, noon)
		if res.RetryAfter < 0 || res.RetryAfter > maxWait || res.MaxAge < 0 {
			t.Errorf("Retry-After %v, max-age %v", res.RetryAfter, res.MaxAge)
		}
		if v := validator(res.ETag); v != res.ETag {
			t.Errorf("an ETag that cannot be sent back: %q", res.ETag)
		}
	})
}

func TestSentences(t *testing.T) {
	const u = "https://news.example/feed"
	for want, e := range map[string]*Error{
		"news.example did not answer within 15 s; it is tried again later":                                  {Kind: ErrTimeout, URL: u, Limit: 15 * time.Second},
		"404: there is nothing at this address of news.example any more; check the site or remove the feed": {Kind: ErrStatus, URL: u, Status: 404},
		"429: news.example asked not to be asked again for 2 h":                                             {Kind: ErrStatus, URL: u, Status: 429, RetryAfter: 2 * time.Hour},
		"503: news.example has trouble of its own; it is tried again later":                                 {Kind: ErrStatus, URL: u, Status: 503},
		"news.example asked not to be asked again for 90 s":                                                 {Kind: ErrWaiting, URL: u, RetryAfter: 90 * time.Second},
		"news.example sent more than 32 MiB, which is too much; it was not read":                            {Kind: ErrTooLarge, URL: u, Size: 32 << 20},
		"503: news.example asked not to be asked again for 20 min":                                          {Kind: ErrStatus, URL: u, Status: 503, RetryAfter: 20 * time.Minute},
		"404: there is nothing at this address of news.example any more":                                    {Kind: ErrStatus, URL: u, Status: 404, For: KindPage},
		"404: there is nothing at this address of news.example; check it for slips":                         {Kind: ErrStatus, URL: u, Status: 404, For: KindAsked},
		"410: news.example says this is gone for good":                                                      {Kind: ErrStatus, URL: u, Status: 410, For: KindAsked},
		"403: news.example does not let this reader in":                                                     {Kind: ErrStatus, URL: u, Status: 403, For: KindAsked},
		"503: news.example has trouble of its own":                                                          {Kind: ErrStatus, URL: u, Status: 503, For: KindAsked},
		"news.example did not answer within 10 s":                                                           {Kind: ErrTimeout, URL: u, Limit: 10 * time.Second, For: KindAsked},
		"news.example refused the connection":                                                               {Kind: ErrRefused, URL: u, For: KindImage},
		"the host refused the connection; it is tried again later":                                          {Kind: ErrRefused, URL: "::\x1b[31m"},
	} {
		if got := e.Sentence(); got != want {
			t.Errorf("sentence %q, want %q", got, want)
		}
	}
}
