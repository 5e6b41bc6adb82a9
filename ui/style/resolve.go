package style

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

// Depth is how many colours a terminal shows.
type Depth int

const (
	TrueColour Depth = iota
	Indexed          // 256
	Sixteen
	Colourless
)

// Terminal is what a theme has to know of the terminal.
type Terminal struct {
	Depth      Depth
	Dark       bool
	Background color.Color // nil while it has not said
}

// Ink is the dark theme on the ground it expects.
func Ink() Palette { return published("ink", true).legible() }

// Paper is the light theme on the ground it expects.
func Paper() Palette { return published("paper", false).legible() }

// Resolve is the palette a theme comes to on a terminal: readable on the
// terminal's own ground, or on the theme's where that is drawn. A person's own
// colours are left as they are.
func Resolve(theme feeds.Theme, t Terminal) Palette {
	look := theme.Light
	if t.Dark {
		look = theme.Dark
	}
	own := func(p *Palette, only func(token string) bool) { p.set(look.Colours, only) }
	ground := func(token string) bool { return token == "background" || token == "selection" || token == "highlight" }
	p := published(look.Name, t.Dark)
	switch {
	case t.Depth == Colourless || look.Name == "plain":
		return Plain(t.Dark)
	case t.Depth == Sixteen:
		p = sixteen(p.Name, t.Dark)
		own(&p, func(token string) bool { return !ground(token) && basic(look.Colours[token]) })
		return p
	}
	own(&p, ground)
	p.Painted = paints(theme, look, p, t)
	if !p.Painted {
		p.Background = t.page(p)
	}
	p = p.legible()
	own(&p, func(token string) bool { return !ground(token) })
	if _, chosen := look.Colours["selected_dim"]; !chosen {
		p.SelectedDim = nil
		p.dimSelected()
	}
	if t.Depth == Indexed {
		p = p.indexed()
		own(&p, func(token string) bool { return !ground(token) })
	}
	return p
}

// paints says whether the theme's own background is drawn.
func paints(theme feeds.Theme, look feeds.Look, p Palette, t Terminal) bool {
	value, chosen := look.Colours["background"]
	switch {
	case theme.Background == "terminal" || chosen && value == "":
		return false
	case theme.Background == "theme" || chosen:
		return true
	}
	// High contrast counts on its black or its white.
	return IsDark(p.Background) != t.Dark || strings.HasPrefix(p.Name, "high-contrast")
}

// page is the terminal's own background, as far as it is known.
func (t Terminal) page(p Palette) color.Color {
	switch {
	case t.Background != nil:
		return t.Background
	case p.Background != nil && IsDark(p.Background) == t.Dark:
		return p.Background
	}
	return published("auto", t.Dark).Background
}

// set puts a person's own colours for the tokens that only names over p.
func (p *Palette) set(own map[string]string, only func(token string) bool) {
	tokens := map[string]*color.Color{
		"text": &p.Text, "title": &p.Title, "dim": &p.Dim, "selected_dim": &p.SelectedDim, "accent": &p.Accent, "source": &p.Source, "tag": &p.Tag,
		"attention": &p.Attention, "error": &p.Error, "ok": &p.OK, "rule": &p.Rule, "selection": &p.Selection, "highlight": &p.Highlight,
		"background": &p.Background,
	}
	for token, value := range own {
		if to := tokens[token]; to != nil && only(token) {
			if *to = nil; value != "" {
				*to = lipgloss.Color(value)
			}
		}
	}
}

// basic says whether a colour is one that every terminal has, or its own.
func basic(value string) bool {
	if value == "" {
		return true
	}
	_, ok := lipgloss.Color(value).(ansi.BasicColor)
	return ok
}
