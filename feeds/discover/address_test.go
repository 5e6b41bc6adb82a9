package discover

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddresses(t *testing.T) {
	both := func(rest string) []string { return []string{"https://" + rest, "http://" + rest} }
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a whole address", "https://blog.example/feed.xml?a=b", []string{"https://blog.example/feed.xml?a=b"}},
		{"http stays http", "HTTP://Blog.Example/", []string{"http://blog.example/"}},
		{"no scheme: https, then http", "blog.example", both("blog.example")},
		{"no scheme, with a path and a port", "blog.example:8080/x", both("blog.example:8080/x")},
		{"a name with a port is no scheme", "localhost:8080", both("localhost:8080")},
		{"an address of a machine", "[::1]:80/feed", both("[::1]:80/feed")},
		{"a machine of the house with a path", "nas/feed.xml", both("nas/feed.xml")},
		{"a scheme left relative", "//blog.example/x", both("blog.example/x")},
		{"feed:", "feed:https://blog.example/x", []string{"https://blog.example/x"}},
		{"feed://", "feed://blog.example/x", both("blog.example/x")},
		{"rss:", "rss:blog.example/x", both("blog.example/x")},
		{"a podcast's scheme, in capitals", "ITPC://blog.example/x", both("blog.example/x")},
		{"quotes, brackets and spaces around", " <\"https://blog.example/x\"> ", []string{"https://blog.example/x"}},
		{"the end of a sentence", "https://blog.example/x.", []string{"https://blog.example/x"}},
		{"round brackets that belong to it", "https://wiki.example/A_(b)", []string{"https://wiki.example/A_(b)"}},
		{"round brackets that do not", "(https://blog.example/x)", []string{"https://blog.example/x"}},
		{"square brackets around", "[https://blog.example/x]", []string{"https://blog.example/x"}},
		{"an address of a machine that ends in a bracket", "http://[::1]", []string{"http://[::1]"}},
		{"an address within words", "see https://blog.example/x, it is good", []string{"https://blog.example/x"}},
		{"a Mastodon handle", "@some.one@social.example", []string{"https://social.example/@some.one"}},
		{"a Mastodon handle without its first sign", "someone@social.example", []string{"https://social.example/@someone"}},
		{"a Bluesky handle", "@Someone.bsky.social", []string{"https://bsky.app/profile/someone.bsky.social"}},
		{"a handle that could be anywhere", "@someone", nil},
		{"a subreddit", "r/golang", []string{"https://www.reddit.com/r/golang/"}},
		{"a subreddit with a slash", "/r/golang/", []string{"https://www.reddit.com/r/golang/"}},
		{"a person on Reddit", "u/some-one", []string{"https://www.reddit.com/user/some-one/"}},
		{"a person on Reddit, in full", "user/someone", []string{"https://www.reddit.com/user/someone/"}},
		{"a YouTube channel's id", "UCabcdefghijklmnopqrstuv", []string{"https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"}},
		{"GitHub", "github.com/o/r", both("github.com/o/r")},
		{"an international name", "https://bücher.example/ä", []string{"https://xn--bcher-kva.example/%C3%A4"}},
		{"an international name without a scheme", "bücher.example", both("xn--bcher-kva.example")},
		{"a password is not kept", "https://me:secret@blog.example/", []string{"https://blog.example/"}},
		{"one word", "golang", nil},
		{"several words", "golang weekly news", nil},
		{"nothing", " \n", nil},
		{"a file", "file:///etc/passwd", nil},
		{"a script", "javascript:alert(1)", nil},
		{"a file in a feed's clothes", "feed:file:///etc/passwd", nil},
		{"mail", "mailto:a@b.example", nil},
		{"dots alone", "...", nil},
		{"a control character", "https://blog.example/\x1b[31m", nil},
		{"an address without an end", "https://blog.example/" + strings.Repeat("a", 20<<10), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Addresses(tt.in)); diff != "" {
				t.Errorf("Addresses(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}
