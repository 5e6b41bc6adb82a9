package ui

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"broadsheet/feeds"
)

// shelfOfSteps is the fake with a journal of every change: what it holds is
// set aside before each, and put back by undo.
type shelfOfSteps struct {
	*fake
	done, undone []taken
	used         map[string]bool // methods that changed something
}

// taken is a step, and what was or will be on its other side.
type taken struct {
	change feeds.Change
	other  holding
}

// holding is what a person has.
type holding struct {
	Read, Kept []feeds.ArticleID
	Feeds      []feeds.Feed
	Shelf      []feeds.Bookmark
	Saved      []feeds.SavedSearch
	Rules      []feeds.SavedRule
	Hidden     map[feeds.ArticleID]feeds.RuleID
	Followed   []feeds.Followed
	Apart      map[[2]feeds.ArticleID]bool
}

func (s *shelfOfSteps) holds() (h holding) {
	for _, r := range s.articles {
		if r.State.Read {
			h.Read = append(h.Read, r.Article.ID)
		}
		if r.State.Bookmarked {
			h.Kept = append(h.Kept, r.Article.ID)
		}
	}
	h.Feeds, h.Saved, h.Followed, h.Apart = slices.Clone(s.feeds), slices.Clone(s.saved), slices.Clone(s.followed), maps.Clone(s.apart)
	h.Rules, h.Hidden = slices.Clone(s.rules), maps.Clone(s.hid)
	for _, b := range s.shelf {
		b.Link = feeds.LinkCheck{} // what servers said is no doing of a person's
		b.Tags, b.Highlights = slices.Clone(b.Tags), slices.Clone(b.Highlights)
		h.Shelf = append(h.Shelf, b)
	}
	return h
}

func (s *shelfOfSteps) put(h holding) {
	for i := range s.articles {
		r := &s.articles[i]
		r.State.Read, r.State.Bookmarked = slices.Contains(h.Read, r.Article.ID), slices.Contains(h.Kept, r.Article.ID)
	}
	s.rules, s.hid = slices.Clone(h.Rules), maps.Clone(h.Hidden)
	s.hide()
	s.feeds, s.saved, s.followed, s.apart, s.shelf = h.Feeds, h.Saved, h.Followed, h.Apart, h.Shelf
}

// act does a change, and keeps what there was before.
func (s *shelfOfSteps) act(method string, do func() (feeds.Change, error)) (feeds.Change, error) {
	before := s.holds()
	c, err := do()
	if err == nil && c.N > 0 {
		s.done, s.undone = append(s.done, taken{c, before}), nil
		s.used[method] = true
	}
	return c, err
}

func (s *shelfOfSteps) turn(from, to *[]taken) (feeds.Change, error) {
	if len(*from) == 0 {
		return feeds.Change{}, nil
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, taken{last.change, s.holds()})
	s.put(last.other)
	return last.change, nil
}

func (s *shelfOfSteps) Undo(context.Context) (feeds.Change, error) { return s.turn(&s.done, &s.undone) }
func (s *shelfOfSteps) Redo(context.Context) (feeds.Change, error) { return s.turn(&s.undone, &s.done) }

func (s *shelfOfSteps) MarkRead(ctx context.Context, ids []feeds.ArticleID, read bool) (feeds.Change, error) {
	return s.act("MarkRead", func() (feeds.Change, error) { return s.fake.MarkRead(ctx, ids, read) })
}

func (s *shelfOfSteps) MarkAllRead(ctx context.Context, v feeds.View, newest feeds.ArticleID) (feeds.Change, error) {
	return s.act("MarkAllRead", func() (feeds.Change, error) { return s.fake.MarkAllRead(ctx, v, newest) })
}

func (s *shelfOfSteps) Keep(ctx context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	return s.act("Keep", func() (feeds.Change, error) { return s.fake.Keep(ctx, id, with) })
}

func (s *shelfOfSteps) KeepAll(ctx context.Context, ids []feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	return s.act("KeepAll", func() (feeds.Change, error) { return s.fake.KeepAll(ctx, ids, with) })
}

func (s *shelfOfSteps) KeepURL(ctx context.Context, url string) (feeds.Change, error) {
	return s.act("KeepURL", func() (feeds.Change, error) { return s.fake.KeepURL(ctx, url) })
}

func (s *shelfOfSteps) Unkeep(ctx context.Context, id feeds.ArticleID) (feeds.Change, error) {
	return s.act("Unkeep", func() (feeds.Change, error) { return s.fake.Unkeep(ctx, id) })
}

func (s *shelfOfSteps) UnkeepAll(ctx context.Context, ids []feeds.ArticleID) (feeds.Change, error) {
	return s.act("UnkeepAll", func() (feeds.Change, error) { return s.fake.UnkeepAll(ctx, ids) })
}

func (s *shelfOfSteps) EditBookmark(ctx context.Context, id feeds.BookmarkID, with feeds.Keeping) (feeds.Change, error) {
	return s.act("EditBookmark", func() (feeds.Change, error) { return s.fake.EditBookmark(ctx, id, with) })
}

func (s *shelfOfSteps) EditBookmarks(ctx context.Context, ids []feeds.BookmarkID, e feeds.BookmarkEdit) (feeds.Change, error) {
	return s.act("EditBookmarks", func() (feeds.Change, error) { return s.fake.EditBookmarks(ctx, ids, e) })
}

func (s *shelfOfSteps) RemoveBookmarks(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error) {
	return s.act("RemoveBookmarks", func() (feeds.Change, error) { return s.fake.RemoveBookmarks(ctx, ids) })
}

func (s *shelfOfSteps) Highlight(ctx context.Context, id feeds.ArticleID, kept feeds.BookmarkID, gone, others []feeds.Highlight) (feeds.Change, error) {
	return s.act("Highlight", func() (feeds.Change, error) { return s.fake.Highlight(ctx, id, kept, gone, others) })
}

func (s *shelfOfSteps) FollowMoved(ctx context.Context, ids []feeds.BookmarkID) (feeds.Change, error) {
	return s.act("FollowMoved", func() (feeds.Change, error) { return s.fake.FollowMoved(ctx, ids) })
}

func (s *shelfOfSteps) Follow(ctx context.Context, topic string, on bool) (feeds.Change, error) {
	return s.act("Follow", func() (feeds.Change, error) { return s.fake.Follow(ctx, topic, on) })
}

func (s *shelfOfSteps) Dismiss(ctx context.Context, id, from feeds.ArticleID) (feeds.Change, error) {
	return s.act("Dismiss", func() (feeds.Change, error) { return s.fake.Dismiss(ctx, id, from) })
}

func (s *shelfOfSteps) SaveSearch(ctx context.Context, v feeds.SavedSearch) (feeds.Change, error) {
	return s.act("SaveSearch", func() (feeds.Change, error) { return s.fake.SaveSearch(ctx, v) })
}

func (s *shelfOfSteps) RemoveSearch(ctx context.Context, id feeds.SearchID) (feeds.Change, error) {
	return s.act("RemoveSearch", func() (feeds.Change, error) { return s.fake.RemoveSearch(ctx, id) })
}

func (s *shelfOfSteps) SaveRule(ctx context.Context, r feeds.SavedRule, days int) (feeds.Change, error) {
	return s.act("SaveRule", func() (feeds.Change, error) { return s.fake.SaveRule(ctx, r, days) })
}

func (s *shelfOfSteps) ApplyRule(ctx context.Context, r feeds.SavedRule, days int) (feeds.Change, error) {
	return s.act("ApplyRule", func() (feeds.Change, error) { return s.fake.ApplyRule(ctx, r, days) })
}

func (s *shelfOfSteps) RemoveRule(ctx context.Context, id feeds.RuleID) (feeds.Change, error) {
	return s.act("RemoveRule", func() (feeds.Change, error) { return s.fake.RemoveRule(ctx, id) })
}

func (s *shelfOfSteps) MoveRule(ctx context.Context, id feeds.RuleID, down bool) (feeds.Change, error) {
	return s.act("MoveRule", func() (feeds.Change, error) { return s.fake.MoveRule(ctx, id, down) })
}

func (s *shelfOfSteps) Remove(ctx context.Context, id feeds.FeedID) (feeds.Change, error) {
	return s.act("Remove", func() (feeds.Change, error) { return s.fake.Remove(ctx, id) })
}

func (s *shelfOfSteps) EditFeed(ctx context.Context, f feeds.Feed) (feeds.Change, error) {
	return s.act("EditFeed", func() (feeds.Change, error) { return s.fake.EditFeed(ctx, f) })
}

func (s *shelfOfSteps) Add(ctx context.Context, address, folder string) (f feeds.Feed, err error) {
	_, err = s.act("Add", func() (feeds.Change, error) {
		f, err = s.fake.Add(ctx, address, folder)
		return feeds.Change{Verb: "subscribe", N: 1, What: f.Name()}, err
	})
	return f, err
}

// changing are the actions that change what a person has: the keys up to the
// change, and how the toast names it; "" for what the row alone tells.
var changing = map[action][]struct{ keys, said string }{
	actRead: {{"m", "marked read"}, {"j m m", "marked unread"}, {"x x m", "2 marked read"}, {"g b m", "tags changed"}},
	actReadAll: {{"A", "marked read"}, {"g u A", "marked read"}, {"g a A", "marked read"}, {"/ r a t e s enter A", "marked read"}, {"g h A", "marked read"},
		{"g 4 A", "marked read"}, {"g f A", "marked read"}},
	actBookmark:     {{"b", "bookmarked"}, {"b b", "bookmark removed"}, {"x x b", "2 bookmarked"}, {"x x b g g x x b", "bookmarks removed"}, {"g b b", "bookmark removed"}, {"g b x x b", "2 bookmarks removed"}},
	actBookmarkWith: {{"B t a g enter enter enter", "bookmarked"}, {"g b x x B W i n d enter", "2 bookmarks moved"}},
	actFollow:       {{"enter f b s", "bookmarked"}},
	actCompare:      {{"\\ enter", ""}},
	actTags:         {{"t n e w enter", "bookmarked"}, {"b t n e w enter", "bookmark changed"}, {"g b t n e w enter", "bookmark changed"}},
	actDone:         {{"d", ""}},
	actBrowserNext:  {{"O", ""}},
	actGoOn:         {{"enter", ""}, {"space space space space", ""}},
	actOpen:         {{"enter", ""}, {"enter H enter", "highlighted"}, {"g f enter", ""}},
	actNext:         {{"enter J", ""}},
	actPrev:         {{"j enter K", ""}},
	actFollowTopic:  {{"F enter", "following"}, {"F enter F enter", "no longer following"}},
	actDismiss:      {{"g 4 D", "not related: dismissed"}},
	actSaveSearch:   {{"/ r a t e s enter ctrl+s enter enter", "search saved: rates"}},
	actMute:         {{"M enter", "rule made"}},
	actRules:        {{"g r a s t o r m enter", "rule made: storm"}, {"g r a s t o r m tab tab tab tab space enter r", "rule applied: storm"}, {"g r a x enter x", "rule removed: x"}, {"g r a x enter space", "rule changed: x"}, {"g r a x enter a y enter j K", "rule moved: y"}},
	actAdd:          {{"a h t t p s : / / n . e x a m p l e enter", "added New Paper"}},
	actRemove:       {{"g 1 G k x", "removed"}, {"g e x", "removed"}, {"/ r a t e s enter ctrl+s enter enter s g g j j j j j j x", "search removed: rates"}, {"enter H enter H x", "highlight removed"}},
	actFeedSettings: {{"E M i n e ctrl+s", "Mine changed"}},
	actPause:        {{"g e p", "paused Daily Ledger"}},
	actUseMoved:     {{"g e j j v", "Field Notes has its new address"}, {"g b v", "the bookmark has its page's new address"}, {"g b x x v", "new addresses"}},
}

// stepped is a screen before a library that keeps every step. What is related
// stands in it, and one feed has moved.
func stepped(t *testing.T) (*driver, *shelfOfSteps) {
	t.Helper()
	s := &shelfOfSteps{fake: newWard(linked()).fake, used: map[string]bool{}}
	s.near = func(feeds.ArticleID) feeds.Nearby { return three(s.fake) }
	s.stories = [][]feeds.ArticleID{{s.articles[0].Article.ID, s.articles[1].Article.ID}, {s.articles[2].Article.ID, s.articles[5].Article.ID}}
	s.opened = []feeds.ArticleID{s.articles[0].Article.ID}
	for i := range s.shelf {
		s.shelf[i].Link = feeds.LinkCheck{State: feeds.LinkMoved, To: s.shelf[i].URL + "/new"}
	}
	d := newDriver(t, s.fake, func(o *Options) { o.Backend = s })
	d.size(160, 44)
	return d, s
}

// Faults: D23
func TestEveryActionThatChangesSomethingIsNamedUndoneAndRedone(t *testing.T) {
	used := map[string]bool{}
	for a, ways := range changing {
		for _, way := range ways {
			t.Run(string(a)+" "+way.keys, func(t *testing.T) {
				d, s := stepped(t)
				keys := strings.Fields(way.keys)
				d.keys(keys[:len(keys)-1]...)
				d.due()
				n := len(s.done)
				before := s.holds()
				d.keys(keys[len(keys)-1])
				if len(s.done) != n+1 {
					t.Fatalf("%d steps were taken, want one\n%s", len(s.done)-n, d.screen())
				}
				after := s.holds()
				if way.said != "" {
					d.expect("the toast names it", way.said)
					d.expect("and the way back", "u undo")
				}
				for d.m.reader != nil || d.m.search != nil && d.m.search.typing {
					d.keys("esc")
				}
				d.keys("u")
				if diff := cmp.Diff(before, s.holds()); diff != "" {
					t.Errorf("undone: -want +got\n%s", diff)
				}
				d.expect("undone, by name", "undone: "+changed(s.undone[len(s.undone)-1].change), "U redo")
				d.keys("U")
				if diff := cmp.Diff(after, s.holds()); diff != "" {
					t.Errorf("redone: -want +got\n%s", diff)
				}
				d.expect("redone, by name", "redone: ", "u undo")
				maps.Copy(used, s.used)
			})
		}
	}
	back := reflect.TypeFor[Backend]()
	for i := range back.NumMethod() {
		m := back.Method(i)
		if m.Type.NumOut() > 0 && m.Type.Out(0) == reflect.TypeFor[feeds.Change]() && m.Name != "Undo" && m.Name != "Redo" && !used[m.Name] {
			t.Errorf("no action is seen to be undone that changes something by %s", m.Name)
		}
	}
}

// The table is walked: what changes something at its key, or at Enter in the
// dialog that it opens, is among those above.
func TestEveryActionThatTakesAStepIsAmongThoseThatAreUndone(t *testing.T) {
	for _, b := range bindings() {
		in := b.Scope
		if in == scopeGlobal {
			in = scopeHeadlines
		}
		d, s := stepped(t)
		way := map[scope]string{scopeSections: "g 1 G k", scopeArticle: "g 3", scopeRelated: "g 4", scopeReader: "enter", scopeFront: "g f", scopeBookmarks: "g b",
			scopeHealth: "g e", scopeSelection: "enter H", scopeComments: "C"}[in]
		d.keys(strings.Fields(way)...)
		n := len(s.done)
		before := s.holds()
		d.run(d.m.do(b.Action, 1))
		if d.m.form != nil || d.m.over != nil {
			d.keys("enter")
		}
		if changing[b.Action] == nil && b.Action != actPalette && // there Enter does the first of all actions
			(len(s.done) > n || !cmp.Equal(before, s.holds())) {
			t.Errorf("%s in %s changes something, and is not seen to be undone", b.Action, b.Scope)
		}
	}
}
