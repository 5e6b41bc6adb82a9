package library

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/bookmarks"
	"broadsheet/feeds/store"
)

// copiesDir holds the dated copies of all bookmarks, in the data directory.
const copiesDir = "bookmarks"

// changeBookmarks does a change of bookmarks. The first of a day has what was
// there before it copied: the copy of a day holds all that was done until
// then. It is read beside, from a moment held on to, and nobody waits for it.
func (l *Library) changeBookmarks(ctx context.Context, do func() (feeds.Change, error)) (c feeds.Change, err error) {
	defer func() {
		if err == nil && c.N > 0 && ofBookmarks(c) {
			l.mirrorSoon()
		}
	}()
	path := l.dueCopy()
	if path == "" {
		return l.changed(do())
	}
	before, err := l.store.Snapshot(ctx)
	if err != nil {
		l.copyFailed(path, err)
		return l.changed(do())
	}
	c, err = l.changed(do())
	if err != nil || c.N == 0 || !ofBookmarks(c) {
		l.setCopied("")
		_ = before.Close()
		return c, err
	}
	if _, done, err := l.join(l.ctx); err == nil {
		go func() { defer done(); defer l.caught(); l.copyDay(before, path) }()
	} else {
		l.copyDay(before, path) // the library is closing: nobody would wait for what runs beside
	}
	return c, err
}

// dueCopy is where the day's copy is to be written; "" where it is there or
// under way, and in the sample edition.
func (l *Library) dueCopy() string {
	day := l.opt.Now().Format(time.DateOnly)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.opt.Sample || l.copied == day {
		return ""
	}
	l.copied = day
	path := filepath.Join(l.opt.Dir, copiesDir, day+".json")
	if _, err := os.Lstat(path); err == nil {
		return ""
	}
	return path
}

func (l *Library) setCopied(day string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.copied = day
}

// ofBookmarks says whether a change may be one of bookmarks: undo and redo
// tell only afterwards.
func ofBookmarks(c feeds.Change) bool {
	switch c.Verb {
	case "bookmark", "unbookmark", "highlight", "edit highlight", "unhighlight", "edit", "tag", "move", "import bookmarks", "restore bookmarks", "add rule", "edit rule", "apply rule":
		return true
	}
	return false
}

// copyDay writes a day's copy to its end, also when the library closes: a
// change is not done before. The very first has nothing before it and holds
// what the change made.
func (l *Library) copyDay(moment *store.Snapshot, path string) {
	ctx := context.WithoutCancel(l.ctx)
	if moment.N == 0 {
		_ = moment.Close()
		var err error
		if moment, err = l.store.Snapshot(ctx); err != nil {
			l.copyFailed(path, err)
			return
		}
	}
	defer func() { _ = moment.Close() }()
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = WriteFile(path, func(w io.Writer) error {
			_, err := bookmarks.Export(ctx, w, "json", moment.All(ctx, true), bookmarks.Options{})
			return err
		})
	}
	if err != nil {
		l.copyFailed(path, err)
		return
	}
	l.pruneCopies(filepath.Dir(path))
}

// copyFailed says that a day has no copy. The next change tries again.
func (l *Library) copyFailed(path string, err error) {
	l.setCopied("")
	l.opt.Log.Error("copy the bookmarks", "to", path, "error", err)
	text := feeds.CleanLine("The bookmarks have no copy of today: " + plain(err).Error())
	l.mu.Lock()
	l.noCopy = text
	l.mu.Unlock()
	l.events.send(feeds.CopyFailed{Text: text})
}

// CopyProblem says, once the library is closed, why a change left the bookmarks
// without the day's copy; "" where it did not.
func (l *Library) CopyProblem() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.noCopy
}
