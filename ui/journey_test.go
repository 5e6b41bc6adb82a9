package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"broadsheet/feeds"
)

const first = "Central bank holds rates"

func opened(t *testing.T, w, h int, change ...func(*Options)) *driver {
	t.Helper()
	d := newDriver(t, newFake(), change...)
	d.size(w, h)
	return d
}

func TestItOpensOnWhatIsStored(t *testing.T) {
	d := opened(t, 160, 44)
	d.expect("three columns with everything in them", "Broadsheet  Sun 22 Nov", "Sections", "Today", "7 unread · newest ↓", first,
		"The Meridian · 28 minutes ago", "#rates", "FRANKFURT", "Related", "4 other papers", "reloaded 2 min ago",
		"! 1 feed failing", "↵ read", "? help", "▾ World")
	d.keys("j")
	d.expect("the article follows the cursor", "Crews worked through the night")
	if row, _ := d.row("▌●"); !strings.Contains(row, "Storm Iris: 40,000 homes") {
		t.Errorf("the cursor's row says nothing: %q", row)
	}
	d.keys("5", "j")
	if c := d.m.heads.list.Index(); c != 6 {
		t.Errorf("5j came to %d", c)
	}
}

func TestOpeningMarksReadAndUndoTakesItBack(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("enter")
	d.expect("the reader view", "‹ esc back", "The Meridian · 1 of 10", "min left", "By A. Weaver and L. Marten")
	if !d.fake.articles[0].State.Read {
		t.Fatal("opening the reader view does not mark read")
	}
	d.keys("J")
	d.expect("next article without leaving", "Harbour Post · 2 of 10")
	d.keys("esc")
	d.expect("back where the reader got to", "Storm Iris", "5 unread")
	if id, _ := d.m.heads.list.Selected(); id != d.fake.articles[1].Article.ID {
		t.Error("the cursor stayed behind")
	}
	d.keys("u")
	d.expect("undo says what it undid", "✓ undone: marked read · U redo", "6 unread")
	d.due()
	d.expectNot("the toast goes", "undone")
	d.keys("m", "m")
	if d.fake.articles[1].State.Read != false {
		t.Error("m twice is not what it was")
	}
	d.keys("A")
	d.expect("all read is told and can be undone", "6 marked read · u undo", "0 unread")
	d.keys("u")
	d.expect("and undone", "6 unread")
}

func TestReadSettingsAreKept(t *testing.T) {
	never := opened(t, 120, 36, func(o *Options) { o.Settings.MarkRead = "never" })
	never.keys("enter", "space")
	if never.fake.articles[0].State.Read {
		t.Error("never means never")
	}
	sel := opened(t, 120, 36, func(o *Options) { o.Settings.MarkRead = "select" })
	sel.keys("j")
	if !sel.fake.articles[1].State.Read {
		t.Error("select marks what the cursor comes to")
	}
}

func TestAFailedMarkIsSaidAndTakenBack(t *testing.T) {
	d := opened(t, 120, 36)
	d.fake.failNext = errors.New("the disk is full")
	d.keys("m")
	d.expect("the words of the error", "! not marked: the disk is full", "7 unread")
	if row, _ := d.row("Central bank holds rates as inflation coo"); !strings.Contains(row, "●") {
		t.Errorf("the row still looks read: %q", row)
	}
}

func TestAReloadKeepsThePlace(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "a", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j")
	at, _ := d.m.heads.list.Selected()
	_, y := d.row("▌●")
	d.event(feeds.ReloadStarted{Total: 212})
	d.event(feeds.ReloadProgress{Done: 37, Total: 212, Failed: 2})
	d.expect("progress in the header", "reloading 37/212 · 2 failed")
	for i := range 5 {
		d.fake.add(fakeStory{1, -time.Duration(i) * time.Second, "Breaking story", "new", rates})
	}
	d.event(feeds.ReloadProgress{Done: 40, Total: 212, New: 5})
	if now, _ := d.m.heads.list.Selected(); now != at {
		t.Error("the cursor left its article")
	}
	if _, now := d.row("▌●"); now != y {
		t.Errorf("the cursor's row moved from %d to %d", y, now)
	}
	d.expect("new ones above are told quietly", "↑ 5 new")
	d.event(feeds.ReloadFinished{})
	d.keys("g", "g")
	d.expect("and are there", "Breaking story")
	d.expectNot("told once", "↑ 5 new")
}

func TestTheListIsReadInWindows(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "a")
	if n := len(d.m.heads.rows); n < windowSize || n >= 310 {
		t.Fatalf("%d rows at the start", n)
	}
	for range 25 {
		d.keys("pgdown")
	}
	if n := len(d.m.heads.rows); n != 310 {
		t.Errorf("%d rows after paging", n)
	}
	d.keys("g", "g", "G")
	if d.m.heads.list.Index() != len(d.m.heads.rows)-1 {
		t.Error("G is not at the end")
	}
	d.keys("g", "u", "G")
	if d.m.heads.above != true || len(d.m.heads.rows) >= 300 {
		t.Error("G does not enter a long list from its bottom")
	}
	d.expect("the oldest article", "Older story number 300")
	for range 25 {
		d.keys("pgup")
	}
	if d.m.heads.above || len(d.m.heads.rows) != 307 { // three are read
		t.Errorf("the list was not read on upwards: %d rows, more %v", len(d.m.heads.rows), d.m.heads.above)
	}
}

func TestAnUnreadViewKeepsWhatWasReadInIt(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "u", "enter", "esc")
	d.event(feeds.ArticlesChanged{})
	d.expect("it stays, dimmed, until the view is left", first)
	if row, _ := d.row(first); strings.Contains(row, "●") {
		t.Errorf("it still looks unread: %q", row)
	}
	d.keys("j")
	row, y := d.row(first)
	before, _, _ := strings.Cut(row, first)
	if c := emulated(d.m.View().Content, 120, 36).CellAt(utf8.RuneCountInString(before), y); c == nil || c.Style.Fg != d.m.st.Palette.Dim {
		t.Errorf("its title is not drawn as dim text: %+v", c)
	}
	d.keys("g", "t", "g", "u")
	for i := range d.m.heads.rows {
		if d.m.heads.rows[i].Title == first {
			t.Error("it is still there after the view was left")
		}
	}
}

func TestSpaceGoesOnToTheNextUnread(t *testing.T) {
	d := opened(t, 120, 36)
	for range 8 {
		d.keys("space")
	}
	if i := d.m.heads.list.Index(); i == 0 || !d.fake.articles[0].State.Read {
		t.Errorf("at %d", i)
	}
	d = opened(t, 120, 36)
	d.keys("enter")
	for range 6 {
		d.keys("space")
	}
	if d.m.reader == nil || d.m.reader.id == d.fake.articles[0].Article.ID {
		t.Error("the reader view does not go on to the next")
	}
}

func TestFullTextArrivesUnderTheReader(t *testing.T) {
	f := newFake()
	id := f.articles[1].Article.ID
	f.full[id] = storm + "\n\nOnly the page tells of the third bridge."
	d := newDriver(t, f)
	d.size(120, 36)
	d.keys("j", "enter")
	d.expect("the page's text", "third bridge")
	f.problem[f.articles[2].Article.ID] = "The site answers 403: it lets no program read this page."
	d.keys("J")
	d.expect("the reason it could not be had", "The site answers 403")
}

func TestRelatedStoriesOpenAndLeadBack(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("c", "j", "enter")
	d.expect("the second related story", "Nordwind · related")
	d.keys("esc")
	d.expect("back among the panes", "Article", "Related")
	d.keys("esc", "enter", "c")
	d.expect("the related list in the reader view", "Related", "4 other papers")
	d.keys("enter")
	d.expect("one of them, as a step in", "Harbour Post · related")
	d.keys("esc")
	d.expect("one step back", "The Meridian · 1 of 10")
	d.keys("esc")
	d.expect("and out, with three read", "4 unread")
}

func TestBookmarks(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("b")
	d.expect("a toast names it", "✓ bookmarked · u undo", "★")
	d.keys("j", "B")
	d.expect("the form", "Bookmark", "Tags", "Folder", "Note")
	d.typed("wind, grid")
	d.keys("enter", "enter")
	d.typed("For later.")
	d.keys("enter", "g", "b")
	d.expect("the shelf", "Bookmarks", "5 · by saved ↓", "[wind]", "[grid]", "✎ For later.", "saved 3 days ago")
	d.keys("enter")
	d.expect("a bookmark's own text", "Harbour Post · 1 of 5", "Crews worked")
	d.keys("esc", "b")
	d.expect("removed, and it can be undone", "bookmark removed · u undo", "4 · by saved")
	d.keys("X")
	d.expect("which, how and where to", "4 bookmarks, all of them", "netscape", "the first lines of netscape", "~/broadsheet-bookmarks.html")
	d.keys("j")
	d.expect("another format", "the first lines of json", "~/broadsheet-bookmarks.json")
	d.keys("enter")
	d.expect("how many and where", "4 bookmarks → ~/broadsheet-bookmarks.json")
	d.keys("esc")
	d.expect("back where one was", "Today")
	if i := d.m.heads.list.Index(); i != 1 {
		t.Errorf("the place was lost: %d", i)
	}
}

func TestSearchIsLiveAndLeadsBack(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("j", "j", "/")
	d.typed("number 17")
	d.expectNot("not before the typing rests", "11 hits")
	d.due()
	d.expect("hits", "/ number 17", "11 hits", "Older story number 17 ")
	d.keys("enter", "j", "enter")
	d.expect("a hit in the reader view", "2 of 11")
	d.keys("esc", "esc")
	d.expect("back", "Today")
	if i := d.m.heads.list.Index(); i != 2 {
		t.Errorf("the place was lost: %d", i)
	}
	d.keys("/")
	d.typed("no such thing")
	d.due()
	d.expect("nothing is said so", "Nothing found.", "“no such thing”")
	d.keys("esc")
	d.expect("Esc leads back at once", first)
}

func TestSectionsShowWhatTheCursorIsOn(t *testing.T) {
	d := opened(t, 120, 36)
	d.expectNot("a drawer at this width", "Sections")
	d.keys("s", "j")
	d.expect("the drawer; Unread is shown", "Sections", "307 unread · newest ↓")
	for range 4 {
		d.keys("j")
	}
	if k, _ := d.m.side.list.Selected(); k.folder == "" || k.kind != feeds.ViewFolder {
		t.Fatalf("the heading was not stepped over: %+v", k)
	}
	d.keys("h")
	d.expectNot("folded", "Ledger & Coin  ")
	d.keys("l", "j", "j")
	d.expect("a failing feed says why, and offers a way on", "! The server answers 404", "r asks again", "x removes the feed")
	d.keys("x")
	d.expect("undoable, so nobody is asked", "removed Daily Ledger · u undo")
	d.keys("enter")
	d.expectNot("Enter goes to the headlines, the drawer closes", "Sections")
}

func TestPromptsAddAFeed(t *testing.T) {
	d := opened(t, 80, 24)
	d.keys("a", "enter")
	d.expect("an empty one is asked again", "An address is needed")
	d.send(paste("  https://new.example/feed\n"))
	d.keys("enter")
	d.expect("what came of it", "added New Paper · 30 articles · u undo")
	d.keys("a")
	d.typed("nonsense")
	d.keys("enter")
	d.expect("the error in words", "! not added: this is no web address")
}

func TestHelpListsTheKeysOfThePlace(t *testing.T) {
	d := opened(t, 120, 40)
	d.keys("?")
	d.expect("all of them", "Help — headlines", "reader view", "g g", "bookmarks")
	d.typed("undo")
	d.expect("filtered", "undo")
	d.expectNot("filtered", "reader view")
	d.keys("esc", "enter", "?")
	d.expect("of the reader view", "Help — reader", "scroll down")
}

func TestAStartedSequenceSaysWhatMayFollow(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g")
	d.expect("not at once", "↵ read")
	d.due()
	d.expect("after a while", "g …", "a all", "b bookmarks")
	d.keys("esc")
	d.expect("Esc takes it back", "↵ read")
	d.keys("g", "x", "j")
	if d.m.heads.list.Index() != 1 {
		t.Error("a sequence that means nothing swallowed the next key")
	}
}

func TestCopyAndBrowser(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("y")
	d.expect("said", "✓ link copied")
	if d.copy != "https://paper1.example/1000" {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("o", "O")
	if len(d.opens) != 2 || d.m.heads.list.Index() != 1 {
		t.Errorf("opened %v, now at %d", d.opens, d.m.heads.list.Index())
	}
}

func TestQuitWaitsForChangesOnTheirWay(t *testing.T) {
	d := opened(t, 120, 36)
	_, cmd := d.m.Update(press("m"))
	_, quit := d.m.Update(press("q"))
	d.run(quit)
	if d.quit {
		t.Fatal("left with a change unsaved")
	}
	d.run(cmd)
	if !d.quit || !d.fake.articles[0].State.Read {
		t.Error("it did not leave after the change was saved")
	}
}

func TestWelcome(t *testing.T) {
	f := newFake()
	var got []feeds.Choice
	var fail error
	d := newDriver(t, f, func(o *Options) {
		o.Backend = nil
		o.Starter = []feeds.Subject{{Name: "World", Feeds: make([]feeds.Feed, 8)}, {Name: "Science", Feeds: make([]feeds.Feed, 6)}}
		o.Begin = func(_ context.Context, c feeds.Choice) (Backend, error) {
			got = append(got, c)
			if fail != nil {
				return nil, fail
			}
			return f, nil
		}
	})
	d.size(100, 30)
	d.expect("the choices", "Welcome to Broadsheet", "1  Look at the sample edition", "14 feeds: World, Science", "Import an OPML file", "esc start empty")
	fail = errors.New("~/feeds.opml: there is no such file")
	d.keys("i")
	d.typed("~/feeds.opml")
	d.keys("enter")
	d.expect("what went wrong, and the choice again", "! ~/feeds.opml: there is no such file", "Paste an address")
	fail = nil
	d.keys("p", "space")
	d.expect("a tick taken off", "[ ] World", "[x] Science", "Addresses are not checked; a dead one is offered for removal.")
	d.keys("enter")
	d.expect("the paper", "Today", first)
	if len(got) != 2 || got[0].OPML != "~/feeds.opml" || len(got[1].Starter) != 1 || got[1].Starter[0] != "Science" {
		t.Errorf("chose %+v", got)
	}
}

func TestTheWelcomeOffersToMoveIn(t *testing.T) {
	f := newFake()
	var got []feeds.Choice
	d := newDriver(t, f, func(o *Options) {
		o.Backend = nil
		o.Others = []feeds.OtherReader{{Name: "newsboat", Path: "~/.newsboat/urls", Feeds: 31}, {Name: "nom", Feeds: 1}}
		o.Begin = func(_ context.Context, c feeds.Choice) (Backend, error) {
			got = append(got, c)
			return f, nil
		}
	})
	d.size(100, 30)
	d.expect("who was found", "3  Move in from newsboat", "31 feeds with tags, titles, articles and what you read", "4  Move in from nom", "6  Paste an address")
	d.size(80, 24)
	d.expect("also where it is lower", "3  Move in from newsboat", "6  Paste an address")
	d.send(paste("https://a.example/"))
	d.expect("what is pasted is an address all the same", "Paste an address", "https://a.example/")
	d.keys("esc", "k", "k", "k", "enter")
	d.expect("the paper", "Today", first)
	if len(got) != 1 || got[0].Move != "newsboat" {
		t.Errorf("chose %+v", got)
	}
}

func TestEmptyStoresSayWhatToDo(t *testing.T) {
	f := newFake()
	f.feeds, f.articles, f.shelf = nil, nil, nil
	d := newDriver(t, f)
	d.size(80, 24)
	d.expect("no feeds", "No feeds yet.", "a adds one")
	d.keys("g", "b")
	d.expect("no bookmarks, and how to bring some", "No bookmarks yet.", ":bookmarks import FILE")
	d.expectNot("keys that would do nothing", "x remove", "X export", "↵ read", "t tags", "x select", "& narrow", "tag, folder", "^ order")
	f.feeds = newFake().feeds
	checked := f.feeds[0].FetchState.Checked
	for i := range f.feeds {
		f.feeds[i].FetchState.Checked = time.Time{}
	}
	d.event(feeds.FeedsChanged{})
	for _, view := range []string{"t", "u", "a"} {
		d.keys("g", view)
		d.expect("before any feed was asked nothing is claimed of the news", "Nothing here yet.", "R reload")
	}
	f.feeds[0].FetchState.Checked = checked
	d.event(feeds.FeedsChanged{})
	d.keys("g", "u")
	d.expect("nothing unread", "All caught up.", "R reload")
}

func TestTheArticlePaneShowsTheWholeTextOnceFetched(t *testing.T) {
	f := newFake()
	id := f.articles[0].Article.ID
	f.full[id] = "The page says much more than the feed."
	d := newDriver(t, f)
	d.size(120, 36)
	d.expectNot("the feed's text at first", "much more than the feed")
	d.keys("enter", "esc")
	d.expect("the page's text after", "much more than the feed", "Related")
}

func TestTinyAndTooSmall(t *testing.T) {
	d := opened(t, 46, 18)
	d.expect("short ages, no topics", "The Meridian · 28m", "Today")
	d.expectNot("no topics", "#rates", "Broadsheet")
	d.size(29, 7)
	d.expect("the size needed", "30 columns", "8 rows")
	d.size(46, 18)
	d.expect("and back", "The Meridian · 28m")
}

func TestOutsideWordsAreCleanedBeforeTheyAreShown(t *testing.T) {
	d := opened(t, 120, 36)
	d.fake.failNext = errors.New("bad \x1b]0;title\x07 \u202eserver\nanswer")
	d.keys("m")
	for _, bad := range []string{"\x1b]0", "\u202e", "\x07"} {
		if strings.Contains(d.m.View().Content, bad) {
			t.Errorf("%q reached the screen", bad)
		}
	}
	d.event(feeds.SettingsProblem{Text: "config.toml:3:9: wrong\x1b[2J"})
	d.expect("a mistake in the config stays until fixed", "! config.toml:3:9: wrong")
	d.event(feeds.SettingsProblem{Text: "/home/reader/.config/broadsheet/config.toml:3:9: a number is expected, from 40 to 120"})
	d.size(80, 24)
	d.expect("the mistake before its folders", "! config.toml:3:9: a number is expected, from 40 to 120")
	d.event(feeds.SettingsProblem{})
	d.expectNot("then goes", "config.toml")
}

func TestACountBeforeAVerbIsKept(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("3", "n") // rows 4, 7 and 9 are read
	if i := d.m.heads.list.Index(); i != 4 {
		t.Errorf("3n leads to row %d, want 5", i+1)
	}
	d.keys("2", "N")
	if i := d.m.heads.list.Index(); i != 1 {
		t.Errorf("2N leads back to row %d, want 2", i+1)
	}
	d.keys("m", "j", "m", "2", "u")
	for i := range 3 {
		if d.m.heads.rows[i].Read {
			t.Errorf("2u leaves row %d read", i+1)
		}
	}
	d.expect("the last of them is told", "undone: marked read")
}
