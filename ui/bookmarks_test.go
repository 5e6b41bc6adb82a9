package ui

import (
	"fmt"
	"testing"
	"time"

	"broadsheet/feeds"
)

// shelved is a screen with n bookmarks beside the three of the fake, on their
// view.
func shelved(t *testing.T, n, w, h int) *driver {
	t.Helper()
	f := newFake()
	for i := range n {
		b := feeds.Bookmark{ID: feeds.BookmarkID(100 + i), URL: fmt.Sprintf("https://news.example/%d", i), Title: fmt.Sprintf("Kept number %04d", n-i),
			Source: "Harbour Post", Saved: f.now.Add(-time.Duration(i+1000) * time.Hour), Tags: []string{[]string{"wind", "grid"}[i%2]}, Offline: true}
		if i%10 == 0 {
			b.Tags, b.Folder = append(b.Tags, feeds.ReadLater), "Work/Later"
		}
		f.shelf = append(f.shelf, b)
	}
	d := newDriver(t, f)
	d.size(w, h)
	d.keys("g", "b")
	return d
}

func TestBookmarksAreReadByWindows(t *testing.T) {
	d := shelved(t, 5000, 120, 36)
	d.expect("how many, and their order", "5,003 · by saved ↓", "offline ✓")
	d.keys("G")
	d.expect("the last one at once", "Kept number 0001")
	d.keys("ctrl+u", "ctrl+u")
	d.expectNot("rows that came into view were read", "…\n")
	d.keys("g", "g")
	d.expect("and back", "Kept number 5000")
	if most := d.fake.most; most == 0 || most > 2*shelfSpan+36 {
		t.Errorf("%d rows were asked for at once", most)
	}
	if n := len(d.m.shelf.rows); n > shelfKept+2*shelfSpan+36 {
		t.Errorf("%d rows are kept", n)
	}
}

func TestBookmarksAreNarrowedAsOneTypes(t *testing.T) {
	d := shelved(t, 50, 120, 36)
	d.keys("&")
	d.expect("the line says what it takes", "& narrow this list: words, tag:")
	d.typed("tag:grid")
	d.due()
	d.expect("as one types", "& tag:grid", "25 · by saved")
	d.typed(" sort:title")
	d.due()
	d.expect("and in another order", "by title ↓", "Kept number 0001")
	d.keys("enter", "j")
	d.expect("it stands", "& tag:grid sort:title")
	d.keys("esc")
	d.expect("Esc shows all again, in that order", "53 · by title")
	d.keys("esc")
	d.expect("and then leads back", "Today")
	d.keys("g", "b", "&")
	d.typed("tag:")
	d.due()
	d.expectNot("what is not finished is no mistake", "nothing stands after", "not known")
	d.typed("x (")
	d.keys("enter")
	d.due()
	d.expect("nothing is said so", "No bookmark is like that.")
	d.keys("esc")
	d.expect("all again, in the order they were left in", "53 · by title")
}

func TestAFilterThatIsKeptSaysWhatItFindsAndLeavesAsThat(t *testing.T) {
	d := shelved(t, 50, 120, 36)
	d.fake.shelf[20].Tags = []string{"gridlock"}
	d.keys("&")
	d.typed("tag:grid")
	d.due()
	d.expect("a tag that goes on is found as one types", "25 · by saved")
	d.keys("enter")
	d.expect("the line says so once it is kept", "& tag:grid*", "25 · by saved")
	d.keys("X")
	if x := d.m.over.(*exporter); x.export.Query != "tag:grid*" || x.of != 25 {
		t.Errorf("%d leave, which %q asks for", x.of, x.export.Query)
	}
	d.keys("esc", "&")
	d.typed("sort:title")
	d.due()
	d.expect("what is typed next is a word of its own", "& tag:grid* sort:title", "25 · by title")
	d.keys("enter", "esc", "&")
	d.typed("tag:grid ")
	d.keys("enter")
	d.expect("a word that was finished stays as it is", "& sort:title tag:grid  ", "24 · by title")
}

func TestABookmarkOfAMutedArticleSaysByWhichRule(t *testing.T) {
	for _, size := range [][2]int{{160, 44}, {80, 24}, {46, 18}} {
		d := opened(t, size[0], size[1])
		if _, err := d.fake.SaveRule(t.Context(), feeds.SavedRule{Name: "No reefs", Query: "title:reef", Acts: feeds.RuleActs{Mute: true}}, feeds.TrialDays); err != nil {
			t.Fatal(err)
		}
		d.keys("g", "b", "j")
		d.expect("its row", "coral reef", "hidden by No reefs")
		d.keys("enter")
		d.expect("and its text", "Hidden by rule “No reefs”.", "M shows it again")
		d.keys("M")
		d.expect("which can be changed", "Hidden by No reefs", "Remove the rule")
		d.keys("enter")
		d.expectNot("removed, the text says nothing of it", "Hidden by rule")
		d.keys("u")
		d.expect("undone, it does", "Hidden by rule “No reefs”.")
		d.keys("M", "enter", "esc")
		d.expectNot("removed, the row says nothing of it", "hidden by")
	}
}

func TestATagAFolderAndAnOrderArePicked(t *testing.T) {
	d := shelved(t, 50, 120, 36)
	d.keys("'")
	d.expect("with their counts", "Tag or folder", "Work/Later", "[wind]")
	d.typed("work")
	d.keys("enter")
	d.expect("the folder's", "& folder:Work/Later", "5 · by saved")
	d.keys("^")
	d.expect("the orders", "by published", "by source")
	d.typed("title")
	d.keys("enter")
	d.expect("in another order", "& folder:Work/Later sort:title", "5 · by title")
}

func TestWhatIsKeptToBeReadHasAViewOfItsOwn(t *testing.T) {
	d := shelved(t, 20, 180, 44)
	d.expect("its count in the sections", "To read               2", "▸ Bookmarks")
	d.keys("m")
	d.expect("the one at hand is put among it", "tags changed · u undo", "To read               3", "[to read]")
	d.keys("h", "l")
	d.expect("the tags, with their counts", "▾ Bookmarks", "[wind]             10")
	d.keys("j")
	d.expect("one of them", "& tag:energy", "1 · by saved")
	d.run(d.m.goToView(feeds.View{Kind: feeds.ViewBookmarks, Query: toReadQuery}))
	d.expect("the view", "To read", "3 · by saved")
	d.keys("d")
	d.expect("done: it leaves", "2 · by saved")
}

func TestManyBookmarksAreSelectedForAVerb(t *testing.T) {
	d := shelved(t, 50, 120, 36)
	d.keys("j", "j", "j", "x", "x", "V", "j", "j")
	d.expect("one by one and a range, seen without colour", "5 selected", "✓ Kept number 0050", "▌✓ Kept number 0046")
	d.keys("&")
	d.typed("tag:wind")
	d.due()
	d.keys("enter")
	d.expect("also while the list is narrowed", "5 selected")
	d.keys("t")
	d.expect("how many there are", "Of 5 bookmarks.", "Put on", "Take off")
	d.keys("enter")
	d.expect("nothing is no answer", "A tag to put on or take off is needed.")
	d.typed("energy")
	d.keys("enter")
	d.expect("done at once, and undoable", "tags of 5 bookmarks changed · u undo", "25 · by saved")
	for _, b := range d.fake.shelf {
		if n := len(b.Tags); b.ID >= 100 && b.ID < 105 && b.Tags[n-1] != "energy" || b.ID == 105 && b.Tags[n-1] == "energy" {
			t.Errorf("%d has %v", b.ID, b.Tags)
		}
	}
	d.keys("g", "x")
	d.expect("all of the filter", "25 selected")
	d.keys("g", "x")
	d.expect("or none", "25 · by saved")
	d.keys("V", "G", "B")
	d.expect("to a folder", "Move to a folder", "25 bookmarks; empty is out of all folders")
	d.typed("Wind/Sea")
	d.keys("enter")
	d.expect("moved", "25 bookmarks moved · u undo", "Wind/Sea")
	d.keys("V", "j", "esc")
	d.expect("Esc takes back the range, not the view", "25 · by saved")
	d.keys("g", "g", "x", "x", "y")
	if d.copy != "https://news.example/0\nhttps://news.example/2\n" {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("V", "j", "b")
	d.expect("removed", "2 bookmarks removed · u undo")
}

func TestManyHeadlinesAreSelectedForAVerb(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("x", "x", "V", "j")
	d.expect("seen without colour", "4 selected", "✓")
	d.keys("m")
	d.expect("one step", "3 marked read · u undo", "4 unread")
	d.keys("V", "G")
	d.expect("all that are left", "selected")
	d.keys("b")
	d.expect("kept at once", "bookmarked · u undo")
	d.keys("g", "g", "x", "Y")
	if d.copy == "" || d.copy[:3] != "- [" {
		t.Errorf("copied %q", d.copy)
	}
	d.keys("x", "B")
	d.typed("storm")
	d.keys("enter")
	d.typed("Weather")
	d.keys("enter", "enter")
	if b := d.fake.shelf[len(d.fake.shelf)-1]; len(b.Tags) != 1 || b.Tags[0] != "storm" {
		t.Errorf("kept as %+v", b)
	}
	d.keys("x", "g", "u")
	d.expectNot("a selection stays with its view", "selected")
}

func TestABookmarkWithoutAFeedIsFromItsSite(t *testing.T) {
	d := shelved(t, 0, 120, 36)
	d.fake.shelf[0].Source, d.fake.shelf[0].URL = "", "https://www.quiet.example/a/page"
	d.event(feeds.ArticlesChanged{})
	d.expect("its host stands for it", "quiet.example · saved")
}

func TestTheHitsAmongTheBookmarksAreGoneThrough(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("g", "b", "n")
	d.expect("without a search", "not here: next unread")
	d.keys("&")
	d.typed("tag:longread")
	d.due()
	d.keys("enter", "n")
	if i := d.m.shelf.list.Index(); i != 1 {
		t.Errorf("n leads to %d", i)
	}
	d.keys("N")
	if i := d.m.shelf.list.Index(); i != 0 {
		t.Errorf("N leads to %d", i)
	}
}
