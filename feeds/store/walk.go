package store

import (
	"database/sql"
	"errors"
	"math"
	"slices"
	"time"

	"broadsheet/feeds"
)

// walk is one way to follow in the order of lists. A view is one walk, or
// several that are merged.
type walk interface {
	// next gives up to limit articles strictly beyond a key, towards the newer
	// or the older, the nearest first; all for a negative limit.
	next(s *session, from feeds.Key, newer bool, limit int) ([]spot, error)
}

// errEnough ends a walk early.
var errEnough = errors.New("enough")

// indexWalk follows an index: the statement each way, and what they are asked
// with before the key and the limit.
type indexWalk struct {
	older, newer *query
	before       []any // the place and the filter
}

func (w indexWalk) with(before ...any) indexWalk {
	w.before = before
	return w
}

func (w indexWalk) next(s *session, from feeds.Key, newer bool, limit int) (out []spot, err error) {
	q := w.older
	if newer {
		q = w.newer
	}
	args := append(append(make([]any, 0, len(w.before)+3), w.before...), from.Published, int64(from.ID), limit)
	err = s.each(q, args, func(scan func(...any) error) error {
		var e spot
		err := scan(&e.published, &e.id, &e.feed)
		out = append(out, e)
		return err
	})
	return out, err
}

// unreadWalk follows the unread list through the feeds that are in.
type unreadWalk struct{ in scope }

func (w unreadWalk) next(s *session, from feeds.Key, newer bool, limit int) (out []spot, err error) {
	err = s.walkUnread(from.Published, newer, func(e spot) error {
		if w.in(e.feed) && beyond(e.key(), from, newer) {
			out = append(out, e)
		}
		if limit >= 0 && len(out) >= limit {
			return errEnough
		}
		return nil
	})
	return out, err
}

// listWalk follows a short list, the newest first.
type listWalk []spot

func (w listWalk) next(_ *session, from feeds.Key, newer bool, limit int) (out []spot, _ error) {
	for i := range w {
		if newer {
			i = len(w) - 1 - i
		}
		if beyond(w[i].key(), from, newer) && (limit < 0 || len(out) < limit) {
			out = append(out, w[i])
		}
	}
	return out, nil
}

func beyond(k, from feeds.Key, newer bool) bool {
	if newer {
		return k.Newer(from)
	}
	return from.Newer(k)
}

// edge is the key beyond every article at time t.
func edge(t int64) feeds.Key { return feeds.Key{Published: t, ID: math.MaxInt64} }

// walking defines the two statements of a walk over states, or over a table
// joined with it. from says where and ends in a condition; t has the key.
func walking(name, from, t string) indexWalk {
	const columns = "SELECT s.published, s.article_id, s.feed_id FROM "
	key := "(" + t + ".published, " + t + ".article_id) "
	order := func(way string) string {
		return " ORDER BY " + t + ".published " + way + ", " + t + ".article_id " + way + " LIMIT ?"
	}
	return indexWalk{
		older: define(name+", older", columns+from+" AND "+key+"< (?, ?)"+order("DESC")),
		newer: define(name+", newer", columns+from+" AND "+key+"> (?, ?)"+order("ASC")),
	}
}

// The filter of those that take one is a time in milliseconds: unread, or read
// at or after it. A topic is small enough to pass over what does not match;
// the others are walked so where most of what they have was read lately.
const filtered = " AND (s.read_at IS NULL OR s.read_at >= ?)"

var (
	walkAll         = walking("list all", "states s WHERE s.hidden = 0", "s")
	walkAllSince    = walking("list all unread or read lately", "states s WHERE s.hidden = 0"+filtered, "s")
	walkFolder      = walking("list folder", "states s WHERE s.folder_id = ? AND s.hidden = 0", "s")
	walkFolderSince = walking("list folder unread or read lately", "states s WHERE s.folder_id = ? AND s.hidden = 0"+filtered, "s")
	walkFeed        = walking("list feed", "states s WHERE s.feed_id = ? AND s.hidden = 0", "s")
	walkFeedSince   = walking("list feed unread or read lately", "states s WHERE s.feed_id = ? AND s.hidden = 0"+filtered, "s")
	walkTopic       = walking("list topic", `topics t CROSS JOIN article_topics x ON x.topic_id = t.id
		CROSS JOIN states s ON s.article_id = x.article_id
		WHERE t.name = ? AND s.hidden = 0`+filtered+`
		AND (s.fold = 0 OR NOT EXISTS (SELECT 1 FROM article_topics y WHERE y.topic_id = x.topic_id AND y.article_id = s.copy_of))`, "x")
)

// readFilter is the filter of a view: all, the unread, or those and the lately
// read.
func readFilter(v feeds.View) int64 {
	switch {
	case !v.Unread && v.Kind != feeds.ViewUnread:
		return everyone
	case v.Opened.IsZero():
		return unreadOnly
	}
	return millis(v.Opened)
}

// walks gives the walks that together are v, which is no search, without the
// copies that it leaves out; stories, with one row a story.
func (s *session) walks(v feeds.View, stories bool) (out []walk, err error) {
	if out, err = s.fullWalks(v); err != nil {
		return nil, err
	}
	if sift, sifts := siftOf(v, stories); sifts {
		for i, w := range out {
			sift.walk = w
			out[i] = sift
		}
	}
	return out, nil
}

// fullWalks gives the walks that together are v, copies and all.
func (s *session) fullWalks(v feeds.View) ([]walk, error) {
	filter := readFilter(v)
	switch v.Kind {
	case feeds.ViewTopic:
		return []walk{walkTopic.with(topicName(v.Topic), filter)}, nil
	case feeds.ViewHistory:
		return []walk{walkVisits.with(filter)}, nil
	case feeds.ViewToday, feeds.ViewUnread, feeds.ViewAll, feeds.ViewFolder, feeds.ViewFeed:
	default:
		return nil, nil
	}
	if filter == everyone {
		return s.wholeWalks(v, walkAll, walkFolder, walkFeed)
	}
	in, err := s.scope(v)
	if err != nil {
		return nil, err
	}
	if filter == unreadOnly {
		return []walk{unreadWalk{in}}, nil
	}
	list, many, err := s.lately(filter)
	if err != nil {
		return nil, err
	}
	if many {
		return s.wholeWalks(v, walkAllSince, walkFolderSince, walkFeedSince, filter)
	}
	list = slices.DeleteFunc(list, func(e spot) bool { return !in(e.feed) })
	slices.SortFunc(list, func(a, b spot) int { return b.older(a) })
	return []walk{unreadWalk{in}, listWalk(list)}, nil
}

// wholeWalks follows the indexes of a view.
func (s *session) wholeWalks(v feeds.View, all, folder, feed indexWalk, filter ...any) (out []walk, err error) {
	switch v.Kind {
	case feeds.ViewFeed:
		return []walk{feed.with(append([]any{int64(v.Feed)}, filter...)...)}, nil
	case feeds.ViewFolder:
		err = s.eachFolder(v.Folder, func(id int64) error {
			out = append(out, folder.with(append([]any{id}, filter...)...))
			return nil
		})
		return out, err
	}
	return []walk{all.with(filter...)}, nil
}

var (
	qFolders       = define("folder and those in it", "SELECT id FROM folders WHERE path = ? OR path >= ? AND path < ?")
	qFeedsOfFolder = define("feeds of a folder", "SELECT id FROM feeds WHERE folder_id = ? AND removed = 0")
	qRemovedFeeds  = define("unsubscribed feeds", "SELECT id FROM feeds WHERE removed = 1")
	qIsRemoved     = define("is unsubscribed", "SELECT removed FROM feeds WHERE id = ?")
)

// eachFolder calls do for a folder and those in it.
func (s *session) eachFolder(path string, do func(id int64) error) error {
	return s.eachID(qFolders, within(path), do)
}

// within is a folder as statements are asked for it and those in it: its path,
// and from where to where theirs are.
func within(path string) []any {
	if path = cleanFolder(path); path == "" {
		return []any{"", "", ""} // the top holds what is in no folder
	}
	return []any{path, path + "/", path + "0"} // the next character
}

func (s *session) eachID(q *query, args []any, do func(id int64) error) error {
	return s.each(q, args, func(scan func(...any) error) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		return do(id)
	})
}

// scope says which feeds are in a view.
type scope func(feed int64) bool

func (s *session) scope(v feeds.View) (scope, error) {
	set := map[int64]bool{}
	add := func(id int64) error {
		set[id] = true
		return nil
	}
	switch v.Kind {
	case feeds.ViewFeed:
		var removed bool
		if err := s.row(qIsRemoved, []any{int64(v.Feed)}, &removed); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		return func(feed int64) bool { return feed == int64(v.Feed) && !removed }, nil
	case feeds.ViewFolder:
		err := s.eachFolder(v.Folder, func(id int64) error { return s.eachID(qFeedsOfFolder, []any{id}, add) })
		return func(feed int64) bool { return set[feed] }, err
	}
	err := s.eachID(qRemovedFeeds, nil, add)
	return func(feed int64) bool { return !set[feed] }, err
}

// since is the time, in seconds, before which a view has nothing.
func since(v feeds.View) int64 {
	if v.Kind != feeds.ViewToday || v.Since.IsZero() {
		return math.MinInt64
	}
	return ceiling(v.Since)
}

// ceiling is a time in whole seconds, rounded up.
func ceiling(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}
