package parse

import (
	"bytes"
	"encoding/base64"
	"html"
	"strings"

	"broadsheet/feeds"
)

// lifted is the text of one element as it stands in the document.
type lifted struct {
	name       string // usual name, in lower case
	kind, mode string // Atom's type and mode, in lower case
	base       string // xml:base in force
	raw        []byte
	atom       bool
}

// markup decodes l once: what the publisher means as text or HTML. inline says
// that the markup was not escaped at all.
func (l *lifted) markup(entities map[string]string) (s string, inline bool) {
	raw := string(bytes.TrimSpace(l.raw))
	switch {
	case l.mode == "base64":
		if b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(raw), "")); err == nil {
			return string(b), false
		}
	case strings.Contains(raw, "<![CDATA["):
		return strings.TrimSpace(withoutCDATA(raw)), false
	case strings.Contains(l.kind, "xhtml"), hasTag(raw):
		return unwrap(raw), true
	}
	return declared(decodeEntities(raw), entities), false
}

// withoutCDATA takes CDATA sections as they are and decodes what stands
// between them. A section that nothing closes reaches to the end.
func withoutCDATA(raw string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(raw, "<![CDATA[")
		b.WriteString(decodeEntities(before))
		if !found {
			return b.String()
		}
		text, after, _ := strings.Cut(rest, "]]>")
		b.WriteString(text)
		raw = after
	}
}

// hasTag says whether real tags stand in s: "<" before a letter or "/".
func hasTag(s string) bool {
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 || i+1 >= len(s) {
			return false
		}
		if c := s[i+1]; isNameStart(c) || c == '/' || c == '!' {
			return true
		}
		s = s[i+1:]
	}
}

// unwrap drops the <div> that Atom wraps XHTML in, and the prefix XHTML is
// written with, if any.
func unwrap(raw string) string {
	if !strings.HasPrefix(raw, "<") {
		return raw
	}
	t, ok := readTag([]byte(raw), 1)
	if !ok {
		return raw
	}
	if prefix := string(t.prefix()); prefix != "" {
		raw = strings.NewReplacer("<"+prefix+":", "<", "</"+prefix+":", "</").Replace(raw)
		if t, ok = readTag([]byte(raw), 1); !ok {
			return raw
		}
	}
	if string(t.name) != "div" || !strings.HasSuffix(raw, "</div>") || t.selfClosing {
		return raw
	}
	inner := raw[t.end : len(raw)-len("</div>")]
	// The first <div> must be the one the last </div> closes.
	depth := 0
	for rest := inner; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i:]
		switch {
		case strings.HasPrefix(rest, "</div"):
			if depth--; depth < 0 {
				return raw
			}
		case strings.HasPrefix(rest, "<div"):
			depth++
		}
		rest = rest[1:]
	}
	return strings.TrimSpace(inner)
}

// declared puts in the entities a DOCTYPE declared, ten times each at most.
func declared(s string, entities map[string]string) string {
	if len(entities) == 0 {
		return s
	}
	for name, value := range entities {
		s = strings.Replace(s, "&"+name+";", html.EscapeString(value), 10)
	}
	return s
}

// html gives l as HTML. Text that says it is no HTML is escaped.
func (l *lifted) html(entities map[string]string) feeds.Raw {
	if l == nil {
		return ""
	}
	s, inline := l.markup(entities)
	plain := l.kind == "text" || l.kind == "text/plain" || l.name == "media:description" && l.kind != "html" && !hasTag(s)
	if !inline && plain {
		return textToHTML(s)
	}
	return feeds.Raw(s)
}

// line gives l as plain text of one line: a title. Atom says what its titles
// are; for the rest, tags are dropped where they are HTML's, and what is still
// escaped after that is decoded again.
func (l *lifted) line(entities map[string]string) feeds.Raw {
	if l == nil {
		return ""
	}
	s, inline := l.markup(entities)
	switch {
	case inline, l.atom && (l.kind == "html" || l.kind == "text/html"):
		return feeds.Raw(decodeEntities(dropTags(s, true)))
	case l.atom && l.kind == "text":
		if hasEntity(s) {
			s = decodeEntities(s)
		}
		return feeds.Raw(s)
	}
	return plainLine(feeds.Raw(s))
}

// plainLine makes text that may hold HTML plain.
func plainLine(raw feeds.Raw) feeds.Raw {
	s := dropTags(string(raw), false)
	if hasEntity(s) {
		s = dropTags(decodeEntities(s), false)
	}
	if hasEntity(s) {
		s = decodeEntities(s)
	}
	return feeds.Raw(s)
}

// textToHTML writes plain text as HTML: empty lines part paragraphs.
func textToHTML(s string) feeds.Raw {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n")
	if s == "" {
		return ""
	}
	var b strings.Builder
	for paragraph := range strings.SplitSeq(html.EscapeString(s), "\n\n") {
		if paragraph = strings.Trim(paragraph, "\n"); paragraph != "" {
			b.WriteString("<p>")
			b.WriteString(strings.ReplaceAll(paragraph, "\n", "<br>\n"))
			b.WriteString("</p>\n")
		}
	}
	return feeds.Raw(b.String())
}
