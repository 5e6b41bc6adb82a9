package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"strings"
	"time"

	"broadsheet/feeds"
)

// identity names an article within its feed: guid, else link, else a hash of
// title, date and text. A link that is the site's front page names nothing.
func identity(it *draft, a *feeds.Article, feed *feeds.Feed, named bool) string {
	if guid := feeds.CleanLine(strings.TrimSpace(it.guid)); guid != "" {
		if len(it.guid) > maxGUID {
			return "sha256:" + digest(it.guid)
		}
		return guid
	}
	if a.URL != "" && a.CanonicalURL != feeds.CanonicalURL(feed.SiteURL) {
		return a.URL
	}
	date, title := "", ""
	if !a.DateGuessed {
		date = a.Published.Format(time.RFC3339)
	}
	if named {
		title = a.Title
	}
	return "sha256:" + digest(a.URL, title, date, a.Text)
}

// distinct sets apart articles that share an identity but neither address nor
// title, so that none covers the other, and keeps one of those that are the
// same.
func distinct(articles []feeds.Article, warnings []string) ([]feeds.Article, []string) {
	type place struct{ guid, rest string }
	rest := func(a *feeds.Article) string {
		if a.CanonicalURL != "" && a.GUID != a.URL {
			return a.CanonicalURL
		}
		return a.Title
	}
	shared := map[string]string{} // identity -> the rest of its first article
	clash := map[string]bool{}
	for i := range articles {
		a := &articles[i]
		if first, seen := shared[a.GUID]; !seen {
			shared[a.GUID] = rest(a)
		} else if first != rest(a) {
			clash[a.GUID] = true
		}
	}
	if len(shared) == len(articles) {
		return articles, warnings
	}
	seen := map[place]bool{}
	out := articles[:0]
	apart, same := 0, 0
	for _, a := range articles {
		p := place{a.GUID, rest(&a)}
		if seen[p] {
			same++
			continue
		}
		seen[p] = true
		if clash[a.GUID] {
			apart++
			a.GUID = "sha256:" + digest(a.GUID, p.rest)
		}
		out = append(out, a)
	}
	if apart > 0 {
		warnings = append(warnings, count(apart, "article")+" share an identity with another; they are told apart by address or title.")
	}
	if same > 0 {
		warnings = append(warnings, count(same, "article")+" came twice.")
	}
	return out, warnings
}

// contentHash is over what a reader sees. Dates are left out: some feeds set
// them anew at every request.
func contentHash(a *feeds.Article) string {
	h := sha256.New()
	write(h, a.URL, a.Title, a.Summary, a.HTML, a.Image, a.CommentsURL)
	write(h, a.Authors...)
	write(h, a.Topics...)
	for _, e := range a.Enclosures {
		write(h, e.URL, e.Type, strconv.FormatInt(e.Length, 10))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

func digest(parts ...string) string {
	h := sha256.New()
	write(h, parts...)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// write hashes parts with their lengths, so that no two lists are alike.
func write(h hash.Hash, parts ...string) {
	h.Write([]byte(strconv.Itoa(len(parts)) + ";"))
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
}
