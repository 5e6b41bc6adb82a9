package ui

import (
	"errors"
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestWhatIsShownOrSelectedIsExported(t *testing.T) {
	d := shelved(t, 50, 120, 36)
	d.run(d.m.showShelf(feeds.Query{Where: feeds.Words{In: feeds.FieldTag, Text: "grid"}}))
	d.keys("X")
	d.expect("what is shown, and what the format carries", "25 bookmarks, those shown", "Carries  date, tags")
	d.keys("esc", "x", "x", "X")
	d.expect("what is selected", "2 bookmarks, those selected")
	d.keys("j", "j", "j")
	d.expect("a folder is one", "Folder   ~/broadsheet-bookmarks ", "A folder of notes")
	d.keys("k", "tab", "tab", "tab")
	d.keys("backspace", "backspace", "backspace", "backspace")
	d.typed("-2.csv")
	d.keys("up")
	d.expect("its ending follows the format", "~/broadsheet-bookmarks-2.json")
	d.fake.exporting = func(e feeds.BookmarkExport) (feeds.BookmarksExported, error) {
		return feeds.BookmarksExported{Written: 2, LeftOut: 3, Schemes: "javascript:, data:", Untouched: 1}, nil
	}
	d.keys("enter")
	d.expect("how many, where, and what is not there and why",
		"2 bookmarks → ~/broadsheet-bookmarks-2.json · 3 left out: javascript:, data: links · 1 note of yours left alone")
	if e := d.fake.export; e.Format != "json" || len(e.IDs) != 2 || d.fake.exported != "~/broadsheet-bookmarks-2.json" {
		t.Errorf("asked for %+v", e)
	}
	d.expectNot("it is done", "selected")
	d.keys("X")
	d.expect("without a selection, what is shown", "25 bookmarks, those shown")
	d.keys("esc", "esc", "g", "b", "X")
	d.expect("without a filter, all", "53 bookmarks, all of them")
}

func TestTheExportAsksWhatItsFormatNeeds(t *testing.T) {
	d := shelved(t, 5, 120, 36)
	d.keys("X", "G")
	d.expect("the last format", "Template ")
	d.keys("g", "j", "j")
	d.expect("columns and formulas of a table", "Columns  ‹ raindrop ›", "Formulas ‹ exact ›")
	d.keys("tab", "right")
	d.expect("other columns", "‹ pocket ›", "the first lines of csv pocket")
	d.keys("tab", "space")
	d.expect("harmless cells", "‹ harmless: ' before each ›", "the first lines of csv pocket safe")
	d.keys("enter")
	if e := d.fake.export; e.Format != "csv" || e.Dialect != "pocket" || !e.CSVSafe || e.Images {
		t.Errorf("asked for %+v", e)
	}
	d.keys("X", "j", "j", "j", "j", "tab", "l")
	d.expect("pictures of a book", "Pictures ‹ within, fetched now ›")
	d.keys("enter")
	if e := d.fake.export; e.Format != "epub" || !e.Images || e.Dialect != "" || e.CSVSafe {
		t.Errorf("asked for %+v", e)
	}
	d.keys("X", "k", "G")
	for range 5 {
		d.keys("j")
	}
	d.expect("a template's file", "Template ~/", "name its file below")
	d.keys("tab")
	d.typed("mine.tmpl")
	d.due()
	d.expect("what it makes of them", "the first lines of template ~/mine.tmpl")
	d.keys("enter")
	if e := d.fake.export; e.Format != "template" || e.TemplateFile != "~/mine.tmpl" {
		t.Errorf("asked for %+v", e)
	}
	d.keys("X", "j", "j", "j", "j", "j", "tab", "ctrl+u", "enter")
	d.expect("none is no answer", "A template is needed")
}

func TestAPathIsCompletedInTheExport(t *testing.T) {
	d := shelved(t, 5, 120, 36)
	d.m.opts.Files = func(typed string) (out []Completion) {
		for _, c := range []Completion{{Word: "~/notes/", Open: true}, {Word: "~/notable.html"}, {Word: "~/notes/news.html"}} {
			if strings.HasPrefix(c.Word, typed) && c.Word != typed && !strings.Contains(strings.TrimSuffix(c.Word[len(typed):], "/"), "/") {
				out = append(out, c)
			}
		}
		return out
	}
	d.keys("X", "tab")
	d.expect("nothing is offered before something is typed", "for browsers")
	d.keys("ctrl+u")
	d.typed("~/not")
	d.due()
	d.expect("folders and files", "~/notes/", "~/notable.html", "Tab completes")
	d.keys("tab")
	d.expect("the first", "File     ~/notes/")
	d.keys("down")
	d.expect("the second", "File     ~/notable.html")
	d.keys("up", "enter")
	d.due()
	d.expect("Enter goes into a folder", "~/notes/news.html")
	d.keys("tab")
	d.expect("the only one", "File     ~/notes/news.html", "for browsers")
	d.keys("backspace", "tab")
	d.expect("Tab asks by itself", "File     ~/notes/news.html")
	d.keys("tab")
	d.expect("complete, it goes on", "esc cancel")
	if d.m.over.(*exporter).field != fieldFormat {
		t.Errorf("Tab leads to %v", d.m.over.(*exporter).field)
	}
	d.keys("enter")
	if d.fake.exported != "~/notes/news.html" {
		t.Errorf("written to %q", d.fake.exported)
	}
}

func TestTheExportSaysWhatItWritesOver(t *testing.T) {
	d := shelved(t, 5, 120, 36)
	d.keys("X", "enter")
	d.expect("nothing was there", "8 bookmarks → ~/broadsheet-bookmarks.html")
	d.fake.exports = 0
	d.keys("X")
	d.due()
	d.expect("before it is asked for", "It is there: 34 KB, 3 hours ago; it would be written over.")
	d.keys("enter")
	d.expect("and when it is", "Enter again writes over it.")
	if d.fake.exports != 0 {
		t.Fatal("it was written over at once")
	}
	d.keys("tab", "backspace", "enter", "X", "tab", "backspace", "enter")
	if d.fake.exports != 1 || d.fake.exported != "~/broadsheet-bookmarks.htm" {
		t.Errorf("another path is written to at once, and one that is there asks: %d, %q", d.fake.exports, d.fake.exported)
	}
	d.keys("enter")
	if d.fake.exports != 2 {
		t.Error("it was not written over")
	}
	d.keys("X", "tab", "ctrl+u")
	d.typed("/nowhere/b.html")
	d.keys("enter")
	d.expect("where nothing can be, it stays open", "! there is no directory /nowhere", "File     /nowhere/b.html")
	d.keys("ctrl+u", "enter")
	d.expect("no name", "! A file name is needed.")
	d.typed("~/b.html")
	d.fake.exporting = func(feeds.BookmarkExport) (feeds.BookmarksExported, error) {
		return feeds.BookmarksExported{}, errors.New("~/b.html was not written, what stood there is as it was: no space left on device")
	}
	d.keys("enter")
	d.expect("a disk that is full: another place can be named", "! ~/b.html was not written", "no space left on device", "File     ~/b.html")
}

func TestAnExportRunsInTheBackground(t *testing.T) {
	d := shelved(t, 50, 120, 36)
	d.keys("x", "X")
	x := d.m.over.(*exporter)
	write := x.start(d.m, "~/b.html") // it is not run yet
	x.run.written.Store(20)
	x.of = 40
	d.expect("how far it is", "Writing ~/b.html …", "20 of 40 bookmarks", "esc stops")
	d.keys("j")
	d.keys("enter")
	d.expect("the screen is free meanwhile", "the export goes on", "Kept number 0050")
	d.run(write)
	d.expect("how it ended", "1 bookmark → ~/b.html")

	d.keys("x", "X")
	x = d.m.over.(*exporter)
	write = x.start(d.m, "~/b.html")
	d.keys("esc")
	d.run(write)
	d.expect("stopped", "the export was stopped; nothing was written", "1 selected")
}

func TestArticlesAreExportedWithoutBeingKept(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("x", "x", "X")
	d.expect("those selected", "2 articles, those selected", "~/broadsheet-articles.html")
	d.keys("enter")
	d.expect("how many", "2 articles → ~/broadsheet-articles.html")
	if e := d.fake.export; len(e.Articles) != 2 || e.View.Kind != "" || len(d.fake.shelf) != 3 {
		t.Errorf("asked for %+v, %d are kept", e, len(d.fake.shelf))
	}
	d.expectNot("it is done", "selected")
	d.keys("X")
	d.expect("else the view", "10 articles, those of Today")
	d.keys("enter", "enter")
	if e := d.fake.export; len(e.Articles) != 0 || e.View.Kind != feeds.ViewToday {
		t.Errorf("asked for %+v", e)
	}
	at := d.m.heads.current().ID
	d.keys("enter", "X")
	d.expect("in the reader view its article", "1 article, the one in front")
	d.keys("enter", "enter")
	if e := d.fake.export; len(e.Articles) != 1 || e.Articles[0] != at {
		t.Errorf("asked for %+v, in front is %d", e, at)
	}
}

func TestPlainModeSpeaksTheExport(t *testing.T) {
	h := listening(t, newFake())
	h.keys("g", "b")
	h.heard()
	h.keys("x")
	h.hears("the selection, and the row that comes", "1 selected", "Inside the race to map every coral reef from orbit. Field Notes, saved 3 days ago, tags science.")
	h.keys("X")
	h.hears("what leaves, and the format at hand",
		"Export 1 bookmark, those selected. Up and Down choose a format, Tab goes on to its options and the file, Enter writes, Escape cancels.",
		"netscape. for browsers. Carries date, tags.")
	h.keys("j", "j")
	h.hears("other formats", "json. Broadsheet's own. Carries.", "csv. for spreadsheets. Carries.")
	h.keys("tab", "right", "tab", "right", "tab")
	h.hears("its options, and the file", "Columns: raindrop. Left and Right change it.", "Columns: pocket. Left and Right change it.",
		"Formulas: exact. Left and Right change it.", "Formulas: harmless: ' before each. Left and Right change it.", "File: ~/broadsheet-bookmarks.csv")
	h.keys("enter")
	h.hears("its end", "Writing. Escape stops it, Enter lets it go on behind.", "1 bookmark written to ~/broadsheet-bookmarks.csv", "Bookmarks. 3, by saved Down.",
		"Inside the race to map every coral reef from orbit. Field Notes, saved 3 days ago, tags science.")
	h.keys("X", "j", "j", "enter")
	h.heard()
	h.keys("ctrl+l")
	h.hears("what would be written over", "reloaded 2 min ago, Error: 1 feed failing",
		"Export 3 bookmarks, all of them. Up and Down choose a format, Tab goes on to its options and the file, Enter writes, Escape cancels.",
		"It is there: 34 KB, 3 hours ago. Enter again writes over it.", "csv. for spreadsheets. Carries.")
}
