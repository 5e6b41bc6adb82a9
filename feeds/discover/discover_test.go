package discover

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	tests := []struct {
		name, in string
		web      web
		want     []string
	}{
		{
			"a feed is itself", "https://blog.example/feed",
			web{"https://blog.example/feed": "FEED Blog"}, []string{"https://blog.example/feed"},
		},
		{
			"a feed keeps the address it was asked by, wherever that leads", "https://blog.example/feed#top",
			web{"https://blog.example/feed": "-> https://cdn.example/1234", "https://cdn.example/1234": "FEED Blog"}, []string{"https://blog.example/feed"},
		},
		{
			"http where https does not answer", "blog.example",
			web{"http://blog.example": "FEED Blog"}, []string{"http://blog.example"},
		},
		{
			"a feed's address on a host with a rule is asked as it is", "https://www.reddit.com/r/golang/.rss?limit=5",
			web{"https://www.reddit.com/r/golang/.rss?limit=5": "FEED r/golang", "https://www.reddit.com/r/golang/.rss": "FEED other"},
			[]string{"https://www.reddit.com/r/golang/.rss?limit=5"},
		},
		{
			"a project that is called feed", "https://github.com/o/feed",
			web{"https://github.com/o/feed": "<p>", "https://github.com/o/feed/tags.atom": "FEED Tags"}, []string{"https://github.com/o/feed/tags.atom"},
		},
		{
			"a rule's feeds, empty ones last", "github.com/o/r",
			web{"https://github.com/o/r/releases.atom": "EMPTY Releases", "https://github.com/o/r/tags.atom": "FEED Tags", "https://github.com/o/r/commits.atom": "FEED Commits"},
			[]string{"https://github.com/o/r/tags.atom", "https://github.com/o/r/commits.atom", "https://github.com/o/r/releases.atom"},
		},
		{
			"announced in the head and in the body, comments last, styles and other languages not", "https://blog.example/post/",
			web{
				"https://blog.example/post/": `<head><link rel="alternate" type="application/rss+xml" title="Blog » Comments Feed" href="/comments/feed/">
					<LINK REL="Home Alternate" TYPE="Application/Atom+XML; charset=utf-8" HREF='../atom' title=Atom>
					<link rel="alternate stylesheet" type="text/xml" href="/style"><link rel="alternate" hreflang="de" href="/de/">
					<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
					<link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="alternate" type="text/xml" href="/api/oembed?url=x">
					</head><body><link rel="alternate" type="application/feed+json" href="//cdn.example/feed"><a href="/rss">RSS</a>`,
				"https://blog.example/comments/feed/": "FEED Comments on Blog",
				"https://blog.example/atom":           "FEED Blog",
				"https://cdn.example/feed":            "FEED Blog in JSON",
				"https://blog.example/rss":            "FEED not asked",
				"https://blog.example/style":          "FEED a style",
				"https://blog.example/api/oembed":     "FEED an embed",
			},
			[]string{"https://blog.example/atom", "https://cdn.example/feed", "https://blog.example/comments/feed/"},
		},
		{
			"a base counts for all addresses, also those before it", "https://blog.example/x/y",
			web{
				"https://blog.example/x/y": `<link rel=alternate type=application/rss+xml href=one.xml><base target=_top><base href="/b/"><base href="/c/">
					<link rel=alternate type=application/rss+xml href=two.xml>`,
				"https://blog.example/b/one.xml": "FEED One", "https://blog.example/b/two.xml": "FEED Two",
			},
			[]string{"https://blog.example/b/one.xml", "https://blog.example/b/two.xml"},
		},
		{
			"addresses are relative to where redirects have led", "https://blog.example",
			web{
				"https://blog.example":         "-> https://www.blog.example/en/",
				"https://www.blog.example/en/": `<link rel=alternate type=application/rss+xml href=f>`, "https://www.blog.example/en/f": "FEED F",
			},
			[]string{"https://www.blog.example/en/f"},
		},
		{
			"a Link header", "https://blog.example/",
			web{"https://blog.example/": "</f>; rel=alternate; type=\"application/atom+xml\"\nLINKS\n<p>", "https://blog.example/f": "FEED F"},
			[]string{"https://blog.example/f"},
		},
		{
			"the same feed under two addresses counts once", "https://blog.example/",
			web{
				"https://blog.example/":  `<link rel=alternate type=application/rss+xml href=a><link rel=alternate type=application/rss+xml href=b><link rel=alternate type=application/rss+xml href=c>`,
				"https://blog.example/a": "FEED A", "https://blog.example/b": "-> https://blog.example/a", "https://blog.example/c": "FEED A",
			},
			[]string{"https://blog.example/a"},
		},
		{
			"what is announced and no feed does not end the search: anchors are next", "https://blog.example/",
			web{
				"https://blog.example/": `<link rel=alternate type=application/rss+xml href=old><a href="https://buzzfeed.com/x">Buzzfeed</a> <a href="/feedback">Feedback</a>
					<a href="/photo.xml.jpg">x</a><a href="/all"><img alt="RSS" src=i></a><a href=/about>About</a>`,
				"https://blog.example/old": "<p>gone", "https://blog.example/all": "FEED All",
				"https://buzzfeed.com/x": "FEED Buzz", "https://blog.example/feedback": "FEED Back",
			},
			[]string{"https://blog.example/all"},
		},
		{
			"anchors without a feed: the usual places, in the folder before the root", "https://blog.example/~me/index.html",
			web{
				"https://blog.example/~me/index.html": `<p>Hello</p><!-- <a href="/secret.rss">RSS</a> -->`,
				"https://blog.example/~me/atom.xml":   "FEED Me", "https://blog.example/atom.xml": "FEED All", "https://blog.example/secret.rss": "FEED no",
			},
			[]string{"https://blog.example/~me/atom.xml"},
		},
		{
			"a feed of one post's comments does not end the guessing", "https://blog.example/2024/post/",
			web{
				"https://blog.example/2024/post/":      `<p>`,
				"https://blog.example/2024/post/feed/": "FEED Comments on: Post", "https://blog.example/feed/": "FEED Blog",
			},
			[]string{"https://blog.example/feed/", "https://blog.example/2024/post/feed/"},
		},
		{
			"addresses of other schemes are not asked", "https://blog.example/",
			web{
				"https://blog.example/": `<link rel=alternate type=application/rss+xml href="file:///etc/feed.xml"><link rel=alternate type=application/rss+xml href="javascript:feed()">
					<link rel=alternate type=application/rss+xml href="feed://blog.example/ok">`,
				"https://blog.example/ok": "FEED OK",
			},
			[]string{"https://blog.example/ok"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, log, err := tt.web.find(tt.in)
			if err != nil {
				t.Fatalf("%v, asked %q", err, askedURLs(log))
			}
			if diff := cmp.Diff(tt.want, urls(found)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			seen := map[string]bool{}
			for _, u := range askedURLs(log) {
				if seen[u] {
					t.Errorf("%s was asked twice", u)
				}
				seen[u] = true
			}
		})
	}
}

func TestWhatIsFoundIsComplete(t *testing.T) {
	w := web{
		"https://blog.example/":  `<link rel=alternate type=application/rss+xml title="The  feed" href=a><link rel=alternate type=application/rss+xml title="Kommentare" href=b>`,
		"https://blog.example/a": "-> https://cdn.example/a", "https://cdn.example/a": "FEED Blog", "https://blog.example/b": "FEED",
	}
	found, _, err := w.find("https://blog.example/")
	if err != nil {
		t.Fatal(err)
	}
	want := []Found{
		{URL: "https://blog.example/a", Title: "Blog", Label: "The feed", Format: "rss 2.0", Headlines: []string{"News"},
			Page: Page{URL: "https://cdn.example/a", ContentType: "text/html", Body: []byte("FEED Blog")}},
		{URL: "https://blog.example/b", Title: "Kommentare", Label: "Kommentare", Format: "rss 2.0", Headlines: []string{"News"}, Comments: true,
			Page: Page{URL: "https://blog.example/b", ContentType: "text/html", Body: []byte("FEED")}},
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAtMostTwelveRequests(t *testing.T) {
	var page strings.Builder
	for i := range 40 {
		fmt.Fprintf(&page, `<link rel=alternate type=text/xml href="/n%d">`, i)
		fmt.Fprintf(&page, `<a href="/feed/%d">feed</a>`, i)
	}
	t.Run("forty announced and none of them a feed", func(t *testing.T) {
		_, log, err := web{"https://blog.example/x/": page.String()}.find("https://blog.example/x/")
		if len(log) != MaxRequests || !errors.Is(err, ErrNothing) {
			t.Errorf("%d requests, %v", len(log), err)
		}
	})
	t.Run("anchors leave requests for the usual places", func(t *testing.T) {
		var anchors strings.Builder
		for i := range 40 {
			fmt.Fprintf(&anchors, `<a href="/feed/%d">feed</a>`, i)
		}
		found, log, err := web{"https://blog.example/": anchors.String(), "https://blog.example/rss.xml": "FEED Blog"}.find("https://blog.example/")
		if err != nil || len(found) != 1 || len(log) != 1+maxAnchors+4 { // feed/ feed.xml atom.xml rss.xml
			t.Errorf("%v, %v, asked %q", found, err, askedURLs(log))
		}
	})
	t.Run("a page that lists feeds: anchors go on while they are feeds", func(t *testing.T) {
		w := web{"https://blog.example/": ""}
		for i := range 8 {
			w["https://blog.example/"] += fmt.Sprintf(`<a href="/feed/%d">feed</a>`, i)
			w[fmt.Sprintf("https://blog.example/feed/%d", i)] = fmt.Sprintf("FEED %d", i)
		}
		if found, log, err := w.find("https://blog.example/"); len(found) != 8 || len(log) != 9 || err != nil {
			t.Errorf("%d requests, %d feeds, %v", len(log), len(found), err)
		}
	})
	t.Run("forty feeds: as many as can be had", func(t *testing.T) {
		w := web{"https://blog.example/x/": page.String()}
		for i := range 40 {
			w[fmt.Sprintf("https://blog.example/n%d", i)] = fmt.Sprintf("FEED %d", i)
		}
		found, log, err := w.find("https://blog.example/x/")
		if len(log) != MaxRequests || len(found) != MaxRequests-1 || err != nil {
			t.Errorf("%d requests, %d feeds, %v", len(log), len(found), err)
		}
	})
	t.Run("both schemes count", func(t *testing.T) {
		_, log, _ := web{"http://blog.example/@a": "<p>"}.find("blog.example/@a")
		if len(log) != MaxRequests {
			t.Errorf("%d requests", len(log))
		}
	})
}

func TestOnlyTheTypedHostAndPortAreTrusted(t *testing.T) {
	w := web{
		"http://nas.example:8080/": `<link rel=alternate type=text/xml href="/a"><link rel=alternate type=text/xml href="http://nas.example:9090/b">
			<link rel=alternate type=text/xml href="http://127.0.0.1:8080/c"><link rel=alternate type=text/xml href="https://nas.example/d">`,
	}
	_, log, _ := w.find("http://nas.example:8080/")
	want := []asked{
		{"http://nas.example:8080/", true}, {"http://nas.example:8080/a", true}, {"http://nas.example:9090/b", false},
		{"http://127.0.0.1:8080/c", false}, {"https://nas.example/d", false},
	}
	if diff := cmp.Diff(want, log[:5], cmp.AllowUnexported(asked{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, a := range log[5:] {
		if !a.trusted {
			t.Errorf("%s, a usual place, was not trusted", a.url)
		}
	}
}

func TestFailures(t *testing.T) {
	tests := []struct {
		name, in  string
		web       web
		want      error
		url       string
		temporary bool
		requests  int
		sentence  string
	}{
		{"no address", "golang news", web{}, ErrNotAddress, "", false, 0, `"golang news" is no web address; paste one such as https://example.org, or a handle such as @name@host.example`},
		{"nothing there", "https://blog.example/", web{}, errMissing, "https://blog.example/", false, 1, "blog.example could not be asked: get https://blog.example/: 404"},
		{"trouble that passes", "https://blog.example/", web{"https://blog.example/": "503"}, errTrouble, "https://blog.example/", true, 1, "blog.example could not be asked: get https://blog.example/: 503"},
		{"https in trouble, http missing: the answer counts", "blog.example/x", web{"https://blog.example/x": "503"}, errMissing, "http://blog.example/x", false, 2, "blog.example could not be asked: get http://blog.example/x: 404"},
		{
			"a rule's feed in trouble: the feed is what may be kept, and its host is left alone", "r/golang",
			web{"https://www.reddit.com/r/golang/.rss": "503"}, errTrouble, "https://www.reddit.com/r/golang/.rss", true, 1, "www.reddit.com could not be asked: get https://www.reddit.com/r/golang/.rss: 503",
		},
		{
			"the announced feed in trouble, and guessing stops at trouble", "https://blog.example/",
			web{"https://blog.example/": `<link rel=alternate type=text/xml href=f>`, "https://blog.example/f": "503", "https://blog.example/feed/": "503"},
			errTrouble, "https://blog.example/f", true, 3, "blog.example could not be asked: get https://blog.example/f: 503",
		},
		{
			"guessing stops at trouble, and a guess is not kept", "https://blog.example/", web{"https://blog.example/": "<p>Hello", "https://blog.example/feed.xml": "503"}, ErrNothing, "https://blog.example/", false, 3,
			"blog.example answers, but no feed was found before it stopped doing so; try again later, or paste the address of the feed itself",
		},
		{
			"a page without feeds", "https://blog.example/", web{"https://blog.example/": "<p>Hello"}, ErrNothing, "https://blog.example/", false, 12,
			"blog.example answers, but no feed was found: the page, its links and the usual places were looked at (12 addresses asked); look on the site for a link called RSS or Atom and paste its address",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, log, err := tt.web.find(tt.in)
			var e *Error
			if !errors.Is(err, tt.want) || !errors.As(err, &e) || found != nil {
				t.Fatalf("%v, %v", found, err)
			}
			if e.URL != tt.url || e.Temporary != tt.temporary || len(log) != tt.requests {
				t.Errorf("url %q, temporary %v, asked %q", e.URL, e.Temporary, askedURLs(log))
			}
			if got := Sentence(err); got != tt.sentence {
				t.Errorf("sentence %q", got)
			}
		})
	}
}

type spokenError struct{}

func (spokenError) Error() string    { return "get: refused" }
func (spokenError) Sentence() string { return "blog.example refused the connection" }

func TestAnErrorsOwnSentenceCounts(t *testing.T) {
	if got := Sentence(&Error{URL: "https://blog.example/", Err: fmt.Errorf("fetch: %w", spokenError{})}); got != "blog.example refused the connection" {
		t.Error(got)
	}
}

func TestCancelStopsTheSearch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var log []asked
	d := web{"https://blog.example/": "<a href=feed>feed</a>"}.deps(&log)
	get := d.Get
	d.Get = func(ctx context.Context, url string, trusted bool) (Page, error) {
		page, err := get(ctx, url, trusted)
		cancel()
		return page, err
	}
	_, err := Find(ctx, "https://blog.example/", d)
	if !errors.Is(err, context.Canceled) || len(log) != 1 {
		t.Errorf("%v, asked %q", err, askedURLs(log))
	}
}
