package ui

import (
	"slices"

	"broadsheet/feeds"
)

// KeyRow is a row of the table of keys as the manual and `broadsheet keys`
// tell it.
type KeyRow struct {
	Scope  string   // the place it holds in, "global" for everywhere
	Action string   // its name in the config
	Keys   []string // as the config writes them; none where it is unbound
	Group  string   // heading
	Help   string   // what it does
}

// KeyTable is the table of keys in force, by place and heading.
func KeyTable(s feeds.KeySettings) []KeyRow {
	rows, _ := bound(s)
	feeds.SortStable(rows, func(a, b binding) int {
		if a.Scope != b.Scope {
			return slices.Index(scopes, a.Scope) - slices.Index(scopes, b.Scope)
		}
		return slices.Index(groups, a.Group) - slices.Index(groups, b.Group)
	})
	out := make([]KeyRow, len(rows))
	for i, b := range rows {
		out[i] = KeyRow{string(b.Scope), string(b.Action), b.Keys, b.Group, b.Help}
	}
	return out
}

// KeyPresets names the sets of keys, the default one first.
func KeyPresets() []string { return presetNames() }
