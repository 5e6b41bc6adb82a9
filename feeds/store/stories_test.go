package store

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// papers is a store with an article of the same minute in each of n feeds, in
// the folders given, in turn.
func papers(t *testing.T, folders ...string) (s *Store, list []feeds.Feed, ids []feeds.ArticleID) {
	t.Helper()
	s = fresh(t)
	for i, folder := range folders {
		list = append(list, subscribed(t, s, feedNamed(fmt.Sprint("paper", i), folder))...)
	}
	for i, f := range list {
		commit(t, s, f.ID, item(fmt.Sprint("guid", i), i, fmt.Sprint("Report ", i)))
		ids = append(ids, feeds.ArticleID(i+1))
	}
	return s, list, ids
}

func unread(t *testing.T, s *Store) (sum int, byFeed []int) {
	t.Helper()
	sec := ok(s.Sections(ctx, t0.Add(time.Hour)))(t)
	for _, f := range sec.Feeds {
		byFeed = append(byFeed, f.Unread)
	}
	return sec.Unread, byFeed
}

func TestACopyIsFoldedWhereAViewShowsAnother(t *testing.T) {
	s, list, ids := papers(t, "News/World", "News/World", "News", "Science", "")
	filing(t, s, func(f *Filing) {
		for _, id := range ids[1:] {
			if !ok(f.Copy(id, ids[0]))(t) {
				t.Fatal("no copy")
			}
		}
	})
	view := func(v feeds.View) []string { return titles(page(t, s, v)) }
	for _, tc := range []struct {
		name string
		view feeds.View
		want []string
	}{
		{"once in all", feeds.View{Kind: feeds.ViewAll}, []string{"Report 0"}},
		{"once in a folder and those in it", feeds.View{Kind: feeds.ViewFolder, Folder: "News"}, []string{"Report 0"}},
		{"once in the folder of two", feeds.View{Kind: feeds.ViewFolder, Folder: "News/World"}, []string{"Report 0"}},
		{"in a folder that has no other", feeds.View{Kind: feeds.ViewFolder, Folder: "Science"}, []string{"Report 3"}},
		{"in no folder", feeds.View{Kind: feeds.ViewFolder, Folder: ""}, []string{"Report 4"}},
		{"in its own feed", feeds.View{Kind: feeds.ViewFeed, Feed: list[1].ID}, []string{"Report 1"}},
	} {
		if diff := cmp.Diff(tc.want, view(tc.view)); diff != "" {
			t.Errorf("%s: %s", tc.name, diff)
		}
	}
	if n, by := unread(t, s); n != 1 || !slices.Equal(by, []int{1, 1, 1, 1, 1}) {
		t.Errorf("%d unread, by feed %v; want 1, and 1 each", n, by)
	}
	h := page(t, s, feeds.View{Kind: feeds.ViewAll})[0]
	if h.Copies != 4 || h.CopyOf != 0 {
		t.Errorf("the row says %d copies", h.Copies)
	}

	// The feed of the first goes: another stands for it, until it comes back.
	ok(s.Unsubscribe(ctx, []feeds.FeedID{list[0].ID}, t0))(t)
	if diff := cmp.Diff([]string{"Report 1"}, view(feeds.View{Kind: feeds.ViewAll})); diff != "" {
		t.Error("after the first's feed went:", diff)
	}
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff([]string{"Report 0"}, view(feeds.View{Kind: feeds.ViewAll})); diff != "" {
		t.Error("after it came back:", diff)
	}
	// A feed moves to where another copy is.
	science := list[3]
	science.Folder = "News"
	ok(s.EditFeed(ctx, science, t0))(t)
	if got := view(feeds.View{Kind: feeds.ViewFolder, Folder: "News"}); len(got) != 1 {
		t.Errorf("after a move the folder shows %v", got)
	}
	// The first is dropped: the next stands for the group.
	must(t, s.update(ctx, "drop", func(w *session) error { return w.drop(ids[0]) }))
	h = page(t, s, feeds.View{Kind: feeds.ViewAll})[0]
	if h.Title != "Report 1" || h.CopyOf != 0 || h.Copies != 3 {
		t.Errorf("after the first was dropped: %+v", h)
	}
	if n, _ := unread(t, s); n != 1 {
		t.Errorf("%d unread after the first was dropped", n)
	}
}

func TestReadingOneReadsItsCopiesInTheSameStep(t *testing.T) {
	s, list, ids := papers(t, "News", "Science", "")
	filing(t, s, func(f *Filing) { ok(f.Copy(ids[2], ids[0]))(t) })
	if n, by := unread(t, s); n != 2 || !slices.Equal(by, []int{1, 1, 1}) {
		t.Fatalf("%d unread, %v", n, by)
	}
	c := ok(s.MarkRead(ctx, ids[2:], true, t0))(t) // the copy, in its own feed
	if c.N != 1 || c.What != "Report 2" {
		t.Errorf("the change is %+v", c)
	}
	if n, by := unread(t, s); n != 1 || !slices.Equal(by, []int{0, 1, 0}) && !slices.Equal(by, []int{0, 0, 1}) {
		t.Errorf("%d unread, by feed %v", n, by)
	}
	ok(s.Undo(ctx))(t)
	if n, by := unread(t, s); n != 2 || slices.Contains(by, 0) {
		t.Errorf("after undo %d unread, by feed %v", n, by)
	}
	// Of a whole view: copies elsewhere go with it, but not those that came since.
	late := item("late", 9, "Report 0 again")
	commit(t, s, list[1].ID, late)
	filing(t, s, func(f *Filing) { ok(f.Copy(4, ids[0]))(t) })
	c = ok(s.MarkAllRead(ctx, feeds.View{Kind: feeds.ViewFeed, Feed: list[0].ID}, 3, t0))(t)
	if c.N != 1 {
		t.Errorf("the change is %+v", c)
	}
	for id, want := range map[feeds.ArticleID]bool{1: true, 2: false, 3: true, 4: false} {
		if got := ok(s.Article(ctx, id))(t).State.Read; got != want {
			t.Errorf("article %d is read %v, want %v", id, got, want)
		}
	}
	ok(s.Undo(ctx))(t)
	if n, _ := unread(t, s); n != 2 {
		t.Errorf("after undo %d unread", n)
	}
}

func TestAListHasOneRowAStory(t *testing.T) {
	s, list, ids := papers(t, "News", "News", "Science", "Science", "")
	filing(t, s, func(f *Filing) {
		story := ok(f.Begin(ids[0], ids[1]))(t)
		must(t, f.Join(ids[2], story))
		must(t, f.SetLead(story, ids[1]))
	})
	rows := func(v feeds.View) (out []string) {
		p := ok(s.List(ctx, feeds.ListRequest{View: v, Limit: 10, Stories: true}))(t)
		for _, h := range p.Headlines {
			out = append(out, fmt.Sprint(h.Title, " +", h.Reports))
		}
		return out
	}
	want := func(name string, v feeds.View, list ...string) {
		t.Helper()
		if diff := cmp.Diff(list, rows(v)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	want("the lead in all", feeds.View{Kind: feeds.ViewAll}, "Report 4 +0", "Report 3 +0", "Report 1 +2")
	want("what stands first where the lead is not", feeds.View{Kind: feeds.ViewFolder, Folder: "Science"}, "Report 3 +0", "Report 2 +2")
	want("a feed as it is", feeds.View{Kind: feeds.ViewFeed, Feed: list[0].ID}, "Report 0 +2")
	ok(s.MarkRead(ctx, ids[1:2], true, t0))(t)
	want("the first unread one where the lead is read", feeds.View{Kind: feeds.ViewUnread}, "Report 4 +0", "Report 3 +0", "Report 0 +2")
	want("the lead while the view it was read in is open", feeds.View{Kind: feeds.ViewUnread, Opened: t0}, "Report 4 +0", "Report 3 +0", "Report 1 +2")
	want("what is new today", feeds.View{Kind: feeds.ViewToday, Since: t0.Add(2 * time.Minute)}, "Report 4 +0", "Report 3 +0", "Report 2 +2")
	if n, _ := unread(t, s); n != 4 {
		t.Errorf("%d unread: reports count one by one, want 4", n)
	}
	p := ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, Limit: 2, Stories: true}))(t)
	if len(p.Headlines) != 2 || !p.More {
		t.Fatalf("a window of two is %v, more %v", titles(p.Headlines), p.More)
	}
	p = ok(s.List(ctx, feeds.ListRequest{View: feeds.View{Kind: feeds.ViewAll}, From: p.Headlines[1].Key(), Limit: 2, Stories: true}))(t)
	if len(p.Headlines) != 1 || p.More {
		t.Errorf("the next window is %v, more %v", titles(p.Headlines), p.More)
	}
}

func TestAStoryHasItsArticlesInTheOrderOfTheirTime(t *testing.T) {
	s, list, ids := papers(t, "", "", "", "")
	filing(t, s, func(f *Filing) {
		story := ok(f.Begin(ids[2], ids[0]))(t)
		ok(f.Copy(ids[3], ids[0]))(t)
		if lead := ok(f.Lead(story))(t); lead.ID != ids[2] {
			t.Errorf("led by %d", lead.ID)
		}
	})
	st := ok(s.StoryOf(ctx, ids[3]))(t)
	if diff := cmp.Diff([]string{"Report 0", "Report 2", "Report 3"}, titles(st.Articles)); diff != "" {
		t.Error(diff)
	}
	if st.ID == 0 || st.Head().ID != ids[2] || !st.First().Equal(t0) || !st.Last().Equal(t0.Add(3*time.Minute)) || len(st.Reports()) != 2 {
		t.Errorf("the story is %+v", st)
	}
	if diff := cmp.Diff([]string{"paper0", "paper2"}, st.Sources()); diff != "" {
		t.Error(diff)
	}
	alone := ok(s.StoryOf(ctx, ids[1]))(t)
	if alone.ID != 0 || alone.Lead != ids[1] || len(alone.Articles) != 1 {
		t.Errorf("an article that stands alone is %+v", alone)
	}
	if _, err := s.StoryOf(ctx, 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
	if all := ok(s.Stories(ctx, t0.Add(2*time.Minute)))(t); len(all) != 1 || all[0].ID != st.ID {
		t.Errorf("stories since a report: %+v", all)
	}
	if all := ok(s.Stories(ctx, t0.Add(4*time.Minute)))(t); len(all) != 0 {
		t.Errorf("stories since after the last: %+v", all)
	}
	// The lead goes, and then all.
	must(t, s.update(ctx, "drop", func(w *session) error { return w.drop(ids[2]) }))
	if st := ok(s.StoryOf(ctx, ids[0]))(t); st.Lead != ids[0] {
		t.Errorf("led by %d after the lead was dropped", st.Lead)
	}
	for _, id := range []feeds.ArticleID{ids[0], ids[3]} {
		must(t, s.update(ctx, "drop", func(w *session) error { return w.drop(id) }))
	}
	if _, err := s.Story(ctx, st.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("a story without articles: %v", err)
	}
	ok(s.Unsubscribe(ctx, []feeds.FeedID{list[1].ID}, t0))(t)
	if got := ok(s.Compared(ctx, ids))(t); len(got) != 0 {
		t.Errorf("gone and hidden articles are compared: %+v", got)
	}
}

func TestWhatWasOpenedStaysInItsStory(t *testing.T) {
	s, _, ids := papers(t, "", "", "", "", "")
	var one, two feeds.StoryID
	filing(t, s, func(f *Filing) {
		one, two = ok(f.Begin(ids[0], ids[1]))(t), ok(f.Begin(ids[2], ids[3]))(t)
	})
	ok(s.MarkRead(ctx, ids[3:4], true, t0))(t)
	filing(t, s, func(f *Filing) {
		if moved := ok(f.Merge(one, two))(t); moved != nil {
			t.Errorf("an opened article moved: %v", moved)
		}
		if moved := ok(f.Merge(two, one))(t); !slices.Equal(moved, ids[:2]) {
			t.Errorf("moved %v, want the two that nobody opened", moved)
		}
		if ok(f.Gather(ids[0], one))(t) {
			t.Error("an article of a story was gathered into another")
		}
		if !ok(f.Gather(ids[4], two))(t) || ok(f.Gather(99, two))(t) {
			t.Error("an article that stands alone was not gathered, or one that is not there was")
		}
	})
	if st := ok(s.StoryOf(ctx, ids[0]))(t); st.ID != two || len(st.Articles) != 5 {
		t.Errorf("the story is %+v", st)
	}
	if _, err := s.Story(ctx, one); !errors.Is(err, ErrNotFound) {
		t.Errorf("the empty story: %v", err)
	}
}

func TestWhatNobodyOpenedIsLoosened(t *testing.T) {
	s, _, ids := papers(t, "", "", "", "", "", "", "")
	var one, two, three feeds.StoryID
	filing(t, s, func(f *Filing) {
		one = ok(f.Begin(ids[0], ids[1]))(t)
		ok(f.Copy(ids[2], ids[0]))(t)
		two = ok(f.Begin(ids[3], ids[4]))(t)
		three = ok(f.Begin(ids[5], ids[6]))(t)
	})
	ok(s.MarkRead(ctx, ids[4:5], true, t0))(t)
	place := func(id feeds.ArticleID) string {
		st := ok(s.StoryOf(ctx, id))(t)
		return fmt.Sprint(st.ID, " ", len(st.Articles), " ", st.Lead)
	}
	filing(t, s, func(f *Filing) {
		// The head alone: its copy follows it, the other report stays.
		if free := ok(f.Loosen(ids[:1]))(t); len(free) != 1 || !free[ids[0]] {
			t.Errorf("free are %v", free)
		}
	})
	if got, want := place(ids[0])+"; "+place(ids[1])+"; "+place(ids[2]), fmt.Sprintf("0 2 %d; %d 1 %d; 0 2 %d", ids[0], one, ids[1], ids[0]); got != want {
		t.Errorf("the first story's articles stand %s, want %s", got, want)
	}
	filing(t, s, func(f *Filing) {
		free := ok(f.Loosen(ids))(t)
		if len(free) != 5 || free[ids[3]] || free[ids[4]] {
			t.Errorf("free are %v", free)
		}
	})
	for _, gone := range []feeds.StoryID{one, three} {
		if _, err := s.Story(ctx, gone); !errors.Is(err, ErrNotFound) {
			t.Errorf("a story that all have left: %v", err)
		}
	}
	if place(ids[2]) != fmt.Sprintf("0 1 %d", ids[2]) || place(ids[3]) != fmt.Sprintf("%d 2 %d", two, ids[3]) {
		t.Errorf("the copy stands %s, what was opened %s", place(ids[2]), place(ids[3]))
	}
	if n := len(page(t, s, feeds.View{Kind: feeds.ViewAll})); n != len(ids) {
		t.Errorf("%d rows, want %d: nothing is folded any more", n, len(ids))
	}
	if n, _ := unread(t, s); n != len(ids)-1 {
		t.Errorf("%d unread, want all but the one that was opened", n)
	}
	// What becomes a copy takes its own copies along.
	filing(t, s, func(f *Filing) {
		ok(f.Copy(ids[1], ids[0]))(t)
		ok(f.Copy(ids[0], ids[5]))(t)
	})
	for _, id := range ids[:2] {
		if got := place(id); got != fmt.Sprintf("0 3 %d", ids[5]) {
			t.Errorf("the copy %d stands %s", id, got)
		}
	}
	if n, _ := unread(t, s); n != len(ids)-3 {
		t.Errorf("%d unread, want copies not to count", n)
	}
	// From what a story was dismissed from it stays so.
	filing(t, s, func(f *Filing) { three = ok(f.Begin(ids[5], ids[6]))(t) })
	ok(s.Dismiss(ctx, ids[2], ids[6], t0))(t)
	filing(t, s, func(f *Filing) {
		if free := ok(f.Loosen(ids[5:]))(t); len(free) != 0 || three == 0 {
			t.Errorf("free are %v of a story from which one was dismissed", free)
		}
	})
}

func TestADismissalIsRememberedAndUndone(t *testing.T) {
	s, _, ids := papers(t, "", "", "", "")
	var story feeds.StoryID
	filing(t, s, func(f *Filing) {
		story = ok(f.Begin(ids[0], ids[1]))(t)
		must(t, f.Join(ids[2], story))
		ok(f.Copy(ids[3], ids[1]))(t)
	})
	in := func(id feeds.ArticleID) feeds.StoryID { return ok(s.StoryOf(ctx, id))(t).ID }
	c := ok(s.Dismiss(ctx, ids[1], ids[0], t0))(t)
	if c.N != 1 || c.Verb != "dismiss" || c.What != "Report 1" {
		t.Fatalf("the change is %+v", c)
	}
	if in(ids[1]) != 0 || in(ids[3]) != 0 || in(ids[2]) != story {
		t.Error("the article, with its copy, did not leave the story, or another did")
	}
	if h := ok(s.Compared(ctx, ids[3:]))(t)[0]; h.CopyOf != ids[1] {
		t.Errorf("the copy is now a copy of %d", h.CopyOf)
	}
	for _, id := range []feeds.ArticleID{ids[0], ids[2]} { // for the story's other articles too
		if not := ok(s.Dismissed(ctx, id))(t); !not.Articles[ids[1]] {
			t.Errorf("it is not remembered for %d: %+v", id, not)
		}
	}
	if not := ok(s.Dismissed(ctx, ids[1]))(t); !not.Articles[ids[0]] || !not.Stories[story] {
		t.Errorf("it is not remembered for itself: %+v", not)
	}
	if c := ok(s.Dismiss(ctx, ids[1], ids[0], t0))(t); c.N != 0 {
		t.Errorf("a second time it is %+v", c)
	}
	filing(t, s, func(f *Filing) {
		if moved := ok(f.Merge(story, story+99))(t); moved != nil {
			t.Errorf("a story that is not there moved %v", moved)
		}
	})
	s = reopen(t, s)
	if c := ok(s.Undo(ctx))(t); c.Verb != "dismiss" {
		t.Fatalf("undid %+v", c)
	}
	if in(ids[1]) != story || in(ids[3]) != story || len(ok(s.Dismissed(ctx, ids[0]))(t).Articles) != 0 {
		t.Error("undo did not bring it back")
	}
	ok(s.Redo(ctx))(t)
	if in(ids[1]) != 0 || !ok(s.Dismissed(ctx, ids[0]))(t).Articles[ids[1]] {
		t.Error("redo did not dismiss it again")
	}
	ok(s.Undo(ctx))(t)

	// A copy leaves its group: it has a row of its own then.
	ok(s.Dismiss(ctx, ids[3], ids[1], t0))(t)
	if n := len(page(t, s, feeds.View{Kind: feeds.ViewAll})); n != 4 {
		t.Errorf("%d rows, want 4", n)
	}
	ok(s.Undo(ctx))(t)
	if n := len(page(t, s, feeds.View{Kind: feeds.ViewAll})); n != 3 {
		t.Errorf("%d rows after undo, want 3", n)
	}
	if _, err := s.Dismiss(ctx, 99, ids[0], t0); !errors.Is(err, ErrNotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
}

func TestAFeedThatIsLeftOutLeavesItsStories(t *testing.T) {
	s, list, ids := papers(t, "", "", "", "", "")
	var story feeds.StoryID
	filing(t, s, func(f *Filing) {
		story = ok(f.Begin(ids[0], ids[1]))(t)
		must(t, f.Join(ids[2], story))
		ok(f.Copy(ids[3], ids[0]))(t) // of the first feed's report
		ok(f.Copy(ids[4], ids[0]))(t)
	})
	stand := func() (out []string) {
		for _, id := range ids {
			h := ok(s.Compared(ctx, []feeds.ArticleID{id}))(t)[0]
			out = append(out, fmt.Sprint(h.Story, " ", h.CopyOf))
		}
		return out
	}
	before := stand()
	left := list[0]
	left.Options.Unrelated = true
	c := ok(s.EditFeed(ctx, left, t0))(t)
	apart := stand()
	if diff := cmp.Diff([]string{"0 0", "1 0", "1 0", "1 0", "1 4"}, apart); c.N != 1 || diff != "" {
		t.Errorf("%+v: %s", c, diff)
	}
	if st := ok(s.Story(ctx, story))(t); st.Lead != ids[1] || len(st.Reports()) != 3 {
		t.Errorf("the story without it: %+v", st)
	}
	if n := len(page(t, s, feeds.View{Kind: feeds.ViewAll})); n != 4 {
		t.Errorf("%d rows, want each but the second copy", n)
	}
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff(before, stand()); diff != "" {
		t.Error("undone:", diff)
	}
	ok(s.Redo(ctx))(t)
	if diff := cmp.Diff(apart, stand()); diff != "" {
		t.Error("redone:", diff)
	}
	ok(s.Undo(ctx))(t)
	if diff := cmp.Diff(before, stand()); diff != "" {
		t.Error("undone again:", diff)
	}
	// By the file's word the same; there is no step to undo.
	ok(s.SyncConfig(ctx, []feeds.Feed{{URL: list[1].URL, Options: feeds.FeedOptions{Unrelated: true}}}, true))(t)
	if got := stand(); got[1] != "0 0" || got[2] != before[2] {
		t.Errorf("by the config: %v", got)
	}
	if n, _ := unread(t, s); n != len(page(t, s, feeds.View{Kind: feeds.ViewUnread})) {
		t.Errorf("%d unread by the counters", n)
	}
	if c := ok(s.Undo(ctx))(t); c.Verb != "subscribe" {
		t.Errorf("undid %+v", c)
	}
}

func TestArticlesAreFiledInTheOrderInWhichTheyCame(t *testing.T) {
	dir := t.TempDir()
	s := reopened(t, dir)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	var got []string
	note := func(_ *Filing, fresh []Fresh) error {
		for _, a := range fresh {
			got = append(got, fmt.Sprint(a.ID, " ", a.Title, " ", a.Corrected, " ", string(a.Signature)))
		}
		return nil
	}
	result := func(signature string, articles ...feeds.Article) []FeedResult {
		r := FeedResult{Feed: f.ID, Articles: articles, Version: 1}
		for range articles {
			r.Signatures = append(r.Signatures, []byte(signature))
		}
		return []FeedResult{r}
	}
	want := func(list ...string) {
		t.Helper()
		if diff := cmp.Diff(list, got); diff != "" {
			t.Error(diff)
		}
		got = nil
	}
	ok(s.Commit(ctx, result("a", item("1", 1, "One")), note))(t)
	want("1 One false a")
	ok(s.Commit(ctx, result("b", item("2", 2, "Two")), func(*Filing, []Fresh) error { return ErrNotNow }))(t)
	if got := ok(s.Waiting(ctx))(t); !slices.Equal(got, []feeds.ArticleID{2}) {
		t.Errorf("%v wait, want what could not be filed", got)
	}
	corrected := item("1", 1, "One, corrected")
	ok(s.Commit(ctx, result("c", item("3", 1, "Three"), corrected), note))(t)
	want("1 One, corrected true c") // the third waits behind the second
	waiting := ok(s.Waiting(ctx))(t)
	if !slices.Equal(waiting, []feeds.ArticleID{3, 2}) {
		t.Errorf("%v wait, want them in the order of their time", waiting)
	}
	upto := func(f *Filing, fresh []Fresh) error {
		got = append(got, fmt.Sprint("up to ", f.Upto()))
		return note(f, fresh)
	}
	ok(s.File(ctx, waiting[:1], 0, upto))(t)
	if len(ok(s.Waiting(ctx))(t)) != 2 {
		t.Error("what was filed in a step does not wait for the others")
	}
	want("up to 1", "3 Three false c")
	ok(s.File(ctx, append(waiting[1:], 99), 3, upto))(t) // there is no 99th
	want("up to 3", "2 Two false b")
	ok(s.File(ctx, waiting[1:2], 0, note))(t)
	want("2 Two true b")
	if ok(s.Waiting(ctx))(t) != nil {
		t.Error("something still waits")
	}
	// Another process files what it brings; this one is told what it missed.
	other := reopened(t, dir)
	ok(other.Commit(ctx, result("d", item("4", 4, "Four")), note))(t)
	ok(s.Commit(ctx, result("e", item("5", 5, "Five")), func(f *Filing, fresh []Fresh) error {
		var missed []feeds.ArticleID
		done, err := f.Missed(3, 1, func(g Signed) { missed = append(missed, g.ID) })
		if err != nil || done != 4 || !slices.Equal(missed, []feeds.ArticleID{4}) {
			t.Errorf("missed %v up to %d, %v", missed, done, err)
		}
		return nil
	}))(t)
	// What cannot be filed for another reason is not kept at all.
	broken := errors.New("broken")
	if _, err := s.Commit(ctx, result("f", item("6", 6, "Six")), func(*Filing, []Fresh) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	if n := len(page(t, s, feeds.View{Kind: feeds.ViewAll})); n != 5 {
		t.Errorf("%d articles, want 5", n)
	}
	if g := ok(s.Signature(ctx, 1, 1))(t); g == nil || string(g.Signature) != "c" {
		t.Errorf("the corrected article's signature is %+v", g)
	}
	var seen []feeds.ArticleID
	var last int64
	must(t, s.Look(ctx, func(f *Filing) (err error) {
		last, err = f.Corrected(-1, 1, nil)
		return err
	}))
	again := item("2", 2, "Two, corrected")
	ok(s.Commit(ctx, result("g", again), note))(t)
	must(t, s.Look(ctx, func(f *Filing) error {
		_, err := f.Corrected(last, 1, func(g Signed) { seen = append(seen, g.ID) })
		return err
	}))
	if !slices.Equal(seen, []feeds.ArticleID{2}) {
		t.Errorf("corrected since: %v", seen)
	}
}

func TestNewsIsWhatIsNotKnownOrHasChanged(t *testing.T) {
	s := fresh(t)
	f := subscribed(t, s, feedNamed("gazette", ""))[0]
	list := []feeds.Article{item("1", 1, "One"), item("2", 2, "Two")}
	if got := ok(s.News(ctx, f, list))(t); !slices.Equal(got, []bool{true, true}) {
		t.Errorf("of an empty feed %v", got)
	}
	commit(t, s, f.ID, list...)
	f = ok(s.Feed(ctx, f.ID))(t)
	list[1].Hash = "another"
	if got := ok(s.News(ctx, f, append(list, item("3", 3, "Three"))))(t); !slices.Equal(got, []bool{false, true, true}) {
		t.Errorf("later %v", got)
	}
}

func TestTwinsAreOfOneAddressOrGUID(t *testing.T) {
	s, list, _ := papers(t, "", "", "")
	at := func(guid, url string, minutes int) feeds.Article {
		a := item(guid, minutes, "Page "+guid)
		a.URL = url
		return a
	}
	commit(t, s, list[0].ID, at("tag:example,2026:x", "https://site.example/story?utm_source=rss", 1)) // 4
	commit(t, s, list[1].ID, at("y", "https://site.example/", 1), at("z", "https://site.example/", 2)) // 5, 6: all lead to the site
	commit(t, s, list[2].ID, at("tag:example,2026:x", "https://www.site.example/story/", 3))           // 7
	commit(t, s, list[2].ID, at("w", "https://site.example/", 3))                                      // 8
	filing(t, s, func(f *Filing) {
		fresh := func(id feeds.ArticleID) *Fresh { return &ok(f.s.fresh(qFresh, []any{int64(id)}))(t)[0] }
		for _, tc := range []struct {
			id     feeds.ArticleID
			within time.Duration
			want   feeds.ArticleID
		}{{7, time.Hour, 4}, {7, time.Minute, 0}, {8, time.Hour, 0}, {1, time.Hour, 0}} {
			if got := ok(f.SamePage(fresh(tc.id), tc.within, nil))(t); got != tc.want {
				t.Errorf("article %d within %v: %d, want %d", tc.id, tc.within, got, tc.want)
			}
		}
		if got := ok(f.SamePage(fresh(7), time.Hour, map[feeds.FeedID]bool{list[0].ID: true}))(t); got != 0 {
			t.Errorf("article %d of a feed that is left out", got)
		}
		if got := ok(f.SameGUID(fresh(7), []feeds.ArticleID{1, 4, 5}))(t); got != 4 {
			t.Errorf("by its guid %d, want 4", got)
		}
		if got := ok(f.SameGUID(fresh(7), []feeds.ArticleID{1, 5}))(t); got != 0 {
			t.Errorf("by its guid among others %d", got)
		}
		if text := ok(f.Text(99))(t); text != "" {
			t.Errorf("the text of nothing is %q", text)
		}
	})
}

func TestArticlesAreSignedAgainByANewVersionInSteps(t *testing.T) {
	s, _, ids := papers(t, "", "", "", "", "")
	byTitle := func(a *Fresh) []byte { return []byte(a.Title) }
	if from := ok(s.Sign(ctx, 1, 2, byTitle))(t); from != 4 {
		t.Errorf("signed from %d on, want 4", from)
	}
	if g := ok(s.Signature(ctx, ids[4], 1))(t); g == nil || string(g.Signature) != "Report 4" {
		t.Errorf("the latest is signed %+v", g)
	}
	if g := ok(s.Signature(ctx, ids[0], 1))(t); g != nil {
		t.Error("the earliest is signed already")
	}
	for range 3 {
		ok(s.Sign(ctx, 1, 2, byTitle))(t)
	}
	never := func(*Fresh) []byte { t.Error("signed again"); return nil }
	if from := ok(s.Sign(ctx, 1, 2, never))(t); from != 1 {
		t.Errorf("signed from %d on, want all", from)
	}
	if g := ok(s.Signature(ctx, ids[0], 2))(t); g != nil {
		t.Error("a signature of one version passes for another")
	}
	// A correction that comes between reading and writing stands.
	ok(s.Sign(ctx, 2, 5, func(a *Fresh) []byte {
		if a.ID == ids[0] {
			filing(t, s, func(f *Filing) { must(t, f.Sign(a.ID, 2, []byte("newer"))) })
		}
		return []byte("by the new version")
	}))(t)
	var list []string
	done := ok(s.Signatures(ctx, 2, t0, t0.Add(3*time.Minute), func(g Signed) {
		list = append(list, fmt.Sprint(g.ID, " ", g.Waits, " ", string(g.Signature)))
	}))(t)
	if diff := cmp.Diff([]string{"1 true newer", "2 true by the new version", "3 true by the new version"}, list); diff != "" || done != 0 {
		t.Errorf("done %d: %s", done, diff)
	}
	if first := ok(s.Earliest(ctx, t0.Add(2*time.Minute)))(t); first != ids[2] {
		t.Errorf("the first since is %d", first)
	}
}

// stepsUpTo gives the migrations before the one of a name.
func stepsUpTo(t *testing.T, name string) []step {
	t.Helper()
	all := migrations()
	i := slices.IndexFunc(all, func(s step) bool { return strings.HasSuffix(s.name, "_"+name+".sql") })
	if i < 0 {
		t.Fatalf("there is no migration %s", name)
	}
	return all[:i]
}

func TestAnOlderStoreComesWithItsArticlesAlone(t *testing.T) {
	dir := t.TempDir()
	old, err := open(ctx, dir, Options{Unsynced: true}, stepsUpTo(t, "stories"))
	must(t, err)
	w := <-old.writer
	for _, q := range []string{
		"INSERT INTO feeds(id, url, title, folder_id, origin) VALUES (1, 'https://a.example/', 'A', 1, 'added')",
		"INSERT INTO fetch_state(feed_id) VALUES (1)", "INSERT INTO counters(feed_id, articles, unread) VALUES (1, 2, 1)",
	} {
		_, err := w.conn.ExecContext(ctx, q)
		must(t, err)
	}
	for id, age := range map[int]time.Duration{1: 300 * 24 * time.Hour, 2: time.Hour} {
		_, err := w.conn.ExecContext(ctx, `INSERT INTO articles(id, feed_id, guid, guid_key, url, canonical, canonical_key, title, authors, date_guessed,
			updated, first_seen, summary, words, topics, language, comments_url, comments_feed, comments, enclosures, image, hash)
			VALUES (?1, 1, ?1, ?1, '', '', 0, 'T', '', 0, 0, 0, '', 1, '', '', '', '', -1, '', '', 'h')`, id)
		must(t, err)
		_, err = w.conn.ExecContext(ctx, "INSERT INTO states(article_id, feed_id, folder_id, published, hidden, read_at) VALUES (?, 1, 1, ?, 0, ?)",
			id, time.Now().Add(-age).Unix(), map[bool]any{true: 5, false: nil}[id == 1])
		must(t, err)
		_, err = w.conn.ExecContext(ctx, "INSERT INTO bodies VALUES (?, 'text', '', '')", id)
		must(t, err)
	}
	old.writer <- w
	must(t, old.Close())
	s := reopened(t, dir)
	if list := page(t, s, feeds.View{Kind: feeds.ViewAll}); len(list) != 2 || list[0].ID != 2 || list[0].Story != 0 || list[0].Copies != 0 {
		t.Errorf("the articles are %+v", list)
	}
	if n, _ := unread(t, s); n != 1 {
		t.Errorf("%d unread", n)
	}
	var filed []feeds.ArticleID
	ok(s.File(ctx, ok(s.Waiting(ctx))(t), 2, func(_ *Filing, fresh []Fresh) error {
		for _, a := range fresh {
			filed = append(filed, a.ID)
			if a.Signature != nil || a.Text != "text" || a.Source != "A" {
				t.Errorf("to file %+v", a)
			}
		}
		return nil
	}))(t)
	if !slices.Equal(filed, []feeds.ArticleID{2}) {
		t.Errorf("filed %v, want what is of the last days", filed)
	}
	if matches, _ := filepath.Glob(filepath.Join(dir, fmt.Sprintf("broadsheet.v%d.db", len(stepsUpTo(t, "stories"))))); len(matches) != 1 {
		t.Error("there is no copy of the store as it was")
	}
}

// BenchmarkSignatureOnDisk is what a signature of an article of 85 words, 43
// terms and 174 bytes, takes in the file. The bar: 200 bytes.
func BenchmarkSignatureOnDisk(b *testing.B) {
	s := filled(b, 20)
	for b.Loop() {
		must(b, s.update(ctx, "sign", func(w *session) error {
			for id := int64(1); id <= 20_000; id++ {
				if err := w.sign(id, 1, bytes.Repeat([]byte{byte(id)}, 174), true); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	w := <-s.writer
	defer func() { s.writer <- w }()
	var size int64
	if err := w.conn.QueryRowContext(ctx, "SELECT sum(pgsize) FROM dbstat WHERE name = 'signatures'").Scan(&size); err != nil {
		b.Skipf("SQLite was built without dbstat: %v", err)
	}
	b.ReportMetric(float64(size)/20_000, "B/article")
}
