package parse

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strconv"
	"time"

	"broadsheet/feeds"
)

// identity names an article within its feed: guid, else link, else a hash of
// title, date and text. A link that is the site's front page names nothing.
func identity(it *draft, a *feeds.Article, feed *feeds.Feed, named bool) string {
	if guid := cleanLine(it.guid); guid != "" {
		if len(it.guid) > maxGUID {
			return "sha256:" + digest(string(it.guid))
		}
		return guid
	}
	if a.URL != "" && a.CanonicalURL != feeds.CanonicalURL(feed.SiteURL) {
		return a.URL
	}
	title := ""
	if named {
		title = a.Title
	}
	return "sha256:" + digest(a.URL, title, dateKey(a), a.Text)
}

// distinct tells articles apart that share an identity, so that none covers
// another: by address or title where these differ, else by date. Of those that
// share even the date the first keeps the identity, since it cannot be told
// which of two equal ones went when one is gone.
func distinct(articles []feeds.Article, warnings []string) ([]feeds.Article, []string) {
	groups := map[string][]int{}
	for i := range articles {
		groups[articles[i].GUID] = append(groups[articles[i].GUID], i)
	}
	if len(groups) == len(articles) {
		return articles, warnings
	}
	apart := 0
	for guid, members := range groups {
		if len(members) == 1 {
			continue
		}
		apart += len(members) - 1
		byRest := map[string][]int{}
		for _, i := range members {
			rest := tellingApart(&articles[i])
			byRest[rest] = append(byRest[rest], i)
		}
		for rest, same := range byRest {
			base := guid
			if len(byRest) > 1 {
				base = "sha256:" + digest(guid, rest)
			}
			feeds.SortStable(same, func(a, b int) int { return articles[a].Published.Compare(articles[b].Published) })
			for n, i := range same {
				articles[i].GUID = base
				if n > 0 {
					articles[i].GUID = "sha256:" + digest(base, dateKey(&articles[i]), strconv.Itoa(n))
				}
			}
		}
	}
	verb := "shares"
	if apart > 1 {
		verb = "share"
	}
	warnings = append(warnings, count(apart, "article")+" "+verb+" an identity with another; address, title and date tell them apart.")
	return articles, warnings
}

// tellingApart is what an article has besides its identity: its address, or
// its title where the address is the identity.
func tellingApart(a *feeds.Article) string {
	if a.CanonicalURL != "" && a.GUID != a.URL {
		return a.CanonicalURL
	}
	return a.Title
}

func dateKey(a *feeds.Article) string {
	if a.DateGuessed {
		return ""
	}
	return a.Published.Format(time.RFC3339)
}

// contentHash is over what a reader sees. Dates are left out: some feeds set
// them anew at every request.
func contentHash(a *feeds.Article) string {
	h := sha256.New()
	write(h, a.URL, a.Title, a.Summary, string(a.HTML), a.Image, a.CommentsURL)
	write(h, a.Authors...)
	write(h, a.Topics...)
	for _, e := range a.Enclosures {
		write(h, e.URL, e.Type, strconv.FormatInt(e.Length, 10))
		if e.Duration > 0 {
			write(h, strconv.Itoa(e.Duration))
		}
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
