package bookmarks

import (
	"bytes"
	"strings"

	"broadsheet/feeds"
)

// urls reads addresses, one a line, or parted by NUL as scripts do.
func (in *reader) urls(data []byte) error {
	sep := "\n"
	if bytes.IndexByte(data, 0) >= 0 {
		sep = "\x00"
	}
	n := 0
	for text := range strings.SplitSeq(string(data), sep) {
		n++
		switch text = strings.TrimSpace(text); {
		case text == "", strings.HasPrefix(text, "#"):
		case !portable(text) || strings.ContainsAny(text, " \t"):
			in.skip(n, text, "it is no address")
		default:
			if err := in.add(n, feeds.Bookmark{URL: text}); err != nil {
				return finish(err)
			}
		}
	}
	return nil
}
