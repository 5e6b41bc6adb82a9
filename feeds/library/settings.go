package library

import (
	"context"
	"errors"
	"reflect"

	"broadsheet/feeds"
)

// settings are those in force.
func (l *Library) settings() feeds.Settings {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.opt.Settings
}

// Apply takes over settings that changed while the library is open, and joins
// their feeds; unsure says that a mistake may hide some.
func (l *Library) Apply(ctx context.Context, s feeds.Settings, unsure bool) error {
	l.mu.Lock()
	was := l.opt.Settings
	l.opt.Settings = s
	l.mu.Unlock()
	if l.opt.Sample {
		return nil
	}
	if !reflect.DeepEqual(was.Assistant, s.Assistant) {
		l.forgetSecrets()
	}
	if !reflect.DeepEqual(was.Services, s.Services) {
		l.forgetSecrets()
		l.letGo(ctx)
	}
	if was.Mirror != s.Mirror {
		l.mirrorSoon()
	}
	return errors.Join(l.JoinConfig(ctx, s.Feeds, unsure), l.JoinSearches(ctx, s.Searches, unsure), l.JoinRules(ctx, s.Rules, unsure))
}

// Tell puts word of what happened elsewhere, to the settings, among the
// library's events.
func (l *Library) Tell(e feeds.Event) { l.events.send(e) }
