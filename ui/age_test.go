package ui

import (
	"testing"
	"time"
)

func TestAgesAreSaidAsNewsSitesDo(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 20, 0, 0, time.UTC)
	for _, c := range []struct {
		ago         time.Duration
		long, short string
	}{
		{-10 * time.Minute, "just now", "now"},
		{30 * time.Second, "just now", "now"},
		{time.Minute, "1 minute ago", "1m"},
		{28 * time.Minute, "28 minutes ago", "28m"},
		{time.Hour, "1 hour ago", "1h"},
		{9 * time.Hour, "9 hours ago", "9h"},
		{22 * time.Hour, "yesterday", "1d"},
		{3 * 24 * time.Hour, "3 days ago", "3d"},
		{10 * 24 * time.Hour, "12 Nov", "12 Nov"},
		{400 * 24 * time.Hour, "18 Oct 2025", "18 Oct 2025"},
		{-48 * time.Hour, "24 Nov", "24 Nov"},
	} {
		if got := age(now, now.Add(-c.ago), time.UTC); got != c.long {
			t.Errorf("%v: %q, want %q", c.ago, got, c.long)
		}
		if got := shortAge(now, now.Add(-c.ago), time.UTC); got != c.short {
			t.Errorf("%v, short: %q, want %q", c.ago, got, c.short)
		}
	}
	if age(now, time.Time{}, time.UTC) != "" {
		t.Error("no time has no age")
	}
}
