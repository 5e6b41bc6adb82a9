package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"broadsheet/feeds"
	"broadsheet/feeds/services"
)

// Ready says what a service lacks of this machine before anything can be sent
// there: its secrets, or its program; nil for nothing. The service itself is
// asked nothing. The error is a sentence without the secret.
func (l *Library) Ready(ctx context.Context, name string) error {
	s, ok := l.service(name)
	if !ok {
		return l.noService(name)
	}
	kind, _ := feeds.ServiceKindOf(s.Kind)
	if kind.Token == "" {
		if len(s.Command) == 0 || Finds(s.Command) == "" {
			return fmt.Errorf("there is no program %s", feeds.CleanLine(firstOf(s.Command)))
		}
		return nil
	}
	if _, err := l.secret(ctx, s, services.Token); err != nil {
		return err
	}
	if kind.Client {
		if _, err := l.secret(ctx, s, services.ClientSecret); err != nil {
			return err
		}
	}
	return nil
}

func firstOf(argv []string) string {
	if len(argv) == 0 {
		return ""
	}
	return argv[0]
}

// MirrorWritable says why nothing could be written where the mirror of the
// bookmarks is, as a sentence; nil when it can, or there is none.
func (l *Library) MirrorWritable(ctx context.Context) error {
	want := l.settings().Mirror
	if want.Path == "" {
		return nil
	}
	path := expand(want.Path)
	if is, err := l.store.Mirror(ctx); err == nil && is.Path == path && isFolder(is.Format) {
		if err := madeFolder(is); err != nil {
			return err
		}
	}
	at := filepath.Dir(path)
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir() != isFolder(want.Format):
		if info.IsDir() {
			return fmt.Errorf("%s is a folder, and %s is one file", feeds.CleanLine(path), want.Format)
		}
		return fmt.Errorf("%s is a file, and %s is a folder of notes", feeds.CleanLine(path), want.Format)
	case err == nil && info.IsDir():
		at = path
	}
	probe, err := os.CreateTemp(at, ".broadsheet-*")
	if err != nil {
		return fmt.Errorf("nothing can be written in %s: %s", feeds.CleanLine(at), Reason(err))
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}
