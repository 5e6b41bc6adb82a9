package parse

import (
	"html"
	"strings"

	"broadsheet/feeds"
)

// absolute resolves the relative addresses of HTML against base. It is for
// texts whose base is not their article's address; all else stays as
// published.
func absolute(raw feeds.Raw, base string) feeds.Raw {
	markup := string(raw)
	if base == "" || !strings.Contains(markup, "<") {
		return raw
	}
	var b strings.Builder
	rest := markup
	for {
		i := strings.IndexByte(rest, '<')
		if i < 0 || i+1 >= len(rest) {
			break
		}
		if !isNameStart(rest[i+1]) {
			b.WriteString(rest[:i+1])
			rest = rest[i+1:]
			continue
		}
		end := i + tagEnd([]byte(rest[i:min(len(rest), i+1024)]))
		b.WriteString(rest[:i])
		b.WriteString(absoluteTag(rest[i:end+1], base))
		rest = rest[end+1:]
	}
	b.WriteString(rest)
	return feeds.Raw(b.String())
}

// absoluteTag resolves href, src, poster and cite of one tag, when any is
// relative.
func absoluteTag(tag, base string) string {
	if strings.IndexByte(tag, '=') < 0 {
		return tag
	}
	for _, name := range [...]string{"href", "src", "poster"} {
		at := strings.Index(tag, " "+name+"=")
		if at < 0 {
			continue
		}
		start := at + len(name) + 2
		if start >= len(tag) || tag[start] != '"' && tag[start] != '\'' {
			continue
		}
		end := strings.IndexByte(tag[start+1:], tag[start])
		if end < 0 {
			continue
		}
		value := html.UnescapeString(tag[start+1 : start+1+end])
		if value == "" || value[0] == '#' || strings.Contains(value, "://") || strings.HasPrefix(value, "mailto:") {
			continue
		}
		if u := feeds.WebURL(base, value); u != "" {
			tag = tag[:start+1] + html.EscapeString(u) + tag[start+1+end:]
		}
	}
	return tag
}
