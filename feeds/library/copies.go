package library

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/bookmarks"
	"broadsheet/feeds/store"
)

// copiesDir holds the dated copies of all bookmarks, in the data directory.
const copiesDir = "bookmarks"

// How many copies stay: the latest days, and one for each of the latest months.
const (
	keptDays   = 14
	keptMonths = 12
)

// changeBookmarks does a change of bookmarks. The first of a day has what was
// there before it copied: the copy of a day holds all that was done until
// then. It is read beside, from a moment held on to, and nobody waits for it.
func (l *Library) changeBookmarks(ctx context.Context, do func() (feeds.Change, error)) (feeds.Change, error) {
	path := l.dueCopy()
	if path == "" {
		return l.changed(do())
	}
	before, err := l.store.Snapshot(ctx)
	if err != nil {
		l.copyFailed(path, err)
		return l.changed(do())
	}
	c, err := l.changed(do())
	if err != nil || c.N == 0 || !ofBookmarks(c) {
		l.setCopied("")
		_ = before.Close()
		return c, err
	}
	l.background(func(context.Context) { l.copyDay(before, path) })
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
	case "bookmark", "unbookmark", "edit", "import bookmarks", "restore bookmarks":
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
	l.events.send(feeds.CopyFailed{Text: feeds.CleanLine("The bookmarks have no copy of today: " + plain(err).Error())})
}

// copyName is a copy's; all but the latest are packed.
var copyName = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}\.json(\.gz)?$`)

// pruneCopies removes the copies that are not to stay, and what a killed
// process left half written a day ago or more.
func (l *Library) pruneCopies(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var names []string
	for _, e := range entries {
		switch info, err := e.Info(); {
		case err != nil || !info.Mode().IsRegular():
		case copyName.MatchString(e.Name()):
			names = append(names, e.Name())
		case strings.HasPrefix(e.Name(), ".broadsheet-") && l.opt.Now().Sub(info.ModTime()) > 24*time.Hour:
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
	drop := surplus(names)
	for _, name := range drop {
		_ = os.Remove(filepath.Join(dir, name))
	}
	for _, name := range names[:max(0, len(names)-1)] {
		if path := filepath.Join(dir, name); strings.HasSuffix(name, ".json") && !slices.Contains(drop, name) {
			if err := pack(path); err != nil {
				l.opt.Log.Error("pack a copy of the bookmarks", "file", path, "error", err)
			}
		}
	}
}

// pack puts a packed file in place of a plain one.
func pack(path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	err = WriteFile(path+".gz", func(w io.Writer) error {
		z := gzip.NewWriter(w)
		_, err := io.Copy(z, in)
		return errors.Join(err, z.Close())
	})
	if err != nil {
		return err
	}
	return os.Remove(path)
}

// surplus gives the copies that are neither among the latest of their days nor
// the last of one of the latest months.
func surplus(names []string) (out []string) {
	names = slices.Clone(names)
	slices.Sort(names)
	slices.Reverse(names)
	months := map[string]bool{}
	for i, name := range names {
		month := name[:len("2006-01")]
		last := !months[month] && len(months) < keptMonths
		if last {
			months[month] = true
		}
		if i >= keptDays && !last {
			out = append(out, name)
		}
	}
	return out
}

// Copy is a dated copy of all bookmarks.
type Copy struct {
	Path      string
	Day       string // 2006-01-02
	Bookmarks int
}

// Copies lists the dated copies, the latest first.
func (l *Library) Copies() ([]Copy, error) {
	entries, err := os.ReadDir(filepath.Join(l.opt.Dir, copiesDir))
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the copies cannot be listed: %s", Reason(err))
	}
	var out []Copy
	for _, e := range slices.Backward(entries) {
		if copyName.MatchString(e.Name()) {
			path := filepath.Join(l.opt.Dir, copiesDir, e.Name())
			out = append(out, Copy{path, e.Name()[:len(time.DateOnly)], countLines(path)})
		}
	}
	return out, nil
}

// countLines counts the bookmarks of a copy, one a line between the first and
// the last.
func countLines(path string) (n int) {
	f, err := os.Open(path)
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return 0
		}
		in = z
	}
	for r := bufio.NewReader(in); ; {
		_, err := r.ReadSlice('\n')
		if err == nil {
			n++
		} else if !errors.Is(err, bufio.ErrBufferFull) {
			return max(0, n-2)
		}
	}
}
