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
	d.expect("all again", "53 · by saved")
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
