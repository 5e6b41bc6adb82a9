package style

import "charm.land/lipgloss/v2"

// form is a palette as its family publishes it, in "#rrggbb". What of it cannot
// be read as it stands, Palette.legible lifts.
type form struct {
	text, title, dim, accent, source, tag, attention, err, ok, rule, selection, background string
}

// forms are the palettes by the name of their form.
var forms = map[string]form{
	// Broadsheet's own.
	"ink":   {"#c8ccd4", "#ffffff", "#868c96", "#7aa2f7", "#73c7bd", "#c099e6", "#e5b567", "#f98ba0", "#9ece6a", "#4a4f5a", "#283457", "#16171d"},
	"paper": {"#2f2d29", "#0d0c0a", "#6a665e", "#1f4fb2", "#0b5f59", "#70399b", "#7d4a00", "#a8172f", "#2f6210", "#c4beb1", "#dbe4f7", "#fdfbf6"},
	// Seven to one everywhere (WCAG 2.2, 1.4.6); the selected row is reversed.
	"high-contrast-dark":  {"#ffffff", "#ffffff", "#d6d6d6", "#ffd700", "#8ff0ff", "#ffb8ff", "#ffc266", "#ffa3a3", "#90f090", "#b0b0b0", "", "#000000"},
	"high-contrast-light": {"#000000", "#000000", "#333333", "#00309c", "#004a4a", "#5a007a", "#633600", "#8f0012", "#00480c", "#555555", "", "#ffffff"},
	// ethanschoonover.com/solarized. Its text and its comments are too near to
	// each other once the latter can be read, so text is a step stronger here.
	"solarized-dark":  {"#93a1a1", "#eee8d5", "#586e75", "#268bd2", "#2aa198", "#6c71c4", "#b58900", "#dc322f", "#859900", "#2f5560", "#073642", "#002b36"},
	"solarized-light": {"#475b62", "#073642", "#93a1a1", "#268bd2", "#2aa198", "#6c71c4", "#b58900", "#dc322f", "#859900", "#d3cbb7", "#eee8d5", "#fdf6e3"},
	// github.com/morhetz/gruvbox, medium.
	"gruvbox-dark":  {"#ebdbb2", "#fbf1c7", "#a89984", "#fabd2f", "#8ec07c", "#d3869b", "#fe8019", "#fb4934", "#b8bb26", "#504945", "#3c3836", "#282828"},
	"gruvbox-light": {"#3c3836", "#282828", "#7c6f64", "#b57614", "#427b58", "#8f3f71", "#af3a03", "#9d0006", "#79740e", "#d5c4a1", "#ebdbb2", "#fbf1c7"},
	// nordtheme.com
	"nord": {"#d8dee9", "#eceff4", "#616e88", "#88c0d0", "#81a1c1", "#b48ead", "#ebcb8b", "#bf616a", "#a3be8c", "#4c566a", "#3b4252", "#2e3440"},
	// catppuccin.com
	"catppuccin-mocha":     {"#bac2de", "#cdd6f4", "#9399b2", "#cba6f7", "#74c7ec", "#f5c2e7", "#fab387", "#f38ba8", "#a6e3a1", "#45475a", "#313244", "#1e1e2e"},
	"catppuccin-macchiato": {"#b8c0e0", "#cad3f5", "#939ab7", "#c6a0f6", "#7dc4e4", "#f5bde6", "#f5a97f", "#ed8796", "#a6da95", "#494d64", "#363a4f", "#24273a"},
	"catppuccin-frappe":    {"#b5bfe2", "#c6d0f5", "#949cbb", "#ca9ee6", "#85c1dc", "#f4b8e4", "#ef9f76", "#e78284", "#a6d189", "#51576d", "#414559", "#303446"},
	"catppuccin-latte":     {"#5c5f77", "#4c4f69", "#7c7f93", "#8839ef", "#209fb5", "#ea76cb", "#fe640b", "#d20f39", "#40a02b", "#bcc0cc", "#dce0e8", "#eff1f5"},
	// draculatheme.com; the light one is its Alucard.
	"dracula-dark":  {"#f8f8f2", "#ffffff", "#6272a4", "#bd93f9", "#8be9fd", "#ff79c6", "#ffb86c", "#ff5555", "#50fa7b", "#565a70", "#44475a", "#282a36"},
	"dracula-light": {"#1f1f1f", "#000000", "#6c664b", "#644ac9", "#036a96", "#a3144d", "#a34d14", "#cb3a2a", "#14710a", "#cfc9b8", "#e2e0e4", "#fffbeb"},
	// No colour at all, only greys.
	"mono-dark":  {"#c8c8c8", "#ffffff", "#8c8c8c", "#ffffff", "#c8c8c8", "#a8a8a8", "#ffffff", "#ffffff", "#c8c8c8", "#505050", "#353535", "#161616"},
	"mono-light": {"#303030", "#000000", "#686868", "#000000", "#303030", "#555555", "#000000", "#000000", "#303030", "#bbbbbb", "#e2e2e2", "#fcfcfc"},
}

// families are the names that stand for two forms, on a dark terminal and on a
// light one.
var families = map[string][2]string{
	"auto":          {"ink", "paper"},
	"high-contrast": {"high-contrast-dark", "high-contrast-light"},
	"solarized":     {"solarized-dark", "solarized-light"},
	"gruvbox":       {"gruvbox-dark", "gruvbox-light"},
	"catppuccin":    {"catppuccin-mocha", "catppuccin-latte"},
	"dracula":       {"dracula-dark", "dracula-light"},
	"mono":          {"mono-dark", "mono-light"},
}

// published is the palette of a name as its family has it. A name not known is
// "auto".
func published(name string, dark bool) Palette {
	f, ok := forms[name]
	if !ok {
		pair, ok := families[name]
		if !ok {
			pair = families["auto"]
		}
		name = pair[1]
		if dark {
			name = pair[0]
		}
		f = forms[name]
	}
	c := lipgloss.Color
	p := Palette{
		Name: name, Text: c(f.text), Title: c(f.title), Dim: c(f.dim), Accent: c(f.accent), Source: c(f.source), Tag: c(f.tag),
		Attention: c(f.attention), Error: c(f.err), OK: c(f.ok), Rule: c(f.rule), Background: c(f.background),
	}
	if f.selection != "" {
		p.Selection = c(f.selection)
	}
	p.Dark = IsDark(p.Background)
	return p
}
