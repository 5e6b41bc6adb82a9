package library

import (
	"context"
	"strings"

	"broadsheet/feeds"
)

// MarkRead marks articles read or unread.
func (l *Library) MarkRead(ctx context.Context, ids []feeds.ArticleID, read bool) (feeds.Change, error) {
	return l.changed(l.store.MarkRead(ctx, ids, read, l.opt.Now()))
}

// MarkAllRead marks read what view shows of articles up to newest.
func (l *Library) MarkAllRead(ctx context.Context, view feeds.View, newest feeds.ArticleID) (feeds.Change, error) {
	return l.changed(l.store.MarkAllRead(ctx, view, newest, l.opt.Now()))
}

// Undo takes back the latest change, of this run or an earlier one.
func (l *Library) Undo(ctx context.Context) (feeds.Change, error) {
	return l.turned(l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.Undo(ctx) }))
}

// Redo does again what Undo took back.
func (l *Library) Redo(ctx context.Context) (feeds.Change, error) {
	return l.turned(l.changeBookmarks(ctx, func() (feeds.Change, error) { return l.store.Redo(ctx) }))
}

// turned finds again what a saved search finds that undo or redo brought back.
func (l *Library) turned(c feeds.Change, err error) (feeds.Change, error) {
	if err == nil && strings.HasSuffix(c.Verb, " search") {
		l.background(l.fillSearches)
	}
	return c, err
}

// changed tells the screen that what it shows may be stale.
func (l *Library) changed(c feeds.Change, err error) (feeds.Change, error) {
	if err == nil && c.N > 0 {
		if c.Verb == "dismiss" {
			l.places(l.ctx)
		}
		if c.Verb == "subscribe" || c.Verb == "unsubscribe" || c.Verb == "edit" || c.Verb == "import" {
			l.takeOptions(l.ctx)
			l.events.send(feeds.FeedsChanged{})
		}
		if c.Mark {
			l.events.send(feeds.MarkChanged{})
		} else {
			l.events.send(feeds.ArticlesChanged{})
		}
	}
	return c, err
}
