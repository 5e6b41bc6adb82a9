package bookmarks

import (
	"bufio"
	"strings"

	"broadsheet/feeds"
)

// urls writes addresses alone, one a line and each one word: for scripts.
type urls struct{ out *bufio.Writer }

func newURLs(e *export) (encoder, error) { return urls{e.out}, nil }

func (u urls) bookmark(b feeds.Bookmark) error {
	u.out.WriteString(strings.ReplaceAll(breaksEncoded.Replace(b.URL), " ", "%20") + "\n")
	return nil
}

func (u urls) end() error { return nil }
