package ui

import (
	"strings"
	"testing"
)

func TestTheTableOfKeysIsInOrder(t *testing.T) {
	if err := check(bindings()); err != nil {
		t.Fatal(err)
	}
	k := newKeymap(bindings())
	known := map[string]bool{}
	for _, g := range groups {
		known[g] = true
	}
	for _, b := range bindings() {
		if b.Help == "" || b.Hint == "" || !known[b.Group] || len(b.Keys) == 0 {
			t.Errorf("%s in %s lacks words, a group or keys", b.Action, b.Scope)
		}
		for _, key := range b.Keys {
			if a, _ := k.find(b.Scope, key); a != b.Action {
				t.Errorf("%q in %s gives %q, not %s", key, b.Scope, a, b.Action)
			}
			if strings.ContainsAny(key[:1], "0123456789") {
				t.Errorf("%q in %s would be a count", key, b.Scope)
			}
		}
	}
	for in, actions := range hints {
		if len(actions) < 5 {
			t.Errorf("%s has %d hints", in, len(actions))
		}
		for _, a := range actions {
			if _, ok := k.binding(in, a); !ok {
				t.Errorf("the hint line of %s names %s, which no key does there", in, a)
			}
		}
	}
}

func TestAKeyBoundTwiceIsAnError(t *testing.T) {
	row := func(in scope, a action, keys ...string) binding {
		return binding{Scope: in, Action: a, Keys: keys, Group: groupMove, Help: "words", Hint: "words"}
	}
	for _, c := range []struct {
		name  string
		table []binding
		wrong string // part of the error, "" for none
	}{
		{"twice in one scope", []binding{row(scopeGlobal, actDown, "j"), row(scopeGlobal, actUp, "j")}, `"j" means both down and up in global`},
		{"in two scopes the inner one wins", []binding{row(scopeGlobal, actDown, "j"), row(scopeReader, actUp, "j")}, ""},
		{"a key that starts a longer one", []binding{row(scopeGlobal, actDown, "g"), row(scopeGlobal, actTop, "g g")}, `"g" is down in global and starts a longer key`},
		{"a longer one in an inner scope", []binding{row(scopeGlobal, actDown, "g"), row(scopeReader, actTop, "g g")}, "starts a longer key in reader"},
	} {
		err := check(c.table)
		switch {
		case c.wrong == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
