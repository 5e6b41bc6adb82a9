package ui

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"broadsheet/feeds"
)

func highlightsOf(d *driver) []feeds.Highlight {
	if len(d.fake.shelf) == 0 {
		return nil
	}
	return d.fake.shelf[len(d.fake.shelf)-1].Highlights
}

func TestAPassageIsHighlightedGivenANoteAndRemoved(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}, {46, 18}} {
		d := opened(t, size[0], size[1])
		was := len(d.fake.shelf)
		d.keys("enter", "G", "g", "g", "H")
		d.expect("the keys of a selection", "keep")
		words := d.m.reader.selected()
		if words == "" {
			t.Fatalf("%v: nothing is selected", size)
		}
		d.keys("j")
		if more := d.m.reader.selected(); !strings.HasPrefix(more, words) || len(more) <= len(words) {
			t.Errorf("%v: a line on makes %q of %q", size, more, words)
		}
		d.keys("k", "o", "e")
		if less := d.m.reader.selected(); !strings.HasSuffix(words, less) || len(less) >= len(words) {
			t.Errorf("%v: from the other end %q is left of %q", size, less, words)
		}
		quote := d.m.reader.selected()
		d.keys("enter")
		if size[0] > 46 {
			d.expect("it is said, and can be undone", "highlighted")
			d.expect("and counted", "1 highlight")
		}
		if d.m.selecting() || len(d.fake.shelf) != was+1 {
			t.Errorf("%v: the article is not kept with it: %d", size, len(d.fake.shelf))
		}
		if got := highlightsOf(d); len(got) != 1 || got[0].Quote != quote || got[0].Made.IsZero() {
			t.Fatalf("%v: kept is %+v, not %q", size, got, quote)
		}
		d.keys("}", "B")
		d.expect("the form", "Highlight", "Note")
		d.typed("for the talk")
		d.keys("enter")
		if got := highlightsOf(d); len(got) != 1 || got[0].Note != "for the talk" {
			t.Fatalf("%v: the note is not kept: %+v", size, got)
		}
		d.keys("}")
		d.expect("its note, when one comes to it", "✎ for")
		d.keys("$", "enter") // other ends, the same note
		if got := highlightsOf(d); len(got) != 1 || got[0].Note != "for the talk" || got[0].Quote == "" {
			t.Fatalf("%v: %+v", size, got)
		}
		d.keys("{", "x")
		if got := highlightsOf(d); len(got) != 0 {
			t.Errorf("%v: left is %+v", size, got)
		}
		d.keys("H", "esc")
		if d.m.selecting() || d.m.reader == nil {
			t.Errorf("%v: Esc leaves the selection and no more", size)
		}
	}
}

func TestAHighlightShowsInTheBookmarkAndCanBeChangedThere(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter", "H", "enter", "esc", "g", "b", "g", "g", "enter")
	if n := len(d.m.reader.pane.Page().Highlights()); d.m.reader.kept == 0 || n != 1 {
		t.Fatalf("the bookmark shows %d highlights", n)
	}
	d.expect("and counts them", "1 highlight")
	d.keys("}", "x")
	if got := highlightsOf(d); len(got) != 0 {
		t.Errorf("left is %+v", got)
	}
	d.expectNot("nor does it show them any more", "1 highlight")
}

func TestASelectionIsCopied(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter", "H", "y")
	quote := d.m.reader.selected()
	if d.copy != quote {
		t.Errorf("copied is %q, not %q", d.copy, quote)
	}
	d.keys("Y")
	if !strings.HasPrefix(d.copy, "[") || !strings.HasSuffix(d.copy, "\n\n> "+quote+"\n") {
		t.Errorf("copied is %q", d.copy)
	}
	d.keys("J")
	d.expect("what leads away waits", "esc leaves it")
}

func TestTheMouseSelects(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter")
	r := d.m.reader
	y := slices.IndexFunc(r.pane.Draw(), func(l string) bool { return strings.Contains(l, "Inflation in") })
	d.send(tea.MouseClickMsg{X: r.size.X + 30, Y: r.size.Y + y, Button: tea.MouseLeft})
	if d.m.selecting() {
		t.Error("a click alone selects")
	}
	d.send(tea.MouseMotionMsg{X: r.size.X + 50, Y: r.size.Y + y + 1, Button: tea.MouseLeft})
	d.send(tea.MouseReleaseMsg{X: r.size.X + 50, Y: r.size.Y + y + 1, Button: tea.MouseLeft})
	if !strings.Contains(r.selected(), " ") {
		t.Error("a drag selects nothing")
	}
	d.send(tea.MouseClickMsg{X: r.size.X + 30, Y: r.size.Y + y, Button: tea.MouseLeft})
	if d.m.selecting() {
		t.Error("a click does not leave the selection")
	}
}
