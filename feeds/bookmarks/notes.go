package bookmarks

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"regexp"
	"strings"

	"broadsheet/feeds"
)

// Folder is a person's folder of notes.
type Folder interface {
	fs.FS
	// WriteFile makes the file name, whole or not at all.
	WriteFile(name string, data []byte) error
	Remove(name string) error
}

// Notes are the notes of a folder, one an article. A note is found again by
// the key in its front matter, wherever a person has moved it and whatever
// they called it. Below the marker all is theirs, and so are the properties
// they added: both stay as they are.
type Notes struct {
	dir   Folder
	paths map[string]string // of each note of ours, by its key
	taken map[string]bool   // names in the folder, in lower case
}

// noteMarker ends what is written anew.
const noteMarker = "<!-- broadsheet: above this line the note is written anew, below it is yours -->"

// maxNoteHead bounds what is read of a file to see whose it is.
const maxNoteHead = 64 << 10

// OpenNotes looks through a folder and those in it, but for hidden ones.
func OpenNotes(dir Folder) (*Notes, error) {
	n := &Notes{dir: dir, paths: map[string]string{}, taken: map[string]bool{}}
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && name != ".":
			return fs.SkipDir // a folder that cannot be read holds no note of ours
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case path.Dir(name) == ".":
			n.taken[sameName(name)] = true
		}
		if !d.Type().IsRegular() || !strings.EqualFold(path.Ext(name), ".md") {
			return nil
		}
		if key := noteKey(dir, name); key != "" && n.paths[key] == "" {
			n.paths[key] = name
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the notes: %w", err)
	}
	return n, nil
}

// Len is how many notes there are.
func (n *Notes) Len() int { return len(n.paths) }

var keyLine = regexp.MustCompile(`(?m)^broadsheet:[ \t]*["']?([0-9a-f]{16})["']?[ \t\r]*$`)

// noteKey is the key of the note in a file, "" when it is none of ours.
func noteKey(dir fs.FS, name string) string {
	f, err := dir.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	head, err := io.ReadAll(io.LimitReader(f, maxNoteHead))
	if err != nil {
		return ""
	}
	front, _, ok := frontMatter(head)
	if !ok { // perhaps longer than what was read
		if !bytes.HasPrefix(head, []byte("---")) || len(head) < maxNoteHead {
			return ""
		}
		front = head
	}
	if m := keyLine.FindSubmatch(front); m != nil {
		return string(m[1])
	}
	return ""
}

// frontMatter parts a file into the lines between its first two "---" and what
// follows.
func frontMatter(data []byte) (front, rest []byte, ok bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	first, data, found := bytes.Cut(data, []byte("\n"))
	if !found || string(bytes.TrimRight(first, " \r")) != "---" {
		return nil, nil, false
	}
	for at := 0; at < len(data); {
		line, _, _ := bytes.Cut(data[at:], []byte("\n"))
		next := min(at+len(line)+1, len(data))
		if string(bytes.TrimRight(line, " \r")) == "---" {
			return data[:at], data[next:], true
		}
		at = next
	}
	return nil, nil, false
}

// ErrTheirs says that a note is a person's: it has lost its marker, or they have
// written in one that is to be removed. It is left alone.
var ErrTheirs = errors.New("the note is a person's own")

// Put writes a bookmark's note, unless it is there as it would be written.
func (n *Notes) Put(b feeds.Bookmark, text *feeds.Document) error {
	key := stable(b)
	name := n.paths[key]
	if name == "" {
		name = n.free(b, key)
	}
	old, err := fs.ReadFile(n.dir, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var extra, own []byte
	if err == nil {
		front, rest, _ := frontMatter(old)
		var marked bool
		if own, marked = belowMarker(rest); !marked {
			return ErrTheirs
		}
		extra = otherProperties(front)
	}
	note := writeNote(b, text, key, extra, own)
	if err != nil || !bytes.Equal(old, note) {
		if err := n.dir.WriteFile(name, note); err != nil {
			return err
		}
	}
	n.paths[key], n.taken[sameName(name)] = name, true
	return nil
}

// Remove removes the note of a bookmark. One in which a person has written, or
// that they have made theirs, stays as it is: ErrTheirs.
func (n *Notes) Remove(b feeds.Bookmark) error {
	key := stable(b)
	name := n.paths[key]
	if name == "" {
		return nil
	}
	data, err := fs.ReadFile(n.dir, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		delete(n.paths, key)
		return nil
	case err != nil:
		return err
	}
	front, rest, _ := frontMatter(data)
	own, marked := belowMarker(rest)
	if !marked || len(bytes.TrimSpace(own)) > 0 || len(bytes.TrimSpace(otherProperties(front))) > 0 {
		return ErrTheirs
	}
	if err := n.dir.Remove(name); err != nil {
		return err
	}
	delete(n.paths, key)
	delete(n.taken, sameName(name))
	return nil
}

// belowMarker is what stands below the marker's line.
func belowMarker(text []byte) (own []byte, found bool) {
	for len(text) > 0 {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte("\n"))
		if string(bytes.TrimRight(line, " \r")) == noteMarker {
			return text, true
		}
	}
	return nil, false
}

// ExportNotes writes a note for each bookmark into a folder. It removes none.
func ExportNotes(ctx context.Context, dir Folder, seq iter.Seq2[feeds.Bookmark, error], opt Options) (feeds.BookmarksExported, error) {
	e := &export{Options: opt, ctx: ctx}
	n, err := OpenNotes(dir)
	if err != nil {
		return e.done, err
	}
	err = e.each(format{}, seq, e.telling(func(b feeds.Bookmark) error {
		err := n.Put(b, e.text(b))
		if errors.Is(err, ErrTheirs) {
			e.done.Untouched++
			e.done.Written--
			return nil
		}
		return err
	}))
	if err != nil {
		return e.done, fmt.Errorf("write notes: %w", err)
	}
	return e.done, nil
}
