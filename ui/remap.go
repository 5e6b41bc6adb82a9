package ui

import (
	"fmt"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// rebind gives an action other keys, in one place or (scope "") wherever it
// means something.
type rebind struct {
	in     scope
	action action
	keys   []boundKey
}

// boundKey is a key and where the person wrote it.
type boundKey struct {
	key string
	at  feeds.Spot
}

// KeyMistakes says what is wrong with a person's keys: names that are none,
// and keys that were given away twice. All else is in force.
func KeyMistakes(s feeds.KeySettings) []feeds.SettingMistake {
	_, wrong := bound(s)
	return wrong
}

// bound is the table of keys in force: the default one, a preset over it, the
// person's own keys over that, and the macros.
func bound(s feeds.KeySettings) ([]binding, []feeds.SettingMistake) {
	r := &remapper{rows: bindings(), macro: map[action]feeds.Spot{}}
	layer, ok := presets[s.Preset]
	if !ok && s.Preset != "" && s.Preset != "default" {
		r.wrong(s.At, fmt.Sprintf("there is no set of keys %q", feeds.CleanLine(s.Preset)), nearestOr(s.Preset, presetNames(), `"default", "vim", "newsboat" or "emacs"`))
	}
	r.lay(layer)
	r.macros(s.Macros)
	r.lay(r.read(s.Binds))
	r.lead()
	feeds.SortStable(r.mistakes, func(a, b feeds.SettingMistake) int {
		if a.At.Line != b.At.Line {
			return a.At.Line - b.At.Line
		}
		return a.At.Column - b.At.Column
	})
	return r.rows, r.mistakes
}

type remapper struct {
	rows     []binding
	mistakes []feeds.SettingMistake
	macro    map[action]feeds.Spot // where each is
}

func (r *remapper) wrong(at feeds.Spot, what, want string) {
	r.mistakes = append(r.mistakes, feeds.SettingMistake{At: at, What: what, Want: want})
}

// read checks a person's bindings for names that are none.
func (r *remapper) read(binds []feeds.KeyBind) (layer []rebind) {
	for _, b := range binds {
		if b.Scope != "" && !slices.Contains(scopes, scope(b.Scope)) {
			names := make([]string, len(scopes))
			for i, s := range scopes {
				names[i] = string(s)
			}
			r.wrong(b.At, fmt.Sprintf("there is no place %q to bind keys in", feeds.CleanLine(b.Scope)), nearestOr(b.Scope, names, "one of "+strings.Join(names, ", ")))
			continue
		}
		if !slices.ContainsFunc(r.rows, func(row binding) bool { return string(row.Action) == b.Action }) {
			r.wrong(b.At, fmt.Sprintf("there is no action %q", feeds.CleanLine(b.Action)), nearestOr(b.Action, actionNames(r.rows), "an action that `broadsheet keys` lists"))
			continue
		}
		bind := rebind{in: scope(b.Scope), action: action(b.Action)}
		if bind.in == scopeGlobal {
			bind.in = ""
		}
		good := len(b.Keys) == 0
		for _, w := range b.Keys {
			key, err := parseKeys(w.Text)
			if err != nil {
				r.wrong(w.At, fmt.Sprintf("%q cannot be bound", feeds.CleanLine(w.Text)), err.Error())
				continue
			}
			good = true
			bind.keys = append(bind.keys, boundKey{key, w.At})
		}
		if good { // else the action keeps the keys it had
			layer = append(layer, bind)
		}
	}
	return layer
}

// lay puts a layer over the table. What it binds it takes from whatever had
// the key before, and from whatever that key would cut short.
func (r *remapper) lay(layer []rebind) {
	set := map[int]bool{} // rows of this layer
	for _, bind := range layer {
		found := false
		for i := range r.rows {
			if r.rows[i].Action == bind.action && (bind.in == "" || r.rows[i].Scope == bind.in) {
				set[i], found = true, true
			}
		}
		if !found {
			set[len(r.rows)] = true
			r.rows = append(r.rows, r.moved(bind))
		}
	}
	had := map[action][]string{} // everywhere, before
	for i := range set {
		if r.rows[i].Scope == scopeGlobal {
			had[r.rows[i].Action] = r.rows[i].Keys
		}
		r.rows[i].Keys = nil
	}
	by := map[scope][]claim{}
	// One place's own keys go before those that hold everywhere.
	var places, everywhere []rebind
	for _, bind := range layer {
		if bind.in == "" {
			everywhere = append(everywhere, bind)
		} else {
			places = append(places, bind)
		}
	}
	done := map[int]bool{}
	for _, bind := range append(places, everywhere...) {
		for i := range r.rows {
			row := &r.rows[i]
			if row.Action != bind.action || done[i] || bind.in != "" && row.Scope != bind.in {
				continue
			}
			done[i] = true
			row.moved = row.moved || bind.in != ""
			for _, k := range bind.keys {
				if owner, ok := clash(by[row.Scope], k.key); ok {
					if owner.action != bind.action || owner.key != k.key {
						r.clashes(k, owner)
					}
					continue
				}
				by[row.Scope] = append(by[row.Scope], claim{k, bind.action, !slices.Contains(had[bind.action], k.key)})
				row.Keys = append(row.Keys, k.key)
			}
		}
	}
	r.take(set, by)
}

// moved is the row of an action in a place that has none of its own for it.
func (r *remapper) moved(bind rebind) binding {
	i := slices.IndexFunc(r.rows, func(b binding) bool { return b.Action == bind.action })
	if j := slices.IndexFunc(r.rows, func(b binding) bool { return b.Action == bind.action && b.Scope == scopeGlobal }); j >= 0 {
		i = j
	}
	row := r.rows[i]
	row.Scope, row.moved = bind.in, true
	return row
}

// claim is a key that this layer has given to an action.
type claim struct {
	boundKey
	action action
	fresh  bool // it had not this key everywhere before
}

// clash finds who has a key, or one that begins it or that it begins.
func clash(claims []claim, key string) (claim, bool) {
	i := slices.IndexFunc(claims, func(c claim) bool { return overlaps(c.key, key) })
	if i < 0 {
		return claim{}, false
	}
	return claims[i], true
}

func overlaps(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+" ") || strings.HasPrefix(b, a+" ")
}

func (r *remapper) clashes(k boundKey, had claim) {
	if slices.ContainsFunc(r.mistakes, func(m feeds.SettingMistake) bool { return m.At == k.at }) {
		return // said of another place
	}
	what := fmt.Sprintf("%q is %s already, by line %d", k.key, had.action, had.at.Line)
	if had.key != k.key {
		what = fmt.Sprintf("%q cannot stand beside %q, which is %s by line %d: one begins the other", k.key, had.key, had.action, had.at.Line)
	}
	r.wrong(k.at, what, "another key for one of the two")
}

// take frees the keys of a layer from the rows that had them. One that now
// holds everywhere is freed in the inner places too, where a person means it
// as well; what an inner place made of a key that held everywhere before is
// left as it was.
func (r *remapper) take(set map[int]bool, by map[scope][]claim) {
	for i := range r.rows {
		if set[i] {
			continue
		}
		row := &r.rows[i]
		kept := row.Keys[:0:0]
		for _, key := range row.Keys {
			if row.leader && !slices.ContainsFunc(by[row.Scope], func(c claim) bool { return c.key == key || strings.HasPrefix(key, c.key+" ") }) {
				kept = append(kept, key) // longer keys stand beside those of the macros
				continue
			}
			_, here := clash(by[row.Scope], key)
			owner, everywhere := clash(by[scopeGlobal], key)
			if !here && (!everywhere || !owner.fresh || owner.action == row.Action) {
				kept = append(kept, key)
			}
		}
		row.Keys = kept
	}
}

func actionNames(rows []binding) []string {
	var out []string
	for _, b := range rows {
		out = append(out, string(b.Action))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// nearestOr suggests a name that exists, or says what was expected.
func nearestOr(word string, names []string, or string) string {
	if near := feeds.Nearest(word, names); near != "" {
		return fmt.Sprintf("%s; perhaps %q", or, near)
	}
	return or
}
