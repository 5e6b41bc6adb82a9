package cli

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"

	"broadsheet/feeds"
)

// logMost is how long the log grows before it begins anew; one older stays.
const logMost = 1 << 20

// level is what --log-level says; above all levels for "off".
func (a *app) level() (slog.Level, error) {
	switch a.logLevel {
	case "off":
		return slog.LevelError + 1, nil
	case "":
		return slog.LevelInfo, nil
	}
	var l slog.Level
	if err := l.UnmarshalText([]byte(a.logLevel)); err != nil {
		return 0, wrongUse("--log-level takes debug, info, warn, error or off, not %q", a.logLevel)
	}
	return l, nil
}

// logPath is where the log is.
func (a *app) logPath() string {
	if a.logFile != "" {
		return a.logFile
	}
	return filepath.Join(a.logDir(), "broadsheet.log")
}

// logger writes to a file beside the store, never to the screen. A log that
// cannot be written is no reason not to read the news.
func (a *app) logger() *slog.Logger {
	if a.log != nil {
		return a.log
	}
	if a.logFile == "" {
		if _, err := os.Stat(a.dataDir()); a.sample || err != nil {
			return slog.New(slog.DiscardHandler) // before the first choice nothing is written
		}
		if err := os.MkdirAll(a.logDir(), 0o700); err != nil {
			return slog.New(slog.DiscardHandler)
		}
	}
	level, err := a.level()
	if err != nil {
		return slog.New(slog.DiscardHandler)
	}
	w := &logFile{path: a.logPath()}
	if err := w.open(); err != nil {
		a.log = slog.New(slog.DiscardHandler)
		if a.logFile != "" {
			fmt.Fprintf(a.Err, "there is no log: %s\n", feeds.CleanLine(err.Error()))
		}
		return a.log
	}
	a.log = slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
	return a.log
}

// logFile is a file that begins anew when it has grown, so that neither a long
// run nor many short ones fill the disk.
type logFile struct {
	path string
	mu   sync.Mutex
	f    *os.File
	size int64
}

func (l *logFile) open() error {
	f, err := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		_ = f.Close()
		return err
	}
	l.f, l.size = f, info.Size()
	return nil
}

func (l *logFile) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.size > 0 && l.size+int64(len(p)) > logMost {
		_ = l.f.Close()
		if err := os.Rename(l.path, l.path+".1"); err != nil {
			_ = os.Truncate(l.path, 0)
		}
		if err := l.open(); err != nil {
			return 0, err
		}
	}
	n, err := l.f.Write(p)
	l.size += int64(n)
	return n, err
}
