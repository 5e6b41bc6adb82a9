package feeds

import (
	"fmt"
	"strings"
	"time"
)

// Keeping is what a reader adds while keeping a bookmark.
type Keeping struct {
	Tags   []string
	Note   string
	Folder string
}

// KeepingWords are the tags and folders that bookmarks have, the most used
// first: what a form for them completes.
type KeepingWords struct{ Tags, Folders []Used }

// Used is a word and how many bookmarks have it.
type Used struct {
	Word string
	N    int
}

// BookmarkFormat is a way to write bookmarks down, as a list of formats shows
// it.
type BookmarkFormat struct {
	Name   string // what is typed after --format
	Title  string // what a person calls it
	Ext    string // of its files, with the dot; "" for a folder, and where the person's template decides
	Fields string // what it carries beside title and address, in a few words
	Folder bool   // a folder of files, not one file
	Binary bool   // no text: nothing for a terminal
	Bodies bool   // carries the articles' texts

	// What it asks of a BookmarkExport.
	Dialects []string // one of these, the usual one first: columns, whose cells CSVSafe may alter
	Pictures bool     // whether with Images
	Template bool     // a TemplateFile
}

// BookmarkExport says which bookmarks leave, and how. IDs, where there are
// any, name them; else Articles or View do, whose articles leave as they would
// be kept and are not; else Query does, "" meaning all.
type BookmarkExport struct {
	Format   string // a BookmarkFormat's name
	IDs      []BookmarkID
	Articles []ArticleID
	View     View // of articles; the zero View is none
	Query    string

	Dialect      string // one of the format's, "" for the usual one
	CSVSafe      bool   // an apostrophe before what a spreadsheet would run
	Images       bool   // with the pictures, which are fetched for it
	TemplateFile string // the file of a person's own template

	Told func(written int) // is told how far it is, often; nil for nobody
}

// ExportPlace is what stands where an export is to be written: a file, which is
// written over, or for a format that is a folder one of those, which is added to.
type ExportPlace struct {
	There   bool
	Size    int64 // of the file, in bytes
	Changed time.Time
}

// BookmarksExported counts what an export did.
type BookmarksExported struct {
	Written   int
	LeftOut   int    // whose address is of a scheme that must not leave in a file others open
	Schemes   string // of those, the first few: "javascript:, data:"
	Pictures  int    // pictures within
	NoPicture int    // pictures that could not be had: a link stands for each
	Untouched int    // notes of a folder that a person has changed so that they are only theirs now
}

// ImportReport says what an import of subscriptions or bookmarks did.
type ImportReport struct {
	Title     string // the list's own, "" where it has none
	Format    string // of bookmarks: what the file was
	Added     int
	Duplicate int // already there
	Merged    int // those of them that the import added something to
	Skipped   []Skipped
}

// Skipped is an entry that an import could not take.
type Skipped struct {
	File string // the one it is in, of a folder or archive; "" else
	Line int    // from 1; 0 where it has none
	What string // one line
	Why  string
}

// String is the entry as a person reads it, in one line.
func (s Skipped) String() string {
	var parts []string
	where := s.File
	switch {
	case s.File != "" && s.Line > 0:
		where += fmt.Sprintf(", line %d", s.Line)
	case s.Line > 0:
		where = fmt.Sprintf("line %d", s.Line)
	}
	for _, part := range []string{where, s.What, s.Why} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return CleanLine(strings.Join(parts, ": "))
}
