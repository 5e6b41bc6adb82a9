package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"broadsheet/feeds"
	"broadsheet/feeds/discover"
	"broadsheet/feeds/opml"
)

// JoinConfig makes the [[feeds]] of the config part of the subscriptions. One
// that is no longer in the file is unsubscribed, its bookmarks and state kept;
// with unsure set, because the file has a mistake, none is.
func (l *Library) JoinConfig(ctx context.Context, list []feeds.FeedSetting, unsure bool) error {
	if l.store.ReadOnly() {
		return nil
	}
	var declared []feeds.Feed
	for _, s := range list {
		declared = append(declared, feeds.Feed{URL: s.URL, OwnTitle: s.Title, Folder: s.Folder, Origin: feeds.OriginConfig, Line: s.Line, Options: s.Options})
	}
	changed, err := l.store.SyncConfig(ctx, declared, unsure)
	if err != nil {
		return fmt.Errorf("join the feeds of the settings: %w", err)
	}
	if changed {
		l.takeOptions(ctx)
		l.events.send(feeds.FeedsChanged{})
	}
	return nil
}

// Feeds lists the subscriptions, by folder and name.
func (l *Library) Feeds(ctx context.Context) ([]feeds.Feed, error) { return l.store.Feeds(ctx) }

// FindFeed finds a subscription by its id or its address.
func (l *Library) FindFeed(ctx context.Context, idOrURL string) (feeds.Feed, error) {
	if id, err := strconv.ParseInt(idOrURL, 10, 64); err == nil {
		if f, err := l.store.Feed(ctx, feeds.FeedID(id)); err == nil {
			return f, nil
		}
	}
	idOrURL, _, _ = feeds.SplitLogin(idOrURL)
	for _, u := range append([]string{idOrURL}, discover.Addresses(idOrURL)...) {
		if f, err := l.store.FeedByURL(ctx, u); err == nil && f.ID != 0 {
			return f, nil
		}
	}
	return feeds.Feed{}, fmt.Errorf("no feed has the id or address %q; `broadsheet feeds` lists them", feeds.CleanLine(idOrURL))
}

// ErrDeclared is returned for a feed that belongs to the config file.
var ErrDeclared = errors.New("the feed is declared in the settings")

// Remove unsubscribes from a feed. What was read and kept of it stays, and
// undo brings it back whole.
func (l *Library) Remove(ctx context.Context, id feeds.FeedID) (feeds.Change, error) {
	f, err := l.store.Feed(ctx, id)
	if err != nil {
		return feeds.Change{}, fmt.Errorf("find the feed: %w", err)
	}
	if f.Origin == feeds.OriginConfig {
		return feeds.Change{}, fmt.Errorf("%w on line %d; take it out there", ErrDeclared, f.Line)
	}
	c, err := l.store.Unsubscribe(ctx, []feeds.FeedID{id}, l.opt.Now())
	if err != nil {
		return feeds.Change{}, fmt.Errorf("unsubscribe: %w", err)
	}
	l.events.send(feeds.FeedsChanged{})
	return c, nil
}

// Import subscribes to the feeds of an OPML file named by a person.
func (l *Library) Import(ctx context.Context, path string) (feeds.ImportReport, error) {
	data, err := ReadFile(expand(path))
	if err != nil {
		return feeds.ImportReport{}, err
	}
	return l.ImportOPML(ctx, data, path)
}

// ImportOPML subscribes to the feeds of an OPML text, as one undoable step.
func (l *Library) ImportOPML(ctx context.Context, data []byte, name string) (feeds.ImportReport, error) {
	list, err := readOPML(data, name)
	if err != nil {
		return feeds.ImportReport{}, err
	}
	report := feeds.ImportReport{Title: list.Title}
	for _, s := range list.Skipped {
		report.Skipped = append(report.Skipped, feeds.Skipped{Why: s})
	}
	var wanted []feeds.Feed
	for _, o := range list.Feeds {
		wanted = append(wanted, feeds.Feed{URL: o.URL, Title: o.Title, Folder: o.Folder, SiteURL: o.SiteURL, Origin: feeds.OriginImport})
	}
	_, added, _, err := l.store.Subscribe(ctx, wanted, "import", feeds.CleanLine(name), l.opt.Now())
	if err != nil {
		return report, fmt.Errorf("write the subscriptions: %w", err)
	}
	for _, a := range added {
		if a {
			report.Added++
		} else {
			report.Duplicate++
		}
	}
	l.events.send(feeds.FeedsChanged{})
	return report, nil
}

func readOPML(data []byte, name string) (opml.List, error) {
	list, err := opml.Read(data)
	if err != nil {
		return list, fmt.Errorf("%s was not imported: %s", feeds.CleanLine(name), opml.Sentence(err))
	}
	if len(list.Feeds) == 0 {
		return list, fmt.Errorf("%s was not imported: it names no feed", feeds.CleanLine(name))
	}
	return list, nil
}

// ExportOPML writes all subscriptions, such that importing them gives the same
// tree.
func (l *Library) ExportOPML(ctx context.Context, w io.Writer) error {
	list, err := l.store.Feeds(ctx)
	if err != nil {
		return err
	}
	return opml.Write(w, "Broadsheet", list, l.opt.Now())
}
