package extract

import (
	"strings"

	"golang.org/x/net/html"
)

const (
	// maxNodes bounds the elements a parser may make: it repeats open
	// formatting elements in every block, so few tags can become millions.
	maxNodes = 8 * MaxElements
	// maxJSON bounds the JSON-LD of a page that is looked at.
	maxJSON = 256 << 10
)

// bounded is HTML that a tree builder and a readability library handle in
// linear time.
type bounded struct {
	html     string
	elements int      // start tags
	tooMany  bool     // over MaxElements, or the tree would be over maxNodes
	json     []string // bodies of application/ld+json scripts
	scripts  int      // scripts that are programs
	noscript string   // what pages tell a reader without JavaScript
}

// bound copies source without what no article needs and a parser pays for:
// scripts, styles, comments, selects, SVG, stray end tags and table parts
// outside tables (between which the tree builder would join text, copying all
// of it each time).
func bound(source string) bounded {
	b := bounder{open: map[string]int{}}
	b.out.Grow(len(source))
	z := html.NewTokenizer(strings.NewReader(source))
	for !b.tooMany {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		b.token(z, kind)
	}
	b.html = b.out.String()
	return b.bounded
}

type bounder struct {
	bounded
	out     strings.Builder
	open    map[string]int // start tags not yet closed, by name
	format  int            // of those, formatting elements
	nodes   int            // estimate of the tree's elements, from above
	skip    string         // element whose content is being dropped
	skipped int            // its nesting
	ld      bool           // skip is a script of JSON-LD
	tex     bool           // or of TeX

	jsonBytes int
}

func (b *bounder) token(z *html.Tokenizer, kind html.TokenType) {
	switch kind {
	case html.TextToken:
		switch raw := z.Raw(); {
		case b.ld:
			b.jsonText(string(raw))
		case b.tex:
			b.texText(string(raw))
		case b.skip == "noscript" && len(raw) < 8<<10:
			b.noscriptText(string(raw))
		case b.skip == "":
			b.out.Write(raw)
		}
	case html.CommentToken:
		if raw := string(z.Raw()); b.skip == "" && streamComment[raw] {
			b.out.WriteString(raw)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		raw := string(z.Raw())
		name, more := z.TagName()
		b.start(z, string(name), raw, more, kind == html.SelfClosingTagToken)
	case html.EndTagToken:
		raw := string(z.Raw())
		name, _ := z.TagName()
		b.end(string(name), raw)
	}
}

func (b *bounder) start(z *html.Tokenizer, name, raw string, more, selfClosing bool) {
	if b.skip != "" {
		if name == b.skip && !selfClosing {
			b.skipped++
		}
		return
	}
	switch {
	case name == "svg" && selfClosing, name == "plaintext", name == "frame", name == "frameset":
		return
	case unread[name]:
		b.skip, b.skipped = name, 1
		for name == "template" && more {
			var key, val []byte
			key, val, more = z.TagAttr()
			if id := slotID(string(val)); string(key) == "id" && id != "" && b.elements < MaxElements {
				b.elements++
				b.nodes += 1 + b.format
				b.out.WriteString(`<i data-slot="` + id + `"></i>`)
			}
		}
		for name == "script" && more {
			var key, val []byte
			key, val, more = z.TagAttr()
			if kind := strings.ToLower(string(val)); string(key) == "type" {
				b.ld, b.tex = strings.Contains(kind, "ld+json"), strings.HasPrefix(kind, "math/tex")
			}
		}
		if name == "script" && !b.ld && !b.tex {
			b.scripts++
		}
		return
	case b.open["table"] == 0 && tablePart[name]:
		return
	case (name == "form" || name == "html" || name == "body" || name == "head") && b.open[name] > 0:
		return
	}
	b.elements++
	b.nodes += 1 + b.format
	if b.elements > MaxElements || b.nodes > maxNodes {
		b.tooMany = true
		return
	}
	if !void[name] {
		if formatting[name] && !(name == "a" && b.open["a"] > 0) {
			b.format++
		}
		b.open[name]++
	}
	b.out.WriteString(raw)
}

func (b *bounder) end(name, raw string) {
	if b.skip != "" {
		if name == b.skip {
			if b.skipped--; b.skipped == 0 {
				b.skip, b.ld, b.tex = "", false, false
			}
		}
		return
	}
	if b.open[name] == 0 || name == "html" || name == "body" || name == "head" {
		return
	}
	if name == "a" {
		b.open[name] = 1 // an open link is closed by the next
	}
	b.open[name]--
	if formatting[name] {
		b.format--
	}
	b.out.WriteString(raw)
}

// jsonText keeps what a page says of itself, for us and for the library that
// looks for the page's metadata there.
func (b *bounder) jsonText(raw string) {
	if b.jsonBytes += len(raw); b.jsonBytes > maxJSON {
		return
	}
	b.json = append(b.json, raw)
	b.out.WriteString(`<script type="application/ld+json">` + raw + `</script>`)
}

// texText keeps a formula as its TeX (MathJax has it in a script).
func (b *bounder) texText(raw string) {
	if b.elements < MaxElements {
		b.elements++
		b.nodes += 1 + b.format
		b.out.WriteString(`<span ` + texMark + `="1">` + html.EscapeString(strings.TrimSpace(raw)) + `</span>`)
	}
}

// noscriptText keeps what is told to readers without JavaScript, and the image
// that stands there in place of one that a script would load.
func (b *bounder) noscriptText(raw string) {
	if i := strings.Index(raw, "<img"); i >= 0 {
		if tag, _, ok := strings.Cut(raw[i:], ">"); ok && b.elements < MaxElements {
			b.elements++
			b.nodes += 1 + b.format
			b.out.WriteString(`<img data-noscript="1"` + strings.TrimPrefix(strings.TrimSuffix(tag, "/"), "<img") + ">")
		}
		return
	}
	if len(b.noscript) < 8<<10 {
		b.noscript += " " + raw
	}
}

func set(names string) map[string]bool {
	m := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		m[name] = true
	}
	return m
}

// Tables of element names, read-only.
var (
	unread     = set("script style noscript template select svg textarea noframes noembed datalist canvas map")
	tablePart  = set("tr td th tbody thead tfoot caption col colgroup")
	formatting = set("a b big code em font i nobr s small strike strong tt u")
	void       = set("area base br col embed hr img input link meta param source track wbr keygen basefont bgsound")
)
