package ui

import (
	"fmt"
	"sort"
	"strings"
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
	scopeHealth    scope = "health"
)

// binding is one row of the table: what the dispatcher, the help and the hint
// line all read.
type binding struct {
	Scope  scope
	Action action
	Keys   []string // as tea.Key.String gives them; a sequence is parted by a space
	Group  string   // heading in the help
	Help   string   // a few words for the help
	Hint   string   // one or two words for the hint line
}

// keymap finds actions by scope and key.
type keymap struct {
	table    []binding
	actions  map[scope]map[string]action
	prefixes map[scope]map[string]bool // keys that start a sequence
}

// newKeymap reads a table. A key bound twice in one scope, or one that is both
// a binding and the start of a sequence, is an error: one would be dead.
func newKeymap(table []binding) (*keymap, error) {
	k := &keymap{table: table, actions: map[scope]map[string]action{}, prefixes: map[scope]map[string]bool{}}
	for _, b := range table {
		if k.actions[b.Scope] == nil {
			k.actions[b.Scope] = map[string]action{}
			k.prefixes[b.Scope] = map[string]bool{}
		}
		for _, key := range b.Keys {
			if was, ok := k.actions[b.Scope][key]; ok {
				return nil, fmt.Errorf("bind keys: %q means both %s and %s in %s", key, was, b.Action, b.Scope)
			}
			k.actions[b.Scope][key] = b.Action
			for part := key; ; {
				i := strings.LastIndexByte(part, ' ')
				if i < 0 {
					break
				}
				part = part[:i]
				k.prefixes[b.Scope][part] = true
			}
		}
	}
	for s, prefixes := range k.prefixes {
		for p := range prefixes {
			for _, in := range []scope{s, scopeGlobal} {
				if was, ok := k.actions[in][p]; ok {
					return nil, fmt.Errorf("bind keys: %q is %s in %s and starts a longer key in %s", p, was, in, s)
				}
			}
		}
	}
	return k, nil
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

// binding gives the row that holds for an action in a scope, the inner first.
func (k *keymap) binding(in scope, a action) (binding, bool) {
	for _, s := range []scope{in, scopeGlobal} {
		for _, b := range k.table {
			if b.Scope == s && b.Action == a {
				return b, true
			}
		}
	}
	return binding{}, false
}

// within lists what holds in a scope, its own rows first, without those of the
// outer scope whose keys it takes.
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
		var keys []string
		for _, key := range b.Keys {
			if _, taken := k.actions[in][key]; !taken {
				keys = append(keys, key)
			}
		}
		if len(keys) > 0 {
			b.Keys = keys
			out = append(out, b)
		}
	}
	return out
}

// after lists the bindings that a started sequence can still become, by key.
func (k *keymap) after(in scope, prefix string) []binding {
	var out []binding
	for _, b := range k.within(in) {
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

// show is a key as people read it.
func show(key string) string {
	parts := strings.Split(key, " ")
	for i, p := range parts {
		switch p {
		case "enter":
			p = "↵"
		case "up":
			p = "↑"
		case "down":
			p = "↓"
		case "left":
			p = "←"
		case "right":
			p = "→"
		case "tab":
			p = "Tab"
		case "shift+tab":
			p = "⇧Tab"
		case "pgdown":
			p = "PgDn"
		case "pgup":
			p = "PgUp"
		case "home":
			p = "Home"
		case "end":
			p = "End"
		}
		parts[i] = p
	}
	return strings.Join(parts, " ")
}
