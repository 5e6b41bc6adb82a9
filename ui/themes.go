package ui

import (
	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

// asConfigured is the row of the theme that the config sets.
const asConfigured = "as in the config"

// themeNames are what a person chooses a theme among.
func themeNames() []string { return append([]string{asConfigured}, feeds.Looks...) }

// themeOf is the theme of one of these names.
func (m *Model) themeOf(name string) feeds.Theme {
	t := m.opts.Settings.Theme
	if name != asConfigured {
		t.Dark, t.Light = feeds.Look{Name: name}, feeds.Look{Name: name}
	}
	return t
}

// setTheme shows the screen in a theme, for as long as the program runs: the
// config is the person's own to write.
func (m *Model) setTheme(t feeds.Theme) {
	m.theme = t
	m.restyle()
}

// keepTheme is setTheme by name, with a word on how to have it again.
func (m *Model) keepTheme(name string) tea.Cmd {
	m.setTheme(m.themeOf(name))
	if name == asConfigured {
		return nil
	}
	return m.done(name + ` for now · theme = "` + name + `" in the config keeps it`)
}

// pickTheme shows the screen in each theme as its name is reached.
func (m *Model) pickTheme(int) tea.Cmd {
	was, at := m.theme, 0
	p := &picker{title: "Theme", width: 38, back: func(m *Model) { m.setTheme(was) }}
	for i, name := range themeNames() {
		if was.Dark.Name == name && was.Light.Name == name && len(was.Dark.Colours) == 0 {
			at = i
		}
		p.choices = append(p.choices, choice{
			text: name,
			show: func(m *Model) { m.setTheme(m.themeOf(name)) },
			do:   func(m *Model) tea.Cmd { return m.keepTheme(name) },
		})
	}
	m.pick(p, at)
	return nil
}
