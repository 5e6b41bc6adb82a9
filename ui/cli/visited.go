package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"broadsheet/feeds/library"
)

// visitedFile keeps when the screen was last left (RFC 3339): what came since
// is new on the front page.
const visitedFile = "visited"

// lastVisit is when the screen was last left, zero where that is not known.
func (a *app) lastVisit() time.Time {
	f, err := os.Open(filepath.Join(a.logDir(), visitedFile))
	if err != nil {
		return time.Time{}
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, 64))
	if err != nil {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, strings.TrimSpace(string(data)))
	if err != nil {
		return time.Time{}
	}
	return t
}

// rememberVisit keeps when the screen was left.
func (a *app) rememberVisit(t time.Time) error {
	dir := a.logDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%s cannot be made: %s", dir, library.Reason(err))
	}
	return library.WriteFile(filepath.Join(dir, visitedFile), func(w io.Writer) error {
		_, err := io.WriteString(w, t.UTC().Format(time.RFC3339)+"\n")
		return err
	})
}
