package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"broadsheet/feeds"
	"broadsheet/feeds/library"
)

// lookServices looks at where bookmarks go by themselves: the services, what
// waits for them, and the mirror. Where none is named there is nothing to say.
func (a *app) lookServices(ctx context.Context) []finding {
	loaded, err := a.settings()
	s := loaded.Settings
	if err != nil || len(loaded.Mistakes) > 0 || len(s.Services) == 0 && s.Mirror.Path == "" {
		return nil
	}
	var out []finding
	look := func(lib *library.Library) error {
		waiting, err := lib.Sendings(ctx)
		if err != nil {
			return err
		}
		out = make([]finding, len(s.Services))
		var all sync.WaitGroup
		for i, service := range s.Services {
			all.Go(func() { defer a.caught(); out[i] = lookService(ctx, lib, service, waiting) })
		}
		all.Wait()
		if s.Mirror.Path != "" {
			out = append(out, lookMirror(ctx, lib))
		}
		return nil
	}
	if a.lib == nil && !library.Exists(a.dataDir()) {
		return []finding{{about: "services", said: "nothing has been kept yet"}}
	}
	if a.lib != nil {
		err = look(a.lib)
	} else {
		var lib *library.Library
		if lib, err = library.Open(ctx, a.libraryOptions(a.dataDir(), s)); err == nil {
			err = errors.Join(look(lib), lib.Close())
		}
	}
	if err != nil {
		return []finding{{"services", "not looked at: " + err.Error(), "mend the store first"}}
	}
	return out
}

// lookService says whether a service's secret can be had, which is never shown,
// and what waits for it.
func lookService(ctx context.Context, lib *library.Library, s feeds.Service, waiting []feeds.Sending) finding {
	kind, _ := feeds.ServiceKindOf(s.Kind)
	what, said := kind.Token, "can be had"
	if what == "" {
		what, said = "program", "is there"
	}
	f := finding{about: "services", said: fmt.Sprintf("%s (%s): its %s %s", s.Name, kind.Title, what, said)}
	n, stuck := 0, ""
	for _, w := range waiting {
		if w.Service != s.Name {
			continue
		}
		if n++; w.State != feeds.SendWaiting && w.State != feeds.SendGoing && stuck == "" {
			stuck = w.Problem
		}
	}
	if n > 0 {
		f.said += fmt.Sprintf("; in its queue: %d", n)
	}
	err := lib.Ready(ctx, s.Name)
	switch {
	case ctx.Err() != nil:
		f.said = fmt.Sprintf("%s: its %s did not come in %v", s.Name, what, doctorPatience)
		f.todo = "try its token_command in a shell, or unlock the keyring"
	case err != nil:
		f.said = s.Name + ": " + err.Error()
		f.todo = fmt.Sprintf("mend [bookmarks.services.%s] in the settings", s.Name)
		if n > 0 {
			f.todo += fmt.Sprintf("; %d for it in the queue go then", n)
		}
	case stuck != "":
		f.said += ": " + stuck
		f.todo = "g q on the screen, or `broadsheet bookmarks queue`, shows what waits; --retry tries it again"
	}
	return f
}

func lookMirror(ctx context.Context, lib *library.Library) finding {
	is, err := lib.MirrorState(ctx)
	if err == nil {
		err = lib.MirrorWritable(ctx)
	}
	if err != nil {
		return finding{"mirror", err.Error(), "mend that, or mirror under [bookmarks] in the settings"}
	}
	f := finding{about: "mirror", said: fmt.Sprintf("%s (%s) can be written", is.Path, is.Format)}
	if is.Behind {
		f.said += ", and lacks changes: the next start writes them"
	}
	return f
}
