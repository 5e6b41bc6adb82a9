package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
	"broadsheet/feeds/store"
)

// pumped is the whole program without a terminal: its commands run beside it,
// and their answers come when they come.
type pumped struct {
	m       tea.Model
	answers chan tea.Msg
}

// made is when the benchmark of the shelf takes place.
var made = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func (p *pumped) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				p.run(c)
			}
		default:
			p.answers <- msg
		}
	}()
}

func (p *pumped) send(msg tea.Msg) {
	_, cmd := p.m.Update(msg)
	p.run(cmd)
}

// until takes answers until the screen is as it should.
func (p *pumped) until(b *testing.B, shows string) {
	b.Helper()
	late := time.After(time.Minute)
	for !strings.Contains(p.m.View().Content, shows) {
		select {
		case msg := <-p.answers:
			p.send(msg)
		case <-late:
			b.Fatalf("%q never came:\n%s", shows, p.m.View().Content)
		}
	}
}

func (p *pumped) keys(keys string) {
	for _, k := range keys {
		switch k {
		case '\r':
			p.send(tea.KeyPressMsg{Code: tea.KeyEnter})
		case '\x1b':
			p.send(tea.KeyPressMsg{Code: tea.KeyEscape})
		default:
			p.send(tea.KeyPressMsg{Code: k, Text: string(k)})
		}
	}
}

// BenchmarkShelfOnScreen is the Bookmarks view over 100,000 of them as a person
// has it: from the key to the rows.
func BenchmarkShelfOnScreen(b *testing.B) {
	const n = 100_000
	dir := b.TempDir()
	s, err := store.Open(b.Context(), filepath.Join(dir, "data"), store.Options{Unsynced: true})
	if err != nil {
		b.Fatal(err)
	}
	_, _, err = s.ImportBookmarks(b.Context(), func(yield func(feeds.Bookmark, error) bool) {
		for i := range n {
			k := feeds.Bookmark{URL: fmt.Sprintf("https://paper%d.example/%d", i%900, i), Title: fmt.Sprintf("Kept number %06d", i), Source: fmt.Sprint("Paper ", i%900), Note: "A note.",
				Saved: made.Add(time.Duration(i-n) * time.Second), Folder: fmt.Sprint("Folder ", i%40), Tags: []string{fmt.Sprint("tag", i%300), fmt.Sprint("t", i%7)}}
			if !yield(k, nil) {
				return
			}
		}
	}, "many", made, false)
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	config := filepath.Join(dir, "config.toml")
	if err := os.WriteFile(config, []byte("[reload]\non_start = false\nbackground = false\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	example, err := os.ReadFile("../../config.example.toml")
	if err != nil {
		b.Fatal(err)
	}
	env := map[string]string{"TERM": "xterm-256color", "HOME": dir, "BROADSHEET_DATA": filepath.Join(dir, "data"), "BROADSHEET_CONFIG": config, "LANG": "C.UTF-8"}
	m, end, err := Screen(context.Background(), Sys{Env: func(k string) string { return env[k] }, Now: func() time.Time { return made }, Version: "bench", Example: example}, false)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = end() }()
	p := &pumped{m, make(chan tea.Msg, 64)}
	p.run(m.Init())
	p.send(tea.WindowSizeMsg{Width: 160, Height: 44})
	p.until(b, "No feeds yet")

	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			p.keys("gb")
			p.until(b, "100,000 · by saved")
			p.until(b, "Kept number 099999")
			b.StopTimer()
			p.keys("ga")
			p.until(b, "No feeds yet")
			b.StartTimer()
		}
	})
	p.keys("gb")
	p.until(b, "Kept number 099999")
	b.Run("down one row", func(b *testing.B) {
		for b.Loop() {
			p.keys("j")
			p.m.View()
		}
	})
	b.Run("to the end and back", func(b *testing.B) {
		for b.Loop() {
			p.keys("G")
			p.until(b, "Kept number 000000")
			p.keys("gg")
			p.until(b, "Kept number 099999")
		}
	})
	for _, tc := range []struct{ query, note, first string }{
		{"tag:tag7", "334 · by saved", "Kept number 099907"},
		{"tag:t3", "14,286 · by saved", "Kept number 099998"},
		{"kept title:0500*", "100 · by saved", "Paper 599"},
	} {
		b.Run("narrow to "+tc.query, func(b *testing.B) {
			for b.Loop() {
				p.keys("&" + tc.query + " \r") // without the space, words that begin so too
				p.until(b, tc.note)
				p.until(b, tc.first)
				b.StopTimer()
				p.keys("\x1b")
				p.until(b, "100,000 · by saved")
				p.until(b, "Kept number 099999")
				b.StartTimer()
			}
		})
	}
}
