package discover

import (
	"net/url"
	"regexp"
	"strings"

	"broadsheet/feeds"

	"golang.org/x/net/idna"
)

var (
	scheme    = regexp.MustCompile(`^(?i)([a-z][a-z0-9+-]*):`)
	portAfter = regexp.MustCompile(`^[^:/?#@]+:[0-9]{1,5}(?:[/?#]|$)`)
	fediverse = regexp.MustCompile(`^(?:acct:)?@?([A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?)@([^\s/@:?#]+\.[^\s/@:?#]+(?::[0-9]{1,5})?)$`)
	bluesky   = regexp.MustCompile(`^@([a-z0-9-]+\.bsky\.social)$`)
	reddit    = regexp.MustCompile(`^/?(r|u|user)/([A-Za-z0-9_+.-]{2,100})/?$`)
	literal   = regexp.MustCompile(`^\[[0-9A-Fa-f:.]+\]`)
	channel   = regexp.MustCompile(`^UC[A-Za-z0-9_-]{22}$`)
)

// Addresses gives the web addresses that what a person typed may stand for,
// in the order to try them: https before http where no scheme was given.
// It takes feed: and rss: addresses, handles (@user@host, @name.bsky.social),
// r/name and u/name, and a YouTube channel's id. A bare @name means something
// at too many places and is none; nil for what is no address.
func Addresses(input string) []string {
	s := trim(input)
	s = stripFeedScheme(s)
	switch {
	case s == "":
		return nil
	case reddit.MatchString(s):
		m := reddit.FindStringSubmatch(s)
		return one("https://www.reddit.com/" + strings.Replace(m[1]+"/", "u/", "user/", 1) + m[2] + "/")
	case channel.MatchString(s):
		return one("https://www.youtube.com/channel/" + s)
	case bluesky.MatchString(strings.ToLower(s)):
		return one("https://bsky.app/profile/" + strings.ToLower(s[1:]))
	case fediverse.MatchString(s):
		m := fediverse.FindStringSubmatch(s)
		return one("https://" + m[2] + "/@" + m[1])
	case strings.HasPrefix(s, "@"):
		return nil
	}
	if m := scheme.FindStringSubmatch(s); m != nil && !portAfter.MatchString(s) {
		switch strings.ToLower(m[1]) {
		case "http", "https":
			return one(s)
		}
		return nil
	}
	s = strings.TrimPrefix(s, "//")
	if !hostLike(s) {
		return nil
	}
	return append(one("https://"+s), one("http://"+s)...)
}

func one(address string) []string {
	if u := webURL("", address); u != "" {
		return []string{u}
	}
	return nil
}

// trim takes what was pasted out of its surroundings: spaces, quotes, angle
// brackets, the end of a sentence, the text before and after an address.
func trim(s string) string {
	if len(s) > 16<<10 {
		return ""
	}
	fields := strings.Fields(s)
	if len(fields) == 0 {
		return ""
	}
	s = fields[0]
	if len(fields) > 1 {
		s = ""
		for _, f := range fields {
			if strings.Contains(f, "://") {
				s = f
				break
			}
		}
	}
	for {
		before := s
		s = strings.TrimLeft(s, "\"'`<({«»“”„‘’‹›")
		if !literal.MatchString(s) {
			s = strings.TrimPrefix(s, "[")
		}
		s = strings.TrimRight(s, "\"'`>«»“”„‘’‹›.,;:!?")
		for _, pair := range []string{"()", "[]", "{}"} {
			if strings.HasSuffix(s, pair[1:]) && strings.Count(s, pair[1:]) > strings.Count(s, pair[:1]) {
				s = s[:len(s)-1]
			}
		}
		if s == before {
			return s
		}
	}
}

// stripFeedScheme takes the schemes away that browsers once had for feeds.
func stripFeedScheme(s string) string {
	for range 3 {
		m := scheme.FindStringSubmatch(s)
		if m == nil || portAfter.MatchString(s) {
			return s
		}
		switch strings.ToLower(m[1]) {
		case "feed", "rss", "pcast", "itpc", "podcast", "view-source":
			s = strings.TrimPrefix(s[len(m[0]):], "//")
		default:
			return s
		}
	}
	return s
}

// hostLike says whether s, without a scheme, begins with something that can
// be a host: a single word is one only with a port or a path.
func hostLike(s string) bool {
	host := s
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		host = s[:i]
	}
	switch {
	case host == "" || strings.HasPrefix(host, ".") || strings.Contains(host, "..") || strings.Contains(host, "@"):
		return false
	case strings.HasPrefix(host, "["), strings.EqualFold(host, "localhost"):
		return true
	}
	return strings.ContainsAny(host, ".:") || strings.Contains(s, "/")
}

// webURL is feeds.WebURL with international host names as their ASCII form
// and feed: addresses as the web addresses they are; "" for what has none.
func webURL(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if m := scheme.FindStringSubmatch(ref); m != nil && strings.EqualFold(m[1], "feed") {
		if ref = strings.TrimPrefix(ref[len(m[0]):], "//"); !strings.Contains(ref, "://") {
			ref = "https://" + ref
		}
	}
	out := feeds.WebURL(base, ref)
	u, err := url.Parse(out)
	if err != nil {
		return ""
	}
	if !ascii(u.Hostname()) { // url.Parse has decoded it
		host, err := idna.Lookup.ToASCII(u.Hostname())
		if err != nil {
			return ""
		}
		if p := u.Port(); p != "" {
			host += ":" + p
		}
		u.Host = host
		out = u.String()
	}
	if strings.ContainsAny(u.Host, "%\"<>") {
		return ""
	}
	return out
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
