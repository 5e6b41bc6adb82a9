package store

import (
	"context"
	"time"

	"broadsheet/feeds"
)

var (
	qToday     = define("count today's unread", "SELECT count(*) FROM states WHERE read_at IS NULL AND hidden = 0 AND published >= ?")
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
			out.Unread += f.Unread
			if f.FetchState.Failures > 0 {
				out.Failing++
			}
			if f.FetchState.Checked.After(out.LastReload) {
				out.LastReload = f.FetchState.Checked
			}
		}
		out.All = out.Unread
		if err := r.row(qToday, []any{now.Add(-today).Unix()}, &out.Today); err != nil {
			return err
		}
		if err := r.row(qNewest, nil, &out.Newest); err != nil {
			return err
		}
		return r.row(qBookmarks, nil, &out.Bookmarks)
	})
	return out, err
}
