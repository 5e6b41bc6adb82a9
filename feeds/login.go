package feeds

import (
	"net/url"
	"strings"
)

// SplitLogin takes the name and password out of an address as a person types
// or pastes it, "https://name:password@host/feed" or "name:password@host/feed"
// (then https, since a password follows), and gives the address without them.
// They are decoded; "" both where there are none. Text around the address
// stays as it is.
func SplitLogin(typed string) (address, user, password string) {
	start := strings.Index(typed, "://") + len("://")
	bare := start < len("://")
	if bare {
		typed = strings.TrimSpace(typed)
		start = 0
	}
	end := len(typed)
	if i := strings.IndexAny(typed[start:], "/?# \t\r\n\"<>"); i >= 0 {
		end = start + i
	}
	at := strings.LastIndexByte(typed[start:end], '@')
	if at < 0 {
		return typed, "", ""
	}
	at += start
	user, password, both := strings.Cut(typed[start:at], ":")
	switch {
	case bare && (!both || user == "" || strings.EqualFold(user, "acct") || strings.EqualFold(user, "mailto")):
		return typed, "", "" // a handle, or a mail address
	case bare:
		return "https://" + typed[at+1:], decoded(user), decoded(password)
	}
	return typed[:start] + typed[at+1:], decoded(user), decoded(password)
}

func decoded(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}
