package ui

import "testing"

// View is called for every message: what it costs is what is visible.
func BenchmarkView(b *testing.B) {
	m, err := New(Options{Backend: newFake(), Now: d0})
	if err != nil {
		b.Fatal(err)
	}
	d := &driver{m: m}
	m.wait = noWait
	d.run(m.Init())
	d.size(160, 44)
	for b.Loop() {
		m.View()
	}
}
