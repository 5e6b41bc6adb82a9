package ui

import (
	"fmt"
	"sort"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// action is what a key does. Its name is what a config binds keys to.
type action string

// scope is where a binding holds. Scopes are asked from the inner one to the
// outer; scopeGlobal is the outermost of all but dialogs.
type scope string

const (
	scopeGlobal    scope = "global"
	scopeSections  scope = "sections"
	scopeHeadlines scope = "headlines"
	scopeArticle   scope = "article"
	scopeRelated   scope = "related"
	scopeReader    scope = "reader"
	scopeBookmarks scope = "bookmarks"
	scopeFront     scope = "front"
	scopeHealth    scope = "health"
	scopeComments  scope = "comments"
	scopeSelection scope = "selection"
)

// scopes are all places, in the order in which they are told.
var scopes = []scope{scopeGlobal, scopeSections, scopeHeadlines, scopeArticle, scopeRelated, scopeReader, scopeFront, scopeBookmarks, scopeHealth, scopeComments, scopeSelection}

// reach says what an action needs, and so where it means something.
type reach int

const (
	reachPlace  reach = iota // what the place at hand makes of it
	reachRows                // acts on rows, or moves among them: typed ahead, it waits for them
	reachView                // leads elsewhere: what lies over the panes goes first
	reachScreen              // the same whatever is shown
)

// binding is one row of the table: what the dispatcher, the help, the hint
// line, the palette and the manual all read.
type binding struct {
	Scope  scope
	Action action
	Keys   []string // as tea.Key.String gives them; a sequence is parted by spaces
	Group  string   // heading in the help
	Help   string   // a few words for the help
	Hint   string   // one or two words for the hint line
	Reach  reach
	Run    func(m *Model, n int) tea.Cmd // what it does, n times; nil: do's switch knows

	leader bool // its keys begin those of the macros
	moved  bool // a person gave it keys for this place alone: the outer scope's do not hold here
}

// place is where an action has its row.
type place struct {
	in  scope
	act action
}

// keymap finds actions by scope and key.
type keymap struct {
	table    []binding
	rows     map[place]int // the first of each in the table
	actions  map[scope]map[string]action
	prefixes map[scope]map[string]bool // keys that start a sequence
	reaches  map[action]reach
}

// newKeymap reads a table. Of two rows that claim a key in one scope the first
// has it.
func newKeymap(table []binding) *keymap {
	k := &keymap{table: table, rows: make(map[place]int, len(table)), actions: map[scope]map[string]action{}, prefixes: map[scope]map[string]bool{}, reaches: map[action]reach{}}
	for _, s := range scopes {
		k.actions[s], k.prefixes[s] = map[string]action{}, map[string]bool{}
	}
	for i, b := range table {
		if _, had := k.rows[place{b.Scope, b.Action}]; !had {
			k.rows[place{b.Scope, b.Action}] = i
		}
		k.reaches[b.Action] = max(k.reaches[b.Action], b.Reach)
		for _, key := range b.Keys {
			if b.leader {
				k.prefixes[b.Scope][key] = true
			} else if _, taken := k.actions[b.Scope][key]; !taken {
				k.actions[b.Scope][key] = b.Action
			}
			for _, part := range starts(key) {
				k.prefixes[b.Scope][part] = true
			}
		}
	}
	k.close()
	return k
}

// close takes the outer scope's keys from an action in the places where a
// person gave it others.
func (k *keymap) close() {
	for _, b := range k.table {
		if !b.moved {
			continue
		}
		if outer, ok := k.row(scopeGlobal, b.Action); ok {
			for _, key := range outer.Keys {
				if _, taken := k.actions[b.Scope][key]; !taken {
					k.actions[b.Scope][key] = ""
				}
			}
		}
	}
}

// starts are the keys that a sequence begins with, the shortest first.
func starts(key string) (out []string) {
	for i := range len(key) {
		if key[i] == ' ' {
			out = append(out, key[:i])
		}
	}
	return out
}

// check says what is wrong with a table: a key bound twice in one scope, or
// one that is both a binding and the start of a sequence. One would be dead.
func check(table []binding) error {
	k := newKeymap(table)
	for _, b := range table {
		for _, key := range b.Keys {
			if has := k.actions[b.Scope][key]; has != b.Action && !b.leader {
				return fmt.Errorf("bind keys: %q means both %s and %s in %s", key, has, b.Action, b.Scope)
			}
		}
	}
	for _, s := range scopes {
		for p := range k.prefixes[s] {
			for _, in := range []scope{s, scopeGlobal} {
				if was := k.actions[in][p]; was != "" {
					return fmt.Errorf("bind keys: %q is %s in %s and starts a longer key in %s", p, was, in, s)
				}
			}
		}
	}
	return nil
}

// find gives the action of a key, inner scope first; waiting says that the key
// begins a sequence.
func (k *keymap) find(in scope, key string) (a action, waiting bool) {
	for _, s := range []scope{in, scopeGlobal} {
		if a, ok := k.actions[s][key]; ok {
			return a, false
		}
		if k.prefixes[s][key] {
			return "", true
		}
	}
	return "", false
}

// row gives an action's row of a scope.
func (k *keymap) row(in scope, a action) (binding, bool) {
	i, ok := k.rows[place{in, a}]
	if !ok {
		return binding{}, false
	}
	return k.table[i], true
}

// binding gives the row that holds for an action in a scope, the inner first.
func (k *keymap) binding(in scope, a action) (binding, bool) {
	if b, ok := k.row(in, a); ok {
		return b, true
	}
	return k.row(scopeGlobal, a)
}

// within lists what holds in a scope, its own rows first, each with the keys
// that it has there, if any.
func (k *keymap) within(in scope) []binding {
	var out []binding
	for _, b := range k.table {
		if b.Scope == in {
			out = append(out, b)
		}
	}
	for _, b := range k.table {
		if b.Scope != scopeGlobal || in == scopeGlobal {
			continue
		}
		b.Keys = k.reachable(in, b)
		if own, ok := k.row(in, b.Action); !ok || !own.moved && len(b.Keys) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// reachable are the keys of an outer row that an inner scope leaves to it.
func (k *keymap) reachable(in scope, b binding) []string {
	var keys []string
	for _, key := range b.Keys {
		dead := false
		for _, part := range append(starts(key), key) {
			if _, taken := k.actions[in][part]; taken {
				dead = true
			}
		}
		if !dead && !k.prefixes[in][key] {
			keys = append(keys, key)
		}
	}
	return keys
}

// after lists the bindings that a started sequence can still become, by key.
func (k *keymap) after(in scope, prefix string) []binding {
	var out []binding
	for _, b := range k.within(in) {
		if b.leader {
			continue
		}
		for _, key := range b.Keys {
			if rest, ok := strings.CutPrefix(key, prefix+" "); ok {
				b.Keys = []string{rest}
				out = append(out, b)
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Keys[0] < out[j].Keys[0] })
	return out
}
