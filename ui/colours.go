package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/ui/style"
)

// tellTheme and hideTheme have the terminal say, or say no more, when it turns
// dark or light while the program runs (mode 2031); one that does not know the
// mode takes no notice.
var (
	tellTheme = tea.Raw(ansi.SetModeLightDark)
	hideTheme = tea.Raw(hideThemeSeq)
)

const hideThemeSeq = ansi.ResetModeLightDark

// without does a command after the terminal was told to say no more.
func (m *Model) without(then tea.Cmd) tea.Cmd {
	if m.opts.Plain {
		return then
	}
	return tea.Sequence(hideTheme, then)
}

// depthOf is how many colours a terminal shows.
func depthOf(p colorprofile.Profile) style.Depth {
	switch {
	case p >= colorprofile.TrueColor:
		return style.TrueColour
	case p == colorprofile.ANSI256:
		return style.Indexed
	case p == colorprofile.ANSI:
		return style.Sixteen
	}
	return style.Colourless
}
