package ui

import (
	"strings"
	"testing"
	"time"

	"broadsheet/feeds"
)

func TestAReloadIsToldInWords(t *testing.T) {
	for _, tc := range []struct {
		name   string
		report feeds.ReloadReport
		want   string
	}{
		{"news", feeds.ReloadReport{Feeds: 2, New: 1}, "1 new article"},
		{"nothing", feeds.ReloadReport{Feeds: 2}, "nothing new"},
		{"a feed that moved", feeds.ReloadReport{Feeds: 2, New: 3, Moved: []feeds.FeedError{{}}}, "3 new articles · 1 feed has a new address"},
		{"hosts that wait", feeds.ReloadReport{Feeds: 2, Waiting: []feeds.FeedError{{}, {}}}, "nothing new · 2 hosts ask to wait"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := said(tc.report); got != tc.want {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
	if got := justReloaded(20*time.Second + 300*time.Millisecond); got != "reloaded 20 s ago" {
		t.Errorf("got %q", got)
	}
	if got := justReloaded(0); got != "being reloaded already" {
		t.Errorf("got %q", got)
	}
}

func TestAToastThatIsTooLongKeepsTheWayBack(t *testing.T) {
	d := opened(t, 46, 18)
	for text, want := range map[string]string{
		"rule made: author: Agnes Tollund · 3 articles hidden · u undo": "rule made: author: Agnes Tollund… · u undo",
		"a word without any way back that goes on and on and on":        "a word without any way back that goes on …",
		"short · u undo":           "short · u undo",
		"short · " + longWords(60): "short · " + longWords(60)[:33] + "…",
	} {
		d.m.done(text)
		d.expect(text, "✓ "+want)
		d.m.toast.text = ""
	}
}

func TestAFailureThatIsTooLongSaysWhereItIsWhole(t *testing.T) {
	d := opened(t, 46, 18)
	why := "not saved: the disk is full, and nothing that was done since is kept"
	d.m.tell(toastFailed, why)
	d.expect("cut", "! not saved: the disk is full… · g m in full")
	d.keys("g", "m")
	d.expect("and whole there", "since is kept")
	d.keys("esc")
	d.size(120, 36)
	d.expect("where there is room", "! "+why)
	d.expectNot("nothing else is said", "in full")
}

func longWords(n int) string { return strings.Repeat("x", n) }
