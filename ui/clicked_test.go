package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func clickOn(d *driver, text string) {
	d.t.Helper()
	row, y := d.row(text)
	before, _, _ := strings.Cut(row, text)
	d.send(tea.MouseClickMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
	d.send(tea.MouseReleaseMsg{X: ansi.StringWidth(before), Y: y, Button: tea.MouseLeft})
}

func TestAClickOnAHintDoesIt(t *testing.T) {
	d := opened(t, 120, 36)
	clickOn(d, "b bookmark")
	if !d.fake.articles[0].State.Bookmarked {
		t.Error("the hint did nothing")
	}
	d.due() // the toast goes
	clickOn(d, "? help")
	d.expect("the hint at the end", "Help — headlines")
	d.keys("esc")
	clickOn(d, "↵ read")
	d.expect("the reader", "‹ esc back")
	clickOn(d, "space go on")
	clickOn(d, "‹ esc back")
	d.expectNot("and back", "‹ esc back")
	for _, x := range []int{0, 119} {
		d.send(tea.MouseClickMsg{X: x, Y: 35, Button: tea.MouseLeft}) // beside the hints
	}
}

func TestAClickOnATopicLeadsToIt(t *testing.T) {
	d := opened(t, 120, 36)
	clickOn(d, "#storm")
	if v := d.m.heads.view; v.Kind != feeds.ViewTopic || v.Topic != "storm" {
		t.Errorf("in a row: %+v", v)
	}
	d.keys("g", "t", "enter")
	clickOn(d, "#inflation")
	if v := d.m.heads.view; v.Topic != "inflation" || d.m.reader != nil {
		t.Errorf("in the reader: %+v", v)
	}
	d.keys("g", "t")
	clickOn(d, "#euro") // only the article pane has room for it
	if v := d.m.heads.view; v.Topic != "euro" {
		t.Errorf("in the article pane: %+v", v)
	}
	d.keys("g", "t")
	was := d.m.heads.view
	clickOn(d, "Harbour Post · 41")
	if v := d.m.heads.view; !v.Same(was) || d.m.heads.list.Index() != 1 {
		t.Errorf("beside a topic: %+v at %d", v, d.m.heads.list.Index())
	}
}

func TestAClickOnALinkOpensIt(t *testing.T) {
	f := newFake()
	f.articles[0].Document = &feeds.Document{Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{
		{Text: "Read "}, {Text: "the report", URL: "https://report.example/x"}, {Text: " or "}, {Text: "https://bank.example/", URL: "https://evil.example/"},
	}}}}
	d := newDriver(t, f)
	d.size(120, 36)
	clickOn(d, "report [1]")
	if len(d.opens) != 1 || d.opens[0] != "https://report.example/x" {
		t.Errorf("opened %q", d.opens)
	}
	d.keys("enter")
	clickOn(d, "https://bank")
	if len(d.opens) != 1 {
		t.Error("a link that says one place and leads to another was opened without a word")
	}
	d.expect("it asks", "text says bank.example, goes to evil.example")
	d.keys("esc")
	clickOn(d, "Read")
	if len(d.opens) != 1 {
		t.Error("the words beside a link opened it")
	}
}

func TestASecondClickOpens(t *testing.T) {
	d := opened(t, 160, 44)
	clickOn(d, "FRANKFURT")
	if d.m.focus != paneArticle || d.m.reader != nil {
		t.Fatal("the first click focuses")
	}
	clickOn(d, "FRANKFURT")
	if d.m.reader == nil {
		t.Error("the second does not open")
	}
}

func TestADividerIsDragged(t *testing.T) {
	d := opened(t, 120, 36)
	was := d.m.lay.Panes[paneHeadlines].W
	x := d.m.lay.Dividers[0].X
	move := func(to int) {
		d.send(tea.MouseMotionMsg{X: to, Y: 12, Button: tea.MouseLeft})
	}
	move(x + 20)
	if d.m.lay.Panes[paneHeadlines].W != was {
		t.Fatal("it moved without being held")
	}
	d.send(tea.MouseClickMsg{X: x, Y: 10, Button: tea.MouseLeft})
	move(x + 9)
	if got := d.m.lay.Dividers[0].X; got != x+9 {
		t.Errorf("it stands at %d, want %d", got, x+9)
	}
	move(500)
	if d.m.lay.Panes[paneArticle].W != textLeast {
		t.Errorf("the article has %d columns", d.m.lay.Panes[paneArticle].W)
	}
	move(0)
	move(x - 2) // back from beyond its end at once
	if got := d.m.lay.Dividers[0].X; got != x-2 {
		t.Errorf("it stands at %d, want %d", got, x-2)
	}
	d.send(tea.MouseReleaseMsg{X: x, Y: 10})
	move(x + 9)
	if got := d.m.lay.Dividers[0].X; got != x-2 {
		t.Error("it moves although it was let go")
	}
	d.keys("=")
	if got := d.m.lay.Dividers[0].X; got != x {
		t.Error("= does not even it out")
	}
}

func TestTopicAtKnowsWholeNames(t *testing.T) {
	for x, want := range map[int]string{0: "", 2: "golden", 8: "golden", 9: "", 11: "gold", 15: "gold", 16: ""} {
		if got := topicAt("  #golden  #gold", x, []string{"gold", "golden"}); got != want {
			t.Errorf("at %d stands %q, want %q", x, got, want)
		}
	}
}
