package library

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// How many copies stay: the latest days, and one for each of the latest months.
const (
	keptDays   = 14
	keptMonths = 12
)

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
