package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// TestMarkAllMarksWhatTheViewShowedAtTheKey marks each kind of view while
// articles arrive that belong to it: later ones, older ones, copies of what was
// shown, and more than a ranked view has room for.
func TestMarkAllMarksWhatTheViewShowedAtTheKey(t *testing.T) {
	author := feeds.AuthorTopic("Ann")
	views := map[string]feeds.View{
		"all": {Kind: feeds.ViewAll}, "unread": {Kind: feeds.ViewUnread}, "today": {Kind: feeds.ViewToday, Since: t0.Add(20 * time.Minute)},
		"a folder": {Kind: feeds.ViewFolder, Folder: "News"}, "a feed": {Kind: feeds.ViewFeed, Feed: 1}, "a topic": {Kind: feeds.ViewTopic, Topic: "Storm"},
		"what an author wrote": {Kind: feeds.ViewTopic, Topic: author}, "the history": {Kind: feeds.ViewHistory},
		"a search": search("title:report"), "a search that reads articles": search("/report [0-9]/"), "a list that is narrowed": search("folder:News title:report is:unread"),
		"a search by its best": search("report sort:best"), "a search by feed": search("report sort:feed"),
		"a saved search":          {Kind: feeds.ViewSearch, Search: 1, Query: "topic:storm"},
		"the oldest first":        {Kind: feeds.ViewAll, Sort: feeds.SortOldest},
		"by feed":                 {Kind: feeds.ViewAll, Sort: feeds.SortFeed},
		"a folder, longest first": {Kind: feeds.ViewFolder, Folder: "News", Sort: feeds.SortWords},
		"the unread of a feed":    {Kind: feeds.ViewFeed, Feed: 2, Unread: true},
	}
	for name, v := range views {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			fs := subscribed(t, s, feedNamed("a", "News"), feedNamed("b", "News/World"), feedNamed("c", "Science"))
			n := 0
			made := func(feed, minutes int) feeds.Article {
				n++
				a := item(fmt.Sprint(n), minutes, fmt.Sprintf("%s %d", []string{"Report", "Report", "Notice"}[feed], n))
				a.URL, a.Words = fmt.Sprintf("https://%d.example/%d", feed, n), n%7
				if n%2 == 0 {
					a.Topics = []string{"Storm"}
				}
				if n%3 == 0 {
					a.Authors = []string{"Ann"}
				}
				return a
			}
			for i, f := range fs {
				var list []feeds.Article
				for j := range 12 {
					list = append(list, made(i, 5*j+i))
				}
				commit(t, s, f.ID, list...)
			}
			must(t, second(ok3(s.SaveSearch(ctx, feeds.SavedSearch{Name: "storms", Query: "topic:storm"}, t0))))
			for ok(s.FillSearches(ctx, t0))(t) {
			}
			must(t, second(s.Follow(ctx, author, true, []feeds.ArticleID{3, 6, 9, 12, 15}, t0)))
			for id := feeds.ArticleID(10); id < 16; id++ {
				must(t, s.Visit(ctx, id, t0.Add(time.Duration(id)*time.Second)))
			}
			ok(s.MarkRead(ctx, []feeds.ArticleID{2, 5, 14, 26}, true, t0))(t)
			filing(t, s, func(f *Filing) {
				if !ok(f.Copy(20, 4))(t) {
					t.Fatal("no copy")
				}
			})

			p := ok(s.List(ctx, feeds.ListRequest{View: v, Limit: 500}))(t)
			want := map[feeds.ArticleID]bool{}
			for _, h := range p.Headlines {
				if !h.Read {
					want[h.ID] = true
				}
			}
			if len(want) < 2 || len(want) == 31 && v.Kind != feeds.ViewAll && v.Kind != feeds.ViewUnread {
				t.Fatalf("the view shows %d unread", len(want))
			}
			shown := len(want)
			if want[4] || want[20] { // with each its copies
				want[4], want[20] = true, true
			}
			was := unreadIDs(t, s)

			// The key was pressed; before it is done, articles arrive.
			arrive := 10
			if q, _ := feeds.ParseQuery(v.Query); v.Sort.Ranks() || q.Sort != feeds.SortDate {
				arrive = 340 // of each feed: more than MaxRanked, and none that was shown is among the newest
			}
			for i, f := range fs {
				var late []feeds.Article
				for j := range arrive {
					late = append(late, made(i, []int{2, 30, 200}[j%3]+j%5))
				}
				commit(t, s, f.ID, late...)
			}
			filing(t, s, func(f *Filing) {
				if !ok(f.Copy(40, 4))(t) {
					t.Fatal("no copy")
				}
			})
			must(t, s.Visit(ctx, 50, t0.Add(time.Hour)))
			before := unreadIDs(t, s)
			c := ok(s.MarkAllRead(ctx, v, p.Newest, t0.Add(time.Hour)))(t)
			if c.N != shown {
				t.Errorf("%d were marked, the view showed %d", c.N, shown)
			}
			left := slices.DeleteFunc(slices.Clone(before), func(id feeds.ArticleID) bool { return want[id] })
			if diff := cmp.Diff(left, unreadIDs(t, s)); diff != "" {
				t.Errorf("unread afterwards: -want +got\n%s", diff)
			}
			if len(was) == len(before) {
				t.Error("nothing had arrived")
			}
			follows(t, s)
			ok(s.Undo(ctx))(t)
			if diff := cmp.Diff(before, unreadIDs(t, s)); diff != "" {
				t.Errorf("undone: -want +got\n%s", diff)
			}
		})
	}
}

func unreadIDs(t *testing.T, s *Store) (out []feeds.ArticleID) {
	t.Helper()
	must(t, s.view(ctx, "look", func(r *session) error {
		return r.walkUnread(0, true, func(e spot) error {
			out = append(out, feeds.ArticleID(e.id))
			return nil
		})
	}))
	slices.Sort(out)
	return out
}
