package style

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/lucasb-eyer/go-colorful"
)

// Palette is a theme: one colour for each thing a colour may mean. A nil colour
// is left to the terminal.
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
	Selection   color.Color // nil: the selected row is reversed
	Highlight   color.Color // the ground of passages the reader marked; nil: they are underlined
	Background  color.Color // what all the others are read on

	Painted bool // Background is drawn; else the terminal's own shows, and Background is it
}

// Plain has no colours: weight, reverse and glyphs carry everything. It is for
// NO_COLOR and terminals without colours.
func Plain(dark bool) Palette { return Palette{Name: "plain", Dark: dark} }

// words are the tokens that words are written in on any ground.
func (p *Palette) words() []*color.Color {
	return []*color.Color{&p.Text, &p.Title, &p.Accent, &p.Source, &p.Tag, &p.Attention, &p.Error, &p.OK}
}

// legible is p with every token such that it can be read on the page and on
// the selected row, changed as little as that takes.
func (p Palette) legible() Palette {
	if p.Selection != nil && IsDark(p.Selection) != IsDark(p.Background) {
		other := published("auto", IsDark(p.Background))
		p.Selection, p.Rule = other.Selection, other.Rule
	}
	p.Dark = IsDark(p.Background)
	if p.Selection != nil {
		p.Selection = beside(p.Selection, p.Background)
	}
	for _, c := range p.words() {
		*c = lift(*c, readable, p.Background, p.Selection)
	}
	p.Dim = lift(p.Dim, readable, p.Background)
	p.Rule = lift(p.Rule, apart, p.Background)
	if p.Highlight == nil {
		p.Highlight = marker(p.Background, p.Text, p.Attention)
	}
	p.dimSelected()
	return p
}

// dimSelected makes the dim of the selected row where the palette has none.
func (p *Palette) dimSelected() {
	if p.SelectedDim == nil {
		p.SelectedDim = p.Dim
	}
	if p.Selection != nil {
		p.SelectedDim = lift(p.SelectedDim, readable, p.Selection)
	}
}

// beside is the selection's ground, moved away from the page's where the two
// can hardly be told apart.
func beside(selection, page color.Color) color.Color {
	const told, clear = 1.12, 1.22
	if contrast(selection, page) >= told {
		return selection
	}
	words, away := color.Color(color.White), color.Color(color.Black)
	if !IsDark(page) {
		words, away = away, words
	}
	for _, to := range []color.Color{words, away} {
		for part := 0.02; part < 1; part += 0.02 {
			c := blend(page, to, part)
			if contrast(c, page) < clear {
				continue
			}
			if contrast(c, words) >= readable {
				return c
			}
			break
		}
	}
	return selection
}

// marker is a ground for text on a page as a marking pen of a hue leaves it: as
// far from the page as the words bear, and as looks well; nil where they bear
// next to nothing.
func marker(page, text, hue color.Color) color.Color {
	const least, step = 1.15, 0.01
	most, toward := 1.3, -step
	if IsDark(page) {
		most, toward = 1.75, step // which looks as far as that does on white
	}
	want := max(readable, min(0.6*contrast(text, page), 7))
	of, _ := colorful.MakeColor(page)
	ink, _ := colorful.MakeColor(hue)
	l, _, _ := of.OkLch()
	_, chroma, h := ink.OkLch()
	var best color.Color
	for l += toward; l > 0 && l < 1; l += toward {
		c := shown(l, min(chroma, 0.1), h)
		if apart := contrast(c, page); apart > most || !stands(text, want, []color.Color{c}) {
			break
		} else if apart >= least {
			best = c
		}
	}
	return best
}

// indexed is p in the 240 colours that a terminal of 256 has for good. The
// nearest is often not the readable one.
func (p Palette) indexed() Palette {
	if p.Painted {
		p.Background = indexed(p.Background, 0)
	}
	p.Selection = indexed(p.Selection, 1.1, p.Background)
	for _, c := range p.words() {
		*c = indexed(*c, readable, p.Background, p.Selection)
	}
	p.Dim = indexed(p.Dim, readable, p.Background)
	p.SelectedDim = indexed(p.SelectedDim, readable, p.Selection)
	p.Rule = indexed(p.Rule, apart, p.Background)
	p.Highlight = nearest(p.Highlight, func(c color.Color) bool { return contrast(c, p.Background) >= 1.1 && contrast(c, p.Text) >= readable })
	return p
}

// sixteen is a theme of the colours that every terminal has. People set those
// as they like, so text stays the terminal's own, the selected row
// is reversed, and only colours that are far from the ground are taken.
func sixteen(name string, dark bool) Palette {
	if dark {
		return Palette{
			Name: name, Dark: true, Dim: lipgloss.White, Accent: lipgloss.BrightCyan, Source: lipgloss.Green, Tag: lipgloss.Cyan,
			Attention: lipgloss.BrightYellow, Error: lipgloss.BrightRed, OK: lipgloss.BrightGreen, Rule: lipgloss.BrightBlack,
			Highlight: lipgloss.BrightYellow,
		}
	}
	return Palette{
		Name: name, Accent: lipgloss.Blue, Source: lipgloss.Blue, Tag: lipgloss.Magenta,
		Attention: lipgloss.Red, Error: lipgloss.Red, Rule: lipgloss.BrightBlack,
		Highlight: lipgloss.BrightYellow,
	}
}
