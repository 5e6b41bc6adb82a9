package bookmarks

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"broadsheet/feeds"
)

// ImportFS is Import for the files of a folder and those in it: an export of
// several files, or notes. Hidden ones and what no bookmarks can be in are
// passed over; what cannot be read is skipped with its name.
func ImportFS(dir fs.FS, take func(feeds.Bookmark) error) (Report, error) {
	in := &reader{take: take, most: maxEntries}
	err := in.folder(dir)
	return in.report, err
}

// readExt are endings of files that bookmarks can be in.
var readExt = map[string]bool{".html": true, ".htm": true, ".json": true, ".jsonl": true, ".csv": true, ".md": true, ".org": true,
	".xbel": true, ".xml": true, ".opml": true, ".txt": true, ".jsonlz4": true}

func (in *reader) folder(dir fs.FS) error {
	seen, read := 0, 0
	in.dir = dir
	beside := in.besides()
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return in.closed(name, err)
		}
		switch {
		case name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "__MACOSX"):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case beside[name]:
			return fs.SkipDir
		case !d.Type().IsRegular() || !readExt[strings.ToLower(path.Ext(name))]:
			return nil
		}
		seen++
		in.file = name
		before := in.n
		if err := in.member(dir, name); err != nil {
			return err
		}
		if in.n > before {
			read++
		}
		return nil
	})
	in.file = ""
	switch {
	case err != nil:
		return err
	case seen == 0:
		return unknown("a folder or archive with no file in it that bookmarks are kept in")
	case read == 0:
		return fmt.Errorf("read bookmarks: %w: of %d files in it none has bookmarks; the first: %s", ErrUnknown, seen, firstReason(in.report))
	}
	return nil
}

// closed notes a folder that cannot be read; that it is the one that was named
// is an error.
func (in *reader) closed(name string, err error) error {
	if name == "." {
		return err
	}
	in.file = name
	in.skip(0, "", "it cannot be read")
	return nil
}

// besides names the folders whose files belong to the entries of others, and
// are read with them: Omnivore's pages, and its highlights, which are lost.
func (in *reader) besides() map[string]bool {
	if found, err := fs.Glob(in.dir, "metadata_*.json"); err != nil || len(found) == 0 {
		return nil
	}
	return map[string]bool{"content": true, "highlights": true}
}

// page is the text of a page that stands in a file of its own; "" for none.
func (in *reader) page(name string) string {
	if in.dir == nil || !fs.ValidPath(name) {
		return ""
	}
	f, err := in.dir.Open(name)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, maxLine))
	if err != nil {
		return ""
	}
	return string(decode(data))
}

func firstReason(r Report) string {
	if len(r.Skipped) == 0 {
		return "it is empty"
	}
	return r.Skipped[0].String()
}

// member reads one file; that it is none of bookmarks is no error of the
// whole.
func (in *reader) member(dir fs.FS, name string) error {
	f, err := dir.Open(name)
	if err != nil {
		in.skip(0, "", "it cannot be read")
		return nil
	}
	defer func() { _ = f.Close() }()
	data, err := readWhole(f)
	if err == nil {
		err = in.whole(data, "")
	}
	var broken error
	switch {
	case errors.Is(err, ErrUnknown):
		what := looksLike(decode(data))
		in.skip(0, "", "it looks like "+what+", not like bookmarks")
	case errors.Is(err, ErrTooBig), errors.Is(err, zip.ErrFormat), errors.Is(err, zip.ErrChecksum):
		in.skip(0, "", "it cannot be read: "+feeds.CleanLine(Sentence(err)))
	default:
		broken = err
	}
	return broken
}

// archive reads the files of a zip, as Pocket and Omnivore send them.
func (in *reader) archive(data []byte) error {
	if in.file != "" {
		in.skip(0, "", "it is an archive within another")
		return nil
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return unknown("a damaged zip archive")
	}
	return in.folder(z)
}
