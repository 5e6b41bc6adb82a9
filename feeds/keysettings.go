package feeds

// KeySettings is what config.toml says about keys, as written. The screen
// knows which actions and places there are: it says what is wrong with them.
type KeySettings struct {
	Preset string // "default", "vim", "newsboat", "emacs"; "" for default
	At     Spot   // where the preset is named
	Binds  []KeyBind
	Macros []Macro
}

// KeyBind gives an action its keys.
type KeyBind struct {
	Scope  string // the place it holds in, "" for everywhere
	Action string
	Keys   []Word // none: the action has no key
	At     Spot   // of the action's name
}

// Macro is a list of actions behind one key.
type Macro struct {
	Key   string
	Steps []Word // actions, with a count before them where they take one, or ":" and a command
	At    Spot
}

// Word is a word of a file and where it stands.
type Word struct {
	Text string
	At   Spot
}

// Spot is a place in a file, from 1; the zero Spot is none.
type Spot struct{ Line, Column int }

// SettingMistake is a setting that cannot be used, found by who knows what it
// means.
type SettingMistake struct {
	At   Spot
	What string // what is wrong
	Want string // what was expected, "" when nothing can be said
}
