package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/bookmarks"
	"broadsheet/feeds/store"
)

// noteSum is the sum of a mirror that is a folder: how many notes it was left
// with.
func noteSum(notes *bookmarks.Notes) string { return fmt.Sprintf("%d notes", notes.Len()) }

// writeNotes writes and removes the notes of what has changed. A folder that
// was there and is gone is not made again: its disk may be elsewhere.
func (m *mirror) writeNotes(ctx context.Context, is store.Mirror) error {
	if err := madeFolder(is); err != nil {
		return err
	}
	folder, err := openNotes(is.Path)
	if err != nil {
		return err
	}
	defer folder.close()
	notes, err := bookmarks.OpenNotes(folder)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %s", feeds.CleanLine(is.Path), Reason(err))
	}
	kept, err := m.lib.store.CountBookmarks(ctx)
	if err != nil {
		return err
	}
	if kept > 0 && notes.Len() == 0 && is.Sum != "" && is.Sum != noteSum(notes) {
		return fmt.Errorf("%s has none of its notes any more; bring them back, or write them anew with `broadsheet bookmarks mirror --again`", feeds.CleanLine(is.Path))
	}
	for {
		changes, err := m.lib.store.MirrorChanges(ctx, mirrorBatch)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return m.lib.store.SetMirrored(ctx, 0, noteSum(notes))
		}
		if err := m.hold(ctx); err != nil {
			return err
		}
		for _, c := range latest(changes) {
			if err := m.note(ctx, notes, c); err != nil {
				return err
			}
		}
		if err := m.lib.store.SetMirrored(ctx, changes[len(changes)-1].Seq, noteSum(notes)); err != nil {
			return err
		}
	}
}

// madeFolder says why a mirror can have no folder: one that was there is gone, or
// there is none to make a new one in.
func madeFolder(is store.Mirror) error {
	info, err := os.Stat(is.Path)
	switch {
	case err == nil && !info.IsDir():
		return fmt.Errorf("%s is a file, and %s is a folder of notes; name another place for the mirror", feeds.CleanLine(is.Path), is.Format)
	case err == nil:
		return nil
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s cannot be read: %s", feeds.CleanLine(is.Path), Reason(err))
	case is.Sum != "":
		return fmt.Errorf("the folder %s is gone; bring it back, or make it anew with `broadsheet bookmarks mirror --again`", feeds.CleanLine(is.Path))
	}
	if _, err := os.Stat(filepath.Dir(is.Path)); err != nil {
		return fmt.Errorf("there is no folder %s to make %s in; make it, or name another place for the mirror", feeds.CleanLine(filepath.Dir(is.Path)), feeds.CleanLine(filepath.Base(is.Path)))
	}
	return nil
}

// latest keeps the last change of each bookmark, in order.
func latest(changes []store.MirrorChange) []store.MirrorChange {
	seen := map[string]bool{}
	var out []store.MirrorChange
	for _, c := range slices.Backward(changes) {
		key := c.ID.String() + " " + c.Page.CanonicalURL
		if !seen[key] {
			seen[key] = true
			out = append(out, c)
		}
	}
	slices.Reverse(out)
	return out
}

// note writes the note of a bookmark, or removes that of one which is gone.
func (m *mirror) note(ctx context.Context, notes *bookmarks.Notes, c store.MirrorChange) error {
	b, err := m.lib.store.Bookmark(ctx, c.ID)
	switch {
	case errors.Is(err, store.ErrNotFound) || err == nil && b.CanonicalURL != c.Page.CanonicalURL:
		switch id, err := m.lib.store.BookmarkFor(ctx, c.Page); {
		case err != nil:
			return err
		case id != 0:
			return nil // kept again since, under another id, which has a change of its own
		}
		return plainNote(notes.Remove(c.Page))
	case err != nil:
		return err
	case !bookmarks.Portable(b.URL):
		return nil
	}
	text := b.Document
	if text == nil && b.HTML != "" {
		text = readable(b)
	}
	return plainNote(notes.Put(b, text))
}

// plainNote passes over a note that a person has made theirs.
func plainNote(err error) error {
	if errors.Is(err, bookmarks.ErrTheirs) {
		return nil
	}
	return err
}

// writeFile writes the one file of a mirror anew, all of it of one moment.
func (m *mirror) writeFile(ctx context.Context, is store.Mirror) error {
	seq, err := m.lib.store.MirrorBehind(ctx)
	if err != nil {
		return err
	}
	if err := m.keepTheirs(is); err != nil {
		return err
	}
	moment, err := m.lib.store.Snapshot(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = moment.Close() }()
	sum := sha256.New()
	err = WriteFile(is.Path, func(w io.Writer) error {
		_, err := bookmarks.Export(ctx, io.MultiWriter(w, sum), is.Format, moment.All(ctx, hasBodies(is.Format)), bookmarks.Options{Text: readable})
		if err == nil {
			err = m.hold(ctx) // it may have taken long
		}
		return err
	})
	if err != nil {
		return err
	}
	return m.lib.store.SetMirrored(ctx, seq, hex.EncodeToString(sum.Sum(nil)))
}

// keepTheirs sees to it that nothing of a person's is written over: a file that
// this mirror has never written is refused, and one that somebody has changed
// since is kept beside.
func (m *mirror) keepTheirs(is store.Mirror) error {
	f, err := os.Open(is.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s cannot be read: %s", feeds.CleanLine(is.Path), Reason(err))
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || info.Size() == 0 || !info.Mode().IsRegular() {
		return nil
	}
	if is.Sum == "" {
		return fmt.Errorf("%s is there already, and is not written over; move it away, or name another place for the mirror", feeds.CleanLine(is.Path))
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return fmt.Errorf("%s cannot be read: %s", feeds.CleanLine(is.Path), Reason(err))
	}
	if hex.EncodeToString(sum.Sum(nil)) == is.Sum {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("%s cannot be read: %s", feeds.CleanLine(is.Path), Reason(err))
	}
	ext := filepath.Ext(is.Path)
	beside := strings.TrimSuffix(is.Path, ext) + m.lib.opt.Now().Format(" (changed 2006-01-02 150405)") + ext
	err = WriteFile(beside, func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
	if err == nil {
		m.lib.events.send(feeds.MirrorFailed{Text: feeds.CleanLine("The mirror was changed by something else; what it was is in " + beside)})
	}
	return err
}
