package ui

import (
	"strings"
	"testing"
)

func TestASearchSuggestsFieldsAndValuesThatTabCompletes(t *testing.T) {
	for _, tc := range []struct{ name, keys, want, shown string }{
		{"a field by its beginning", "t i tab", "title:|", "title:"},
		{"the next of those that begin so", "t tab tab", "topic:|", "topic:"},
		{"and back to what was typed", "t tab shift+tab", "t|", "title:"},
		{"a state", "i s : u n tab", "is:unread|", "unread"},
		{"what it has", "h a s : tab tab", "has:image|", "image"},
		{"a feed, in quotation marks where it needs them", "f e e d : h a r tab", `feed:"Harbour Post"|`, "Harbour Post"},
		{"a feed by letters within", "f e e d : w i n d tab", "feed:Nordwind|", "Nordwind"},
		{"within a quotation that is begun", `f e e d : " h a r tab`, `feed:"Harbour Post"|`, "Harbour Post"},
		{"a folder", "f o l d e r : s c tab", "folder:Science|", "Science"},
		{"a topic of the list one came from, though nothing is found yet", "t o p i c : e c due tab", "topic:ecb|", "ecb"},
		{"a tag", "t a g : l o n tab", "tag:longread|", "longread"},
		{"an order", "s o r t : b tab", "sort:best|", "best"},
		{"an age", "a g e : tab", "age:<1h|", "<1h"},
		{"after other words, left out, in brackets", "x space ( - i s : b o tab", "x (-is:bookmarked|", "bookmarked"},
		{"in the middle of a query", "i s : u n space x left left tab", "is:unread| x", "unread"},
		{"a word that is no field stays", "s t o r m tab", "storm|", ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d := opened(t, 120, 36)
			d.keys("/")
			d.expect("what may be asked", "title:  body:  author:")
			keys := strings.Fields(tc.keys)
			for i, k := range keys {
				if i == len(keys)-1 && tc.shown != "" {
					d.expect("what may come", tc.shown)
				}
				if k == "due" {
					d.due()
					continue
				}
				d.keys(k)
			}
			s := d.m.search
			line, at := []rune(s.input.value()), s.input.line.Position()
			if got := string(line[:at]) + "|" + string(line[at:]); got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}

func TestWhatTabCompletesIsSearched(t *testing.T) {
	d := opened(t, 120, 36)
	d.keys("/")
	d.typed("feed:har")
	d.keys("tab")
	d.due()
	if q := d.m.heads.view.Query; q != `feed:"Harbour Post"` {
		t.Errorf("the query is %q", q)
	}
	d.expect("found", "hits")
	d.keys("ctrl+r")
	d.expect("earlier searches are there", "no search before this one")
	for _, size := range [][2]int{{160, 44}, {80, 24}, {46, 18}, {20, 5}} {
		d.size(size[0], size[1])
		checkFrame(t, d.m, "a search with suggestions")
	}
}
