package feeds

import "slices"

// SavedSearch is a query that a person named: a view among the others.
type SavedSearch struct {
	ID     SearchID
	Name   string // one line, no other search has it
	Query  string // as Query.String writes it
	Line   int    // where it stands in the config, from 1; 0 for one of the store's own
	Unread int
	// Counted says that Unread is known: not while a new search is still held
	// against the articles, nor where its query has more than MaxTimes times.
	Counted bool
}

// SearchID names a saved search for as long as it is there.
type SearchID int64

// SearchSetting is one [[searches]] table of config.toml.
type SearchSetting struct {
	Name, Query string
	Line        int // where it stands in the file, from 1
}

// MaxTimes is how many different conditions of time a query may have whose
// unread articles are counted.
const MaxTimes = 4

// Times are the conditions of a query that say what is so at one time and not
// at another, each once.
func Times(n Node) (out []Node) {
	switch n := n.(type) {
	case And:
		for _, part := range n {
			out = append(out, Times(part)...)
		}
	case Or:
		for _, part := range n {
			out = append(out, Times(part)...)
		}
	case Not:
		out = Times(n.Node)
	case Age, Dates:
		out = []Node{n}
	}
	var once []Node
	for _, n := range out {
		if !slices.Contains(once, n) {
			once = append(once, n)
		}
	}
	return once
}

// Asks says whether a condition is among those of a query.
func Asks(n, condition Node) bool {
	found := false
	Settle(n, func(n Node) (value, known bool) {
		switch n.(type) {
		case And, Or, Not:
		default:
			found = found || n == condition
		}
		return false, false
	})
	return found
}

// Settle puts in the place of conditions what is known of them, and gives what
// is left to ask; where nothing is, known, and what the answer is.
func Settle(n Node, know func(Node) (value, known bool)) (rest Node, value, known bool) {
	if n == nil {
		return nil, false, true
	}
	if value, known := know(n); known {
		return nil, value, true
	}
	switch n := n.(type) {
	case Not:
		rest, value, known := Settle(n.Node, know)
		if known {
			return nil, !value, true
		}
		return Not{rest}, false, false
	case And:
		list, stop := settleAll(n, know, false)
		switch {
		case stop:
			return nil, false, true
		case len(list) == 0:
			return nil, true, true
		case len(list) == 1:
			return list[0], false, false
		}
		return And(list), false, false
	case Or:
		list, stop := settleAll(n, know, true)
		switch {
		case stop:
			return nil, true, true
		case len(list) == 0:
			return nil, false, true
		case len(list) == 1:
			return list[0], false, false
		}
		return Or(list), false, false
	}
	return n, false, false
}

// settleAll settles each of a list; stop says that one came to ends, which
// settles all of them.
func settleAll(list []Node, know func(Node) (value, known bool), ends bool) (left []Node, stop bool) {
	for _, part := range list {
		rest, value, known := Settle(part, know)
		switch {
		case !known:
			left = append(left, rest)
		case value == ends:
			return nil, true
		}
	}
	return left, false
}
