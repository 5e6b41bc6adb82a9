package bookmarks

import (
	"fmt"
	"strings"

	"broadsheet/feeds"
)

// format is a way to write bookmarks down, and how that is done.
type format struct {
	feeds.BookmarkFormat
	begin func(*export) (encoder, error) // nil for a folder
	all   bool                           // carries addresses of every scheme, and bookmarks without one
}

const (
	allFields  = "everything, nothing lost"
	textFields = "source, authors, dates, tags, note, highlights, text"
)

// formats are those Export knows, the most useful first.
var formats = []format{
	{one("netscape", "HTML of browsers and bookmark services", ".html", "date, tags, note, folder"), newNetscape, false},
	{whole("json", "Broadsheet's JSON, for copies and machines", ".json", allFields), newJSON, true},
	{whole("jsonl", "the same, a line a bookmark", ".jsonl", allFields), newJSONLines, true},
	{columns(one("csv", "CSV, for Raindrop, Instapaper, Readwise, Pocket", ".csv", "date, tags, note, folder, summary, highlights")), newCSV, false},
	{one("pinboard", "Pinboard's JSON", ".json", "date, tags, note"), newPinboard, false},
	{one("markdown", "Markdown, one list", ".md", "source, date, tags, note, folder, highlights"), newMarkdown, false},
	{folder(whole("obsidian", "a folder of Markdown notes (Obsidian, Logseq, zk, Hugo)", "", "all but the feed's HTML")), nil, false},
	{one("org", "Org, for Emacs", ".org", "source, authors, dates, tags, note, folder, summary, highlights"), newOrg, false},
	{whole("jsonfeed", "JSON Feed 1.1", ".json", textFields+", folder, summary"), newJSONFeed, false},
	{whole("atom", "an Atom feed", ".atom", textFields+", summary"), newAtom, false},
	{one("opml", "OPML, a list of links", ".opml", "date, tags, note, folder"), newOPML, false},
	{one("xbel", "XBEL", ".xbel", "date, tags, note, folder"), newXBEL, false},
	{one("bibtex", "BibTeX, for LaTeX (biblatex)", ".bib", "source, authors, dates, tags, note, summary"), newBibTeX, false},
	{one("ris", "RIS, for reference managers", ".ris", "source, authors, date, tags, note, summary"), newRIS, false},
	{one("csl-json", "CSL JSON, for Zotero and Pandoc", ".json", "source, authors, dates, tags, note, summary"), newCSL, false},
	{pictured(whole("html", "a page to read, all in one file", ".html", textFields+", folder")), newPage, false},
	{notText(pictured(whole("epub", "EPUB 3, a book for e-readers", ".epub", textFields+", folder"))), newEPUB, false},
	{one("urls", "addresses alone, one a line", ".txt", "nothing else"), newURLs, false},
	{templated(whole("template", "as your own template has it (Go text/template)", "", "what the template asks of json")), newTemplate, false},
}

func one(name, title, ext, fields string) feeds.BookmarkFormat {
	return feeds.BookmarkFormat{Name: name, Title: title, Ext: ext, Fields: fields}
}

// whole is one with the articles' texts.
func whole(name, title, ext, fields string) feeds.BookmarkFormat {
	f := one(name, title, ext, fields)
	f.Bodies = true
	return f
}

func folder(f feeds.BookmarkFormat) feeds.BookmarkFormat {
	f.Folder = true
	return f
}

func notText(f feeds.BookmarkFormat) feeds.BookmarkFormat {
	f.Binary = true
	return f
}

func columns(f feeds.BookmarkFormat) feeds.BookmarkFormat {
	f.Dialects = Dialects()
	return f
}

func pictured(f feeds.BookmarkFormat) feeds.BookmarkFormat {
	f.Pictures = true
	return f
}

func templated(f feeds.BookmarkFormat) feeds.BookmarkFormat {
	f.Template = true
	return f
}

// Formats lists the formats bookmarks leave in, the most useful first.
func Formats() []feeds.BookmarkFormat {
	out := make([]feeds.BookmarkFormat, len(formats))
	for i, f := range formats {
		out[i] = f.BookmarkFormat
	}
	return out
}

func find(name string) (format, error) {
	var names []string
	for _, f := range formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return format{}, fmt.Errorf("no bookmark format is called %q; known are %s", name, strings.Join(names, ", "))
}
