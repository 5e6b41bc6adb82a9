// Package style turns a dozen colour tokens into the styles of the screen. A
// theme is a Palette and nothing else; a style is asked for by what it means
// (Source, Tag, Attention), never by colour.
//
// It knows nothing of panes or articles. The terminal keeps its own background
// where the theme can be read on it. Meaning never hangs on colour alone, so it
// brings the glyphs as well. Every room of the screen uses it.
package style

import (
	"fmt"
	"hash/fnv"
	"image/color"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// Styles is a Palette made ready to draw with.
type Styles struct {
	Palette Palette
	Glyphs  Glyphs
	Key     string // another one for every other palette
	Ruler          // of the terminal

	Text       lipgloss.Style
	Dim        lipgloss.Style
	Bold       lipgloss.Style // titles, unread headlines
	Italic     lipgloss.Style
	Accent     lipgloss.Style // keys, unread dot, what is in focus
	AccentBold lipgloss.Style
	Source     lipgloss.Style
	Tag        lipgloss.Style
	TagBold    lipgloss.Style // first crumb of a section path
	Attention  lipgloss.Style // related counts
	Note       lipgloss.Style // editor's notes
	Error      lipgloss.Style
	OK         lipgloss.Style
	Rule       lipgloss.Style // dividers, rules of panes without focus
	RuleFocus  lipgloss.Style
	Mono       lipgloss.Style // code
	Link       lipgloss.Style
	Marked     lipgloss.Style // passages the author marked, matches of a search
	Highlight  lipgloss.Style // passages the reader marked
	Passage    lipgloss.Style // the passage being marked
}

// New makes the styles of p, with the Unicode glyphs.
func New(p Palette) Styles {
	on := func(c color.Color) lipgloss.Style {
		if c == nil {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(c)
	}
	sum := fnv.New64a()
	fmt.Fprint(sum, p)
	return Styles{
		Palette:    p,
		Key:        strconv.FormatUint(sum.Sum64(), 36),
		Glyphs:     Unicode(),
		Text:       on(p.Text),
		Dim:        on(p.Dim),
		Bold:       on(p.Title).Bold(true),
		Italic:     on(p.Text).Italic(true),
		Accent:     on(p.Accent),
		AccentBold: on(p.Accent).Bold(true),
		Source:     on(p.Source),
		Tag:        on(p.Tag),
		TagBold:    on(p.Tag).Bold(true),
		Attention:  on(p.Attention),
		Note:       on(p.Attention).Italic(true),
		Error:      on(p.Error),
		OK:         on(p.OK),
		Rule:       on(p.Rule),
		RuleFocus:  on(p.Accent),
		Mono:       on(p.OK),
		Link:       on(p.Accent).Underline(true),
		Marked:     on(p.Attention).Bold(true),
		Highlight:  highlight(p, on(p.Text)),
		Passage:    on(p.Text).Reverse(true),
	}
}

// highlight is text on the ground of marked passages. A terminal of sixteen
// colours has its own text colour, which nobody has measured on one of the
// others: black is certain.
func highlight(p Palette, text lipgloss.Style) lipgloss.Style {
	switch {
	case p.Highlight == nil:
		return text.Underline(true)
	case p.Text == nil:
		return text.Foreground(lipgloss.Black).Background(p.Highlight)
	}
	return text.Background(p.Highlight)
}

// Selected is s as it stands on the selected row: on the selection's
// background, with dim text lightened so that it can still be read. Where the
// theme has no such background it is s reversed, without its colour: reversed,
// that would be a ground of its own.
func (st Styles) Selected(s lipgloss.Style) lipgloss.Style {
	if st.Palette.Selection == nil {
		return s.UnsetForeground().Reverse(true)
	}
	if st.Palette.Dim != nil && s.GetForeground() == st.Palette.Dim {
		s = s.Foreground(st.Palette.SelectedDim)
	}
	return s.Background(st.Palette.Selection)
}

// Ground draws a line, which ends with its styles closed, on the palette's own
// background where that is to be drawn.
func (st Styles) Ground(line string) string {
	if !st.Palette.Painted {
		return line
	}
	on := ansi.Style{}.ForegroundColor(st.Palette.Text).BackgroundColor(st.Palette.Background).String()
	return on + strings.ReplaceAll(line, ansi.ResetStyle, ansi.ResetStyle+on) + ansi.ResetStyle
}
