package feeds

import (
	"slices"
	"strings"
)

// QueryPart is the word of a query that is being typed: what may become a
// field, or the value of one.
type QueryPart struct {
	From  int    // the byte at which what is typed of it begins
	Field string // whose value it is, "" for none
	Text  string // what is typed, without quotation marks
}

// QueryPartAt is the part of a query that ends at a byte of it.
func QueryPartAt(query string, at int) QueryPart {
	query = query[:min(max(at, 0), len(query))]
	p, within := QueryPart{}, byte(0) // a quotation or a regular expression
	for i := range len(query) {
		c := query[i]
		word := query[p.From:i]
		switch {
		case within != 0:
			if c == within {
				within = 0
			}
		case c == ' ' || c == '(' || c == ')' || c == '-' && word == "" && p.Field == "":
			p = QueryPart{From: i + 1}
		case c == '"' || c == '/' && word == "":
			within = c
		case c == ':' && p.Field == "" && slices.Contains(QueryFields(), strings.ToLower(word)):
			p = QueryPart{From: i + 1, Field: strings.ToLower(word)}
		}
	}
	p.Text = strings.Trim(query[p.From:], `"`)
	return p
}

// QueryFields are the names that may stand before a colon.
func QueryFields() (out []string) {
	for _, f := range textFields {
		out = append(out, string(f))
	}
	return append(out, "is", "has", "age", "date", "words", "sort")
}

// Values are what the language itself knows as values of the part's field: all
// that there are, or a few to begin with.
func (p QueryPart) Values() []string {
	switch p.Field {
	case "age":
		return []string{"<1h", "<1d", "<1w", "<1mo", ">1w"}
	case "date":
		return []string{"today", "yesterday"}
	case "words":
		return []string{">800", "<300"}
	}
	return slices.Clone(listed[p.Field])
}

// QueryValue is a text as the value of a field, in quotation marks where it
// needs them.
func QueryValue(text string) string { return Words{In: FieldFeed, Text: text}.quoted() }
