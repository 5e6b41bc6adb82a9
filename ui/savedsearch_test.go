package ui

import (
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestASearchIsSavedChangedRemovedAndBroughtBack(t *testing.T) {
	d := opened(t, 160, 44)
	d.keys("/")
	d.typed("storm")
	d.due()
	d.keys("ctrl+s")
	d.expect("its name is asked for", "Save search", "Name", "storm")
	d.typed("s")
	d.keys("enter", "enter")
	d.expect("among the sections, with what is unread", "SAVED SEARCHES", "storms", "search saved: storms · u undo")
	d.keys("u")
	d.expectNot("undone", "SAVED SEARCHES")
	d.keys("ctrl+s")
	d.typed("s")
	d.keys("enter", "enter", "esc")
	k := sectionKey{kind: feeds.ViewSearch, search: 1, query: "storm*"}
	if !d.m.side.list.Select(k) {
		t.Fatalf("there is no row for it among %v", d.m.side.keys)
	}
	d.keys("s", "enter")
	if v := d.m.heads.view; v.Search != 1 || v.Query != "storm*" {
		t.Fatalf("its row opens %+v", v)
	}
	if len(d.m.heads.rows) == 0 || d.m.search != nil {
		t.Errorf("its view has %d rows, and a search bar: %v", len(d.m.heads.rows), d.m.search != nil)
	}
	d.keys("A")
	if r := d.m.side.rows[k]; r.unread != 0 {
		t.Errorf("%d are unread once all are marked", r.unread)
	}
	for _, h := range d.m.heads.rows {
		if !h.Read {
			t.Errorf("%s is unread", h.Title)
		}
	}
	d.keys("ctrl+s")
	d.expect("it can be changed", "Saved search", "Query")
	d.typed(" of the week")
	d.keys("enter", "enter")
	d.expect("its new name", "storms of the week", "search changed")
	d.keys("L")
	d.expect("removed", "search removed: storms of the week · u undo")
	if v := d.m.heads.view; v.Kind != feeds.ViewToday {
		t.Errorf("after its removal %+v is shown", v)
	}
}

func TestASearchThatCannotBeSavedSaysWhy(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("ctrl+s")
	d.expect("nothing to save", "search first")
	d.keys("/")
	d.typed("storm")
	d.due()
	d.keys("ctrl+s", "tab")
	d.typed(" titel:x")
	d.keys("enter")
	d.expect("a mistake", "there is no field titel:")
	for range " titel:x" {
		d.keys("backspace")
	}
	d.keys("enter")
	d.keys("ctrl+s", "enter", "enter")
	d.expect("a name twice", "Another saved search has this name.")
	if s := d.screen(); !strings.Contains(s, "Save search") {
		t.Error("the form is closed")
	}
}
