package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// benched is a screen without a clock, with a terminal of one kind.
func benched(b *testing.B, widths ansi.ModeSetting) *driver {
	b.Helper()
	m := New(Options{Backend: newFake(), Now: d0})
	d := &driver{m: m}
	m.wait = noWait
	d.send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: widths})
	d.run(m.Init())
	d.size(160, 44)
	return d
}

// View is called for every message: what it costs is what is visible.
func BenchmarkView(b *testing.B) {
	for name, widths := range map[string]ansi.ModeSetting{"graphemes": ansi.ModeSet, "wcwidth": ansi.ModeNotRecognized} {
		b.Run(name, func(b *testing.B) {
			d := benched(b, widths)
			for b.Loop() {
				d.m.View()
			}
		})
	}
}

// A scroll step is a key and what is drawn after it.
func BenchmarkScrollStep(b *testing.B) {
	d := benched(b, ansi.ModeSet)
	d.keys("enter")
	down, up := press("j"), press("k")
	for b.Loop() {
		d.send(down)
		d.m.View()
		d.send(up)
		d.m.View()
	}
}

// A step among the hits of a search, which have excerpts or, where the search
// looks at titles alone, none.
func BenchmarkHits(b *testing.B) {
	for name, query := range map[string]string{"excerpts": "number or villages ", "titles": "title:number "} {
		b.Run(name, func(b *testing.B) {
			d := benched(b, ansi.ModeSet)
			d.keys("/")
			d.typed(query)
			d.due()
			d.keys("enter")
			down, up := press("j"), press("k")
			b.ReportAllocs()
			for b.Loop() {
				d.send(down)
				d.m.View()
				d.send(up)
				d.m.View()
			}
		})
	}
}
