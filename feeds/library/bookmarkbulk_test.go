package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"broadsheet/feeds"
)

func TestAPreviewIsTheBeginningOfWhatLeaves(t *testing.T) {
	r := newRig(t)
	var file strings.Builder
	file.WriteString("url,title\n")
	for i := range 400 {
		fmt.Fprintf(&file, "https://a.example/%d,Number %d\n", i, i)
	}
	r.take(file.String())
	for _, f := range BookmarkFormats() {
		if f.Folder || f.Binary || f.Name == "template" {
			continue
		}
		e := feeds.BookmarkExport{Format: f.Name}
		whole := r.leave(e)
		got, err := r.PreviewBookmarks(t.Context(), e, 2000)
		if err != nil || got == "" || len(got) > 2100 {
			t.Errorf("%s: %d bytes, %v", f.Name, len(got), err)
		}
		if first, _, _ := strings.Cut(got, "\n"); !strings.HasPrefix(whole, strings.TrimRight(first, " ")) {
			t.Errorf("%s begins with %q", f.Name, first)
		}
	}
}

func TestASelectionIsWrittenInTheFormatThatIsChosen(t *testing.T) {
	r := newRig(t)
	r.take(three)
	b, err := r.FindBookmark(t.Context(), "https://a.example/2")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "one.txt")
	done, err := r.ExportBookmarks(t.Context(), path, feeds.BookmarkExport{Format: "urls", IDs: []feeds.BookmarkID{b.ID}})
	text, _ := os.ReadFile(path)
	if err != nil || done.Written != 1 || string(text) != "https://a.example/2\n" {
		t.Errorf("%+v, %v: %q", done, err, text)
	}
	dir := filepath.Join(t.TempDir(), "notes")
	done, err = r.ExportBookmarks(t.Context(), dir, feeds.BookmarkExport{Format: "obsidian", Query: "tag:water"})
	notes, _ := filepath.Glob(filepath.Join(dir, "*", "*.md"))
	if more, _ := filepath.Glob(filepath.Join(dir, "*.md")); err != nil || done.Written != 2 || len(notes)+len(more) == 0 {
		t.Errorf("%+v, %v: %v", done, err, notes)
	}
}

func TestManyArticlesAreKeptTaggedAndRemovedEachAsOneStep(t *testing.T) {
	r := newRig(t)
	r.answers(site, says(rss("One", "Two", "Three", "Four")))
	r.own(r.follow(feedURL)...)
	page, err := r.List(t.Context(), feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 9})
	if err != nil || len(page.Headlines) != 4 {
		t.Fatalf("%d articles, %v", len(page.Headlines), err)
	}
	var ids []feeds.ArticleID
	for _, h := range page.Headlines {
		ids = append(ids, h.ID)
	}
	count := func(query string) int {
		order, err := r.BookmarkOrder(t.Context(), feeds.BookmarkOrderRequest{Query: query})
		if err != nil {
			t.Fatal(err)
		}
		return len(order.IDs)
	}
	c, err := r.KeepAll(t.Context(), ids[:3], feeds.Keeping{Tags: []string{"later"}})
	if err != nil || c.N != 3 || count("tag:later") != 3 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err = r.KeepAll(t.Context(), ids, feeds.Keeping{Tags: []string{"later"}}); err != nil || c.N != 1 {
		t.Errorf("those that are kept already are no change: %+v, %v", c, err)
	}
	order, _ := r.BookmarkOrder(t.Context(), feeds.BookmarkOrderRequest{})
	if c, err = r.EditBookmarks(t.Context(), order.IDs, feeds.BookmarkEdit{Move: true, Folder: "A/B"}); err != nil || c.N != 4 || count("folder:A") != 4 {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err = r.UnkeepAll(t.Context(), ids); err != nil || c.N != 4 || count("") != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	for _, want := range []int{4, 4, 3, 0} { // removed, moved, one kept, three kept
		if _, err := r.Undo(t.Context()); err != nil || count("") != want {
			t.Errorf("undone to %d, want %d; %v", count(""), want, err)
		}
	}
}
