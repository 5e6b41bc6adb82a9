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
	"strings"

	"github.com/adrg/xdg"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui"
	"broadsheet/ui/config"
)

// app is one run of the program: the system, and the global flags.
type app struct {
	Sys
	configFlag, dataFlag string
	sample, plain        bool
	noMouse              bool
	logFile, logLevel    string

	log    *slog.Logger // once it is open
	broken *broken      // what became of the screen, where there is one

	lib *library.Library // the screen's, for verbs run behind its ":"; else nil
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

// homeless says that nothing tells where settings and store belong: rather than
// in the root of the file system they are nowhere.
func (a *app) homeless() error {
	if runtime.GOOS == "windows" || os.Getenv("HOME") != "" || a.sample {
		return nil
	}
	if (a.configFlag != "" || a.Env("BROADSHEET_CONFIG") != "" || filepath.IsAbs(os.Getenv("XDG_CONFIG_HOME"))) &&
		(a.dataFlag != "" || a.Env("BROADSHEET_DATA") != "" || filepath.IsAbs(os.Getenv("XDG_DATA_HOME"))) {
		return nil
	}
	return wrongUse("HOME is not set, so there is no place for settings and store; set it, or name places with --config and --data")
}

// settings reads the config.
func (a *app) settings() (config.Loaded, error) {
	if err := a.homeless(); err != nil {
		return config.Loaded{}, err
	}
	loaded, err := config.Load(a.configPath(), a.Example)
	if err != nil {
		return loaded, wrongUse("the settings in %s cannot be read: %s; mend the file or name another with --config", a.configPath(), library.Reason(err))
	}
	loaded.Report(ui.KeyMistakes(loaded.Settings.Keys))
	return loaded, nil
}

// open opens the library in dir for a verb, with the config's feeds joined. A
// mistake in the config ends a verb: exit code 2.
func (a *app) open(ctx context.Context, dir string) (*library.Library, error) {
	loaded, err := a.settings()
	if err != nil {
		return nil, err
	}
	if len(loaded.Mistakes) > 0 {
		return nil, badSettings(loaded.Mistakes)
	}
	lib, err := library.Open(ctx, a.libraryOptions(dir, loaded.Settings))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(lib.JoinConfig(ctx, loaded.Settings.Feeds, loaded.FeedsUnsure),
		lib.JoinSearches(ctx, loaded.Settings.Searches, loaded.FeedsUnsure), lib.JoinRules(ctx, loaded.Settings.Rules, loaded.FeedsUnsure)); err != nil {
		return nil, errors.Join(err, lib.Close())
	}
	return lib, nil
}

// badSettings tells the first ten mistakes in full.
func badSettings(list []config.Mistake) error {
	var out []string
	for i, m := range list {
		if i == 10 {
			out = append(out, fmt.Sprintf("and %d more", len(list)-i))
			break
		}
		out = append(out, m.String())
	}
	return wrongUse("%s", strings.Join(out, "\n"))
}

func (a *app) libraryOptions(dir string, s feeds.Settings) library.Options {
	return library.Options{Dir: dir, Version: a.Version, Now: a.Now, Log: a.logger(), Settings: s, Broke: a.broke()}
}

// with opens the library, runs do and closes it, whatever happens.
func (a *app) with(ctx context.Context, do func(*library.Library) error) error {
	if a.lib != nil {
		return do(a.lib)
	}
	return a.within(ctx, a.dataDir(), do)
}

// look is with for verbs that add nothing. Before the first choice, when there
// is neither a config nor a store, an empty one stands in that leaves no trace.
func (a *app) look(ctx context.Context, do func(*library.Library) error) error {
	if err := a.homeless(); err != nil {
		return err
	}
	if a.lib != nil || config.Exists(a.configPath()) || library.Exists(a.dataDir()) {
		return a.with(ctx, do)
	}
	if err := library.Usable(a.dataDir()); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "broadsheet-*")
	if err != nil {
		return fmt.Errorf("there is no room for temporary files: %s", library.Reason(err))
	}
	defer func() { _ = os.RemoveAll(dir) }()
	return a.within(ctx, dir, do)
}

func (a *app) within(ctx context.Context, dir string, do func(*library.Library) error) error {
	lib, err := a.open(ctx, dir)
	if err != nil {
		return err
	}
	err = do(lib)
	a.finish(ctx, lib, err)
	err = errors.Join(err, lib.Close())
	if problem := lib.CopyProblem(); problem != "" {
		fmt.Fprintln(a.Err, "broadsheet: "+problem)
	}
	return err
}

// finish waits for what a verb has set off: what is queued goes, the mirror
// catches up. What does not go now is told by the queue, and goes later.
func (a *app) finish(ctx context.Context, lib *library.Library, said error) {
	lib.FinishHooks(ctx)
	lib.FinishSending(ctx)
	if problem := lib.FinishMirror(ctx); problem != "" && (said == nil || said.Error() != problem) {
		fmt.Fprintln(a.Err, "broadsheet: "+problem)
	}
}

// ifNoFeeds says how to begin, where there is nothing to show because there
// are no feeds, and else what there is none of.
func (a *app) ifNoFeeds(ctx context.Context, lib *library.Library, or string) error {
	list, err := lib.Feeds(ctx)
	if err == nil && len(list) == 0 {
		or = "There are no feeds yet; `broadsheet add URL` subscribes to one, `broadsheet import FILE.opml` to many."
	}
	if or != "" {
		fmt.Fprintln(a.Err, or)
	}
	return err
}

// write has do write to the file at path, "" or "-" meaning standard output.
func (a *app) write(path string, do func(io.Writer) error) error {
	if path == "" || path == "-" {
		return do(a.Out)
	}
	return library.WriteFile(path, do)
}
