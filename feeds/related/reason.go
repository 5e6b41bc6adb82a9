package related

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

const sources = 3 // named of copies

// reason is the line a person reads, and the words and names in it that both
// articles have.
func (x *Index) reason(of *Subject, r row, usual func(feeds.FeedID) Usual) (string, []string) {
	if r.relation == feeds.RelationCopy {
		return copied(of, r), nil
	}
	var clauses []string
	words := x.shared(of, &r.Subject, usual)
	if len(words) > 0 {
		clauses = append(clauses, "shares "+strings.Join(words, ", "))
	}
	if d, dated := apart(&of.Headline, &r.Headline); dated {
		clauses = append(clauses, between(d))
	}
	if also := named(r.also); also != "" {
		clauses = append(clauses, "the same text in "+also)
	}
	return strings.Join(clauses, "; "), words
}

// copied tells where a text came first, which is where it was written more
// often than not, and where else it stands.
func copied(of *Subject, r row) string {
	first := 0
	all := append([]*Match{{Subject: *of}, r.Match}, r.also...)
	for i, m := range all {
		if !m.Published.IsZero() && (all[first].Published.IsZero() || m.Published.Before(all[first].Published)) {
			first = i
		}
	}
	s := "the same text, here first"
	if name := named(all[first : first+1]); first > 0 && name != "" {
		s = "the same text, first in " + name
	}
	var others []*Match
	for i, m := range all {
		if i > 1 && i != first || i == 1 && first > 1 { // the row itself says where it is from
			others = append(others, m)
		}
	}
	if also := named(others); also != "" {
		s += "; also in " + also
	}
	return s
}

// named names the feeds of articles, a few of them.
func named(list []*Match) string {
	var names []string
	more := 0
	for _, m := range list {
		switch name := short(m.Source); {
		case name == "" || slices.Contains(names, name):
		case len(names) == sources:
			more++
		default:
			names = append(names, name)
		}
	}
	if more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

// between says how far apart two articles are.
func between(d time.Duration) string {
	count := func(n int, unit string) string {
		if n != 1 {
			unit += "s"
		}
		return fmt.Sprintf("%d %s apart", n, unit)
	}
	switch {
	case d < time.Minute:
		return "in the same minute"
	case d < time.Hour:
		return count(int(d/time.Minute), "minute")
	case d < 2*day:
		return count(int(d/time.Hour), "hour")
	}
	return count(int(d/day), "day")
}
