package store

import (
	"math"
	"time"

	"broadsheet/feeds"
)

// What a condition asks of an article besides its place, its feed and whether
// it is read, from what is read with every row to what costs most.
type needs uint8

const (
	needPlace    needs = 1 << iota // its place in stories, and among copies
	needHead                       // title, authors, topics, language, address, what it carries
	needBookmark                   // its bookmark's tags and note
	needBody                       // the text
)

// plan is how the store looks for what a query asks: by an expression of the
// index, which lets through all that match and perhaps more, within bounds of
// time; then, cheapest first, by holding the rest against each article.
type plan struct {
	expression string // with anyWindow for the window; "" lets all through
	nothing    bool   // no article can match
	from, to   int64  // seconds, both within
	rest       []stage
	unread     bool // only unread articles match
	bookmarked bool // only bookmarked ones do
	muted      bool // only muted ones do
}

// stage is conditions that need the same of an article.
type stage struct {
	needs   needs
	matcher *feeds.Matcher
}

// planner makes plans for one query.
type planner struct {
	now   time.Time
	kept  bool                    // for bookmarks
	plain bool                    // without the index
	feeds map[int64]*feedFacts    // nil for bookmarks
	named map[feeds.Words][]int64 // the feeds of words, once they were looked for

	pages func(start string) int // of the index that terms which begin so take up, nil for few
	most  int                    // pages that are read for the start of a term, -1 for none at all
	begun int                    // pages that the plan reads for them
	split bool                   // the plan depends on the window, by pages
}

// feedFacts is what a query asks of an article's feed.
type feedFacts struct {
	name, folder string
	removed      bool
}

func (p *planner) plan(q feeds.Query) plan {
	out := plan{from: math.MinInt64, to: math.MaxInt64}
	p.begun = 0
	if q.Where == nil {
		out.nothing = true
		return out
	}
	all, ok := q.Where.(feeds.And)
	if !ok {
		all = feeds.And{q.Where}
	}
	var parts []string
	var left []string // what articles must not have
	rest := map[needs][]feeds.Node{}
	for _, n := range all {
		if !p.kept && out.bound(n, p.now) {
			continue
		}
		switch n := n.(type) {
		case feeds.Is:
			out.unread = out.unread || n.State == "unread"
			out.bookmarked = out.bookmarked || n.State == "bookmarked"
			out.muted = out.muted || n.State == "muted"
		case feeds.Words:
			out.bookmarked = out.bookmarked || n.In == feeds.FieldTag || n.In == feeds.FieldNote
		case feeds.Has:
			out.bookmarked = out.bookmarked || n.Thing == "note" || n.Thing == "highlight"
		case feeds.Not:
			if e := p.express(n.Node); e.exact && e.text != "" {
				left = append(left, e.text)
				continue
			}
		}
		e := p.express(n)
		switch {
		case e.nothing:
			out.nothing = true
		case e.text != "":
			parts = append(parts, e.text)
		}
		if !e.exact {
			of := p.needs(n)
			rest[of] = append(rest[of], n)
		}
	}
	if len(parts) > 0 {
		out.expression = joined(parts, " AND ")
		if len(left) > 0 {
			out.expression += " NOT " + joined(left, " OR ")
		}
	} else if len(left) > 0 {
		// Without anything to leave them out of, the index cannot leave them out.
		for _, n := range all {
			if not, ok := n.(feeds.Not); ok && p.express(not.Node).exact {
				of := p.needs(n)
				rest[of] = append(rest[of], n)
			}
		}
	}
	for of := needs(0); of < needBody<<1; of++ {
		if nodes := rest[of]; len(nodes) == 1 {
			out.rest = append(out.rest, stage{of, feeds.MatcherOf(nodes[0], p.now)})
		} else if len(nodes) > 1 {
			out.rest = append(out.rest, stage{of, feeds.MatcherOf(feeds.And(nodes), p.now)})
		}
	}
	return out
}

// bound takes a condition of time into the bounds.
func (out *plan) bound(n feeds.Node, now time.Time) bool {
	switch n := n.(type) {
	case feeds.Age:
		border := n.Border(now)
		if n.Than == ">" {
			out.to = min(out.to, ceiling(border)-1)
		} else {
			out.from = max(out.from, border.Unix()+1)
		}
		return true
	case feeds.Dates:
		from, before := n.Span(now)
		if !from.IsZero() {
			out.from = max(out.from, ceiling(from))
		}
		if !before.IsZero() {
			out.to = min(out.to, ceiling(before)-1)
		}
		return true
	}
	return false
}

// needs says what a condition asks of an article that is not with its row.
func (p *planner) needs(n feeds.Node) (of needs) {
	switch n := n.(type) {
	case feeds.And:
		for _, part := range n {
			of |= p.needs(part)
		}
	case feeds.Or:
		for _, part := range n {
			of |= p.needs(part)
		}
	case feeds.Not:
		return p.needs(n.Node)
	case feeds.Words:
		return fieldNeeds[n.In]
	case feeds.Pattern:
		return fieldNeeds[n.In]
	case feeds.Is:
		switch n.State {
		case "bookmarked":
			return needBookmark
		case "story", "copy":
			return needPlace
		}
	case feeds.Has:
		switch n.Thing {
		case "note", "highlight":
			return needBookmark
		}
		return needHead
	case feeds.Length:
		return needHead
	}
	return of
}

var fieldNeeds = map[feeds.Field]needs{
	feeds.Anywhere: needHead | needBody, feeds.FieldBody: needBody, feeds.FieldTitle: needHead, feeds.FieldAuthor: needHead,
	feeds.FieldTopic: needHead, feeds.FieldLang: needHead, feeds.FieldURL: needHead, feeds.FieldTag: needBookmark, feeds.FieldNote: needBookmark,
}
