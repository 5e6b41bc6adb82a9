package feeds

import (
	"strings"
	"testing"
)

func TestWebURL(t *testing.T) {
	for _, tc := range []struct{ name, base, ref, want string }{
		{"absolute", "", "https://Example.org/A?b=1#c", "https://example.org/A?b=1#c"},
		{"relative", "https://example.org/news/feed.xml", "../a.html", "https://example.org/a.html"},
		{"another host, same scheme", "https://example.org/", "//cdn.example.com/x", "https://cdn.example.com/x"},
		{"a query alone", "https://example.org/x", "?p=2", "https://example.org/x?p=2"},
		{"relative with no base is nothing", "", "a.html", ""},
		{"javascript is nothing", "https://example.org/", " JaVaScRiPt:alert(1)", ""},
		{"data is nothing", "https://example.org/", "data:text/html,x", ""},
		{"file is nothing", "https://example.org/", "file:///etc/passwd", ""},
		{"an escape character is nothing", "https://example.org/", "https://a/\x1b]8;;", ""},
		{"user information is dropped", "", "https://bank.example@evil.example/", "https://evil.example/"},
		{"spaces and stray percents are encoded", "", "https://a.example/100% sure", "https://a.example/100%25%20sure"},
		{"bytes outside ASCII are encoded", "", "https://a.example/✳", "https://a.example/%E2%9C%B3"},
		{"case and encoding of the path are kept", "", "https://a.example/A%2Fb", "https://a.example/A%2Fb"},
		{"mail is no web address", "", "mailto:a@b.example", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := WebURL(tc.base, tc.ref); got != tc.want {
				t.Errorf("WebURL(%q, %q) = %q, want %q", tc.base, tc.ref, got, tc.want)
			}
		})
	}
	if got := LinkURL("", "mailto:a@b.example"); got != "mailto:a@b.example" {
		t.Errorf("LinkURL dropped a mail address: %q", got)
	}
	if got := LinkURL("", "mailto:"); got != "" {
		t.Errorf("mail to nobody is %q", got)
	}
}

func TestCanonicalURLIsSharedByAddressesOfOnePage(t *testing.T) {
	const want = "https://example.org/news/a?id=7"
	for _, in := range []string{
		"http://www.example.org/news/a?id=7",
		"https://EXAMPLE.org:443/news/a/?id=7&utm_source=rss#top",
		"https://example.org/news/a/index.html?fbclid=x&id=7",
		"http://example.org:80/news/a?utm_campaign=z&id=7&",
	} {
		if got := CanonicalURL(in); got != want {
			t.Errorf("CanonicalURL(%q) = %q, want %q", in, got, want)
		}
	}
	for _, in := range []string{"", "mailto:a@b.example", "javascript:1", "not a url"} {
		if got := CanonicalURL(in); got != "" {
			t.Errorf("CanonicalURL(%q) = %q, want nothing", in, got)
		}
	}
}

func TestStripTrackingLeavesTheRestAsItIs(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/?b=%2F&utm_medium=rss&A=1#x": "https://a.example/?b=%2F&A=1#x",
		"https://a.example/p?gclid=1":                   "https://a.example/p",
		"https://a.example/p":                           "https://a.example/p",
	} {
		if got := StripTracking(in); got != want {
			t.Errorf("StripTracking(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestOpenableURLTakesWhatABookmarkMayOpen(t *testing.T) {
	for ref, want := range map[string]string{
		"gemini://A.example/x": "gemini://a.example/x", "gopher://a.example/0/x": "gopher://a.example/0/x", "ftp://a.example/f": "ftp://a.example/f",
		"https://a.example/": "https://a.example/", "mailto:a@b.example": "mailto:a@b.example",
		"javascript:alert(1)": "", "data:,x": "", "file:///etc/passwd": "", "ftp:///etc": "", "gemini:x": "", "gopher://a.example/\x1b": "", "/x": "",
	} {
		if got := OpenableURL(ref); got != want {
			t.Errorf("%q: got %q, want %q", ref, got, want)
		}
		if strings.HasPrefix(want, "g") || strings.HasPrefix(want, "f") {
			if LinkURL("", ref) != "" || WebURL("", ref) != "" {
				t.Errorf("%q passes as a link of a page", ref)
			}
		}
	}
}
