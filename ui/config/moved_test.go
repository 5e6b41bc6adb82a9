package config

import (
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestWhatOfAnotherReadersSettingsHasALine(t *testing.T) {
	var b strings.Builder
	err := WriteMoved(&b, feeds.Migration{
		Interval: 90 * time.Minute, Preset: "newsboat",
		Keys: []feeds.MovedKey{
			{Key: "j", Actions: []string{"down"}}, {Key: "n", Actions: []string{"down"}}, {Key: "j", Actions: []string{"down"}},
			{Key: "\"", In: "headlines", Actions: []string{"next-unread"}},
		},
		Macros: []feeds.MovedKey{{Key: "r", Actions: []string{"read", "next-unread"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `[reload]
interval = '1h30m'
[keys]
down = ['down', 'j', 'n']
preset = 'newsboat'
[keys.headlines]
next-unread = ['"']
[macros]
r = ['read', 'next-unread']
`
	if b.String() != want {
		t.Errorf("written:\n%s", b.String())
	}
	b.Reset()
	if err := WriteMoved(&b, feeds.Migration{}); err != nil || b.Len() > 0 {
		t.Errorf("nothing is written as %q", b.String())
	}
}
