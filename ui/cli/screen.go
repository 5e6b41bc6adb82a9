package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
	"broadsheet/ui"
	"broadsheet/ui/config"
)

// screen opens the screen: the library when there is one, else the welcome.
// Whatever can fail is decided before Bubble Tea takes the terminal.
func (a *app) screen(c *cobra.Command, _ []string) error {
	if !a.Terminal {
		return wrongUse("the screen needs a terminal; `broadsheet list` and `broadsheet --help` work without one")
	}
	m, end, err := a.prepare(c.Context())
	switch {
	case err != nil:
		return err
	case a.plain:
		return errors.Join(a.runPlain(c.Context(), m), end())
	}
	// Signals end the context. Were Bubble Tea to handle them too, its handler
	// could wait for a loop that the context has just ended, for ever.
	options := []tea.ProgramOption{tea.WithContext(c.Context()), tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond)}
	if a.Env("NO_COLOR") != "" { // whatever it says; Bubble Tea wants it to say yes
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	_, err = (&guard{Model: m, broken: a.broken}).program(options...).Run()
	// A signal or a panic ends the screen before it can take back what it asked
	// of the terminal, and no program can once Bubble Tea has left its screen.
	fmt.Fprint(a.Out, m.Restore())
	if errors.Is(err, tea.ErrInterrupted) || c.Context().Err() != nil {
		err = nil // the state is always saved
	}
	if broke := a.broken.err(); broke != nil {
		err = broke
	} else if err != nil {
		err = fmt.Errorf("the screen ended: %w", err)
	}
	return errors.Join(err, end())
}

// framesPerSecond is twice what Bubble Tea has by itself: what a key changes is
// shown half as late, 5 ms instead of 11 in the middle.
const framesPerSecond = 120

// Screen is what the program without a verb shows, and what ends it: for tests
// that drive the whole program in a terminal of their own.
func Screen(ctx context.Context, sys Sys, sampleEdition bool) (m *ui.Model, end func() error, err error) {
	return (&app{Sys: sys, sample: sampleEdition}).prepare(ctx)
}

func (a *app) prepare(ctx context.Context) (*ui.Model, func() error, error) {
	loaded, err := a.settings()
	if err != nil {
		return nil, nil, err
	}
	if a.noMouse {
		if loaded, err = loaded.Set("mouse", "false"); err != nil {
			return nil, nil, err
		}
	}
	a.broken = &broken{app: a}
	s := &session{app: a, loaded: loaded, wrong: len(loaded.Mistakes) > 0}
	s.quit, s.end = context.WithCancel(ctx)
	a.plain = a.plain || loaded.Settings.Plain || a.Env("ACCESSIBLE") != "" || dumb(a.Env)
	opt := ui.Options{
		Settings: a.shown(loaded.Settings), Sample: a.sample, Light: light(a.Env), Plain: a.plain, Dumb: dumb(a.Env), Notices: notices(a.Env),
		Begin: s.begin, Starter: library.Starter(), Now: a.Now, Env: a.Env,
		Verbs: screenVerbs{s}, Set: s.set, Suggest: suggestSetting, Files: files,
		Open: func(url string) error { return library.OpenLink(s.settings(), url, "") },
		Play: func(url, kind string) error { return library.Play(s.settings(), url, kind) },
	}
	if !a.sample {
		opt.Lines, opt.Remember = a.rememberedLines(), a.rememberLines
		opt.Visited, opt.Visit = a.lastVisit(), a.rememberVisit
	}
	if len(loaded.Mistakes) > 0 {
		opt.Problem = loaded.Mistakes[0].Sentence()
	}
	if a.sample || config.Exists(a.configPath()) || library.Exists(a.dataDir()) {
		lib, err := s.open(ctx)
		if err != nil {
			return nil, nil, errors.Join(err, s.close())
		}
		if why := lib.ReadOnly(); why != "" {
			opt.Problem = why
		}
		if !a.firstRun(ctx, lib) {
			lib.Start()
			opt.Backend = lib
			if left := a.takeLeftover(); left != nil && !a.sample {
				opt.GoOn, opt.GoOnText = &left.Whereabouts, "the last run broke off; its report is "+left.Report
			}
		}
	}
	if opt.Backend == nil {
		move := a.moveRequest("", "")
		opt.Others = library.OtherReaders(move.Home, move.Env)
	}
	s.watch()
	m := ui.New(opt)
	a.broken.mu.Lock() // the library is at work already
	a.broken.where = m.Whereabouts
	a.broken.mu.Unlock()
	return m, s.close, nil
}

// firstRun says whether the welcome is to be shown although there is a store:
// no config, and nothing in the store, because a verb made it in vain.
func (a *app) firstRun(ctx context.Context, lib *library.Library) bool {
	if a.sample || config.Exists(a.configPath()) {
		return false
	}
	list, err := lib.Feeds(ctx)
	kept, err2 := lib.Bookmarks(ctx, feeds.BookmarkRequest{Limit: 1})
	return err == nil && err2 == nil && len(list)+len(kept) == 0
}

// hookGrace is how long leaving the screen waits for hooks.
const hookGrace = 2 * time.Second

// session is the library behind one screen, and the settings in force.
type session struct {
	*app
	quit     context.Context // ends with the screen, and begin with it
	end      context.CancelFunc
	watching sync.WaitGroup

	mu     sync.Mutex // begin runs in a command of the screen
	loaded config.Loaded
	wrong  bool // the file has a mistake, and the screen says so
	lib    *library.Library
}

// settings are those in force.
func (s *session) settings() feeds.Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.loaded.Settings
}

// open opens the library and joins the config's feeds.
func (s *session) open(ctx context.Context) (*library.Library, error) {
	opt := s.libraryOptions(s.dataDir(), s.loaded.Settings)
	opt.Sample = s.sample
	lib, err := library.Open(ctx, opt)
	if err != nil {
		return nil, err
	}
	if !s.sample {
		if err := errors.Join(lib.JoinConfig(ctx, s.loaded.Settings.Feeds, s.loaded.FeedsUnsure),
			lib.JoinSearches(ctx, s.loaded.Settings.Searches, s.loaded.FeedsUnsure), lib.JoinRules(ctx, s.loaded.Settings.Rules, s.loaded.FeedsUnsure)); err != nil {
			return nil, errors.Join(err, lib.Close())
		}
	}
	s.lib = lib
	return lib, nil
}

// begin carries out a choice of the welcome screen. What can be known to fail
// is found out before anything is written.
func (s *session) begin(ctx context.Context, choice feeds.Choice) (ui.Backend, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(s.quit, cancel)()
	if err := s.quit.Err(); err != nil {
		return nil, err
	}
	if err := library.CheckChoice(choice); err != nil {
		return nil, err
	}
	var move *library.Move
	if choice.Move != "" {
		var err error
		if move, err = library.ReadOther(ctx, s.moveRequest(choice.Move, "")); err != nil {
			return nil, err
		}
	}
	if err := config.WriteOnce(s.configPath(), s.Example); err != nil {
		return nil, fmt.Errorf("%s cannot be written: %w; name another place with --config", s.configPath(), err)
	}
	if s.lib == nil {
		lib, err := library.Open(ctx, s.libraryOptions(s.dataDir(), s.loaded.Settings))
		if err != nil {
			return nil, err
		}
		s.lib = lib
	}
	err := s.lib.Begin(ctx, choice)
	if err == nil && move != nil {
		_, err = s.lib.TakeOver(ctx, move)
	}
	if err != nil {
		return nil, err
	}
	s.lib.Start()
	return s.lib, nil
}

func (s *session) close() error {
	s.end()
	s.watching.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lib == nil {
		return nil
	}
	// What has just been set off may end; nobody waits for what hangs.
	ctx, cancel := context.WithTimeout(context.Background(), hookGrace)
	defer cancel()
	s.lib.FinishHooks(ctx)
	s.lib.FinishMirror(ctx)
	return s.lib.Close()
}

var _ ui.Backend = (*library.Library)(nil)
