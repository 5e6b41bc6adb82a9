package discover

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLinkHeaders(t *testing.T) {
	tests := []struct {
		name string
		in   []string
		want []link
	}{
		{"one", []string{`</feed>; rel="alternate"; type="application/rss+xml"; title="News"`}, []link{{"alternate", "application/rss+xml", "/feed", "News"}}},
		{"without quotes and spaces", []string{`</feed>;rel=alternate;type=application/rss+xml`}, []link{{"alternate", "application/rss+xml", "/feed", ""}}},
		{
			"several in one header, with commas and a semicolon between quotes", []string{`</a>; title="One, two; three"; rel=alternate, </b>; rel="next alternate"`},
			[]link{{"alternate", "", "/a", "One, two; three"}, {"next alternate", "", "/b", ""}},
		},
		{"several headers", []string{`</a>; rel=x`, `</b>; rel=y`}, []link{{"x", "", "/a", ""}, {"y", "", "/b", ""}}},
		{"a comma in the address", []string{`</a,b>; rel=alternate`}, []link{{"alternate", "", "/a,b", ""}}},
		{"an escaped quote", []string{`</a>; title="say \"hi\", you"; rel=alternate`}, []link{{"alternate", "", "/a", `say "hi", you`}}},
		{"the first of a name counts", []string{`</a>; rel=alternate; rel=next`}, []link{{"alternate", "", "/a", ""}}},
		{"a name without a value, capitals, a charset", []string{`</a>; crossorigin; REL=Alternate; Type="Text/XML; charset=utf-8"`}, []link{{"alternate", "text/xml", "/a", ""}}},
		{"broken: a quote that does not end", []string{`</a>; title="x, </b>; rel=alternate`}, []link{{"", "", "/a", "x, </b>; rel=alternate"}}},
		{"broken: an address that does not end", []string{`</a; rel=alternate`}, nil},
		{"nothing", []string{""}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, linkHeaders(tt.in), cmp.AllowUnexported(link{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnchorsTheLikeliestFirst(t *testing.T) {
	s := scan(Page{URL: "https://blog.example/", Body: []byte(`
		<a href="https://other.example/why-json">Why JSON matters to you and me</a>
		<a href="/what-birds-feed-on/">What birds eat</a>
		<a href="/news">JSON</a>
		<a href="https://feeds.other.example/blog">Follow</a>
		<a href="/index.rdf">all</a>
		<a href="/blog.rss">RSS</a><a href="/blog.rss#again">RSS</a>
		<a href="/sitemap.xml">Sitemap</a><a href="/newsfeeder">x</a><a href="mailto:feed@blog.example">feed</a><a href="/">feed</a>`)})
	want := []string{"https://blog.example/blog.rss", "https://blog.example/index.rdf", "https://blog.example/news", "https://other.example/why-json", "https://feeds.other.example/blog"}
	if diff := cmp.Diff(want, candidateURLs(s.feedAnchors())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGuesses(t *testing.T) {
	root := candidateURLs(guesses("https://blog.example"))
	want := []string{
		"https://blog.example/feed/", "https://blog.example/feed.xml", "https://blog.example/atom.xml", "https://blog.example/rss.xml",
		"https://blog.example/index.xml", "https://blog.example/rss/", "https://blog.example/feed.json", "https://blog.example/index.rss",
		"https://blog.example/feed.atom", "https://blog.example/feeds/posts/default", "https://blog.example/?feed=rss2",
	}
	if diff := cmp.Diff(want, root); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	folder := candidateURLs(guesses("https://blog.example/a/b?x=1"))
	if diff := cmp.Diff([]string{"https://blog.example/a/b/feed/", "https://blog.example/feed/"}, folder[:2]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
