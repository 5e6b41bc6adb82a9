package related

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"broadsheet/feeds"
)

const (
	leastTold = 3 // words or names told of a relation, where there are as many
	mostTold  = 5
	worthTold = .3  // of what the first says; less is not told
	nameBoost = 1.6 // a name says more to a person; it does not rank
	mostName  = 40  // characters of one
	longest   = 4   // terms of one
)

// shares is what two texts have in common.
type shares struct {
	gain   map[uint32]float64 // what each term adds to their likeness
	next   map[[2]uint32]bool // what follows what in the second text
	common map[uint32]bool    // words that one of them writes in lower case: no names
}

// phrase is a run of words that two texts share.
type phrase struct {
	text   string
	terms  []uint32
	weight float64
}

// shared gives the three to five words or names that say most of what two
// articles share, the most telling first, as the first of them writes them.
func (x *Index) shared(of, other *Subject, usual func(feeds.FeedID) Usual) []string {
	a, b := new(draft), new(draft)
	a.read(Text{of.Title, of.Text, of.Language, of.Source, usual(of.FeedID)})
	b.read(Text{other.Title, other.Text, other.Language, other.Source, usual(other.FeedID)})
	gain := map[uint32]float64{}
	for _, t := range a.sign().terms(nil) {
		gain[t.term] = float64(t.weight) * x.says(t.term)
	}
	both := shares{gain: map[uint32]float64{}, next: map[[2]uint32]bool{}, common: map[uint32]bool{}}
	for _, t := range b.sign().terms(nil) {
		if g := gain[t.term]; g > 0 {
			both.gain[t.term] = g * float64(t.weight)
		}
	}
	for i := 1; i < len(b.terms); i++ {
		if b.follows(i) {
			both.next[[2]uint32{b.terms[i-1].hash, b.terms[i].hash}] = true
		}
	}
	both.hear(a)
	both.hear(b)
	return told(a.phrases(both))
}

// says is how telling a term is.
func (x *Index) says(term uint32) float64 { return telling(max(2, x.live), max(1, x.df(term))) }

// follows says whether term i comes right after the one before it: after a
// space or a hyphen, or overlapping it where words have no spaces.
func (d *draft) follows(i int) bool {
	a, b := d.terms[i-1], d.terms[i]
	if a.titled != b.titled || b.start > a.end+3 {
		return false
	}
	between := d.text(b)[min(a.end, b.start):b.start]
	return b.start <= a.end || between == " " || between == "-" || between == "’" || between == "'"
}

// text is the one of title and body that a term stands in.
func (d *draft) text(t term) string {
	if t.titled {
		return d.Title
	}
	return d.Body
}

// hear notes which terms a text writes in lower case.
func (s *shares) hear(d *draft) {
	for _, t := range d.terms {
		if r, _ := utf8.DecodeRuneInString(d.text(t)[t.start:t.end]); unicode.IsLower(r) {
			s.common[t.hash] = true
		}
	}
}

// name says whether a term, written as w, is a name.
func (s *shares) name(t term, w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && !s.common[t.hash]
}

// phrases gives what a text shares with the other: names as long as both have
// them, other words one by one. What stands in the body comes first, since
// titles are written in other ways.
func (d *draft) phrases(s shares) (all []phrase) {
	body := slices.IndexFunc(d.terms, func(t term) bool { return !t.titled })
	body = max(0, body)
	for _, part := range [][2]int{{body, len(d.terms)}, {0, body}} {
		for i := part[0]; i < part[1]; {
			p, n := d.phrase(s, i, part[1])
			i += n
			if strings.ContainsFunc(p.text, unicode.IsLetter) {
				all = append(all, p)
			}
		}
	}
	return all
}

// phrase reads the phrase that begins with term i, and says how many terms it
// takes.
func (d *draft) phrase(s shares, i, end int) (p phrase, n int) {
	t := d.terms[i]
	w := d.text(t)[t.start:t.end]
	if p.weight = s.gain[t.hash]; p.weight == 0 {
		return p, 1
	}
	p.terms = append(p.terms, t.hash)
	joins := t.hash&1 != 0 && cutting([]byte(w)) // writing without spaces
	name := s.name(t, w)
	for n = 1; i+n < end && (name && n < longest || joins && n < 3*longest); n++ {
		u := d.terms[i+n]
		word := d.text(u)[u.start:u.end]
		if s.gain[u.hash] == 0 || !d.follows(i+n) || !s.next[[2]uint32{d.terms[i+n-1].hash, u.hash}] ||
			!joins && !s.name(u, word) && !unicode.IsDigit(rune(word[0])) {
			break
		}
		p.terms = append(p.terms, u.hash)
		p.weight += s.gain[u.hash]
		w = d.text(t)[t.start:u.end]
	}
	if name {
		p.weight *= nameBoost
	} else if !joins {
		w = strings.ToLower(w)
	}
	p.text = short(w)
	return p, n
}

// short is outside text as it may stand among others in a line.
func short(s string) string {
	return feeds.Shorten(feeds.CleanLine(s), mostName)
}

// told chooses what a person is told: the heaviest phrases, each term once.
func told(all []phrase) (out []string) {
	feeds.SortStable(all, func(a, b phrase) int { return cmp.Compare(b.weight, a.weight) })
	var said []uint32
	for _, p := range all {
		if len(out) == mostTold || len(out) >= leastTold && p.weight < worthTold*all[0].weight {
			break
		}
		if slices.ContainsFunc(p.terms, func(t uint32) bool { return slices.Contains(said, t) }) {
			continue
		}
		said = append(said, p.terms...)
		out = append(out, p.text)
	}
	return out
}
