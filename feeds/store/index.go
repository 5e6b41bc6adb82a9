package store

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"broadsheet/feeds"
)

// The index takes every term of an article once. A term is
//
//	window kind text
//
// The window is a character for a stretch of time, so that the articles with a
// term, or with terms that begin so, are read a stretch at a time, the newest
// first, however many there are. The kind is a private character, none for the
// words of title, text and authors. Within a window an article stands at its
// slot, in the order of lists.
const (
	windowBits  = 22             // a window is 2^22 seconds, some 48 days
	firstWindow = '\u0080'       // all are two bytes long
	lastWindow  = '\u07f0'       // for what is published after 2224
	keptWindow  = lastWindow + 1 // for bookmarks
	keptSlots   = int64(1) << 50 // the slot of a bookmark is this and its id
	anyWindow   = "\U0010fffd"   // stands for the window in an expression
	kindFeed    = '\ue001'       // the feed's id
	kindTopic   = '\ue002'       // a topic's label
	kindTag     = '\ue003'       // a bookmark's tag
	kindTongue  = '\ue004'       // en, en-gb
	kindTitle   = '\ue006'       // a word of the title, which is among the others as well
	kindHas     = '\ue005'       // audio, image, comments
	signs       = rune(0xe100)   // in labels, the signs that are no letters
	longestTerm = 64             // bytes of its text: longer ones are cut
)

// windowOf is the window that a slot is in.
func windowOf(slot int64) rune {
	return firstWindow + rune(min(slot>>windowBits, lastWindow-firstWindow))
}

// windowFrom is the first slot of a slot's window.
func windowFrom(slot int64) int64 {
	return min(slot>>windowBits, lastWindow-firstWindow) << windowBits
}

// indexRow is an article on its way into the index.
type indexRow struct {
	slot  int64
	again bool // it is there already
	terms string
}

var (
	qIndex   = define("index", "INSERT INTO search(rowid, terms) VALUES (?, ?)")
	qReindex = define("index again", "INSERT OR REPLACE INTO search(rowid, terms) VALUES (?, ?)")
	qUnindex = define("take from the index", "DELETE FROM search WHERE rowid = ?")
)

func (s *session) indexRow(slot int64, v *feeds.Queried, feed feeds.FeedID) indexRow {
	return indexRow{slot: slot, terms: s.terms.terms(v, feed, windowOf(slot))}
}

// flushIndex writes rows in the order of their slots, which the index wants:
// others would each become a piece of it to be merged later.
func (s *session) flushIndex(rows []indexRow) error {
	slices.SortStableFunc(rows, func(a, b indexRow) int { return cmp.Compare(a.slot, b.slot) })
	for _, r := range rows {
		q := qIndex
		if r.again {
			q = qReindex
		}
		if _, err := s.exec(q, r.slot, r.terms); err != nil {
			return err
		}
	}
	return nil
}

// termList collects the terms of one article, each once.
type termList struct {
	window rune
	set    termSet
	out    []byte
}

func (t *termList) begin(window rune) {
	if t.set.table == nil {
		t.set = newTermSet()
	}
	t.set.clear()
	t.window, t.out = window, t.out[:0]
}

// word adds a term, cut where it is too long, of a kind, "" for a plain word.
func (t *termList) word(kind, word string) {
	if term := cutTerm(word); t.set.add(kind, term) {
		t.out = append(append(append(utf8.AppendRune(t.out, t.window), kind...), term...), ' ')
	}
}

func (t *termList) label(kind rune, text string) { t.word(string(kind), text) }

// text adds the words of a text. Of a run of writing without spaces it adds
// each pair of neighbours, and the last character: what stands alone is the
// start of a pair or that.
func (t *termList) text(kind, s string) {
	for word := range strings.SplitSeq(feeds.Fold(s), " ") {
		first, n := utf8.DecodeRuneInString(word)
		switch {
		case n == 0:
		case !feeds.Unspaced(first):
			t.word(kind, word)
		default:
			for pair := range pairs(word) {
				t.word(kind, pair)
			}
			_, last := utf8.DecodeLastRuneInString(word)
			t.word(kind, word[len(word)-last:])
		}
	}
}

// pairs gives each two neighbours of a run of characters.
func pairs(run string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			_, n := utf8.DecodeRuneInString(run)
			_, m := utf8.DecodeRuneInString(run[n:])
			if m == 0 || !yield(run[:n+m]) {
				return
			}
			run = run[n:]
		}
	}
}

// cutTerm bounds a term.
func cutTerm(s string) string {
	if len(s) <= longestTerm {
		return s
	}
	n := longestTerm
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// labelTerm is a folded label as a term: its signs are characters of their own.
func labelTerm(folded string) string {
	return cutTerm(strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			return signs + r
		}
		return r
	}, folded))
}

// terms gives what an article or a bookmark is found by, in its window; feed
// is 0 for a bookmark.
func (t *termList) terms(v *feeds.Queried, feed feeds.FeedID, window rune) string {
	t.begin(window)
	t.text("", v.Title)
	t.text(string(kindTitle), v.Title)
	t.text("", v.Body)
	for _, name := range v.Authors {
		t.text("", name)
	}
	for _, topic := range v.Topics {
		t.label(kindTopic, labelTerm(feeds.FoldLabel(topic)))
	}
	if v.Kept {
		t.text("", v.Feed)
		t.text("", v.Note)
		for _, tag := range v.Tags {
			t.text("", tag)
			t.label(kindTag, labelTerm(feeds.FoldLabel(tag)))
		}
		return string(t.out)
	}
	t.label(kindFeed, strconv.FormatInt(int64(feed), 10))
	if v.Language != "" {
		for _, name := range feeds.Tongues(v.Language) {
			t.label(kindTongue, labelTerm(feeds.FoldLabel(name)))
		}
	}
	if v.Audio {
		t.label(kindHas, "audio")
	}
	if v.Image {
		t.label(kindHas, "image")
	}
	if v.Comments {
		t.label(kindHas, "comments")
	}
	return string(t.out)
}

// inWindow is an expression for one window.
func inWindow(expression string, window rune) string {
	return strings.ReplaceAll(expression, anyWindow, string(window))
}
