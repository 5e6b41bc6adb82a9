package discover

import "strings"

// linkHeaders reads Link headers (RFC 8288) as far as they can be read.
func linkHeaders(headers []string) []link {
	var list []link
	for _, h := range headers {
		for h = cut(h, 16<<10); len(list) < maxLinks; {
			_, after, found := strings.Cut(h, "<")
			if !found {
				break
			}
			target, rest, found := strings.Cut(after, ">")
			if !found {
				break
			}
			l := link{href: target}
			h = l.parameters(rest)
			list = append(list, l)
		}
	}
	return list
}

// parameters reads ;name=value pairs up to the comma before the next target,
// and gives what follows. The first of a name counts.
func (l *link) parameters(s string) string {
	seen := map[string]bool{}
	for {
		s = strings.TrimLeft(s, " \t;")
		if s == "" || s[0] == ',' {
			return s
		}
		end := strings.IndexAny(s, "=;,")
		if end < 0 {
			return ""
		}
		name := strings.ToLower(strings.TrimSpace(s[:end]))
		if s[end] != '=' {
			s = s[end:]
			continue
		}
		var value string
		value, s = parameterValue(strings.TrimLeft(s[end+1:], " \t"))
		if seen[name] {
			continue
		}
		seen[name] = true
		switch name {
		case "rel":
			l.rel = strings.ToLower(value)
		case "type":
			l.typ = mediaType(value)
		case "title":
			l.text = value
		}
	}
}

// parameterValue reads a token or a quoted string, in which commas and
// semicolons are letters like others.
func parameterValue(s string) (value, rest string) {
	if !strings.HasPrefix(s, `"`) {
		end := strings.IndexAny(s, ";,")
		if end < 0 {
			end = len(s)
		}
		return strings.TrimSpace(s[:end]), s[end:]
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
