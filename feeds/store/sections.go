package store

import (
	"context"
	"time"

	"broadsheet/feeds"
)

var (
	qTodayFolded = define("count today's unread copies", `SELECT count(*) FROM states INDEXED BY states_folded
		WHERE fold <> 0 AND read_at IS NULL AND published >= ?`)
	qNewest    = define("newest article", "SELECT coalesce(max(article_id), 0) FROM states")
	qBookmarks = define("count bookmarks", "SELECT count(*) FROM bookmarks")
)

// today is how far ViewToday reaches back.
const today = 24 * time.Hour

// Sections gives the feeds and the counts of every view at one moment.
func (s *Store) Sections(ctx context.Context, now time.Time) (out feeds.Sections, err error) {
	err = s.view(ctx, "read the sections", func(r *session) error {
		if out.Feeds, err = r.feeds(); err != nil {
			return err
		}
		for _, f := range out.Feeds {
			out.Unread += f.UnreadIn(0)
			if f.FetchState.Failures > 0 {
				out.Failing++
			}
			if f.FetchState.Checked.After(out.LastReload) {
				out.LastReload = f.FetchState.Checked
			}
		}
		out.All = out.Unread
		if out.Today, err = r.countUnread(now.Add(-today).Unix()); err != nil {
			return err
		}
		if out.Searches, err = r.countSearches(now); err != nil {
			return err
		}
		if err := r.row(qNewest, nil, &out.Newest); err != nil {
			return err
		}
		if out.Followed, err = r.follows(); err != nil {
			return err
		}
		return r.row(qBookmarks, nil, &out.Bookmarks)
	})
	return out, err
}

// countUnread counts what is unread since a time, without the copies that are
// left out.
func (s *session) countUnread(since int64) (n int, err error) {
	in, err := s.scope(feeds.View{Kind: feeds.ViewUnread})
	if err != nil {
		return 0, err
	}
	err = s.walkUnread(since, true, func(e spot) error {
		if e.published >= since && in(e.feed) {
			n++
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	var folded int
	err = s.row(qTodayFolded, []any{since}, &folded)
	return n - folded, err
}
