package store

import (
	"math"
	"strings"

	"broadsheet/feeds"
)

// walk is one index to follow in the order of lists: the statement each way,
// and what they are asked with before the key, the bound and the limit. A view
// is one walk, or several that are merged.
type walk struct {
	older, newer *query
	before       []any // the place and the filter
}

func (w walk) args(k feeds.Key, limit int) []any {
	return append(append(make([]any, 0, len(w.before)+3), w.before...), k.Published, int64(k.ID), limit)
}

// edge is the key beyond every article at time t.
func edge(t int64) feeds.Key { return feeds.Key{Published: t, ID: math.MaxInt64} }

// walking defines the two statements of a walk over states, or over a table
// joined with it. from says where and ends in a condition; t has the key.
func walking(name, from, t string) walk {
	const columns = "SELECT s.published, s.article_id, s.feed_id FROM "
	key := "(" + t + ".published, " + t + ".article_id) "
	order := func(way string) string {
		return " ORDER BY " + t + ".published " + way + ", " + t + ".article_id " + way + " LIMIT ?"
	}
	return walk{
		older: define(name+", older", columns+from+" AND "+key+"< (?, ?)"+order("DESC")),
		newer: define(name+", newer", columns+from+" AND "+key+"> (?, ?)"+order("ASC")),
	}
}

// Walks that take a filter are over what is small enough to pass over what
// does not match: a feed, a topic, what was read lately, what a search found.
// The filter is a time in milliseconds: unread, or read at or after it.
var (
	walkAll          = walking("list all", "states s WHERE s.hidden = 0", "s")
	walkUnread       = walking("list unread", "states s WHERE s.read_at IS NULL AND s.hidden = 0", "s")
	walkFolder       = walking("list folder", "states s WHERE s.folder_id = ? AND s.hidden = 0", "s")
	walkFolderUnread = walking("list folder unread", "states s WHERE s.folder_id = ? AND s.read_at IS NULL AND s.hidden = 0", "s")
	walkRead         = walking("list read lately", "states s INDEXED BY states_read WHERE s.read_at >= ? AND s.read_at IS NOT NULL AND s.hidden = 0", "s")
	walkFolderRead   = walking("list folder read lately", "states s INDEXED BY states_read WHERE s.folder_id = ? AND s.read_at >= ? AND s.read_at IS NOT NULL AND s.hidden = 0", "s")
	walkFeed         = walking("list feed", "states s WHERE s.feed_id = ? AND (s.read_at IS NULL OR s.read_at >= ?) AND s.hidden = 0", "s")
	walkTopic        = walking("list topic", `topics t CROSS JOIN article_topics x ON x.topic_id = t.id
		CROSS JOIN states s ON s.article_id = x.article_id
		WHERE t.name = ? AND (s.read_at IS NULL OR s.read_at >= ?) AND s.hidden = 0`, "x")
	walkSearch = walking("search", `search CROSS JOIN states s ON s.article_id = search.rowid
		WHERE search MATCH ? AND (s.read_at IS NULL OR s.read_at >= ?) AND s.hidden = 0`, "s")
)

func (w walk) with(before ...any) walk {
	w.before = before
	return w
}

var qFolders = define("folder and those in it", "SELECT id FROM folders WHERE path = ? OR path >= ? AND path < ?")

// walks gives the walks that together are v.
func (s *session) walks(v feeds.View) ([]walk, error) {
	unread := v.Unread || v.Kind == feeds.ViewUnread
	// What the filter lets through: all, the unread, or those and the lately read.
	filter := int64(math.MinInt64)
	if unread {
		filter = math.MaxInt64
		if !v.Opened.IsZero() {
			filter = millis(v.Opened)
		}
	}
	lately := unread && !v.Opened.IsZero()
	switch v.Kind {
	case feeds.ViewToday, feeds.ViewUnread, feeds.ViewAll:
		switch {
		case lately:
			return []walk{walkUnread, walkRead.with(filter)}, nil
		case unread:
			return []walk{walkUnread}, nil
		}
		return []walk{walkAll}, nil
	case feeds.ViewFolder:
		return s.folderWalks(v.Folder, unread, lately, filter)
	case feeds.ViewFeed:
		return []walk{walkFeed.with(int64(v.Feed), filter)}, nil
	case feeds.ViewTopic:
		return []walk{walkTopic.with(strings.ToLower(v.Topic), filter)}, nil
	case feeds.ViewSearch:
		if match := matchAll(v.Query); match != "" {
			return []walk{walkSearch.with(match, filter)}, nil
		}
	}
	return nil, nil
}

func (s *session) folderWalks(path string, unread, lately bool, filter int64) (out []walk, err error) {
	path = cleanFolder(path)
	// Folders within are those between "News/" and "News0", the next character.
	from, to := path+"/", path+"0"
	if path == "" {
		from, to = "", "" // the top holds what is in no folder
	}
	err = s.each(qFolders, []any{path, from, to}, func(scan func(...any) error) error {
		var id int64
		if err := scan(&id); err != nil {
			return err
		}
		if unread {
			out = append(out, walkFolderUnread.with(id))
		} else {
			out = append(out, walkFolder.with(id))
		}
		if lately {
			out = append(out, walkFolderRead.with(id, filter))
		}
		return nil
	})
	return out, err
}
