package bookmarks

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

// oneLine folds white space: for formats whose entries end with the line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// titled is the title on one line; a bookmark without one is called by its
// address.
func titled(b feeds.Bookmark) string {
	if t := oneLine(b.Title); t != "" {
		return t
	}
	return oneLine(b.URL)
}

// folders parts "A/B" into its names.
func folders(path string) []string {
	return strings.FieldsFunc(oneLine(path), func(r rune) bool { return r == '/' })
}

// outline keeps track of the folders that are open in a nested format.
type outline struct {
	path  []string
	open  func(name string, depth int)
	close func(depth int)
}

// enter closes and opens folders until path is open. Depth counts from 0.
func (o *outline) enter(path []string) {
	same := 0
	for same < len(path) && same < len(o.path) && path[same] == o.path[same] {
		same++
	}
	for len(o.path) > same {
		o.path = o.path[:len(o.path)-1]
		o.close(len(o.path))
	}
	for _, name := range path[same:] {
		o.open(name, len(o.path))
		o.path = append(o.path, name)
	}
}

// lines parts a text into its lines, none for "".
func lines(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// stable names a bookmark by its page: the same in every export, and another
// for every other page.
func stable(b feeds.Bookmark) string {
	page := b.CanonicalURL
	if page == "" {
		page = feeds.CanonicalURL(b.URL)
	}
	if page == "" {
		page = b.URL
	}
	sum := sha256.Sum256([]byte(page))
	return hex.EncodeToString(sum[:8])
}

// urn is a name for feeds and books: a UUID of version 8 (RFC 9562) made of
// what it names.
func urn(of string) string {
	sum := sha256.Sum256([]byte("broadsheet bookmarks " + of))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	h := hex.EncodeToString(sum[:16])
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// stamp is a time as RFC 3339 in UTC, "" for what that cannot write.
func stamp(t time.Time) string {
	if m := moment(t); m != nil {
		return m.Format(time.RFC3339)
	}
	return ""
}

// day is a date alone, "" for none.
func day(t time.Time) string {
	if m := moment(t); m != nil {
		return m.Format(time.DateOnly)
	}
	return ""
}

// xmlEscape makes text fit for an XML element or attribute, also one between
// double quotes: white space that a parser would fold is written by number,
// and what no XML may hold is a replacement character.
func xmlEscape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\n':
			b.WriteString("&#10;")
		case r == '\t':
			b.WriteString("&#9;")
		case r == '\r':
			b.WriteString("&#13;")
		case r < ' ', r >= 0x7f && r <= 0x9f, r&0xfffe == 0xfffe:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// word keeps the letters, digits and the marks given of a tag, for formats that
// allow no others; what parts words becomes sep, within.
func word(s, marks, sep string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(marks, r) {
			if gap && b.Len() > 0 {
				b.WriteString(sep)
			}
			gap = false
			b.WriteRune(r)
			continue
		}
		gap = true
	}
	return b.String()
}

// unlike drops repetitions, which making tags fit can bring.
func unlike(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// each applies f to every one.
func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

// breaksEncoded writes line breaks and tabs of an address as it may hold them.
var breaksEncoded = strings.NewReplacer("\n", "%0A", "\r", "%0D", "\t", "%09")
