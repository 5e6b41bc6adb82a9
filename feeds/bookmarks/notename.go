package bookmarks

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"broadsheet/feeds"
)

// maxName bounds a note's name, in bytes without ".md": file systems take 255,
// and programs that sync them add to it.
const maxName = 160

// free gives the name of a new note: its title, with as much of its key as
// makes it another than the files' that are there.
func (n *Notes) free(b feeds.Bookmark, key string) string {
	base := noteName(titled(b))
	for digits, name := 0, base; ; digits += 4 {
		if digits > 0 {
			name = base + " " + strings.Repeat(key, 1+digits/len(key))[:digits]
		}
		if !n.taken[sameName(name+".md")] {
			return name + ".md"
		}
	}
}

// sameName is what names have in common that are one file on some system:
// letters of either case, and an é of one character or of two.
func sameName(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// reserved are names that Windows keeps for devices, whatever their ending.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$`)

// noteName makes a title a file name on every system, and one that Obsidian
// can link to: no separators, no marks with a meaning to shells, file systems
// or links, no dots or spaces at its ends, no name of a device.
func noteName(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:|`, r):
			return '-'
		case strings.ContainsRune("*?\"<>#^[]%`$!", r), r == utf8.RuneError, feeds.Unsafe(r):
			return -1
		}
		return r
	}, norm.NFC.String(title))
	name = strings.TrimLeft(oneLine(name), ".-~ ")
	if len(name) > maxName {
		cut := maxName
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut]
	}
	name = strings.TrimRight(name, ". ")
	switch {
	case name == "":
		return "Untitled"
	case reserved.MatchString(name):
		return "_" + name
	}
	return name
}
