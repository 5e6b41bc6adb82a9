package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/ui/style"
)

// maxEnclosures is how many files of an article are listed.
const maxEnclosures = 8

// listed are the files of an article as lines of its head: kind, how long it
// lasts, how large it is, and the key that plays or opens it.
func listed(list []feeds.Enclosure, g style.Glyphs, plays string) []string {
	var lines []string
	for i, e := range list[:min(len(list), maxEnclosures)] {
		kind, sign, does := feeds.CleanLine(e.Type), g.Image, "opens"
		switch {
		case strings.HasPrefix(kind, "audio/"):
			sign, does = g.Sound, "plays"
		case strings.HasPrefix(kind, "video/"):
			sign, does = g.Play, "plays"
		}
		if kind == "" {
			kind = feeds.Host(e.URL)
		}
		parts := []string{sign + " " + kind}
		if e.Duration > 0 {
			parts = append(parts, lasts(e.Duration))
		}
		if e.Length > 0 {
			parts = append(parts, size(e.Length))
		}
		if key := plays + " " + does; plays != "" && i > 0 {
			parts = append(parts, itoa(i+1)+key)
		} else if plays != "" {
			parts = append(parts, key)
		}
		lines = append(lines, strings.Join(parts, " · "))
	}
	return lines
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	case n < 10_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n < 1_000_000_000:
		return fmt.Sprintf("%d MB", (n+500_000)/1_000_000)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// lasts is a number of seconds for people.
func lasts(n int) string {
	minutes := (n + 30) / 60
	switch {
	case n < 60:
		return fmt.Sprintf("%d s", n)
	case minutes < 60:
		return fmt.Sprintf("%d min", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d h", minutes/60)
	}
	return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
}

// play opens the n-th file of the article at hand.
func (m *Model) play(n int) tea.Cmd {
	return m.withArticle(func(m *Model, a feeds.Article) tea.Cmd {
		switch {
		case len(a.Enclosures) == 0:
			return m.say("nothing to play comes with this one")
		case n > len(a.Enclosures):
			return m.say("only " + plural(len(a.Enclosures), "file comes", "files come") + " with this one")
		}
		e := a.Enclosures[max(n, 1)-1]
		url := feeds.WebURL("", e.URL)
		if url == "" {
			return m.say("its address is none to open")
		}
		if m.opts.Play == nil {
			return m.openURL(url)
		}
		play := m.opts.Play
		return func() tea.Msg { return openedMsg{play(url, e.Type)} }
	})
}
