package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"broadsheet/feeds"
)

const feedColumns = `SELECT f.id, f.url, f.title, f.own_title, d.path, f.site_url, f.description, f.language, f.origin, f.line, f.options,
	c.articles, c.unread, s.etag, s.last_modified, s.body_hash, s.checked, s.succeeded, s.next, s.failures, s.status,
	s.error, s.gone, s.moved, s.moved_count, s.took, s.every, s.skip_hours, s.skip_days
	FROM feeds f JOIN folders d ON d.id = f.folder_id JOIN counters c ON c.feed_id = f.id JOIN fetch_state s ON s.feed_id = f.id `

var (
	qFeeds     = define("feeds", feedColumns+"WHERE f.removed = 0")
	qFeed      = define("feed", feedColumns+"WHERE f.id = ?")
	qFeedByURL = define("feed by address", feedColumns+"WHERE f.url = ? AND f.removed = 0")
	qFolded    = define("folded copies of a feed", "SELECT fold, count(*) FROM states INDEXED BY states_folded WHERE fold <> 0 AND feed_id = ? AND read_at IS NULL GROUP BY fold")
	qAllFolded = define("folded copies", "SELECT feed_id, fold, count(*) FROM states INDEXED BY states_folded WHERE fold <> 0 AND read_at IS NULL GROUP BY feed_id, fold")
)

func scanFeed(scan func(...any) error) (f feeds.Feed, err error) {
	var checked, succeeded, next int64
	var options string
	st := &f.FetchState
	err = scan(&f.ID, &f.URL, &f.Title, &f.OwnTitle, &f.Folder, &f.SiteURL, &f.Description, &f.Language, &f.Origin, &f.Line, &options,
		&f.Articles, &f.Unread, &st.ETag, &st.LastModified, &st.BodyHash, &checked, &succeeded, &next, &st.Failures, &st.Status,
		&st.Error, &st.Gone, &st.Moved, &st.MovedCount, &st.Took, &st.Every, &st.SkipHours, &st.SkipDays)
	st.Checked, st.Succeeded, st.Next = fromMillis(checked), fromMillis(succeeded), fromMillis(next)
	f.Options = decodeOptions(options)
	return f, err
}

// Feeds gives every subscription, ordered by folder and then by name.
func (s *Store) Feeds(ctx context.Context) (out []feeds.Feed, err error) {
	err = s.view(ctx, "read the feeds", func(r *session) error {
		out, err = r.feeds()
		return err
	})
	return out, err
}

func (s *session) feeds() (out []feeds.Feed, err error) {
	out = slices.Grow(out, s.subscribed) // they are many, and read often
	err = s.each(qFeeds, nil, func(scan func(...any) error) error {
		f, err := scanFeed(scan)
		out = append(out, f)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.subscribed = len(out)
	at := make(map[feeds.FeedID]int, len(out))
	for i := range out {
		at[out[i].ID] = i
	}
	err = s.each(qAllFolded, nil, func(scan func(...any) error) error {
		var id feeds.FeedID
		var fold, unread int
		err := scan(&id, &fold, &unread)
		if i, subscribed := at[id]; subscribed {
			addFolded(&out[i], fold, unread)
		}
		return err
	})
	sortFeeds(out)
	return out, err
}

// addFolded counts folded articles among those that views leave out which are
// of fewer levels.
func addFolded(f *feeds.Feed, fold, unread int) {
	for len(f.Folded) < fold {
		f.Folded = append(f.Folded, 0)
	}
	for levels := range fold {
		f.Folded[levels] += unread
	}
}

// Feed gives one feed, also one that is unsubscribed; ErrNotFound.
func (s *Store) Feed(ctx context.Context, id feeds.FeedID) (f feeds.Feed, err error) {
	err = s.view(ctx, "read a feed", func(r *session) error {
		f, err = r.feed(id)
		return err
	})
	return f, err
}

// FeedOf gives the feed of an article; ErrNotFound.
func (s *Store) FeedOf(ctx context.Context, article feeds.ArticleID) (id feeds.FeedID, err error) {
	var story, head int64
	err = s.view(ctx, "find the feed of an article", func(r *session) error { return r.row(qPlace, []any{int64(article)}, &story, &head, &id) })
	return id, err
}

func (s *session) feed(id feeds.FeedID) (feeds.Feed, error) { return s.oneFeed(qFeed, id) }

func (s *session) oneFeed(q *query, arg any) (f feeds.Feed, err error) {
	found := false
	err = s.each(q, []any{arg}, func(scan func(...any) error) error {
		found = true
		f, err = scanFeed(scan)
		return err
	})
	switch {
	case err == nil && !found:
		err = ErrNotFound
	case err == nil:
		err = s.each(qFolded, []any{f.ID}, func(scan func(...any) error) error {
			var fold, unread int
			err := scan(&fold, &unread)
			addFolded(&f, fold, unread)
			return err
		})
	}
	return f, err
}

// FeedByURL gives the subscription with exactly this address; ErrNotFound.
func (s *Store) FeedByURL(ctx context.Context, url string) (f feeds.Feed, err error) {
	err = s.view(ctx, "read a feed", func(r *session) error {
		f, err = r.oneFeed(qFeedByURL, url)
		return err
	})
	return f, err
}

var (
	qFolderID  = define("folder by path", "SELECT id FROM folders WHERE path = ?")
	qNewFolder = define("new folder", "INSERT INTO folders(path) VALUES (?)")
)

// folder gives a folder's id and makes the folder when it is missing.
func (s *session) folder(path string) (id int64, err error) {
	path = cleanFolder(path)
	if err = s.row(qFolderID, []any{path}, &id); errors.Is(err, sql.ErrNoRows) {
		id, _, err = s.insert(qNewFolder, path)
	}
	return id, err
}

// cleanFolder drops blank levels: "/News//World/ " is "News/World".
func cleanFolder(path string) string {
	if path == "" {
		return ""
	}
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		if part = feeds.CleanLine(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}
