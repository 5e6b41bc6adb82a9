package extract

import (
	"fmt"
	"mime"
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"broadsheet/feeds"
)

// Hint is what a feed says about the article on a page.
type Hint struct {
	Title   string
	Summary string
	Site    feeds.SiteRule // what the person says of the page's site
}

// minWords is below what a text is doubted, leastWords below what it is none.
const (
	minWords   = 40
	leastWords = 10
)

// FromPage finds the article in a whole web page, and what the page says of
// its title, author, date and language. contentType is the HTTP header's, ""
// when unknown. Errors: ErrNotHTML, ErrTooLarge, ErrTooShort, ErrNeedsScript,
// ErrPaywall; with the last three there may be a Document all the same: what
// little the page tells.
func FromPage(page []byte, contentType, pageURL string, hint Hint) (*feeds.Document, error) {
	doc, _, err := fromPage(page, contentType, pageURL, hint)
	return doc, err
}

// fromPage gives the address of the article's next page as well, "" for none.
func fromPage(page []byte, contentType, pageURL string, hint Hint) (doc *feeds.Document, next string, err error) {
	if len(page) > MaxBytes {
		return nil, "", fmt.Errorf("read page of %d bytes: %w", len(page), ErrTooLarge)
	}
	if !isHTML(page, contentType) {
		return nil, "", fmt.Errorf("read page of type %q: %w", feeds.CleanLine(contentType), ErrNotHTML)
	}
	source := decode(page, contentType)
	in := bound(source)
	if in.tooMany {
		return nil, "", fmt.Errorf("read page of over %d elements: %w", in.elements, ErrTooLarge)
	}
	root, ok := parse(in)
	if !ok { // nested too deep for a tree: its text is better than nothing
		doc := &feeds.Document{URL: feeds.WebURL("", pageURL), Title: feeds.CleanLine(hint.Title), Blocks: linear(source)}
		doc, err := checked(doc, in, nil, metadata{})
		return doc, "", err
	}
	fillSlots(root)
	prepare(root)
	p := pageReader{root: root, base: pageURL, hint: hint, meta: readMetadata(root, in.json)}
	next = p.next()
	removeBy(root, hint.Site)
	doc, err = checked(p.document(), in, root, p.meta)
	return doc, next, err
}

// next is the address that the page gives as that of the one after it.
func (p *pageReader) next() string {
	href := p.meta.about.next
	if p.hint.Site.Next != "" {
		href = ""
		for _, n := range selected(p.root, p.hint.Site.Next) {
			href = attr(n, "href")
		}
	}
	return feeds.WebURL(p.base, href)
}

// checked finishes a document, or says why there is none.
func checked(doc *feeds.Document, in bounded, root *html.Node, meta metadata) (*feeds.Document, error) {
	tidy(doc)
	finish(doc)
	settleStandfirst(doc)
	words := doc.Words()
	var err error
	switch {
	case words < minWords && needsScript(in, root), words < leastWords && in.scripts > 0:
		err = ErrNeedsScript
	case words < leastWords:
		err = ErrTooShort
	case words < maxTeaser && meta.locked:
		return doc, fmt.Errorf("read page: %w", ErrPaywall)
	default:
		return doc, nil
	}
	return summaryOf(doc, meta), fmt.Errorf("read page: %w", err)
}

// summaryOf is what a page without a text tells of itself as a document, nil
// when that is nothing to speak of.
func summaryOf(doc *feeds.Document, meta metadata) *feeds.Document {
	said := strings.TrimSpace(html.UnescapeString(meta.description))
	if feeds.CountWords(said) < 12 {
		return nil
	}
	doc.Standfirst, doc.Blocks = "", plainBlocks(feeds.Raw(said))
	finish(doc)
	return doc
}

// pageReader chooses among what could be the article of a page.
type pageReader struct {
	root *html.Node
	base string
	hint Hint
	meta metadata
}

func (p *pageReader) document() *feeds.Document {
	doc := &feeds.Document{URL: feeds.WebURL("", p.base)}
	doc.Language, doc.RTL = declared(p.root)
	best := candidate{}
	if c, ok := p.byRule(); ok {
		p.head(doc)
		doc.Blocks, doc.Note = c.blocks, c.note
		return doc
	}
	article, err := p.readability()
	if err == nil {
		doc.Title, doc.Byline = feeds.CleanLine(article.Title()), cleanByline(article.Byline())
		doc.Site = feeds.CleanLine(article.SiteName())
		if doc.Language == "" {
			doc.Language = languageTag(article.Language())
		}
		if article.Node != nil {
			restoreNotes(article.Node, p.root, (&walker{base: p.base}).isJump)
			best = p.read(article.Node, pruneUnder(article.Node))
			if whole := p.read(article.Node, nil); whole.prose > 100 && 2*best.prose < whole.prose {
				best = whole
			}
		}
	}
	p.head(doc)
	best = p.choose(best)
	doc.Blocks, doc.Note = best.blocks, best.note
	doc.Byline = first(best.author, doc.Byline, bylineIn(doc.Blocks), p.meta.about.author)
	return doc
}

// head completes what a document says of itself.
func (p *pageReader) head(doc *feeds.Document) {
	doc.Title = first(doc.Title, p.meta.title, feeds.CleanLine(p.hint.Title))
	doc.Byline = first(p.meta.byline, doc.Byline)
	doc.Site = first(doc.Site, p.meta.site)
	doc.Language = first(doc.Language, p.meta.language)
	doc.Published = p.meta.published
	if doc.Published.IsZero() {
		doc.Published = p.meta.dates.published(p.base)
	}
	doc.Title = settleTitle(doc.Title, doc.Site, feeds.Host(p.base), p.meta.headings)
	p.meta.describe(doc, p.base)
}

// readability asks the library, where the page is of a size and a shape that
// it reads in moderate time: it takes no context, so nothing could stop it.
func (p *pageReader) readability() (article readability.Article, err error) {
	if !moderate(p.root) {
		return article, ErrTooLarge
	}
	defer func() {
		if r := recover(); r != nil { // a page must never end the program
			err = fmt.Errorf("readability: %v", r)
		}
	}()
	u, err := url.Parse(feeds.WebURL("", p.base))
	if err != nil {
		u = &url.URL{}
	}
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.MaxElemsToParse = maxNodes
	return parser.ParseDocument(p.root, u)
}

// Bounds of what readability is asked about: its passes cost text times depth
// and elements times depth. Real pages stay far below.
const (
	maxLongText  = 512 << 10
	maxTextWork  = 64 << 20
	maxNodeWork  = 1 << 20
	maxReadNodes = 30_000
)

// moderate says whether a page is within those bounds.
func moderate(root *html.Node) bool {
	nodes, nodeWork, textWork, longest := 0, 0, 0, 0
	var visit func(n *html.Node, depth int)
	visit = func(n *html.Node, depth int) {
		switch n.Type {
		case html.TextNode:
			longest = max(longest, len(n.Data))
			textWork += len(n.Data) * depth
		case html.ElementNode:
			nodes++
			nodeWork += depth
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c, depth+1)
		}
	}
	visit(root, 0)
	return nodes <= maxReadNodes && nodeWork <= maxNodeWork && textWork <= maxTextWork && longest <= maxLongText
}

var htmlMark = expression(`(?i)<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|section|table|span|title|meta)[\s>]`)

// isHTML goes by the content type, and where there is none, or one as vague
// as XML, by what the page holds.
func isHTML(page []byte, contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(contentType, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	switch kind {
	case "text/html", "application/xhtml+xml":
		return true
	case "", "application/xml", "text/xml", "application/octet-stream", "text/plain":
		head := page[:min(len(page), metaBytes)]
		if strings.HasPrefix(string(head), "\xff\xfe") || strings.HasPrefix(string(head), "\xfe\xff") {
			return kind == ""
		}
		i := htmlMark.FindIndex(head)
		return i != nil && (kind == "" || strings.Contains(strings.ToLower(string(head)), "<html"))
	}
	return false
}

var scriptWords = expression(`(?i)javascript|java script|js is|without js`)

// needsScript says whether a page is the empty shell of a program.
func needsScript(in bounded, root *html.Node) bool {
	if scriptWords.MatchString(in.noscript) {
		return true
	}
	empty := false
	if root != nil {
		walk(root, func(n *html.Node) bool {
			if n.Type == html.ElementNode && shells[token(n, "id")] && isBlank(textOf(n, 200)) {
				empty = true
			}
			return !empty
		})
	}
	return empty
}

var shells = set("root app __next __nuxt gatsby-focus-wrapper svelte react-root app-root main-app application ember-application")
