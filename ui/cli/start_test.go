package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
	"broadsheet/feeds/sample"
)

// BenchmarkStart opens a store of 20,000 articles, a thousand a day, until the screen is filled: with today's list, and with the
// front page, whose leads have their sentences then.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	data := filepath.Join(dir, "data")
	now := time.Now()
	makeUp(b, data, sample.NewCrowd(1, fillFeeds, fillPerDay, now.Add(-20*24*time.Hour)), 20*fillPerDay, now)
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		b.Fatal(err)
	}
	for _, start := range []struct {
		view   feeds.ViewKind
		filled string
	}{{feeds.ViewToday, "unread · newest"}, {feeds.ViewFront, " new, "}} {
		b.Run(string(start.view), func(b *testing.B) {
			config := filepath.Join(dir, string(start.view)+".toml")
			if err := os.WriteFile(config, []byte("start = \""+string(start.view)+"\"\n[reload]\non_start = false\nbackground = false\n"), 0o600); err != nil {
				b.Fatal(err)
			}
			env := map[string]string{"TERM": "xterm-256color", "HOME": dir, "BROADSHEET_DATA": data, "BROADSHEET_CONFIG": config, "LANG": "C.UTF-8"}
			sys := Sys{Env: func(k string) string { return env[k] }, Now: time.Now, Version: "bench", Example: example}
			for b.Loop() {
				end := untilFilled(b, sys, start.filled)
				b.StopTimer()
				if err := end(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

// untilFilled runs the program until its screen has a text.
func untilFilled(b *testing.B, sys Sys, text string) (end func() error) {
	m, end, err := Screen(context.Background(), sys, false)
	if err != nil {
		b.Fatal(err)
	}
	answers := make(chan tea.Msg, 100)
	var run func(cmd tea.Cmd)
	run = func(cmd tea.Cmd) {
		if cmd == nil {
			return
		}
		go func() {
			msg := cmd()
			if batch, ok := msg.(tea.BatchMsg); ok {
				for _, c := range batch {
					run(c)
				}
			} else if msg != nil {
				select {
				case answers <- msg:
				default: // the screen is filled and nobody listens
				}
			}
		}()
	}
	run(m.Init())
	var msg tea.Msg = tea.WindowSizeMsg{Width: 160, Height: 44}
	for !strings.Contains(m.View().Content, text) {
		_, cmd := m.Update(msg)
		run(cmd)
		select {
		case msg = <-answers:
		case <-time.After(time.Minute):
			b.Fatalf("%q is not on the screen:\n%s", text, ansi.Strip(m.View().Content))
		}
	}
	return end
}
