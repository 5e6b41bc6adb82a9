package extract

import (
	"context"
	"net/url"
	"path"
	"strconv"
	"strings"

	"broadsheet/feeds"
)

// maxNext bounds the further pages of one article that are joined to it.
const maxNext = 5

// Get gets a further page of an article: its bytes, the content type of its
// header and the address it was had from in the end.
type Get func(ctx context.Context, url string) (page []byte, contentType, final string, err error)

// FromPages is FromPage with the article's further pages joined to it: those
// that rel=next leads to on the same host, five at most. One that cannot be
// had, or is another article, ends them.
func FromPages(ctx context.Context, page []byte, contentType, pageURL string, hint Hint, get Get) (*feeds.Document, error) {
	doc, next, err := fromPage(page, contentType, pageURL, hint)
	if err != nil || get == nil {
		return doc, err
	}
	seen := map[string]bool{feeds.CanonicalURL(pageURL): true}
	for i := 0; i < maxNext && next != "" && !seen[feeds.CanonicalURL(next)] && isNextOf(pageURL, next); i++ {
		seen[feeds.CanonicalURL(next)] = true
		more, after, ok := further(ctx, next, pageURL, hint, seen, get)
		if !ok || !sameArticle(doc.Title, more.Title) {
			break
		}
		join(doc, more)
		next = after
	}
	return doc, nil
}

// further reads the page at next; ok is false for one that cannot be had or
// leads away from the article's pages.
func further(ctx context.Context, next, pageURL string, hint Hint, seen map[string]bool, get Get) (more *feeds.Document, after string, ok bool) {
	body, kind, final, err := get(ctx, next)
	if err != nil || feeds.Host(final) != feeds.Host(pageURL) {
		return nil, "", false
	}
	if final != next && (seen[feeds.CanonicalURL(final)] || !isNextOf(pageURL, final)) {
		return nil, "", false
	}
	more, after, err = fromPage(body, kind, final, Hint{Title: hint.Title, Site: hint.Site})
	return more, after, err == nil
}

// join adds the blocks of a further page, without what the first has already.
func join(doc, more *feeds.Document) {
	have := map[string]bool{}
	for _, b := range doc.Blocks {
		if text := spansText(b.Spans); len(text) > 40 {
			have[text] = true
		}
	}
	renumber(more.Blocks, doc.Blocks)
	for _, b := range more.Blocks {
		if !have[spansText(b.Spans)] {
			doc.Blocks = append(doc.Blocks, b)
		}
	}
	if more.Note != "" && !strings.Contains(doc.Note, more.Note) {
		doc.Note = strings.TrimPrefix(doc.Note+"\n"+more.Note, "\n")
	}
}

// renumber counts the footnotes and places of more after those of blocks.
func renumber(more, blocks []feeds.Block) {
	notes, places := 0, 0
	eachBlock(blocks, func(b *feeds.Block) { notes, places = max(notes, b.Note), max(places, b.Anchor) })
	up := func(n *int, by int) {
		if *n > 0 {
			*n += by
		}
	}
	eachBlock(more, func(b *feeds.Block) {
		up(&b.Note, notes)
		up(&b.Anchor, places)
	})
	eachSpan(more, func(s *feeds.Span) {
		up(&s.Note, notes)
		up(&s.Jump, places)
	})
}

var titlePage = expression(`(?i)[\s|–—:,(\[-]*\b(?:page|pg\.?|seite|página|pagina|p\.)\s*\d+(?:\s*(?:of|von|/|de|sur)\s*\d+)?[)\]]?`)

// sameArticle says whether two titles are those of pages of one article.
func sameArticle(a, b string) bool {
	a, b = strings.Join(wordsOf(titlePage.ReplaceAllString(a, ""), -1), " "), strings.Join(wordsOf(titlePage.ReplaceAllString(b, ""), -1), " ")
	return a == "" || b == "" || a == b || strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

var (
	pathPage = expression(`(?i)(?:/(?:page|seite|p)?[/_-]?|[-_,.](?:page|seite|p)?[-_]?)(\d{1,2})(\.[a-z]{3,5})?/?$`)
	pageKeys = []string{"page", "p", "pg", "pagenum", "pageno", "paged", "seite", "pagina", "start"}
)

// isNextOf says whether an address is that of a further page of the article at
// first: the same but for a page's number. Blogs give their next post as
// rel=next too; it is another article.
func isNextOf(first, next string) bool {
	a, from, err := pageOf(first)
	if err != nil {
		return false
	}
	b, to, err := pageOf(next)
	return err == nil && feeds.Host(first) == feeds.Host(next) && a == b && to > from
}

// pageOf is an address without its page's number, and that number, 1 for none.
func pageOf(raw string) (rest string, number int, err error) {
	u, err := url.Parse(feeds.CanonicalURL(raw))
	if err != nil {
		return "", 0, err
	}
	number = 1
	q := u.Query()
	for _, key := range pageKeys {
		if n, err := strconv.Atoi(q.Get(key)); err == nil && n >= 0 && n < 1000 && (key != "p" || u.Path != "") {
			number = max(n, 1)
			q.Del(key)
			u.RawQuery = q.Encode()
			return u.String(), number, nil
		}
	}
	if m := pathPage.FindStringSubmatchIndex(u.Path); m != nil {
		if n, err := strconv.Atoi(u.Path[m[2]:m[3]]); err == nil && n > 0 {
			number = n
			ext := ""
			if m[4] >= 0 {
				ext = u.Path[m[4]:m[5]]
			}
			u.Path, u.RawPath = u.Path[:m[0]]+ext, ""
		}
	}
	u.RawQuery = q.Encode()
	u.Path = strings.TrimSuffix(u.Path, path.Ext(u.Path))
	return strings.TrimRight(u.String(), "/"), number, nil
}
