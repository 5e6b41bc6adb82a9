package store

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// mayScan names statements that read a whole table or sort, and why that is
// right. None stands between a key and what it changes on the screen; lists and
// windows of articles are never among them.
var mayScan = map[string]string{
	"bookmarks whose article no list shows":      "counts those of the ids it is given, up to a bound",
	"saved searches":                             "a few dozen at most, and all are wanted",
	"feeds":                                      "there are a thousand at most, and all are wanted",
	"tags and folders in use":                    "all are wanted, from an index of them alone",
	"bookmarks by date":                          "the order of all, from an index of it alone",
	"bookmarks by published":                     "sorts when another order is asked for",
	"bookmarks by title":                         "sorts when another order is asked for",
	"bookmarks by feed":                          "sorts when another order is asked for",
	"bookmarks by folder":                        "an index of folders and times, sorted by id within one",
	"bookmarks found, by date":                   "sorts what the index finds",
	"bookmarks found, by published":              "sorts what the index finds",
	"bookmarks found, by title":                  "sorts what the index finds",
	"bookmarks found, by feed":                   "sorts what the index finds",
	"bookmarks found, by folder":                 "sorts what the index finds",
	"count bookmarks":                            "the smallest index, for a number that a trigger would cost more to keep",
	"feeds of the config":                        "at start, a thousand at most",
	"names of the feeds":                         "there are a thousand at most, and a word may stand in any of their names",
	"how many are unread":                        "the counters of a thousand feeds at most",
	"unsubscribed feeds":                         "an index of those alone",
	"how many a window finds":                    "counts rows of the index up to a bound",
	"bookmarked articles":                        "a search among bookmarks, which are few beside articles",
	"every bookmark":                             "a search of bookmarks that the index has no answer to",
	"article by page":                            "sorts the copies of one page",
	"mirror lacks all":                           "once, when a mirror is set up: every bookmark is to be written",
	"what the mirror lacks":                      "in the order of its key, up to a limit",
	"whether the mirror lacks anything":          "the last by its key",
	"forget checks of links":                     "as links are checked, over what was found of all of them",
	"queue":                                      "what waits to be sent, all of it wanted",
	"forget old rows of the queue":               "at start, over what waits to be sent",
	"unread copies that views leave out":         "few articles are copies; for marking all of a view alone",
	"count today's unread copies":                "an index of the copies alone, which are few",
	"what the unread copies are of":              "an index of the copies alone, which are few",
	"copies that lists leave out":                "an index of the copies alone, which are few; for saved searches that ask for places in stories",
	"articles of all stories":                    "an index of those of a story, all wanted; for saved searches that ask for places in stories alone",
	"folded copies":                              "an index of the copies alone, which are few",
	"what is followed":                           "a handful of rows, and all are wanted",
	"found topics that are followed":             "a handful of rows, and all are wanted",
	"is anything followed":                       "one row of a handful",
	"count some no more where they are followed": "sums up by topic, of which articles have a few",
	"count some where they are followed":         "sums up by topic, of which articles have a few",
	"count what is followed again":               "a handful of rows; the articles of each by its topic, where many were marked at once",
	"rules":                                      "a few dozen at most, and all are wanted",
	"articles that came lately":                  "the last by their key, up to a limit",
	"articles to file":                           "sorts what came since the last were filed",
	"which rule hides an article":                "sorts the few rules that took one article",
	"muted articles":                             "an index of those alone, for a search that asks for them",
	"how many are muted":                         "an index of those alone, for a search that asks for them",
	"every topic":                                "for the command line alone: all are wanted",
	"forget answers beyond the most":             "an index of a thousand answers, when one is added",
}

// scans finds plan lines that read everything or sort. A virtual table finds
// its rows by an index of its own: FTS5 by M or its rowid, json_each by its
// argument.
var scans = regexp.MustCompile(`^SCAN |TEMP B-TREE`)

func TestNoStatementOfTheScreenScansATable(t *testing.T) {
	s := fresh(t)
	w := <-s.writer
	defer func() { s.writer <- w }()
	used := map[string]bool{}
	for _, q := range queries {
		if used[q.name] {
			t.Errorf("two statements are called %q", q.name)
		}
		used[q.name] = true
		if verb, _, _ := strings.Cut(q.text, " "); verb == "BEGIN" || verb == "COMMIT" || verb == "ROLLBACK" || verb == "PRAGMA" {
			continue
		}
		n := strings.Count(q.text, "?")
		for i := 1; strings.Contains(q.text, "?1"); i++ { // numbered ones may be used twice
			if !strings.Contains(q.text, "?"+strconv.Itoa(i)) {
				n = i - 1
				break
			}
		}
		args := make([]any, n)
		rows, err := w.conn.QueryContext(ctx, "EXPLAIN QUERY PLAN "+q.text, args...)
		if err != nil {
			t.Errorf("%s: %v", q.name, err)
			continue
		}
		found := false
		for rows.Next() {
			var id, parent, unused int
			var detail string
			must(t, rows.Scan(&id, &parent, &unused, &detail))
			if strings.Contains(detail, "VIRTUAL TABLE INDEX") && !strings.HasSuffix(detail, "INDEX 0:") || detail == "SCAN CONSTANT ROW" {
				continue
			}
			if scans.MatchString(detail) {
				found = true
				if mayScan[q.name] == "" {
					t.Errorf("%s: %s", q.name, detail)
				}
			}
		}
		must(t, rows.Err())
		must(t, rows.Close())
		if !found && mayScan[q.name] != "" {
			t.Errorf("%s scans nothing any more: take it off the list", q.name)
		}
	}
}
