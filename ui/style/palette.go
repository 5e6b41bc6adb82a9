package style

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Palette is a theme: one colour for each thing a colour may mean. Background
// is what the theme expects the terminal to have; it is never painted, only
// measured against. A nil colour is left to the terminal.
type Palette struct {
	Name string
	Dark bool

	Text        color.Color
	Title       color.Color // headlines and headings, always bold
	Dim         color.Color
	SelectedDim color.Color // Dim on Selection
	Accent      color.Color
	Source      color.Color
	Tag         color.Color
	Attention   color.Color
	Error       color.Color
	OK          color.Color
	Rule        color.Color // lines, never words
	Selection   color.Color
	Background  color.Color
}

// Ink is the dark theme.
func Ink() Palette {
	return Palette{
		Name: "ink", Dark: true,
		Text:        lipgloss.Color("#c8ccd4"),
		Title:       lipgloss.Color("#ffffff"),
		Dim:         lipgloss.Color("#868c96"),
		SelectedDim: lipgloss.Color("#a3abba"),
		Accent:      lipgloss.Color("#7aa2f7"),
		Source:      lipgloss.Color("#73c7bd"),
		Tag:         lipgloss.Color("#c099e6"),
		Attention:   lipgloss.Color("#e5b567"),
		Error:       lipgloss.Color("#f98ba0"),
		OK:          lipgloss.Color("#9ece6a"),
		Rule:        lipgloss.Color("#4a4f5a"),
		Selection:   lipgloss.Color("#283457"),
		Background:  lipgloss.Color("#16171d"),
	}
}

// Paper is the light theme.
func Paper() Palette {
	return Palette{
		Name:        "paper",
		Text:        lipgloss.Color("#2f2d29"),
		Title:       lipgloss.Color("#0d0c0a"),
		Dim:         lipgloss.Color("#6a665e"),
		SelectedDim: lipgloss.Color("#57534b"),
		Accent:      lipgloss.Color("#1f4fb2"),
		Source:      lipgloss.Color("#0b5f59"),
		Tag:         lipgloss.Color("#70399b"),
		Attention:   lipgloss.Color("#7d4a00"),
		Error:       lipgloss.Color("#a8172f"),
		OK:          lipgloss.Color("#2f6210"),
		Rule:        lipgloss.Color("#c4beb1"),
		Selection:   lipgloss.Color("#dbe4f7"),
		Background:  lipgloss.Color("#fdfbf6"),
	}
}

// Plain has no colours: weight, reverse and glyphs carry everything. It is for
// NO_COLOR and terminals without colours.
func Plain(dark bool) Palette { return Palette{Name: "plain", Dark: dark} }

// ByName is the theme a setting names. "auto", and any name not known, is ink
// on a dark terminal and paper on a light one.
func ByName(name string, dark bool) Palette {
	switch name {
	case "ink":
		return Ink()
	case "paper":
		return Paper()
	case "plain":
		return Plain(dark)
	}
	if dark {
		return Ink()
	}
	return Paper()
}

// Depth is how many colours a terminal shows.
type Depth int

const (
	TrueColour Depth = iota
	Indexed          // 256
	Sixteen
	Colourless
)

// At is p as a terminal of depth d shows it best: the nearest colour is often
// not the readable one.
func (p Palette) At(d Depth) Palette {
	switch {
	case d == Colourless:
		return Plain(p.Dark)
	case p.Text == nil: // plain already
	case d == Sixteen:
		return sixteen(p.Name+"-16", p.Dark)
	case d == Indexed && p.Dark:
		p.Name, p.Selection, p.Rule, p.Dim = p.Name+"-256", lipgloss.ANSIColor(236), lipgloss.ANSIColor(240), lipgloss.ANSIColor(246)
	case d == Indexed:
		p.Name, p.Selection, p.Rule = p.Name+"-256", lipgloss.ANSIColor(254), lipgloss.ANSIColor(250)
	}
	return p
}

// sixteen is a theme of the colours that every terminal has. People set those
// as they like, so text stays the terminal's own, the selected row
// is reversed, and only colours that are far from the ground are taken.
func sixteen(name string, dark bool) Palette {
	if dark {
		return Palette{
			Name: name, Dark: true, Dim: lipgloss.White, Accent: lipgloss.BrightCyan, Source: lipgloss.Green, Tag: lipgloss.BrightMagenta,
			Attention: lipgloss.BrightYellow, Error: lipgloss.BrightRed, OK: lipgloss.BrightGreen, Rule: lipgloss.BrightBlack,
		}
	}
	return Palette{
		Name: name, Title: lipgloss.Black, Dim: lipgloss.BrightBlack, Accent: lipgloss.Blue, Source: lipgloss.Blue, Tag: lipgloss.Magenta,
		Attention: lipgloss.Red, Error: lipgloss.Red, Rule: lipgloss.BrightBlack,
	}
}
