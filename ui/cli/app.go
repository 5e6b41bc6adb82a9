package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"

	"github.com/adrg/xdg"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui/config"
)

// app is one run of the program: the system, and the global flags.
type app struct {
	Sys
	configFlag, dataFlag string
	sample               bool
}

// configPath is where settings are read from.
func (a *app) configPath() string {
	for _, p := range []string{a.configFlag, a.Env("BROADSHEET_CONFIG")} {
		if p != "" {
			return p
		}
	}
	return filepath.Join(configHome(), "broadsheet", "config.toml")
}

// configHome follows XDG, on macOS too where ~/.config is in use.
func configHome() string {
	if runtime.GOOS == "darwin" && os.Getenv("XDG_CONFIG_HOME") == "" {
		dot := filepath.Join(xdg.Home, ".config")
		if info, err := os.Stat(dot); err == nil && info.IsDir() {
			return dot
		}
	}
	return xdg.ConfigHome
}

// dataDir holds the store and its copies; logDir the log.
func (a *app) dataDir() string {
	for _, p := range []string{a.dataFlag, a.Env("BROADSHEET_DATA")} {
		if p != "" {
			return p
		}
	}
	return filepath.Join(xdg.DataHome, "broadsheet")
}

func (a *app) logDir() string {
	if a.dataFlag != "" || a.Env("BROADSHEET_DATA") != "" {
		return a.dataDir()
	}
	return filepath.Join(xdg.StateHome, "broadsheet")
}

// settings reads the config. For a verb a mistake ends the run: exit code 2.
func (a *app) settings() (config.Loaded, error) {
	loaded, err := config.Load(a.configPath(), a.Example)
	if err != nil {
		return loaded, fmt.Errorf("the settings in %s cannot be read: %w; mend the file or name another with --config", a.configPath(), errors.Unwrap(err))
	}
	return loaded, nil
}

// open opens the library for a verb, with the config's feeds joined.
func (a *app) open(ctx context.Context) (*library.Library, error) {
	loaded, err := a.settings()
	if err != nil {
		return nil, err
	}
	if len(loaded.Mistakes) > 0 {
		return nil, wrongUse("%s", loaded.Mistakes[0])
	}
	lib, err := a.openLibrary(ctx, loaded.Settings)
	if err != nil {
		return nil, err
	}
	if err := lib.JoinConfig(ctx, loaded.Settings.Feeds, false); err != nil {
		return nil, errors.Join(err, lib.Close())
	}
	return lib, nil
}

// openLibrary opens the store and what belongs to it.
func (a *app) openLibrary(ctx context.Context, s feeds.Settings) (*library.Library, error) {
	return library.Open(ctx, a.libraryOptions(a.dataDir(), s))
}

func (a *app) libraryOptions(dir string, s feeds.Settings) library.Options {
	return library.Options{Dir: dir, Version: a.Version, Now: a.Now, Log: a.logger(), Settings: s}
}

// logger writes to a file beside the store, never to the screen. A log that
// cannot be written is no reason not to read the news.
func (a *app) logger() *slog.Logger {
	dir := a.logDir()
	if _, err := os.Stat(a.dataDir()); a.sample || err != nil {
		return slog.New(slog.DiscardHandler) // before the first choice nothing is written
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return slog.New(slog.DiscardHandler)
	}
	path := filepath.Join(dir, "broadsheet.log")
	if info, err := os.Stat(path); err == nil && info.Size() > 1<<20 {
		_ = os.Rename(path, path+".1")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(f, nil))
}

// with opens the library, runs do and closes it, whatever happens.
func (a *app) with(ctx context.Context, do func(*library.Library) error) error {
	lib, err := a.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(lib), lib.Close())
}

// output opens the file a verb writes to, "" or "-" meaning standard output,
// and gives a finish that makes it whole: the file appears under its name only
// when everything was written.
func (a *app) output(path string) (w io.Writer, finish func(error) error, err error) {
	if path == "" || path == "-" {
		return a.Out, func(err error) error { return err }, nil
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".broadsheet-*")
	if err != nil {
		return nil, nil, fmt.Errorf("%s cannot be written: %w; name another file with -o", path, errors.Unwrap(err))
	}
	return f, func(err error) error {
		if err == nil {
			err = f.Sync()
		}
		err = errors.Join(err, f.Close())
		if err == nil {
			err = os.Rename(f.Name(), path)
		}
		if err != nil {
			_ = os.Remove(f.Name())
			return fmt.Errorf("%s was not written, what stood there is as it was: %w", path, err)
		}
		return nil
	}, nil
}
