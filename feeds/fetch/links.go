package fetch

import (
	"strings"

	"broadsheet/feeds"
)

// Link is one target of a Link header (RFC 8288), its URL absolute.
type Link struct{ URL, Type, Title string }

// Linked gives the targets of the answer's Link headers that have the
// relation rel, such as "alternate" or "hub"; "" gives all.
func (res Response) Linked(rel string) (list []Link) {
	for _, header := range res.Links {
		for rest := header[:min(len(header), 8<<10)]; ; {
			_, after, found := strings.Cut(rest, "<")
			if !found {
				break
			}
			target, params, found := strings.Cut(after, ">")
			if !found {
				break
			}
			link := Link{URL: feeds.WebURL(res.URL, target)}
			var rels string
			rels, rest = link.params(params)
			if link.URL != "" && (rel == "" || hasToken(rels, rel)) {
				list = append(list, link)
			}
		}
	}
	return list
}

// params reads ;name=value pairs up to the next target.
func (l *Link) params(s string) (rels, rest string) {
	for {
		s = strings.TrimLeft(s, " \t;")
		if s == "" || s[0] == ',' {
			return rels, s
		}
		i := strings.IndexAny(s, "=;,")
		if i < 0 {
			return rels, ""
		}
		name := strings.ToLower(strings.TrimSpace(s[:i]))
		if s[i] != '=' {
			s = s[i:]
			continue
		}
		var value string
		value, s = paramValue(strings.TrimLeft(s[i+1:], " \t"))
		switch {
		case name == "rel" && rels == "":
			rels = value
		case name == "type" && l.Type == "":
			l.Type = feeds.CleanLine(value)
		case name == "title" && l.Title == "":
			l.Title = feeds.CleanLine(value)
		}
	}
}

// paramValue reads a token or a quoted string and gives what follows it.
func paramValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		i := strings.IndexAny(s, ";,")
		if i < 0 {
			i = len(s)
		}
		return strings.TrimSpace(s[:i]), s[i:]
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:]
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), ""
}

func hasToken(list, token string) bool {
	for t := range strings.FieldsSeq(list) {
		if strings.EqualFold(t, token) {
			return true
		}
	}
	return false
}
