package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// linesFile keeps what was typed behind ":", one line a line, oldest first.
const linesFile = "commands"

// rememberedLines are the lines of earlier runs. A file that cannot be read is
// no reason not to begin.
func (a *app) rememberedLines() (lines []string) {
	f, err := os.Open(filepath.Join(a.logDir(), linesFile))
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, 1<<20))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		if line = feeds.CleanLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// rememberLines keeps lines for the next run, but none with a login in it.
func (a *app) rememberLines(lines []string) error {
	dir := a.logDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("%s cannot be made: %s", dir, library.Reason(err))
	}
	lines = slices.DeleteFunc(lines, hasLogin)
	return library.WriteFile(filepath.Join(dir, linesFile), func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Join(append(lines, ""), "\n"))
		return err
	})
}
