package related

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

const (
	maxWords = 8 // words told of a relation
	named    = 3 // of them in the sentence

	nameBoost = 1.6 // a capitalised word says more to a person; it does not rank
)

// display gives the article's telling words as the article writes them: as in
// running text rather than in the title, and in lower case where it is ever so
// written, so that a word is a name only when it always is one.
func display(of Subject) map[uint64]string {
	names := make(map[uint64]string)
	for _, text := range []string{of.Title, of.Text} {
		units(text, leadWords, func(u unit) {
			w := text[u.start:u.end]
			if !telling(u.word) {
				return
			}
			if old, known := names[u.hash]; !known || text == of.Text && lower(w) || !lower(old) && shouted(old) {
				names[u.hash] = w
			}
		})
	}
	return names
}

func lower(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return !unicode.IsUpper(r)
}

// shouted says whether a word is all capitals: a name in a running text, but a
// habit in a title.
func shouted(w string) bool {
	return utf8.RuneCountInString(w) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w)
}

// words gives what m shares with the article, rarest first, as the article
// writes it, and the few of them that a sentence should name: the strongest,
// names before others, no two of one stem.
func (m match) words(of Subject) (all, few []string) {
	ours, theirs := display(of), display(*m.Subject)
	type word struct {
		text        string
		idf, weight float64
	}
	var best []word
	for _, s := range m.shared {
		w := ours[s.hash]
		if w == "" {
			continue
		}
		if other := theirs[s.hash]; other != "" && lower(other) && !shouted(w) {
			w = strings.ToLower(w)
		}
		weight := s.weight
		if !lower(w) {
			weight *= nameBoost
		}
		best = append(best, word{feeds.CleanLine(w), s.idf, weight})
	}
	slices.SortStableFunc(best, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text))
	})
	best = best[:min(maxWords, len(best))]
	for _, w := range best {
		if len(few) < named && !slices.ContainsFunc(few, func(f string) bool { return oneStem(f, w.text) }) {
			few = append(few, w.text)
		}
	}
	slices.SortStableFunc(best, func(a, b word) int { return cmp.Compare(b.idf, a.idf) })
	for _, w := range best {
		all = append(all, w.text)
	}
	return all, few
}

// oneStem says whether two words read as one in a list: "asks" and "asking".
func oneStem(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 3 && n >= min(len(a), len(b))-1 || a == b
}

// reason is the line a person reads.
func (m match) reason(of Subject, words []string) string {
	if m.relation == feeds.RelationCopy {
		return m.copyReason(of)
	}
	if len(words) == 0 {
		return ""
	}
	s := "both name " + join(words)
	if also := sources(m.copies, m.Source); len(also) > 0 {
		s += "; the same text in " + join(also)
	}
	return s
}

// copyReason tells where a text came first, which is where it was written more
// often than not.
func (m match) copyReason(of Subject) string {
	first, source := of.Published, ""
	for _, c := range append([]*Subject{m.Subject}, m.copies...) {
		if !c.Published.IsZero() && c.Published.Before(first) {
			first, source = c.Published, c.Source
		}
	}
	s := "the same text"
	if source != "" {
		s += ", first in " + feeds.CleanLine(source)
	}
	if also := sources(m.copies, m.Source, source, of.Source); len(also) > 0 {
		s += "; also in " + join(also)
	}
	return s
}

// sources names the feeds of copies, three at most, but those told already.
func sources(copies []*Subject, told ...string) []string {
	var names []string
	more := 0
	for _, c := range copies {
		switch name := feeds.CleanLine(c.Source); {
		case name == "" || slices.Contains(told, c.Source) || slices.Contains(names, name):
		case len(names) == named:
			more++
		default:
			names = append(names, name)
		}
	}
	if more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return names
}

// join writes a list as English does: a, b and c.
func join(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
