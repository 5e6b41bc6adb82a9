package library

import (
	"context"
	"os"
	"path/filepath"

	"broadsheet/feeds"
	"broadsheet/feeds/command"
	"broadsheet/feeds/fetch"
	"broadsheet/feeds/store"
)

// Reach says why a feed's host, or the proxy before it, cannot be connected
// to, as a sentence; nil when it can. Nothing is asked of it.
func (l *Library) Reach(ctx context.Context, f feeds.Feed) error {
	return l.fetcher().Reach(ctx, fetch.Request{URL: f.URL, Trusted: f.Trusted(), Proxy: f.Options.Proxy, Kind: fetch.KindFeed})
}

// StoreSize is how many bytes the store in dir takes, 0 when there is none.
func StoreSize(dir string) (n int64) {
	for _, name := range []string{store.File, store.File + "-wal"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil {
			n += info.Size()
		}
	}
	return n
}

// Finds says which program a person's words start, "" for none; for no words,
// what opens links without any, $BROWSER or the system's own.
func Finds(argv []string) string { return command.Finds(argv) }
