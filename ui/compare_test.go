package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"broadsheet/feeds"
)

// versions is a screen whose second article, with a story of three, says two
// things that another version says and one that it does not.
func versions(t *testing.T, w, h int) *driver {
	t.Helper()
	d := storied(t, w, h)
	say := func(i int, paragraphs ...string) {
		doc := &feeds.Document{}
		for _, p := range paragraphs {
			doc.Blocks = append(doc.Blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: p}}})
		}
		d.fake.articles[i].Document = doc
	}
	say(1, "Storm Iris cut power to 40,000 homes. The mayor spoke of luck.", "Bridges were closed by police.")
	say(3, "Power failed in 40,000 homes as storm Iris came.", "Insurers expect claims of millions.")
	say(5, "Police closed bridges.")
	d.keys("j")
	return d
}

func TestTwoPapersVersionsStandSideBySide(t *testing.T) {
	d := versions(t, 120, 36)
	d.keys(`\`)
	d.expect("compared", "Compare · 1 of 2", "Harbour Post · 41 minutes ago", "The Compiler · 2 hours ago")
	line, _ := d.row("Power failed in 40,000")
	if !strings.Contains(line, "Storm Iris cut power") {
		t.Errorf("what both say does not stand side by side: %q", line)
	}
	if strings.Contains(line, "▎ Power") {
		t.Errorf("what both say is marked: %q", line)
	}
	d.expect("what one says alone, without colour as well", "▎ Insurers expect", "▎ of luck")
	d.keys("]")
	d.expect("the next paper", "Compare · 2 of 2", "Ledger & Coin", "Police closed bridges")
	d.keys("[")
	d.expect("the one before", "1 of 2")
	d.keys("enter")
	d.expect("the right one, opened", "Version 4.2", "Insurers")
	d.keys("esc", `\`, `\`)
	if d.m.over != nil {
		t.Error("the key that opens it does not close it")
	}
}

func TestVersionsStandOneAboveTheOtherWhereThereIsNoRoom(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {46, 18}} {
		d := versions(t, size[0], size[1])
		d.keys(`\`)
		_, a := d.row("Storm Iris cut")
		_, b := d.row("Power failed")
		if a >= b {
			t.Errorf("%v: paragraphs stand in rows %d and %d", size, a, b)
		}
	}
}

func TestAComparisonSaysHowItIsLeftWhereThereIsRoomForNoMore(t *testing.T) {
	d := versions(t, 46, 18)
	d.keys(`\`)
	d.expect("the way out, whole", "↵ read · esc close ─╯")
}

func TestTheChosenRelatedStoryIsComparedWith(t *testing.T) {
	d := versions(t, 160, 44)
	d.keys("c", "j", "j", `\`)
	want, _ := d.m.near.list.Selected()
	c := d.m.over.(*comparison)
	if c.others[c.at].ID != want {
		t.Errorf("compared with %q", c.others[c.at].Title)
	}
}

func TestWhatCannotBeComparedSaysWhy(t *testing.T) {
	d := versions(t, 120, 36)
	d.keys("k", `\`)
	d.expect("alone", "no other paper reports this one")
	d.keys("j")
	d.m.heads.rows[1].Reports = 2
	d.keys(`\`)
	d.fake.articles = d.fake.articles[:2]
	d.keys("]")
	d.expect("an article that is gone", "it is gone")
	d.keys("esc")
	d.fake.failNext = errors.New("the disk is full")
	d.keys(`\`)
	d.expect("a story that is not read", "the story was not read: ")
}

func TestAFrameOfAComparisonIsTheScreensSize(t *testing.T) {
	d := versions(t, 120, 36)
	d.keys(`\`)
	for _, size := range [][2]int{{0, 0}, {30, 8}, {31, 9}, {46, 18}, {84, 20}, {88, 20}, {120, 36}, {220, 60}} {
		d.size(size[0], size[1])
		d.keys("j", "G", "g")
		if lines := strings.Split(d.m.View().Content, "\n"); len(lines) != max(size[1], 1) {
			t.Error(fmt.Sprint(size, " has ", len(lines), " lines"))
		}
	}
}
