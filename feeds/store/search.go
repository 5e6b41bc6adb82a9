package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"broadsheet/feeds"
)

var (
	qIndex   = define("index", "INSERT INTO search(rowid, title, text, author, feed) VALUES (?, ?, ?, ?, ?)")
	qUnindex = define("take from the index", "DELETE FROM search WHERE rowid = ?")
	qReindex = define("articles of a feed, to index", `SELECT a.id, a.title, a.authors, b.text, coalesce(p.document, '')
		FROM articles a JOIN bodies b ON b.article_id = a.id LEFT JOIN pages p ON p.article_id = a.id WHERE a.feed_id = ? ORDER BY a.id`)
)

// index makes an article findable by its title, text, authors and feed.
func (s *session) index(id int64, title, text string, authors []string, feed string) error {
	_, err := s.exec(qIndex, id, apart(title), apart(text), apart(strings.Join(authors, "\n")), apart(feed))
	return err
}

// reindexFeed lets a feed's articles be found by its name of now.
func (s *session) reindexFeed(id feeds.FeedID) error {
	f, err := s.feed(id)
	if err != nil {
		return err
	}
	return s.each(qReindex, []any{id}, func(scan func(...any) error) error {
		var article int64
		var title, authors, text, kept string
		if err := scan(&article, &title, &authors, &text, &kept); err != nil {
			return err
		}
		page, err := fromDocument(kept)
		if err != nil {
			return err
		}
		if _, err := s.exec(qUnindex, article); err != nil {
			return err
		}
		return s.index(article, title, withPage(text, page), fromList(authors), f.Name())
	})
}

// apart puts spaces between the characters of scripts that write words without
// spaces, so that each is a token and any run of them can be found.
func apart(s string) string {
	if !strings.ContainsFunc(s, unspaced) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) * 4 / 3)
	for _, r := range s {
		if unspaced(r) {
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unspaced(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// matchAll is the index's expression for articles that have every word of
// query, the last as the start of one while it is being typed; "" for a query
// without a word. Words are quoted, so that nothing in them is syntax.
func matchAll(query string) string {
	var parts []string
	for word := range strings.FieldsSeq(query) {
		if p := phrase(word); p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	if last := query[strings.LastIndexFunc(query, unicode.IsSpace)+1:]; startOfWord(last) {
		parts[len(parts)-1] += "*"
	}
	return strings.Join(parts, " AND ")
}

// startOfWord says whether what stands last in a query may be the start of a
// longer word. One letter is too little: it would read a twentieth of the index.
func startOfWord(last string) bool {
	return len(tokens(last)) > 0 && (utf8.RuneCountInString(last) > 1 || strings.ContainsFunc(last, unspaced))
}

// matchAny is the expression for articles with one of the words.
func matchAny(words []string) string {
	var parts []string
	for _, word := range words {
		if p := phrase(word); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, " OR ")
}

// phrase quotes a word; "" when it has no letter or digit and so no token.
func phrase(word string) string {
	if len(tokens(word)) == 0 {
		return ""
	}
	return `"` + strings.TrimSpace(strings.ReplaceAll(apart(strings.ReplaceAll(word, "\x00", " ")), `"`, `""`)) + `"`
}

// tokens are the words of s as the index has them: lower case, no diacritics.
func tokens(s string) []string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(apart(s)))
	return strings.FieldsFunc(norm.NFC.String(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r) && !unicode.Is(unicode.Mc, r)
	})
}
