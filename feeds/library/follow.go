package library

import (
	"context"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

// places takes over from the store where articles stand, after another process
// or the reader has changed that.
func (l *Library) places(ctx context.Context) {
	l.shelf.mu.RLock()
	there := l.shelf.recent != nil
	l.shelf.mu.RUnlock()
	if !there {
		return
	}
	if err := l.store.Look(ctx, l.follow); err != nil && ctx.Err() == nil {
		l.opt.Log.Error("take over the places of articles", "error", err)
	}
}

// follow makes the index what the store says: with what another process brought
// and corrected, and with the stories that articles of the last days are of.
func (l *Library) follow(f *store.Filing) error {
	s := &l.shelf
	return l.change(func(x *related.Index) error {
		if err := l.missed(f, x); err != nil {
			return err
		}
		if err := l.corrected(f, x, nil); err != nil {
			return err
		}
		var absent []feeds.ArticleID
		err := f.Places(l.opt.Now().Add(-2*onePage), func(id feeds.ArticleID, feed feeds.FeedID, story feeds.StoryID) {
			switch {
			case x.Has(id):
				x.SetStory(id, story)
			case !s.left[feed] && id <= s.last:
				absent = append(absent, id) // it was a copy, until somebody said that it is none
			}
		})
		for _, id := range absent {
			g, err := f.Signature(id, related.Version)
			if err != nil {
				return err
			}
			if g != nil {
				x.Add(doc(*g))
			}
		}
		return err
	})
}

// missed adds what another process filed.
func (l *Library) missed(f *store.Filing, x *related.Index) error {
	s := &l.shelf
	last, err := f.Missed(s.last, related.Version, func(g store.Signed) {
		if !s.left[g.Feed] {
			x.Add(doc(g))
		}
	})
	s.last = max(s.last, last)
	return err
}

// corrected takes over what was corrected, in this process or another, but for
// fresh, which are being filed.
func (l *Library) corrected(f *store.Filing, x *related.Index, fresh []store.Fresh) error {
	s, filing := &l.shelf, make(map[feeds.ArticleID]bool, len(fresh))
	for i := range fresh {
		filing[fresh[i].ID] = fresh[i].Corrected
	}
	last, err := f.Corrected(s.corrected, related.Version, func(g store.Signed) {
		if x.Has(g.ID) && !filing[g.ID] {
			x.Add(doc(g))
		}
	})
	s.corrected = last
	return err
}
