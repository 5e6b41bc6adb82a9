package sample

import (
	"bytes"
	"compress/gzip"
	"context"
	"image/png"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
)

var testNow = time.Date(2026, 11, 22, 8, 20, 31, 0, time.UTC)

func start(t *testing.T) *Edition {
	t.Helper()
	e, err := Start(testNow)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// client reaches the edition as fetch will: by names that lead to loopback.
func client(t *testing.T, e *Edition) *http.Client {
	addresses := e.Addresses()
	transport := &http.Transport{DisableCompression: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		to, ok := addresses[address]
		if !ok {
			return nil, &net.AddrError{Err: "not of the edition", Addr: address}
		}
		return (&net.Dialer{}).DialContext(ctx, network, to)
	}}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

func get(t *testing.T, c *http.Client, url string, header ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return do(t, c, req)
}

func do(t *testing.T, c *http.Client, req *http.Request) (*http.Response, []byte) {
	t.Helper()
	resp, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func parseFeed(t *testing.T, c *http.Client, url string) *gofeed.Feed {
	t.Helper()
	resp, body := get(t, c, url)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s: %s", url, resp.Status, body)
	}
	f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return f
}

func TestEveryFeedParsesAndItsArticlesAreRecent(t *testing.T) {
	e := start(t)
	c := client(t, e)
	formats := map[string]int{}
	total, day := 0, 0
	for _, f := range e.Feeds() {
		got := parseFeed(t, c, f.URL)
		formats[got.FeedType]++
		if got.Title != f.Title || got.Language != f.Language && got.FeedType != "atom" || got.Link != f.SiteURL {
			t.Errorf("%s: title %q, language %q, site %q", f.URL, got.Title, got.Language, got.Link)
		}
		if !IsSample(f.URL) || f.Folder == "" {
			t.Errorf("%s is no sample feed in a folder", f.URL)
		}
		for _, item := range got.Items {
			total++
			if item.PublishedParsed == nil {
				t.Fatalf("%s: %q has no date", f.URL, item.Title)
			}
			age := testNow.Sub(*item.PublishedParsed)
			if age < 12*time.Minute || age > 73*time.Hour {
				t.Errorf("%q is %v old", item.Title, age)
			}
			if age < 24*time.Hour {
				day++
			}
			if item.Title == "" || item.Link == "" || item.GUID == "" || item.Description == "" || len(item.Authors) == 0 || len(item.Categories) == 0 {
				t.Errorf("%s: %q lacks something: %+v", f.URL, item.Title, item)
			}
		}
	}
	if len(e.Feeds()) != FeedCount || formats["rss"] < 2 || formats["atom"] < 2 || formats["json"] < 2 {
		t.Errorf("feeds %d, formats %v", len(e.Feeds()), formats)
	}
	t.Logf("%d articles, %d within a day", total, day)
}

// count counts words, and for writing without spaces three characters a word.
func count(s string) int {
	n := len(strings.Fields(s))
	wide := 0
	for _, r := range s {
		if r >= 0x3040 && r < 0xa000 {
			wide++
		}
	}
	return n + wide/3
}

func TestPicturesAreDrawn(t *testing.T) {
	e := start(t)
	c := client(t, e)
	n := 0
	for _, a := range e.articles {
		for _, name := range a.pictures() {
			n++
			_, body := get(t, c, a.base()+"/img/"+name)
			img, err := png.Decode(bytes.NewReader(body))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if b := img.Bounds(); b.Dx() != pictureWidth || b.Dy() != pictureHeight || len(body) > 60<<10 {
				t.Errorf("%s: %v, %d bytes", name, b, len(body))
			}
		}
	}
	if n < 8 {
		t.Errorf("%d pictures", n)
	}
}

func TestConditionalRequestsAndPacking(t *testing.T) {
	e := start(t)
	c := client(t, e)
	for _, f := range e.Feeds() {
		resp, plain := get(t, c, f.URL)
		tag, modified := resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
		if tag == "" || modified == "" {
			t.Errorf("%s: ETag %q, Last-Modified %q", f.URL, tag, modified)
		}
		if resp, body := get(t, c, f.URL, "If-None-Match", tag); resp.StatusCode != http.StatusNotModified || len(body) != 0 {
			t.Errorf("%s with its ETag: %s", f.URL, resp.Status)
		}
		if resp, _ := get(t, c, f.URL, "If-Modified-Since", modified); resp.StatusCode != http.StatusNotModified {
			t.Errorf("%s with its date: %s", f.URL, resp.Status)
		}
		if resp, _ := get(t, c, f.URL, "If-None-Match", `"other"`); resp.StatusCode != http.StatusOK {
			t.Errorf("%s with another ETag: %s", f.URL, resp.Status)
		}
		resp, packed := get(t, c, f.URL, "Accept-Encoding", "br, gzip;q=0.5")
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil || resp.Header.Get("Content-Encoding") != "gzip" {
			t.Fatalf("%s: not packed: %v", f.URL, err)
		}
		if got, _ := io.ReadAll(z); !bytes.Equal(got, plain) {
			t.Errorf("%s: packed and plain differ", f.URL)
		}
	}
}

func TestOnlyGetAndOnlyItsOwnHosts(t *testing.T) {
	e := start(t)
	c := client(t, e)
	url := e.Feeds()[0].URL
	for method, want := range map[string]int{"GET": 200, "HEAD": 200, "POST": 405, "PUT": 405, "DELETE": 405, "OPTIONS": 405} {
		req, err := http.NewRequest(method, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, body := do(t, c, req)
		if resp.StatusCode != want || method == "HEAD" && len(body) > 0 {
			t.Errorf("%s: %s, %d bytes", method, resp.Status, len(body))
		}
	}
	addr := e.listener.Addr().String()
	for _, host := range []string{"", addr, "localhost", "harbour-times.example", "evil" + Suffix} {
		req, err := http.NewRequest("GET", "http://"+addr+"/feed.xml", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		if resp, _ := do(t, http.DefaultClient, req); resp.StatusCode != http.StatusNotFound {
			t.Errorf("host %q: %s", host, resp.Status)
		}
	}
	if resp, _ := get(t, c, "http://harbour-times.sample.invalid/news/nothing"); resp.StatusCode != http.StatusNotFound {
		t.Errorf("unknown page: %s", resp.Status)
	}
}

func TestIsSample(t *testing.T) {
	for url, want := range map[string]bool{
		"http://harbour-times.sample.invalid/feed.xml":   true,
		"http://HARBOUR-TIMES.sample.invalid:80/":        true,
		"http://sample.invalid.example/":                 false,
		"http://x.example/harbour-times.sample.invalid":  false,
		"http://harbour-times.sample.invalid@x.example/": false,
		"http://notsample.invalid/":                      false,
		"":                                               false,
		"harbour-times.sample.invalid":                   false,
		"https://shiomi.sample.invalid/kiji/x?y=1#z":     true,
	} {
		if IsSample(url) != want {
			t.Errorf("IsSample(%q) = %v", url, !want)
		}
	}
}

func TestProseIsCleanAndLongEnough(t *testing.T) {
	e := start(t)
	for _, a := range e.articles {
		if n := count(a.body); n < 60 {
			t.Errorf("%s: %d words", a.url(), n)
		}
		if !utf8.ValidString(a.body) || strings.Contains(a.html(""), "\x00") || strings.Contains(a.title+a.lead+a.body, "{day") {
			t.Errorf("%s: something is left over", a.url())
		}
	}
}
