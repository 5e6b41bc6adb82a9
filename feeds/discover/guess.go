package discover

import (
	"context"
	"net/url"
	"path"
	"strings"
)

// usual names where feeds usually are, the most common first.
var usual = []string{
	"feed/", "feed.xml", "atom.xml", "rss.xml", "index.xml", "rss/", "feed.json", "index.rss", "feed.atom",
	"feeds/posts/default", "?feed=rss2",
}

// guess asks the usual places in the page's folder and at the root, until one
// is a feed.
func (f *finder) guess(ctx context.Context, page string) []Found {
	return f.first(ctx, guesses(page))
}

func guesses(page string) []candidate {
	u, err := url.Parse(page)
	if err != nil {
		return nil
	}
	folder := u.EscapedPath()
	if last := path.Base(folder); !strings.HasSuffix(folder, "/") && !strings.Contains(last, ".") {
		folder += "/" // /blog is more often a folder than a file
	}
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	bases := []string{"/"}
	if folder != "/" && folder != "" {
		bases = []string{folder, "/"}
	}
	var list []candidate
	for _, name := range usual {
		for _, base := range bases {
			if c := webURL(page, base+name); c != "" {
				list = append(list, candidate{URL: c})
			}
		}
	}
	return list
}

// looksLikeFeed says whether an address is by its look a feed's: then it is
// asked before anything its host's rule says.
func looksLikeFeed(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".rss", ".atom", ".xml", ".rdf", ".json":
		return true
	}
	for segment := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		switch segment {
		case "feed", "feeds", "rss", "atom":
			return true
		}
	}
	return u.Query().Get("feed") != "" || u.Query().Get("format") == "atom"
}
