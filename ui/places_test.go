package ui

import (
	"image/color"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"broadsheet/feeds"
)

func TestAFirstEditionFillsFromItsTop(t *testing.T) {
	f := newFake()
	rest := f.articles
	f.articles = nil
	d := newDriver(t, f)
	d.size(120, 36)
	d.event(feeds.ReloadStarted{Total: 10})
	d.expect("what is going on", "Fetching the news…")
	f.articles = rest[5:6:6]
	d.event(feeds.ReloadProgress{Done: 1, Total: 10, New: 1})
	f.articles = rest
	d.event(feeds.ReloadProgress{Done: 2, Total: 10, New: 300})
	if d.m.heads.list.Index() != 0 {
		t.Error("nobody had moved, and yet the newest is out of sight")
	}
	d.keys("j")
	f.add(fakeStory{1, -time.Second, "Late news", "", rates})
	d.event(feeds.ReloadProgress{Done: 3, Total: 10, New: 1})
	if d.m.heads.list.Index() != 2 {
		t.Error("once one has moved, the cursor stays on its article")
	}
}

func TestUndoReachesTheOpenReader(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter", "m")
	if d.fake.articles[0].State.Read {
		t.Fatal("m in the reader view marks unread")
	}
	d.keys("u")
	if !d.m.reader.reading.State.Read {
		t.Error("the reader view does not know of the undo")
	}
}

func TestSpaceGoesOnToTheNextFolder(t *testing.T) {
	d := opened(t, 120, 36)
	for i := range d.fake.articles {
		if d.fake.articles[i].Feed.Folder == "Business" {
			d.fake.articles[i].State.Read = true
		}
	}
	d.event(feeds.ArticlesChanged{})
	d.run(d.m.openView(feeds.View{Kind: feeds.ViewFolder, Folder: "Business"}))
	d.keys("space")
	d.expect("the next folder with something unread", "Culture", "34 unread")
	if c := d.m.heads.current(); c == nil || c.Read {
		t.Error("it is not entered at its first unread")
	}
}

func TestTheMouseSelectsOpensAndScrolls(t *testing.T) {
	f := newFake()
	long := f.articles[2].Document
	for range 20 {
		long.Blocks = append(long.Blocks, long.Blocks[0])
	}
	d := newDriver(t, f)
	d.size(120, 36)
	d.keys("g", "a")
	_, y := d.row("Court strikes down data-retention law for…")
	click := func(x, y int) { d.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft}) }
	click(10, y+1)
	if d.m.heads.list.Index() != 2 || d.m.reader != nil {
		t.Fatal("a click selects")
	}
	read := d.m.art.pane.Percent()
	d.send(tea.MouseWheelMsg{X: 80, Y: 10, Button: tea.MouseWheelDown})
	if d.m.heads.list.Index() != 2 || d.m.heads.list.Offset() != 0 {
		t.Error("the wheel over the article moved the list")
	}
	if d.m.art.pane.Percent() <= read {
		t.Errorf("the wheel over the article leaves it at %d%%", read)
	}
	read = d.m.art.pane.Percent()
	d.send(tea.MouseWheelMsg{X: 10, Y: 10, Button: tea.MouseWheelDown})
	if d.m.heads.list.Offset() != 1 || d.m.heads.list.Index() != 2 || d.m.art.pane.Percent() != read {
		t.Errorf("the wheel over the list moves it by %d, the cursor to %d, the article to %d%% from %d%%", d.m.heads.list.Offset(), d.m.heads.list.Index(), d.m.art.pane.Percent(), read)
	}
	d.send(tea.MouseWheelMsg{X: 10, Y: 10, Button: tea.MouseWheelUp})
	click(10, y)
	d.expect("a second click opens", "‹ esc back")
	click(2, 0)
	d.expectNot("a click on the way back", "‹ esc back")
	click(80, 24)
	if d.m.focus != paneRelated {
		t.Error("a click focuses the pane")
	}
	d.size(80, 24)
	click(d.m.tabs()[paneArticle].from, 0)
	if d.m.focus != paneArticle {
		t.Error("a click on a tab shows its pane")
	}
	if d.m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is not asked for")
	}
	off := opened(t, 120, 36, func(o *Options) { o.Settings.Mouse = false })
	if off.m.View().MouseMode != tea.MouseModeNone {
		t.Error("mouse = false leaves it to the terminal")
	}
}

func TestThemeFollowsTheTerminal(t *testing.T) {
	d := opened(t, 120, 36, func(o *Options) { o.Settings.Theme = feeds.One("auto") })
	dark := d.m.View().Content
	d.send(tea.BackgroundColorMsg{Color: color.White})
	if light := d.m.View().Content; light == dark || d.m.st.Palette.Dark {
		t.Error("a light terminal gets the dark theme")
	}
	if d.send(uv.DarkColorSchemeEvent{}); !strings.HasPrefix(d.raw, ansi.SetModeLightDark) {
		t.Error("the terminal is not asked to say when it turns dark or light")
	}
	d.send(tea.BackgroundColorMsg{})
	d.send(tea.BackgroundColorMsg{Color: color.Black})
	if back := d.m.View().Content; back != dark {
		t.Error("a terminal turned dark again does not get the dark theme")
	}
	d.send(tea.ColorProfileMsg{Profile: colorprofile.ANSI})
	if content := d.m.View().Content; strings.Contains(content, "38;2;") || !strings.Contains(content, "\x1b[7m") {
		t.Error("with 16 colours the selected row is not reversed in the terminal's own")
	}
	d.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII})
	for _, l := range strings.Split(d.m.View().Content, "\n") {
		if strings.Contains(l, "38;2;") || strings.Contains(l, "48;2;") {
			t.Fatalf("colours on a terminal without: %q", l)
		}
	}
	d.expect("state is never colour alone", "▌●", "★")
	if v := d.m.View(); v.WindowTitle != "Broadsheet" || !v.AltScreen {
		t.Error("the window title is ours alone, on the alternate screen")
	}
}

func TestATabSaysHowManyStoriesAreRelated(t *testing.T) {
	d := opened(t, 80, 24)
	d.expect("counted without being opened", "Related 4")
}

func TestSizesChangeWhileReading(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter", "j", "j", "j", "j", "j", "j", "j", "j")
	place := d.m.reader.pane.Place()
	d.size(80, 24)
	if now := d.m.reader.pane.Place(); now.Block != place.Block {
		t.Errorf("the place moved from %+v to %+v", place, now)
	}
	d.keys("+", "+")
	d.size(120, 36)
	if d.m.reader.pane.Page().Width() != 80 {
		t.Errorf("+ twice gives %d columns", d.m.reader.pane.Page().Width())
	}
	at := d.m.reader.pane.Place()
	d.keys("esc", "j", "k", "enter")
	if d.m.reader.pane.Place() != at {
		t.Errorf("the article was opened at %+v, not where it was left, %+v", d.m.reader.pane.Place(), at)
	}
}

func TestAnotherViewEndsASearch(t *testing.T) {
	d := opened(t, 160, 44)
	d.keys("/")
	d.typed("coral")
	d.due()
	d.keys("enter", "s", "enter")
	d.expect("Today again, from its row in Sections", "Storm Iris")
	d.expectNot("the search is over", "/ coral", "1 hit")
}

func TestTheReaderCanBeNothingButText(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {46, 18}, {80, 24}} {
		d := opened(t, size[0], size[1])
		d.keys("enter", "z")
		if rows := strings.Split(d.screen(), "\n"); strings.Contains(rows[0], "‹") || strings.Contains(rows[len(rows)-1], "? help") {
			t.Errorf("there is more than text:\n%s", d.screen())
		}
		d.expect("the text", "FRANKFURT")
		d.send(tea.MouseClickMsg{X: 2, Y: 0, Button: tea.MouseLeft})
		if d.m.reader == nil {
			t.Fatal("a click on the text leads back")
		}
		d.keys("b")
		d.expect("what was done is told all the same", "bookmarked")
		d.keys("J", "esc")
		d.expect("all again, in the next article", "‹")
		d.keys("esc")
		if d.m.reader != nil {
			t.Error("and back")
		}
	}
}

func TestAKeyThatMeansNothingHereSaysSo(t *testing.T) {
	for way, want := range map[string]string{"g b A": "not here: all of this view read", "g b \\": "not here: compare two papers' versions", "g f >": "not here: divider", "enter s": "not here: sections: show"} {
		d := opened(t, 120, 36)
		d.keys(strings.Fields(way)...)
		d.expect(way, want)
		d.keys("?")
		d.typed(strings.TrimPrefix(want, "not here: "))
		d.expect("nor has the help it", "No key does that here.")
	}
}
