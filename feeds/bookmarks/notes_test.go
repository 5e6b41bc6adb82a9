package bookmarks

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"broadsheet/feeds"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func note(title, url string) feeds.Bookmark {
	return feeds.Bookmark{URL: url, CanonicalURL: feeds.CanonicalURL(url), Title: title, Saved: unix(1_700_000_000)}
}

func TestANoteLooksLikeThis(t *testing.T) {
	b := note("Dam: a story", "https://a.example/1")
	b.Source, b.Authors, b.Published, b.Tags, b.Note, b.Folder = "Gazette", []string{"Ann"}, unix(1_600_000_000), []string{"two words", "b"}, "mine, all\n* two", "Work"
	b.Highlights = []feeds.Highlight{{Quote: "The dam", Note: "why", Made: unix(1_700_000_001)}}
	b.Document = &feeds.Document{Standfirst: "It holds.", Blocks: []feeds.Block{{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: "The dam # holds."}}}}}
	dir := memory{fstest.MapFS{}}
	notes(t, dir, []feeds.Bookmark{b})
	want := `---
broadsheet: "` + stable(b) + `"
title: "Dam: a story"
url: "https://a.example/1"
canonical: "https://a.example/1"
source: "Gazette"
authors: ["Ann"]
published: "2020-09-13T12:26:40Z"
saved: "2023-11-14T22:13:20Z"
tags: ["two-words","b"]
labels: ["two words","b"]
folder: "Work"
note: "mine, all\n* two"
highlights: [{"quote":"The dam","note":"why","made":"2023-11-14T22:13:21Z"}]
---

# [Dam: a story](https://a.example/1)

*It holds.*

Ann · Gazette · 13 September 2020

## Note

> mine, all
> \* two

## Highlights

> The dam

why

## Text

The dam \# holds.

` + noteMarker + "\n"
	if diff := cmp.Diff(want, string(dir.MapFS["Dam- a story.md"].Data)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAPersonWroteInANoteStays(t *testing.T) {
	dir := memory{fstest.MapFS{}}
	b := note("Dam", "https://a.example/1")
	notes(t, dir, []feeds.Bookmark{b})
	notes(t, dir, []feeds.Bookmark{b}) // nothing is written where nothing changed: memory sees to it

	// They move and rename it, add properties and text; an editor makes the ends of lines its own.
	text := string(dir.MapFS["Dam.md"].Data)
	delete(dir.MapFS, "Dam.md")
	text = strings.Replace(text, "title: \"Dam\"\n", "title: Dam\nstatus: done\naliases:\n  - The wall\n  - Wall\n\"own key\": 1\n", 1)
	text = strings.ReplaceAll(text+"\nMine.\n---\nAlso mine, the end", "\n", "\r\n")
	dir.MapFS["projects/water/My dam.md"] = &fstest.MapFile{Data: []byte(text)}
	b.Title, b.Note = "Dam bursts", "new"
	if count := notes(t, dir, []feeds.Bookmark{b}); count.Written != 1 || len(dir.MapFS) != 1 {
		t.Errorf("%+v, %d files", count, len(dir.MapFS))
	}
	got := string(dir.MapFS["projects/water/My dam.md"].Data)
	for _, want := range []string{"title: \"Dam bursts\"\n", "note: \"new\"\n", "status: done\r\naliases:\r\n  - The wall\r\n  - Wall\r\n\"own key\": 1\r\n---\n",
		noteMarker + "\n\r\nMine.\r\n---\r\nAlso mine, the end"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	notes(t, dir, []feeds.Bookmark{b}) // and so it stays

	// Without its marker it is theirs alone.
	dir.MapFS["projects/water/My dam.md"].Data = []byte(strings.Replace(got, noteMarker, "", 1))
	b.Note = "newer"
	if count := notes(t, dir, []feeds.Bookmark{b}); count != (Count{Untouched: 1}) || len(dir.MapFS) != 1 {
		t.Errorf("%+v, %d files", count, len(dir.MapFS))
	}
}

// Faults: B14
func TestNoNoteTakesThePlaceOfAnother(t *testing.T) {
	titles := []string{"Same", "Same", "same", "SAME", "CON", "nul.txt", "..", ".md", "", "/", "a/b\\c:d*e?f\"g<h>i|j#k^l[m]n", strings.Repeat("long 東京 ", 60), strings.Repeat("long 東京 ", 60) + "!",
		"👩‍👩‍👧", "-rf", "~", "trailing. . ", "tab\there", "$(x)`y`", "Caf\u00e9", "Cafe\u0301"}
	dir := memory{fstest.MapFS{"Same.md": {Data: []byte("a person's own")}, "untitled.md": {Data: []byte("---\nbroadsheet: nothing\n---\n")}, ".obsidian/x.md": {Data: []byte("---\n---\n")}}}
	var all []feeds.Bookmark
	for i, title := range titles {
		b := note(title, fmt.Sprintf("https://a.example/%d", i))
		if title == "" {
			b.URL = "mailto:?"
		}
		all = append(all, b)
	}
	if count := notes(t, dir, all); count.Written != len(titles) || len(dir.MapFS) != len(titles)+3 {
		t.Errorf("%+v, %d files", count, len(dir.MapFS))
	}
	seen := map[string]bool{}
	var names []string
	for name, f := range dir.MapFS {
		if strings.HasPrefix(name, ".") {
			continue
		}
		names = append(names, name)
		if low := strings.ToLower(norm.NFC.String(name)); seen[low] || len(name) > 200 || !utf8.ValidString(name) || strings.ContainsAny(name, `/\:*?"<>|#^[]`) || strings.HasPrefix(name, "-") || strings.HasSuffix(name, ". .md") || reserved.MatchString(strings.TrimSuffix(name, ".md")) {
			t.Errorf("%q is no name for a file", name)
		} else {
			seen[low] = true
		}
		if name == "Same.md" && string(f.Data) != "a person's own" {
			t.Error("a person's file was written over")
		}
	}
	if !slices.Contains(names, "a-b-c-defghi-jklmn.md") || !slices.Contains(names, "_CON.md") {
		t.Errorf("%q", names)
	}
	// The next export finds each again, also in another order.
	slices.Reverse(all)
	before := len(dir.MapFS)
	if notes(t, dir, all); len(dir.MapFS) != before {
		t.Errorf("%d files became %d", before, len(dir.MapFS))
	}
}

func TestNotesTellOfFailure(t *testing.T) {
	if _, err := ExportNotes(t.Context(), unwritable{memory{fstest.MapFS{}}}, seq([]feeds.Bookmark{note("x", "https://a.example/")}), Options{}); err == nil || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("a full disk gave %v", err)
	}
	if _, err := Export(t.Context(), full{}, "obsidian", seq(nil), Options{}); err == nil || !strings.Contains(err.Error(), "a folder of files") {
		t.Errorf("as one file it gave %v", err)
	}
}

type unwritable struct{ memory }

func (unwritable) WriteFile(string, []byte) error { return errors.New("disk full") }
