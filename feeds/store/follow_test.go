package store

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

func followed(t *testing.T, s *Store) []feeds.Followed { return ok(s.Sections(ctx, t0))(t).Followed }

func TestFollowingATopicCountsItFromThenOnAndCanBeUndone(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	storm := func(guid string, minutes int) feeds.Article {
		a := item(guid, minutes, "Storm "+guid)
		a.Topics = []string{"Storm"}
		return a
	}
	commit(t, s, f.ID, storm("a", 1), storm("b", 2), item("c", 3, "Quiet"))
	c := ok(s.Follow(ctx, "Storm", true, nil, t0))(t)
	if c.N != 1 || c.Verb != "follow" || c.What != "#Storm" {
		t.Errorf("the change is %+v", c)
	}
	count := func(what string, want int) {
		t.Helper()
		if diff := cmp.Diff([]feeds.Followed{{Topic: "Storm", Unread: want}}, followed(t, s)); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	count("at once", 2)
	if again := ok(s.Follow(ctx, "storm", true, nil, t0))(t); again.N != 0 {
		t.Errorf("followed twice: %+v", again)
	}
	commit(t, s, f.ID, storm("d", 4))
	count("one more", 3)
	rows := page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: "storm"})
	ok(s.MarkRead(ctx, []feeds.ArticleID{rows[0].ID}, true, t0))(t)
	count("one read", 2)
	ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewAll}, 1<<40, t0))(t)
	count("all read", 0)
	ok(s.Undo(ctx))(t)
	count("undone", 2)
	changed := storm("a", 1)
	changed.Topics, changed.Hash = nil, "other"
	commit(t, s, f.ID, changed)
	count("one is about something else now", 1)
	ok(s.Unsubscribe(ctx, []feeds.FeedID{f.ID}, t0))(t)
	count("its feed removed", 0)
	ok(s.Undo(ctx))(t)
	count("and back", 1)
	s = reopen(t, s)
	count("after a restart", 1)
	if c := ok(s.Follow(ctx, "Storm", false, nil, t0))(t); c.N != 1 || len(followed(t, s)) != 0 {
		t.Errorf("followed no more: %+v, and there are %v", c, followed(t, s))
	}
	ok(s.Undo(ctx))(t)
	count("following again", 1)
	got := ok(s.Topics(ctx))(t)
	if diff := cmp.Diff([]feeds.TopicCount{{Topic: "storm", Count: 2, Unread: 1, Followed: true}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestFollowingAnAuthorHasTheirArticlesOldAndNew(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	by := func(guid, author string) feeds.Article {
		a := item(guid, 1, "By "+author)
		a.Authors = []string{author, "Luc Martin"}
		return a
	}
	commit(t, s, f.ID, by("a", "Anna Weber"), by("b", "Anna Webern"))
	var all []feeds.ArticleID
	for _, h := range page(t, s, feeds.View{Kind: feeds.ViewAll}) {
		all = append(all, h.ID)
	}
	topic := feeds.AuthorTopic("Anna Weber")
	ok(s.Follow(ctx, topic, true, all, t0))(t)
	commit(t, s, f.ID, by("c", "anna weber"), by("d", "Bo Berg"))
	if diff := cmp.Diff([]feeds.Followed{{Topic: topic, Unread: 2}}, followed(t, s)); diff != "" {
		t.Error(diff)
	}
	if rows := page(t, s, feeds.View{Kind: feeds.ViewTopic, Topic: topic}); len(rows) != 2 {
		t.Errorf("the view has %v", titles(rows))
	}
}

// BenchmarkMarkAll marks 20,000 articles read and unread again, with and
// without topics that are followed.
func BenchmarkMarkAll(b *testing.B) {
	for _, following := range []bool{false, true} {
		b.Run(map[bool]string{false: "following nothing", true: "following their topic"}[following], func(b *testing.B) {
			s := fresh(b)
			f := subscribed(b, s, feedNamed("gazette", ""))[0]
			var list []feeds.Article
			for i := range 20000 {
				a := item(fmt.Sprint("g", i), i, "Storm")
				a.Topics = []string{"storm"}
				list = append(list, a)
			}
			commit(b, s, f.ID, list...)
			if following {
				ok(s.Follow(ctx, "storm", true, nil, t0))(b)
			}
			for b.Loop() {
				ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewAll}, 1<<40, t0))(b)
				ok(s.Undo(ctx))(b)
			}
		})
	}
}
