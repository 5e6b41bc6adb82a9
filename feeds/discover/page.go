package discover

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// Bounds of what is read of a page.
const (
	maxPage  = 2 << 20 // bytes
	maxLinks = 2000    // of each kind
	maxText  = 200     // bytes of an anchor's text
)

// sheet is what a page says about itself and where it leads.
type sheet struct {
	url, base string
	links     []link            // <link> and Link headers
	anchors   []link            // <a> and <area>
	meta      map[string]string // by name, property or itemprop, in lower case; the first counts
	ids       map[string]bool   // of <div> and <body>
	body      []byte
}

// link is a link as written: rel and typ in lower case, href unresolved.
type link struct{ rel, typ, href, text string }

// scan reads a page, as far as it goes: it never fails.
func scan(p Page) *sheet {
	s := &sheet{url: p.URL, base: p.URL, meta: map[string]string{}, ids: map[string]bool{}, body: utf8Body(p)}
	s.links = linkHeaders(p.Links)
	z := html.NewTokenizer(bytes.NewReader(s.body))
	based := false
	var open *link // the anchor whose text is being read
	for {
		switch z.Next() {
		case html.ErrorToken:
			return s
		case html.TextToken:
			if open != nil && len(open.text) < maxText {
				open.text += " " + cut(string(z.Text()), maxText)
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "a" {
				open = nil
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := string(name)
			if tag == "a" {
				open = nil
			}
			switch tag {
			case "base", "link", "a", "area", "img", "meta", "div", "body":
			default:
				continue
			}
			at := attributes(z, more)
			switch tag {
			case "base":
				if at["href"] != "" && !based {
					based = true
					if b := webURL(p.URL, at["href"]); b != "" {
						s.base = b
					}
				}
			case "link":
				if len(s.links) < maxLinks {
					s.links = append(s.links, link{strings.ToLower(at["rel"]), mediaType(at["type"]), at["href"], at["title"]})
				}
			case "a", "area":
				if at["href"] != "" && len(s.anchors) < maxLinks {
					s.anchors = append(s.anchors, link{strings.ToLower(at["rel"]), mediaType(at["type"]), at["href"], about(at)})
					if tag == "a" {
						open = &s.anchors[len(s.anchors)-1]
					}
				}
			case "img":
				if open != nil && len(open.text) < maxText {
					open.text += about(at)
				}
			case "meta":
				s.note(at)
			case "div", "body":
				if at["id"] != "" && len(s.ids) < maxLinks {
					s.ids[at["id"]] = true
				}
			}
		}
	}
}

func (s *sheet) note(at map[string]string) {
	for _, key := range []string{"name", "property", "itemprop"} {
		name := strings.ToLower(at[key])
		if _, known := s.meta[name]; name != "" && !known && len(s.meta) < maxLinks {
			s.meta[name] = at["content"]
		}
	}
}

// attributes gives the attributes of the tag that z has just read; the first
// of a name counts.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	at := map[string]string{}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch name := string(key); name {
		case "rel", "type", "href", "title", "alt", "aria-label", "name", "property", "itemprop", "content", "id":
			if _, known := at[name]; !known {
				at[name] = string(value)
			}
		}
	}
	return at
}

// about is what an anchor or an image is called without its text.
func about(at map[string]string) string {
	var b strings.Builder
	for _, key := range []string{"title", "alt", "aria-label"} {
		if at[key] != "" {
			b.WriteString(" " + cut(at[key], maxText))
		}
	}
	return b.String()
}

func cut(s string, n int) string { return s[:min(len(s), n)] }

// mediaType is the type without its parameters, in lower case.
func mediaType(s string) string {
	s, _, _ = strings.Cut(s, ";")
	return strings.ToLower(strings.TrimSpace(s))
}

// utf8Body is the page's text. What is wanted of it is ASCII but for titles,
// so a wrong guess does little harm.
func utf8Body(p Page) []byte {
	body := p.Body[:min(len(p.Body), maxPage)]
	if utf8.Valid(body) {
		return body
	}
	enc, name, _ := charset.DetermineEncoding(body, p.ContentType)
	if name == "utf-8" || name == "replacement" {
		return body
	}
	if out, err := enc.NewDecoder().Bytes(body); err == nil {
		return out[:min(len(out), maxPage)]
	}
	return body
}
