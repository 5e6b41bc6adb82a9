package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// content is what a person has in the store, table by table: what undo has to
// bring back. A feed or search that is removed is none.
var content = map[string]string{
	"feeds": `SELECT f.id, f.url, f.title, f.own_title, d.path, f.site_url, f.origin, f.own_origin, f.line, f.options
		FROM feeds f JOIN folders d ON d.id = f.folder_id WHERE f.removed = 0`,
	"counters":        "SELECT c.* FROM counters c JOIN feeds f ON f.id = c.feed_id WHERE f.removed = 0",
	"states":          "SELECT s.*, d.path FROM states s JOIN folders d ON d.id = s.folder_id",
	"unread":          "SELECT block, hex(list) FROM unread",
	"past_states":     "SELECT * FROM past_states",
	"bookmarks":       "SELECT * FROM bookmarks",
	"bookmark_bodies": "SELECT * FROM bookmark_bodies",
	"searches":        "SELECT id, name, query, line FROM searches WHERE removed = 0",
	"rules":           "SELECT name, query, acts, ends, off, line, place FROM rules WHERE removed = 0",
	"ruled":           "SELECT r.name, x.article_id, x.hides FROM ruled x JOIN rules r ON r.id = x.rule_id WHERE r.removed = 0",
	"follows":         "SELECT * FROM follows",
	"dismissals":      "SELECT * FROM dismissals",
	"article_topics":  "SELECT x.article_id, t.name FROM article_topics x JOIN topics t ON t.id = x.topic_id WHERE t.name NOT LIKE 'by %'", // whom articles are by is not a person's doing
}

// noContent are the tables that are no state of a person's own, and why.
var noContent = map[string]string{
	"articles": "published, not changed by a person", "bodies": "published", "pages": "fetched", "revisions": "published",
	"signatures": "follows from articles", "slots": "follows from articles", "topics": "names that article_topics uses",
	"stories": "their articles are in states", "folders": "their feeds are in feeds", "fetch_state": "what servers said",
	"found": "follows from searches: a property of its own", "journal": "the steps themselves", "journal_bookmarks": "the steps themselves",
	"reads":  "where in states to look: it may name more than there is",
	"visits": "the history: what happened, which undo does not deny", "places": "where one stood, kept as one goes", "orders": "how a list is shown, kept as one goes",
	"bookmark_texts": "pages to be asked for", "outbox": "what is on its way to services", "sent": "what arrived there",
	"link_checks": "what servers said", "answers": "what an assistant said, kept for a while", "mirror": "a setting", "mirror_changes": "what files do not have yet", "meta": "of the store itself",
}

func contentOf(t *testing.T, s *Store) map[string][]string {
	t.Helper()
	w := <-s.writer
	defer func() { s.writer <- w }()
	out := map[string][]string{}
	for name, query := range content {
		rows, err := w.conn.QueryContext(ctx, query)
		must(t, err)
		columns, err := rows.Columns()
		must(t, err)
		for rows.Next() {
			values := make([]any, len(columns))
			for i := range values {
				values[i] = new(any)
			}
			must(t, rows.Scan(values...))
			line := ""
			for i, v := range values {
				line += fmt.Sprintf("%s=%v ", columns[i], *v.(*any))
			}
			out[name] = append(out[name], line)
		}
		must(t, rows.Err())
		slices.Sort(out[name])
	}
	return out
}

// lived is a store in which there is something of everything.
func lived(t *testing.T) *Store {
	t.Helper()
	s := fresh(t)
	fs := subscribed(t, s, feedNamed("a", "News"), feedNamed("b", "News/World"), feedNamed("c", ""))
	for i, f := range fs {
		var list []feeds.Article
		for j := range 4 {
			a := item(fmt.Sprint(i, j), 10*i+j, fmt.Sprintf("Report %d of %d", j, i))
			a.URL, a.Topics, a.Authors = fmt.Sprintf("https://%d.example/%d", i, j), []string{"Storm"}, []string{"Ann"}
			list = append(list, a)
		}
		commit(t, s, f.ID, list...)
	}
	filing(t, s, func(f *Filing) {
		must(t, second(f.Begin(1, 5)))
		if !ok(f.Copy(9, 1))(t) {
			t.Fatal("no copy")
		}
	})
	ok(s.MarkRead(ctx, []feeds.ArticleID{2}, true, t0))(t)
	b := whole("Kept", "https://0.example/2")
	b.ArticleID = 3
	must(t, second(ok3(s.Keep(ctx, b, t0))))
	must(t, second(ok3(s.Keep(ctx, whole("Other", "https://x.example/1"), t0))))
	must(t, second(s.Follow(ctx, "Storm", true, nil, t0)))
	must(t, second(ok3(s.SaveSearch(ctx, feeds.SavedSearch{Name: "reports", Query: "report"}, t0))))
	for ok(s.FillSearches(ctx, t0))(t) {
	}
	must(t, third(s.SaveRule(ctx, feeds.SavedRule{Name: "first", Query: "url:2.example/3", Acts: muting}, Ruled{Articles: []feeds.ArticleID{12}}, t0)))
	must(t, third(s.SaveRule(ctx, feeds.SavedRule{Name: "second", Query: "calm", Acts: muting}, Ruled{}, t0)))
	ok(s.SyncRules(ctx, []feeds.RuleSetting{{Name: "declared", Query: "report", Acts: feeds.RuleActs{Mute: true, Read: true, Tags: []string{"x"}}, Line: 3}}, false))(t)
	return s
}

// acts are all ways in which a person changes what is in the store, by the
// method that does it.
var acts = []struct {
	method, name, verb string
	do                 func(t *testing.T, s *Store) (feeds.Change, error)
}{
	{"MarkRead", "an article is read, and its copy", "read", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.MarkRead(ctx, []feeds.ArticleID{1}, true, t0)
	}},
	{"MarkRead", "several are unread again", "unread", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.MarkRead(ctx, []feeds.ArticleID{1, 2}, false, t0)
	}},
	{"MarkAllRead", "a folder is read", "read", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewFolder, Folder: "News"}, 99, t0.Add(time.Second))
	}},
	{"Keep", "a page is kept", "bookmark", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.Keep(ctx, whole("New", "https://y.example/1"), t0))
	}},
	{"Keep", "a bookmark gets more", "bookmark", func(_ *testing.T, s *Store) (feeds.Change, error) {
		b := whole("Other", "https://x.example/1")
		b.Tags, b.Note = []string{"more"}, "another note"
		return ok3(s.Keep(ctx, b, t0))
	}},
	{"KeepAnd", "an article is kept and sent", "bookmark", func(_ *testing.T, s *Store) (feeds.Change, error) {
		b := whole("Report", "https://1.example/1")
		b.ArticleID = 6
		return ok3(s.KeepAnd(ctx, b, Errands{Services: []string{"box"}, Text: true}, t0))
	}},
	{"KeepAll", "several are kept", "bookmark", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.KeepAll(ctx, []ToKeep{{Bookmark: whole("1", "https://y.example/1")}, {Bookmark: whole("2", "https://y.example/2")}}, t0))
	}},
	{"Unkeep", "an article is no longer kept", "unbookmark", func(_ *testing.T, s *Store) (feeds.Change, error) { return s.Unkeep(ctx, 3, t0) }},
	{"UnkeepAll", "several are no longer kept", "unbookmark", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.UnkeepAll(ctx, []feeds.ArticleID{3, 4}, t0)
	}},
	{"RemoveBookmarks", "bookmarks are removed", "unbookmark", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.RemoveBookmarks(ctx, []feeds.BookmarkID{1, 2}, t0)
	}},
	{"EditBookmark", "note, tags and folder of a bookmark change", "edit", func(t *testing.T, s *Store) (feeds.Change, error) {
		b := ok(s.Bookmark(ctx, 1))(t)
		b.Note, b.Tags, b.Folder = "mine", []string{"x"}, "Elsewhere"
		return s.EditBookmark(ctx, b, t0)
	}},
	{"EditBookmarks", "tags of bookmarks change", "tag", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.EditBookmarks(ctx, []feeds.BookmarkID{1, 2}, feeds.BookmarkEdit{Add: []string{"x"}, Drop: []string{"one"}}, t0)
	}},
	{"EditBookmarks", "bookmarks move to a folder", "move", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.EditBookmarks(ctx, []feeds.BookmarkID{1, 2}, feeds.BookmarkEdit{Move: true, Folder: "Z"}, t0)
	}},
	{"FollowMoved", "bookmarks get the addresses their pages moved to", "follow moved", func(t *testing.T, s *Store) (feeds.Change, error) {
		moved := feeds.LinkCheck{State: feeds.LinkMoved, To: "https://new.example/1", Checked: t0}
		must(t, s.SetLinks(ctx, []LinkFound{{URL: "https://x.example/1", Link: moved}}))
		return s.FollowMoved(ctx, []feeds.BookmarkID{1, 2}, t0)
	}},
	{"Highlight", "a passage is marked, which keeps the article", "highlight", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.Highlight(ctx, whole("Page", "https://y.example/3"), nil, []feeds.Highlight{{Quote: "x", Made: t0}}, Errands{}, t0))
	}},
	{"Highlight", "a passage is no longer marked", "unhighlight", func(t *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.Highlight(ctx, feeds.Bookmark{ID: 1}, ok(s.Bookmark(ctx, 1))(t).Highlights, nil, Errands{}, t0))
	}},
	{"ImportBookmarks", "bookmarks are imported, one of them known", "import bookmarks", func(_ *testing.T, s *Store) (feeds.Change, error) {
		again := whole("Other", "https://x.example/1")
		again.Note = "from a file"
		return ok3(s.ImportBookmarks(ctx, these(whole("I", "https://y.example/4"), again), "a file", t0, false))
	}},
	{"RestoreBookmarks", "bookmarks are put back from a copy", "restore bookmarks", func(_ *testing.T, s *Store) (feeds.Change, error) {
		again := whole("Other", "https://x.example/1")
		again.Note = "from a file"
		return ok3(s.RestoreBookmarks(ctx, these(whole("I", "https://y.example/4"), again), "a copy", t0, false))
	}},
	{"Subscribe", "feeds are added", "subscribe", func(_ *testing.T, s *Store) (feeds.Change, error) {
		_, _, c, err := s.Subscribe(ctx, []feeds.Feed{feedNamed("d", "New/Folder"), feedNamed("e", "")}, "subscribe", "feeds", t0)
		return c, err
	}},
	{"Subscribe", "a list of feeds is imported", "import", func(_ *testing.T, s *Store) (feeds.Change, error) {
		_, _, c, err := s.Subscribe(ctx, []feeds.Feed{feedNamed("a", "Other"), feedNamed("f", "X")}, "import", "feeds", t0)
		return c, err
	}},
	{"Unsubscribe", "feeds are removed", "unsubscribe", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.Unsubscribe(ctx, []feeds.FeedID{1, 2}, t0)
	}},
	{"EditFeed", "a feed is renamed, moved and paused", "edit", func(t *testing.T, s *Store) (feeds.Change, error) {
		f := ok(s.Feed(ctx, 2))(t)
		f.OwnTitle, f.Folder, f.Options = "Mine", "Science", feeds.FeedOptions{Paused: true}
		return s.EditFeed(ctx, f, t0)
	}},
	{"EditFeed", "a feed is left out of stories and copies", "edit", func(t *testing.T, s *Store) (feeds.Change, error) {
		f := ok(s.Feed(ctx, 1))(t)
		f.Options = feeds.FeedOptions{Unrelated: true}
		return s.EditFeed(ctx, f, t0)
	}},
	{"EditFeed", "a feed gets another address", "edit", func(t *testing.T, s *Store) (feeds.Change, error) {
		f := ok(s.Feed(ctx, 2))(t)
		f.URL = "https://elsewhere.example/feed"
		return s.EditFeed(ctx, f, t0)
	}},
	{"Follow", "an author is followed", "follow", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.Follow(ctx, feeds.AuthorTopic("Ann"), true, []feeds.ArticleID{1, 2, 3}, t0)
	}},
	{"Follow", "a topic is followed no longer", "unfollow", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return s.Follow(ctx, "storm", false, nil, t0)
	}},
	{"Dismiss", "an article leaves its story", "dismiss", func(_ *testing.T, s *Store) (feeds.Change, error) { return s.Dismiss(ctx, 5, 1, t0) }},
	{"Dismiss", "a copy is said to be none", "dismiss", func(_ *testing.T, s *Store) (feeds.Change, error) { return s.Dismiss(ctx, 9, 1, t0) }},
	{"SaveSearch", "a search is saved", "save search", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.SaveSearch(ctx, feeds.SavedSearch{Name: "storms", Query: "topic:storm"}, t0))
	}},
	{"SaveSearch", "a saved search changes", "edit search", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.SaveSearch(ctx, feeds.SavedSearch{ID: 1, Name: "renamed", Query: "title:report"}, t0))
	}},
	{"SaveSearches", "several searches are saved", "save search", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.SaveSearches(ctx, []feeds.SavedSearch{{Name: "x", Query: "x"}, {Name: "y", Query: "y"}}, t0))
	}},
	{"RemoveSearch", "a saved search is removed", "remove search", func(_ *testing.T, s *Store) (feeds.Change, error) { return s.RemoveSearch(ctx, 1, t0) }},
	{"SaveRule", "a rule is made and applied", "add rule", func(_ *testing.T, s *Store) (feeds.Change, error) {
		r := feeds.SavedRule{Name: "all at once", Query: "report", Acts: feeds.RuleActs{Mute: true, Read: true, Tags: []string{"x"}}}
		b := whole("Report", "https://1.example/1")
		b.ArticleID, b.Tags = 6, r.Acts.Tags
		return ok3(s.SaveRule(ctx, r, Ruled{Articles: []feeds.ArticleID{1, 6, 9}, Keep: []ToKeep{{Bookmark: b}}}, t0))
	}},
	{"SaveRule", "a rule asks for something else", "edit rule", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.SaveRule(ctx, feeds.SavedRule{ID: 1, Name: "renamed", Query: "storm", Acts: muting}, Ruled{Articles: []feeds.ArticleID{5}}, t0))
	}},
	{"SaveRule", "a rule is switched off", "edit rule", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.SaveRule(ctx, feeds.SavedRule{ID: 1, Name: "first", Query: "url:2.example/3", Acts: muting, Off: true}, Ruled{}, t0))
	}},
	{"SaveRules", "several rules are made", "add rule", func(_ *testing.T, s *Store) (feeds.Change, error) {
		return ok3(s.SaveRules(ctx, []feeds.SavedRule{{Name: "x", Query: "x", Acts: muting}, {Name: "y", Query: "y", Acts: muting}}, t0))
	}},
	{"ApplyRule", "a rule takes what is there", "apply rule", func(_ *testing.T, s *Store) (feeds.Change, error) {
		b := whole("Report", "https://1.example/1")
		b.ArticleID, b.Tags = 6, []string{"x"}
		return ok3(s.ApplyRule(ctx, 3, Ruled{Articles: []feeds.ArticleID{1, 6, 9}, Keep: []ToKeep{{Bookmark: b}}}, t0))
	}},
	{"RemoveRule", "a rule is removed", "remove rule", func(_ *testing.T, s *Store) (feeds.Change, error) { return s.RemoveRule(ctx, 1, t0) }},
	{"MoveRule", "a rule changes places", "move rule", func(_ *testing.T, s *Store) (feeds.Change, error) { return s.MoveRule(ctx, 1, true, t0) }},
}

// Faults: D23
func TestEveryActIsUndoneAndRedoneExactlyAlsoAfterARestart(t *testing.T) {
	for _, act := range acts {
		t.Run(strings.ReplaceAll(act.name, " ", "_"), func(t *testing.T) {
			s := lived(t)
			before := contentOf(t, s)
			c := ok(act.do(t, s))(t)
			if c.N == 0 || c.Verb != act.verb {
				t.Fatalf("the change is told as %+v, want %s", c, act.verb)
			}
			after := contentOf(t, s)
			if cmp.Equal(before, after) {
				t.Fatal("nothing changed")
			}
			for turn, restart := range []bool{false, true} {
				if restart {
					s = reopen(t, s)
				}
				if back := ok(s.Undo(ctx))(t); back.ID != c.ID || back.N != c.N || back.What != c.What {
					t.Errorf("turn %d: undo tells %+v, want %+v", turn, back, c)
				}
				if diff := cmp.Diff(before, contentOf(t, s)); diff != "" {
					t.Fatalf("turn %d: undone, -want +got\n%s", turn, diff)
				}
				if restart {
					s = reopen(t, s)
				}
				ok(s.Redo(ctx))(t)
				if diff := cmp.Diff(after, contentOf(t, s)); diff != "" {
					t.Fatalf("turn %d: redone, -want +got\n%s", turn, diff)
				}
				follows(t, s)
			}
		})
	}
}

func TestEveryMethodThatChangesWhatAPersonHasIsAmongTheActs(t *testing.T) {
	store := reflect.TypeFor[*Store]()
	for i := range store.NumMethod() {
		m := store.Method(i)
		tells := false
		for j := range m.Type.NumOut() {
			tells = tells || m.Type.Out(j) == reflect.TypeFor[feeds.Change]()
		}
		listed := false
		for _, act := range acts {
			listed = listed || act.method == m.Name
		}
		if tells != listed && m.Name != "Undo" && m.Name != "Redo" {
			t.Errorf("%s tells a change: %v, is among the acts: %v", m.Name, tells, listed)
		}
	}
	s := fresh(t)
	w := <-s.writer
	defer func() { s.writer <- w }()
	rows, err := w.conn.QueryContext(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' AND name <> 'search'")
	must(t, err)
	for rows.Next() {
		var name string
		must(t, rows.Scan(&name))
		if _, is := content[name]; !is && noContent[name] == "" {
			t.Errorf("it is not said whether table %s is content of a person's own", name)
		}
	}
	must(t, rows.Err())
}
