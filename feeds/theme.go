package feeds

import "maps"

// Theme is the colours of the screen, on a dark terminal and on a light one.
type Theme struct {
	Dark, Light Look
	Background  string // whose is drawn: "auto", "theme", "terminal"
}

// Look is a palette by name, and a person's own colours over it: token to
// colour, as "#rrggbb", as a number of the terminal's palette from "0" to
// "255", or "" for the terminal's own.
type Look struct {
	Name    string
	Colours map[string]string
}

// One is the theme of one name on every terminal.
func One(name string) Theme {
	return Theme{Dark: Look{Name: name}, Light: Look{Name: name}, Background: "auto"}
}

// Looks are the names of the palettes, as a person chooses among them. "auto"
// is ink on a dark terminal and paper on a light one. Families that have both
// forms follow the terminal; with "-dark" or "-light" they stay as they are.
var Looks = []string{
	"auto", "ink", "paper", "high-contrast", "solarized", "gruvbox", "nord", "catppuccin", "dracula", "mono",
}

// FixedLooks are the names of single forms of the families.
var FixedLooks = []string{
	"high-contrast-dark", "high-contrast-light", "solarized-dark", "solarized-light", "gruvbox-dark", "gruvbox-light",
	"catppuccin-mocha", "catppuccin-macchiato", "catppuccin-frappe", "catppuccin-latte", "dracula-dark", "dracula-light",
	"mono-dark", "mono-light",
}

// Tokens are what a colour may mean on the screen.
var Tokens = []string{
	"text", "title", "dim", "selected_dim", "accent", "source", "tag", "attention", "error", "ok", "rule", "selection", "highlight", "background",
}

// Same says whether t and other look alike.
func (t Theme) Same(other Theme) bool {
	same := func(a, b Look) bool { return a.Name == b.Name && maps.Equal(a.Colours, b.Colours) }
	return t.Background == other.Background && same(t.Dark, other.Dark) && same(t.Light, other.Light)
}
