package ui

import (
	"maps"
	"slices"
)

// presets are sets of keys for people who come from elsewhere: what each does
// otherwise than the default table. What a set does not name stays as it is.
var presets = map[string][]rebind{
	"vim": {
		to("", actRedo, "U", "ctrl+r"),
		to("", actDone, "d d"),
		to("", actCopy, "y y"),
		to("", actBack, "esc", "q", "ctrl+o"),
		to("", actQuit, "Q", "Z Z", "Z Q", "ctrl+c"),
		to("", actZoom, "ctrl+w o", "ctrl+w _"),
		to("", actNextPane, "tab", "ctrl+w w"),
		to("", actPrevPane, "shift+tab", "ctrl+w W"),
		to("", actLeft, "h", "left", "ctrl+w h"),
		to("", actRight, "l", "right", "ctrl+w l"),
		to("", actShrink, "<", "ctrl+w <"),
		to("", actGrow, ">", "ctrl+w >"),
		to("", actEven, "=", "ctrl+w ="),
		to(scopeSections, actFold, "h", "left", "z c"),
		to(scopeSections, actUnfold, "l", "right", "z o"),
		to(scopeSections, actToggle, "space", "z a"),
		to(scopeReader, actDown, "j", "down", "ctrl+e"),
		to(scopeReader, actUp, "k", "up", "ctrl+y"),
	},
	// As `newsboat` has them without a config of its own.
	"newsboat": {
		to("", actPrevUnread, "p"),
		to("", actRead, "N", "m"),
		to("", actSave, "s"),
		to("", actFollow, "u", "f"),
		to("", actUndo, "U"),
		to("", actRedo, "ctrl+y"),
		to("", actBookmark, "ctrl+b", "b"),
		to("", actPageUp, "pgup"),
		to("", actPageDown, "pgdown"),
		to("", actSections, "g s"),
		to("", actSummary, "P"),
		to(scopeHealth, actPause, "P"),
	},
	// Movement and windows as in Emacs, reading as in Gnus and Elfeed.
	"emacs": {
		to("", actDown, "n", "down", "ctrl+n"),
		to("", actUp, "p", "up", "ctrl+p"),
		to(scopeReader, actDown, "n", "down", "ctrl+n"),
		to(scopeReader, actUp, "p", "up", "ctrl+p"),
		to("", actNextUnread, "N"),
		to("", actPrevUnread, "P"),
		to("", actRight, "ctrl+f", "right"),
		to("", actLeft, "ctrl+b", "left"),
		to(scopeSections, actUnfold, "ctrl+f", "right"),
		to(scopeSections, actFold, "ctrl+b", "left"),
		to("", actPageDown, "ctrl+v", "pgdown"),
		to("", actPageUp, "alt+v", "pgup"),
		to("", actTop, "alt+<", "home", "g g"),
		to("", actBottom, "alt+>", "end", "G"),
		to("", actBack, "esc", "q", "ctrl+g"),
		to("", actQuit, "Q", "ctrl+x k", "ctrl+c"),
		to("", actNextPane, "tab", "ctrl+x o"),
		to("", actPrevPane, "shift+tab", "ctrl+x O"),
		to("", actZoom, "z", "ctrl+x 1"),
		to("", actSections, "s", "ctrl+x d"),
		to("", actJump, "'", "ctrl+x b"),
		to("", actSearch, "/", "ctrl+s"),
		to("", actSaveSearch, "ctrl+x s"),
		to("", actSave, "w", "ctrl+x ctrl+s"),
		to("", actSummary, "alt+s"),
		to("", actCopy, "y", "alt+w"),
		to("", actUndo, "u", "ctrl+_", "ctrl+x u"),
		to("", actRedo, "U", "ctrl+x r"),
		to("", actHelp, "?", "ctrl+h"),
		to("", actPalette, "alt+x", "ctrl+x x"),
		to(scopeHealth, actPause, "alt+p", "ctrl+x p"),
	},
}

// to is a row of a preset. It is not inlined: each row would hold a copy.
//
//go:noinline
func to(in scope, a action, keys ...string) rebind {
	r := rebind{in: in, action: a}
	for _, k := range keys {
		r.keys = append(r.keys, boundKey{key: k})
	}
	return r
}

func presetNames() []string {
	return append([]string{"default"}, slices.Sorted(maps.Keys(presets))...)
}
