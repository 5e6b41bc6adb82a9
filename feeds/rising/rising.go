// Package rising finds the names that suddenly stand in the news: people,
// places and things that several papers name today and hardly did in the days
// before. Rather none than a wrong one: only what is written as a name in
// running text counts, so writing without capitals has none.
//
// It knows headlines and their excerpts, and the time it is given; the same
// articles give the same names. library calls it.
package rising

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

const (
	day      = 24 * time.Hour
	papers   = 3 // that must name it today
	growth   = 3 // times what the days before would have had
	longest  = 3 // words of a name
	shared   = .6
	mostText = 400 // bytes of an excerpt that are read
)

// Name is a name that rises: how many articles of the last day have it, of how
// many papers.
type Name struct {
	Text             string
	Articles, Papers int

	weight float64
}

// count is what is known of a name, by its fold.
type count struct {
	text         string
	today, past  int
	papers       map[feeds.FeedID]bool
	first, inner int // how often it begins a sentence, and stands within one
}

// Names gives at most n names that rise, the strongest first. common says of a
// folded word that it tells nothing.
func Names(articles []feeds.Headline, now time.Time, n int, common func(word string) bool) []Name {
	names, small := map[string]*count{}, map[string]int{}
	sources := map[string]bool{}
	oldest := now.Add(-day)
	for _, a := range articles {
		sources[feeds.Fold(a.Source)] = true
		if a.Published.Before(oldest) {
			oldest = a.Published
		}
	}
	for _, a := range articles {
		if a.CopyOf != 0 || a.Published.After(now) {
			continue
		}
		seen := map[string]bool{}
		for i, text := range []string{a.Title, a.Summary[:min(len(a.Summary), mostText)]} {
			shout := i == 0 && shouts(text) // Every Word Is Written As A Name There: it counts, and shows nothing
			read(text, small, func(text string, begins bool) {
				fold := feeds.Fold(text)
				c := names[fold]
				if c == nil {
					c = &count{text: text, papers: map[feeds.FeedID]bool{}}
					names[fold] = c
				}
				if begins || shout {
					c.first++
				} else {
					c.inner++
				}
				if seen[fold] {
					return
				}
				seen[fold] = true
				if a.Published.After(now.Add(-day)) {
					c.today++
					c.papers[a.FeedID] = true
				} else {
					c.past++
				}
			})
		}
	}
	before := max(1, now.Add(-day).Sub(oldest).Hours()/24)
	var found []Name
	for fold, c := range names {
		usual := float64(c.past) / before
		switch {
		case len(c.papers) < papers, float64(c.today) < growth*(usual+.34), c.inner == 0:
		case sources[fold], !telling(fold, common), small[fold] > (c.first+c.inner)/5:
		default:
			found = append(found, Name{c.text, c.today, len(c.papers), float64(len(c.papers)) * math.Log(2+float64(c.today)/(1+usual))})
		}
	}
	return strongest(found, n)
}

// Finder says which names an article has where Names looks for them, in their
// order.
func Finder(names []string) func(h *feeds.Headline) []string {
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = " " + feeds.Fold(n) + " "
	}
	return func(h *feeds.Headline) (in []string) {
		if len(names) == 0 {
			return nil
		}
		text := " " + feeds.Fold(h.Title) + " \n " + feeds.Fold(h.Summary[:min(len(h.Summary), mostText)]) + " "
		for i, n := range folded {
			if strings.Contains(text, n) {
				in = append(in, names[i])
			}
		}
		return in
	}
}

// strongest puts names in order, without those that are part of a longer one
// which mostly stands in their place, or the other way round.
func strongest(found []Name, n int) []Name {
	feeds.SortStable(found, func(a, b Name) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(len(b.Text), len(a.Text)), cmp.Compare(a.Text, b.Text))
	})
	var out []Name
	for _, f := range found {
		at := slices.IndexFunc(out, func(o Name) bool { return within(f.Text, o.Text) || within(o.Text, f.Text) })
		switch {
		case at < 0:
			out = append(out, f)
		case len(f.Text) > len(out[at].Text) && float64(f.Articles) >= shared*float64(out[at].Articles):
			out[at] = f
		}
	}
	return out[:min(n, len(out))]
}

func within(part, whole string) bool {
	return strings.Contains(" "+feeds.Fold(whole)+" ", " "+feeds.Fold(part)+" ")
}

// telling says whether a name is one: no common word, no day, no number.
func telling(fold string, common func(string) bool) bool {
	words := strings.Fields(fold)
	if len(words) == 0 || utf8.RuneCountInString(fold) < 3 || feeds.OnlyDays(fold) {
		return false
	}
	return !common(words[0]) && !common(words[len(words)-1])
}

// shouts says of a title that most of its words begin with a capital.
func shouts(title string) bool {
	words, capitals := 0, 0
	for w := range strings.FieldsSeq(title) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) && len(w) > 3 {
			words++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return words > 3 && 3*capitals > 2*words
}

// read gives the names of a text: words in a row that begin with a capital,
// each of them, and all together; begins says that one begins a sentence. It
// counts the words that are written small.
func read(text string, small map[string]int, name func(text string, begins bool)) {
	var run []string
	start, begins := true, true // whether the next word, and the run, begins a sentence
	flush := func() {
		if len(run) > 1 && len(run) <= longest {
			name(strings.Join(run, " "), begins)
		}
		for i, w := range run {
			name(w, begins && i == 0)
		}
		run = run[:0]
	}
	for word := range strings.FieldsSeq(text) {
		bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		bare = strings.TrimSuffix(strings.TrimSuffix(bare, "'s"), "’s")
		r, _ := utf8.DecodeRuneInString(bare)
		opens := bare != "" && !strings.HasPrefix(word, bare) // a bracket or a quotation before it
		if opens || !unicode.IsUpper(r) {
			flush()
		}
		switch {
		case unicode.IsUpper(r):
			if len(run) == 0 {
				begins = start || opens
			}
			run = append(run, bare)
		case bare != "":
			small[feeds.Fold(bare)]++
		}
		last, _ := utf8.DecodeLastRuneInString(word)
		if start = strings.ContainsRune(".!?:;—–-|", last); start || strings.ContainsRune(",)”\"’'", last) {
			flush()
		}
	}
	flush()
}
