package parse

import (
	"bytes"
	"strings"
)

// vocabulary is the family of a feed's root element.
type vocabulary int

const (
	isRSS  vocabulary = iota // <rss>, and a bare <channel>
	isRDF                    // <rdf:RDF>: RSS 0.9 and 1.0
	isAtom                   // <feed>
)

// root is where a feed begins in a document.
type root struct {
	tag
	at         int // offset of "<"
	vocabulary vocabulary
	entities   map[string]string // declared in the DOCTYPE
}

// findRoot skips what stands before the feed: declarations, comments of any
// length, warnings that PHP printed. When there is no feed the error says what
// the document is instead.
func findRoot(in []byte) (root, error) {
	var seen []string
	var ends ends
	slips := 0
	var entities map[string]string
	for i := 0; i < len(in); {
		j := bytes.IndexByte(in[i:], '<')
		if j < 0 {
			break
		}
		i += j
		if next := ends.skipMarkup(in, i); next > i {
			if e := doctypeEntities(in[i:next]); e != nil {
				entities = e
			}
			i = next
			continue
		}
		if i+1 >= len(in) || !isNameStart(in[i+1]) {
			i++
			continue
		}
		t, ok := readTag(in, i+1)
		if !ok {
			if slips++; slips > 100 {
				break
			}
			i++
			continue
		}
		name := strings.ToLower(string(t.local()))
		r := root{tag: t, at: i, entities: entities}
		switch name {
		case "rss", "channel":
			return r, nil
		case "rdf":
			r.vocabulary = isRDF
			return r, nil
		case "feed":
			r.vocabulary = isAtom
			return r, nil
		case "html", "opml", "urlset", "sitemapindex", "svg", "error", "manifest":
			return root{}, notFeedXML(name, in)
		}
		if len(seen) < 8 {
			seen = append(seen, name)
		}
		i = t.end
	}
	if len(seen) > 0 {
		return root{}, notFeedXML(seen[0], in)
	}
	if slips > 0 {
		return root{}, errCutShort()
	}
	return root{}, notFeed("plain text", "")
}

// notFeedXML names what a document with this first element is.
func notFeedXML(name string, in []byte) error {
	switch name {
	case "html", "head", "body", "div", "p", "title", "meta", "script", "a", "br", "b", "h1", "form", "center":
		lower := bytes.ToLower(in[:min(len(in), 256<<10)])
		page := "a web page"
		if title := pageTitle(in[:len(lower)], lower); title != "" {
			page += " titled “" + title + "”"
		}
		switch {
		case bytes.Contains(lower, []byte(`type="password"`)), bytes.Contains(lower, []byte(`type=password`)),
			bytes.Contains(lower, []byte("sign in")), bytes.Contains(lower, []byte("log in</title")):
			return notFeed(page+", perhaps a sign-in page", "Open the address in a browser; the network or the site may want you to sign in.")
		case bytes.Contains(lower, []byte("application/rss+xml")), bytes.Contains(lower, []byte("application/atom+xml")),
			bytes.Contains(lower, []byte("application/feed+json")):
			return notFeed(page, "The page names feeds of its own: add the page's address to choose one.")
		}
		return notFeed(page, "Check the feed's address, or add the site's address to look for its feeds.")
	case "opml":
		return notFeed("an OPML list of feeds", "Import it instead: broadsheet import FILE.")
	case "urlset", "sitemapindex":
		return notFeed("a sitemap", "")
	case "svg":
		return notFeed("a picture", "")
	case "error":
		return notFeed("an error message of the server", "It is tried again at the next reload.")
	}
	return notFeed("an XML document with the root <"+shortLine(name, 40)+">", "")
}

func pageTitle(in, lower []byte) string {
	i := bytes.Index(lower, []byte("<title"))
	if i < 0 {
		return ""
	}
	j := bytes.IndexByte(in[i:], '>')
	if j < 0 {
		return ""
	}
	rest := in[i+j+1:]
	end := bytes.IndexByte(rest, '<')
	if end < 0 {
		return ""
	}
	return shortLine(decodeEntities(string(rest[:end])), 60)
}

// doctypeEntities reads the plain entities of a DOCTYPE's internal subset:
// short, without markup and without other entities, so that nothing expands
// by more than a line. External ones are never looked at.
func doctypeEntities(doctype []byte) map[string]string {
	if !bytes.HasPrefix(doctype, []byte("<!DOCTYPE")) {
		return nil
	}
	var out map[string]string
	for _, part := range bytes.Split(doctype[:min(len(doctype), 16<<10)], []byte("<!ENTITY"))[1:] {
		fields := bytes.Fields(part[:min(len(part), 200)])
		if len(fields) < 2 || len(fields[1]) == 0 || fields[1][0] != '"' && fields[1][0] != '\'' {
			continue
		}
		_, value, _ := bytes.Cut(part, fields[1][:1])
		end := bytes.IndexByte(value, fields[1][0])
		if end < 0 || end > 100 || bytes.ContainsAny(value[:end], "&<%") || len(out) >= 32 {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		out[string(fields[0])] = string(value[:end])
	}
	return out
}
