package config

import (
	"errors"
	"fmt"
	"slices"

	"broadsheet/feeds"
)

// searchTable is one [[searches]] table as written.
type searchTable struct {
	Name  string `toml:"name"`
	Query string `toml:"query"`
}

// searches turns the [[searches]] tables into saved searches. One without a
// name, or whose query does not read, is reported and left out.
func (r *reader) searches(tables []searchTable) []feeds.SearchSetting {
	var out []feeds.SearchSetting
	for i, t := range tables {
		table := fmt.Sprintf("searches[%d]", i)
		report := r.reporter(table)
		name := feeds.CleanLine(t.Name)
		q, err := feeds.ParseQuery(t.Query)
		var mistake *feeds.QueryError
		switch {
		case name == "":
			report("name", "this search has no name", kinds["searches.name"])
		case slices.ContainsFunc(out, func(o feeds.SearchSetting) bool { return o.Name == name }):
			report("name", fmt.Sprintf("%q is the name of another search", name), "a name of its own for each")
		case errors.As(err, &mistake):
			report("query", "the query does not read: "+mistake.Error(), kinds["searches.query"])
		case q.Where == nil:
			report("query", "the query asks for nothing", kinds["searches.query"])
		default:
			out = append(out, feeds.SearchSetting{Name: name, Query: q.String(), Line: r.places[table].line})
		}
	}
	return out
}

// reporter reports what is wrong with a table of many that is left out for it.
func (r *reader) reporter(table string) func(key, what, want string) {
	return func(key, what, want string) {
		r.unsure = true
		r.wrong(table, key, what, want)
	}
}

// wrong reports what is wrong with a table of many, at one of its keys or where
// it begins.
func (r *reader) wrong(table, key, what, want string) {
	at, ok := r.places[table+"."+key]
	if !ok {
		at = r.places[table]
	}
	if at.line == 0 {
		at = place{1, 1}
	}
	r.add(at.line, at.col, what, want)
}
