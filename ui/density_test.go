package ui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func dense(t *testing.T, density string, w, h int) *driver {
	t.Helper()
	return opened(t, w, h, func(o *Options) { o.Settings.Density = density })
}

func TestRowsAreAsDenseAsAsked(t *testing.T) {
	for _, tt := range []struct {
		density string
		w, h    int
		pitch   int // lines from one title to the next
	}{
		{"auto", 120, 36, 3}, {"auto", 120, 24, 2}, {"auto", 80, 40, 2}, {"comfortable", 80, 24, 3}, {"normal", 120, 36, 2}, {"compact", 120, 36, 1}, {"compact", 46, 18, 1},
	} {
		d := dense(t, tt.density, tt.w, tt.h)
		_, y1 := d.row("Central bank")
		_, y2 := d.row("Storm Iris")
		if y2-y1 != tt.pitch {
			t.Errorf("%s at %dx%d: a title every %d lines, want %d:\n%s", tt.density, tt.w, tt.h, y2-y1, tt.pitch, d.screen())
		}
	}
}

func TestACompactRowHasItAllOnOneLine(t *testing.T) {
	d := dense(t, "compact", 160, 44)
	d.keys("z", "b")
	row, _ := d.row("Central bank")
	for _, want := range []string{"▌● 28m  The Meridian", "Central bank holds rates as inflation cools, signals cut in spring", "#rates", "★"} {
		if !strings.Contains(row, want) {
			t.Errorf("%q is not in %q", want, row)
		}
	}
	narrow, _ := dense(t, "compact", 46, 18).row("Central bank")
	if strings.Contains(narrow, "Meridian") || !strings.HasPrefix(narrow, "▌● 28m  Central") {
		t.Errorf("where there is no room the title has it: %q", narrow)
	}
}

func TestATitleTakesASecondLineWhereRowsAreFew(t *testing.T) {
	f := newFake()
	f.articles = f.articles[:3]
	d := newDriver(t, f, func(o *Options) { o.Settings.Density = "comfortable" })
	d.size(120, 36)
	_, y := d.row("▌● Central bank holds")
	lines := strings.Split(d.screen(), "\n")
	if !strings.Contains(lines[y+1], "signals cut in spring") || !strings.Contains(lines[y+2], "28 minutes ago") {
		t.Errorf("the title does not go on:\n%s", d.screen())
	}
	d.keys("j", "j", "k", "G", "g", "g")
	d.expect("the cursor where it was", "▌● Central bank")
}

func TestEveryDensityKeepsToTheScreen(t *testing.T) {
	for _, density := range []string{"comfortable", "normal", "compact"} {
		for _, size := range [][2]int{{220, 60}, {160, 44}, {100, 30}, {80, 24}, {46, 18}, {30, 8}, {20, 5}, {1, 1}, {0, 0}} {
			d := dense(t, density, size[0], size[1])
			d.keys("j", "j", "G", "k", "ctrl+u")
			rows := strings.Split(d.m.View().Content, "\n")
			if len(rows) != max(size[1], 1) {
				t.Errorf("%s at %v: %d rows", density, size, len(rows))
			}
			for _, row := range rows {
				if n := ansi.StringWidth(row); n > size[0] {
					t.Error(fmt.Sprint(density, " at ", size), "a row of", n, "cells")
				}
			}
		}
	}
}
