package cli

import (
	"fmt"
	"reflect"

	"broadsheet/feeds"
	"broadsheet/ui"
	"broadsheet/ui/config"
)

// watch reads the settings again whenever their file changes.
func (s *session) watch() {
	changes, err := config.Watch(s.quit, s.configPath(), nil, s.caught)
	if err != nil {
		s.logger().Warn("the settings are read at start alone", "error", err)
		return
	}
	s.watching.Go(func() {
		defer s.caught()
		for range changes {
			s.reread()
		}
	})
}

// reread takes over a changed file. One with a mistake changes nothing: the
// screen says what is wrong, and what held before holds on.
func (s *session) reread() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lib == nil || s.quit.Err() != nil {
		return // the welcome screen: what is chosen there reads it
	}
	tell := func(wrong string) {
		s.wrong = true
		s.lib.Tell(feeds.SettingsProblem{Text: wrong})
	}
	const until = "; until it is mended the settings before it hold"
	loaded, err := s.app.settings()
	switch {
	case err != nil:
		tell(err.Error() + until)
		return
	case !config.Exists(s.configPath()):
		tell(fmt.Sprintf("%s is gone; the settings that it had hold until the program ends", s.configPath()))
		return
	case len(loaded.Mistakes) > 0:
		tell(loaded.Mistakes[0].Sentence() + until)
		return
	}
	if loaded, err = loaded.Again(s.loaded); err == nil {
		if !s.wrong && reflect.DeepEqual(loaded.Settings, s.loaded.Settings) {
			s.loaded = loaded // a comment, or the example written at the first start
			return
		}
		err = s.lib.Apply(s.quit, loaded.Settings, loaded.FeedsUnsure)
	}
	if err != nil {
		tell(err.Error())
		return
	}
	s.loaded, s.wrong = loaded, false
	s.lib.Tell(feeds.SettingsChanged{Settings: s.shown(loaded.Settings)})
}

// set changes one setting until the program ends.
func (s *session) set(name, value string) (feeds.Settings, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	loaded, err := s.loaded.Set(name, value)
	if err != nil {
		return feeds.Settings{}, err
	}
	if s.lib != nil {
		if err := s.lib.Apply(s.quit, loaded.Settings, loaded.FeedsUnsure); err != nil {
			return feeds.Settings{}, err
		}
	}
	s.loaded = loaded
	return s.shown(loaded.Settings), nil
}

// suggestSetting completes the name and the value of a setting.
func suggestSetting(words []string) (out []ui.Completion) {
	if len(words) == 1 {
		for _, name := range config.Settable() {
			what, _ := config.Takes(name)
			out = append(out, ui.Completion{Word: name, Help: what})
		}
	} else if len(words) == 2 {
		_, values := config.Takes(words[0])
		for _, v := range values {
			out = append(out, ui.Completion{Word: v})
		}
	}
	return begin(out, words[len(words)-1])
}
