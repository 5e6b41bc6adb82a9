package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"broadsheet/feeds"
)

// fake is a library in memory: as slow as it is told, and nothing more.
type fake struct {
	words    feeds.KeepingWords // of bookmarks: what forms complete
	mu       sync.Mutex
	now      time.Time
	feeds    []feeds.Feed
	articles []feeds.Reading // newest first
	shelf    []feeds.Bookmark
	most     int                        // the most bookmarks that one window asked for
	links    map[string]feeds.LinkCheck // what a check finds
	checked  feeds.LinksRequest
	linksErr error
	events   chan feeds.Event      // nil: the tests send events themselves
	journal  []func() feeds.Change // undoes
	failNext error
	full     map[feeds.ArticleID]string // texts of pages
	problem  map[feeds.ArticleID]string
	reloads  []feeds.ReloadRequest
	export   feeds.BookmarkExport
	exported string
	exports  int
	lists    int
	nears    int // how often what is near was asked for
	saved    []feeds.SavedSearch
	rules    []feeds.SavedRule
	hid      map[feeds.ArticleID]feeds.RuleID // by which rule
	orders   map[string]feeds.Order           // by the view's name
	orderErr error

	asked      map[feeds.ArticleID]string // pages that come when asked for
	prefetched [][]feeds.ArticleID
	comments   []feeds.Comment
	places     map[feeds.ArticleID]feeds.Place
	piped      []string
	pipedAs    string
	opened     []feeds.ArticleID
	output     string
	sharing    sharing
	followed   []feeds.Followed
	rising     []feeds.Rising
	said       func(feeds.ArticleID) string // the first sentence of a summary
	keptURL    string
	apart      map[[2]feeds.ArticleID]bool           // dismissed, from whom
	near       func(id feeds.ArticleID) feeds.Nearby // nil: the first articles
	stories    [][]feeds.ArticleID                   // each the lead first
	exporting  func(feeds.BookmarkExport) (feeds.BookmarksExported, error)
	picture    func(ctx context.Context, url string) ([]byte, error)

	consulted []feeds.AssistantRequest
	cutOff    error // what ends the assistant's answers halfway
}

var _ Backend = (*fake)(nil)

func (f *fake) keep(i int, with feeds.Keeping, ago time.Duration) {
	r := &f.articles[i]
	r.State.Bookmarked = true
	f.shelf = append(f.shelf, feeds.Bookmark{
		ID: feeds.BookmarkID(len(f.shelf) + 1), ArticleID: r.Article.ID, URL: r.Article.URL, Title: r.Article.Title, Source: r.Feed.Title,
		Saved: f.now.Add(-ago), Tags: with.Tags, Folder: with.Folder, Note: with.Note, Document: r.Document,
	})
}

func (f *fake) in(v feeds.View, r feeds.Reading) bool {
	if r.State.Muted && v.Kind != feeds.ViewSearch {
		return false
	}
	switch v.Kind {
	case feeds.ViewToday:
		return !r.Article.Published.Before(v.Since)
	case feeds.ViewUnread:
		return !r.State.Read || !v.Opened.IsZero() && !r.State.ReadAt.Before(v.Opened)
	case feeds.ViewFolder:
		return r.Feed.Folder == v.Folder || strings.HasPrefix(r.Feed.Folder, v.Folder+"/")
	case feeds.ViewFeed:
		return r.Article.FeedID == v.Feed
	case feeds.ViewSearch:
		q, err := feeds.ParseQuery(v.Query)
		read := r.State.Read && (v.Opened.IsZero() || r.State.ReadAt.Before(v.Opened))
		if err != nil || r.State.Muted && !feeds.Asks(q.Where, feeds.Is{State: "muted"}) {
			return false
		}
		return q.Matcher(f.now).Matches(&feeds.Queried{Title: r.Article.Title, Feed: r.Feed.Title, Authors: r.Article.Authors, Topics: r.Article.Topics,
			Published: r.Article.Published, Read: read, Muted: r.State.Muted})
	}
	return true
}

func (f *fake) fail() error {
	err := f.failNext
	f.failNext = nil
	return err
}

func (f *fake) Sections(context.Context) (feeds.Sections, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := feeds.Sections{Followed: slices.Clone(f.followed), Rising: f.rising, Feeds: append([]feeds.Feed(nil), f.feeds...), Bookmarks: len(f.shelf), LastReload: f.now.Add(-2 * time.Minute)}
	s.Searches = append(s.Searches, f.saved...)
	for _, r := range f.articles {
		for i, v := range s.Searches {
			if !r.State.Read && f.in(feeds.View{Kind: feeds.ViewSearch, Query: v.Query}, r) {
				s.Searches[i].Unread++
			}
		}
		s.Newest = max(s.Newest, r.Article.ID)
		if r.State.Read || r.State.Muted {
			continue
		}
		s.Unread++
		s.All++
		if f.now.Sub(r.Article.Published) < 24*time.Hour {
			s.Today++
		}
		for i := range s.Feeds {
			if s.Feeds[i].ID == r.Article.FeedID {
				s.Feeds[i].Unread++
			}
		}
	}
	for _, x := range s.Feeds {
		if x.FetchState.Failures > 0 {
			s.Failing++
		}
	}
	return s, nil
}

func (f *fake) List(_ context.Context, q feeds.ListRequest) (feeds.Page, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lists++
	if err := f.fail(); err != nil {
		return feeds.Page{}, err
	}
	var all []feeds.Headline
	for at, r := range f.listed(q.View) {
		h := f.headline(r)
		if q.Stories && !f.leads(h, q.View) {
			continue
		}
		if q.View.Kind == feeds.ViewHistory {
			h.Place = feeds.Key{Published: int64(slices.Index(f.opened, h.ID)) + 1, ID: h.ID}
		}
		if q.View.Sort != feeds.SortDate {
			h.Place = feeds.Key{Published: int64(10000 - at), ID: h.ID}
		}
		switch {
		case q.From.IsZero(), q.Including && h.Key() == q.From:
		case q.Newer && !h.Key().Newer(q.From):
			continue
		case !q.Newer && !q.From.Newer(h.Key()):
			continue
		}
		all = append(all, h)
	}
	more := len(all) > q.Limit
	if more && q.Newer {
		all = all[len(all)-q.Limit:]
	} else if more {
		all = all[:q.Limit]
	}
	page := feeds.Page{Headlines: all, More: more}
	for _, r := range f.articles {
		page.Newest = max(page.Newest, r.Article.ID)
	}
	return page, nil
}

func (f *fake) Count(_ context.Context, v feeds.View) (c feeds.Count, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.articles {
		if f.in(v, r) {
			c.N++
		}
	}
	return c, f.fail()
}

func (f *fake) Excerpts(_ context.Context, ids []feeds.ArticleID, finds *feeds.Marker) (map[feeds.ArticleID]string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[feeds.ArticleID]string{}
	for _, id := range ids {
		if line := finds.Excerpt(f.find(id).Document.Plain()); line != "" {
			out[id] = line
		}
	}
	return out, f.fail()
}

func (f *fake) CountBeside(_ context.Context, query string) (c feeds.Count, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	q, err := feeds.ParseQuery(query)
	for _, b := range f.shelf {
		if r := f.find(b.ArticleID); (r == nil || r.State.Muted) && q.Matcher(f.now).Matches(feeds.QueriedBookmark(b)) {
			c.N++
		}
	}
	return c, err
}

func (f *fake) find(id feeds.ArticleID) *feeds.Reading {
	for i := range f.articles {
		if f.articles[i].Article.ID == id {
			return &f.articles[i]
		}
	}
	return nil
}

func (f *fake) Article(_ context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.find(id)
	if r == nil {
		return feeds.Reading{}, errors.New("read article: it is gone")
	}
	out := *r
	_, out.Stub = f.full[id]
	return out, nil
}

func (f *fake) FullText(ctx context.Context, id feeds.ArticleID) (feeds.Reading, error) {
	r, err := f.Article(ctx, id)
	if text := f.full[id]; text != "" {
		r.Document = &feeds.Document{}
		for _, p := range strings.Split(text, "\n\n") {
			r.Document.Blocks = append(r.Document.Blocks, feeds.Block{Kind: feeds.Paragraph, Spans: []feeds.Span{{Text: p}}})
		}
		r.FromPage = true
	}
	r.Problem = f.problem[id]
	return r, err
}

func (f *fake) Related(_ context.Context, req feeds.RelatedRequest) (out feeds.Nearby, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.nears++
	if f.near != nil {
		return f.near(req.Article), nil
	}
	for i, r := range f.articles {
		if r.Article.ID != req.Article && i < 5 && !f.apart[[2]feeds.ArticleID{req.Article, r.Article.ID}] && len(out.Rows) < req.Limit {
			out.Rows = append(out.Rows, feeds.Related{Headline: headline(r), Score: 0.7, Relation: feeds.RelationStory, Reason: "both mention rates, spring"})
		}
	}
	return out, nil
}

func (f *fake) Story(_ context.Context, id feeds.ArticleID) (feeds.Story, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.story(id), f.fail()
}

func (f *fake) Stories(context.Context, feeds.StoriesRequest) (out []feeds.Story, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, ids := range f.stories {
		out = append(out, f.story(ids[0]))
	}
	return out, f.fail()
}

func (f *fake) Dismiss(_ context.Context, id, from feeds.ArticleID) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fail(); err != nil {
		return feeds.Change{}, err
	}
	f.apart[[2]feeds.ArticleID{from, id}] = true
	c := feeds.Change{Verb: "dismiss", N: 1}
	f.journal = append(f.journal, func() feeds.Change {
		delete(f.apart, [2]feeds.ArticleID{from, id})
		return c
	})
	return c, nil
}

func (f *fake) MarkRead(_ context.Context, ids []feeds.ArticleID, read bool) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.fail(); err != nil {
		return feeds.Change{}, err
	}
	verb, n := "unread", 0
	if read {
		verb = "read"
	}
	was := map[feeds.ArticleID]bool{}
	for _, id := range ids {
		if r := f.find(id); r != nil && r.State.Read != read {
			was[id] = r.State.Read
			r.State.Read, r.State.ReadAt = read, f.now
			n++
		}
	}
	c := feeds.Change{Verb: verb, N: n}
	if n > 0 {
		f.journal = append(f.journal, func() feeds.Change {
			for id, read := range was {
				f.find(id).State.Read = read
			}
			return c
		})
	}
	return c, nil
}

func (f *fake) MarkAllRead(ctx context.Context, v feeds.View, newest feeds.ArticleID) (feeds.Change, error) {
	var ids []feeds.ArticleID
	for _, r := range f.articles {
		if f.in(v, r) && r.Article.ID <= newest {
			ids = append(ids, r.Article.ID)
		}
	}
	return f.MarkRead(ctx, ids, true)
}

func (f *fake) SaveSearch(_ context.Context, v feeds.SavedSearch) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := append([]feeds.SavedSearch(nil), f.saved...)
	f.journal = append(f.journal, func() feeds.Change {
		f.saved = was
		return feeds.Change{Verb: "save search", N: 1, What: v.Name}
	})
	for i := range f.saved {
		if f.saved[i].ID == v.ID {
			f.saved[i].Name, f.saved[i].Query = v.Name, v.Query
			return feeds.Change{Verb: "edit search", N: 1, What: v.Name}, nil
		}
	}
	v.ID, v.Counted = feeds.SearchID(len(f.saved)+1), true
	f.saved = append(f.saved, v)
	return feeds.Change{Verb: "save search", N: 1, What: v.Name}, nil
}

func (f *fake) RemoveSearch(_ context.Context, id feeds.SearchID) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, v := range f.saved {
		if v.ID == id {
			f.saved = append(f.saved[:i:i], f.saved[i+1:]...)
			return feeds.Change{Verb: "remove search", N: 1, What: v.Name}, nil
		}
	}
	return feeds.Change{}, errors.New("this saved search is not there any more")
}

func (f *fake) Keep(_ context.Context, id feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.articles {
		if f.articles[i].Article.ID == id {
			f.keep(i, with, 0)
		}
	}
	return feeds.Change{Verb: "bookmark", N: 1}, nil
}

func (f *fake) Unkeep(_ context.Context, id feeds.ArticleID) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.find(id).State.Bookmarked = false
	kept := f.shelf[:0:0]
	for _, b := range f.shelf {
		if b.ArticleID != id {
			kept = append(kept, b)
		}
	}
	f.shelf = kept
	return feeds.Change{Verb: "unbookmark", N: 1}, nil
}

func (f *fake) Undo(context.Context) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.journal) == 0 {
		return feeds.Change{}, nil
	}
	last := f.journal[len(f.journal)-1]
	f.journal = f.journal[:len(f.journal)-1]
	return last(), nil
}

// CheckLinks finds what links says of each address, alive where it says nothing.
func (f *fake) CheckLinks(_ context.Context, req feeds.LinksRequest, _ func(feeds.LinkChecked)) (r feeds.LinksReport, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.checked = req
	for i := range f.shelf {
		b := &f.shelf[i]
		if req.IDs != nil && !slices.Contains(req.IDs, b.ID) {
			continue
		}
		b.Link = feeds.LinkCheck{State: feeds.LinkAlive, Checked: f.now}
		if found, ok := f.links[b.URL]; ok {
			b.Link = found
		}
		r.Of++
		switch b.Link.State {
		case feeds.LinkDead:
			r.Dead++
		case feeds.LinkMoved:
			r.Moved++
		default:
			r.Alive++
		}
	}
	return r, f.linksErr
}

func (f *fake) FollowMoved(_ context.Context, ids []feeds.BookmarkID) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := feeds.Change{Verb: "follow moved"}
	for i := range f.shelf {
		if b := &f.shelf[i]; slices.Contains(ids, b.ID) && b.Link.State == feeds.LinkMoved {
			b.URL, b.Link, c.N, c.What = b.Link.To, feeds.LinkCheck{}, c.N+1, b.Title
		}
	}
	return c, nil
}

func (f *fake) Redo(context.Context) (feeds.Change, error) { return feeds.Change{}, nil }

// Bookmarks gives rows of ids in their order, as a window asks for them.
func (f *fake) Bookmarks(_ context.Context, req feeds.BookmarkRequest) (out []feeds.Bookmark, _ error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range req.IDs {
		for _, b := range f.shelf {
			if b.ID == id {
				out = append(out, f.hidden(b))
			}
		}
	}
	f.most = max(f.most, len(req.IDs))
	return out, nil
}

func (f *fake) BookmarkOrder(_ context.Context, req feeds.BookmarkOrderRequest) (out feeds.BookmarkOrder, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	q, err := feeds.ParseQuery(req.Query)
	if err != nil {
		return out, err
	}
	list := append([]feeds.Bookmark(nil), f.shelf...)
	sort.SliceStable(list, func(i, j int) bool {
		if q.Sort == feeds.SortTitle {
			return list[i].Title < list[j].Title
		}
		if !list[i].Saved.Equal(list[j].Saved) {
			return list[i].Saved.After(list[j].Saved)
		}
		return list[i].ID > list[j].ID
	})
	for _, b := range list {
		if q.Where == nil || q.Matcher(f.now).Matches(feeds.QueriedBookmark(b)) {
			out.IDs = append(out.IDs, b.ID)
		}
	}
	return out, nil
}

func (f *fake) EditBookmarks(_ context.Context, ids []feeds.BookmarkID, e feeds.BookmarkEdit) (feeds.Change, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := feeds.Change{Verb: "tag"}
	for i := range f.shelf {
		b := &f.shelf[i]
		if !slices.Contains(ids, b.ID) {
			continue
		}
		c.N++
		c.What = b.Title
		b.Tags = slices.DeleteFunc(append(slices.Clone(b.Tags), e.Add...), func(t string) bool { return slices.Contains(e.Drop, t) })
		if e.Move {
			c.Verb, b.Folder = "move", e.Folder
		}
	}
	if c.N > 1 {
		c.What = fmt.Sprint(c.N, " bookmarks")
	}
	return c, nil
}

func (f *fake) KeepAll(ctx context.Context, ids []feeds.ArticleID, with feeds.Keeping) (feeds.Change, error) {
	for _, id := range ids {
		if _, err := f.Keep(ctx, id, with); err != nil {
			return feeds.Change{}, err
		}
	}
	return feeds.Change{Verb: "bookmark", N: len(ids), What: fmt.Sprint(len(ids), " bookmarks")}, nil
}

func (f *fake) UnkeepAll(ctx context.Context, ids []feeds.ArticleID) (feeds.Change, error) {
	for _, id := range ids {
		if _, err := f.Unkeep(ctx, id); err != nil {
			return feeds.Change{}, err
		}
	}
	return feeds.Change{Verb: "unbookmark", N: len(ids), What: fmt.Sprint(len(ids), " bookmarks")}, nil
}

func (f *fake) Bookmark(_ context.Context, id feeds.BookmarkID) (feeds.Bookmark, error) {
	for _, b := range f.shelf {
		if b.ID == id {
			return f.hidden(b), nil
		}
	}
	return feeds.Bookmark{}, errors.New("read bookmark: it is gone")
}

// hidden is a bookmark with the rule that hides its article.
func (f *fake) hidden(b feeds.Bookmark) feeds.Bookmark {
	if r := f.find(b.ArticleID); r != nil {
		b.HiddenBy = r.State.HiddenBy
	}
	return b
}

func (f *fake) BookmarkOf(_ context.Context, id feeds.ArticleID) (feeds.Bookmark, error) {
	for _, b := range f.shelf {
		if b.ArticleID == id {
			return b, nil
		}
	}
	return feeds.Bookmark{}, errors.New("find bookmark: it is gone")
}

func (f *fake) KeepingWords(context.Context) (out feeds.KeepingWords, _ error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.words.Tags) > 0 {
		return f.words, nil
	}
	count := func(list []feeds.Used, word string) []feeds.Used {
		for i := range list {
			if list[i].Word == word {
				list[i].N++
				return list
			}
		}
		return append(list, feeds.Used{Word: word, N: 1})
	}
	for _, b := range f.shelf {
		for _, tag := range b.Tags {
			out.Tags = count(out.Tags, tag)
		}
		if b.Folder != "" {
			out.Folders = count(out.Folders, b.Folder)
		}
	}
	return out, nil
}

func (f *fake) Highlight(ctx context.Context, id feeds.ArticleID, kept feeds.BookmarkID, gone, others []feeds.Highlight) (feeds.Change, error) {
	at := -1
	for i, b := range f.shelf {
		if b.ID == kept || kept == 0 && b.ArticleID == id {
			at = i
		}
	}
	if at < 0 {
		if _, err := f.Keep(ctx, id, feeds.Keeping{}); err != nil {
			return feeds.Change{}, err
		}
		at = len(f.shelf) - 1
	}
	f.shelf[at].Highlights = feeds.Rehighlight(f.shelf[at].Highlights, gone, others)
	if r := f.find(f.shelf[at].ArticleID); r != nil {
		r.Highlights = f.shelf[at].Highlights
	}
	verb := "highlight"
	if len(others) == 0 {
		verb = "unhighlight"
	} else if len(gone) > 0 {
		verb = "edit highlight"
	}
	return feeds.Change{Verb: verb, N: 1}, nil
}

func (f *fake) EditBookmark(_ context.Context, id feeds.BookmarkID, with feeds.Keeping) (feeds.Change, error) {
	for i := range f.shelf {
		if f.shelf[i].ID == id {
			f.shelf[i].Tags, f.shelf[i].Note, f.shelf[i].Folder = with.Tags, with.Note, with.Folder
		}
	}
	return feeds.Change{Verb: "edit", N: 1}, nil
}

func (f *fake) RemoveBookmarks(ctx context.Context, ids []feeds.BookmarkID) (c feeds.Change, err error) {
	for _, b := range append([]feeds.Bookmark(nil), f.shelf...) {
		switch {
		case !slices.Contains(ids, b.ID):
		case b.ArticleID != 0:
			_, err = f.Unkeep(ctx, b.ArticleID)
		default:
			f.shelf = slices.DeleteFunc(f.shelf, func(o feeds.Bookmark) bool { return o.ID == b.ID })
		}
	}
	c = feeds.Change{Verb: "unbookmark", N: len(ids)}
	return c, err
}

func (f *fake) ExportBookmarks(ctx context.Context, path string, e feeds.BookmarkExport) (feeds.BookmarksExported, error) {
	if ctx.Err() != nil {
		return feeds.BookmarksExported{}, ctx.Err()
	}
	f.exported, f.export = path, e
	f.exports++
	if f.exporting != nil {
		return f.exporting(e)
	}
	n := len(e.IDs) + len(e.Articles)
	if n == 0 {
		n = len(f.shelf)
	}
	return feeds.BookmarksExported{Written: n}, nil
}

func (f *fake) ExportPlace(_ context.Context, path, _ string) (feeds.ExportPlace, error) {
	switch {
	case strings.HasPrefix(path, "/nowhere"):
		return feeds.ExportPlace{}, errors.New("there is no directory /nowhere; make it, or name another place")
	case path == f.exported:
		return feeds.ExportPlace{There: true, Size: 34_000, Changed: f.now.Add(-3 * time.Hour)}, nil
	}
	return feeds.ExportPlace{}, nil
}

func (f *fake) BookmarkFormats() []feeds.BookmarkFormat {
	return []feeds.BookmarkFormat{{Name: "netscape", Title: "for browsers", Ext: ".html", Fields: "date, tags"}, {Name: "json", Title: "Broadsheet's own", Ext: ".json"},
		{Name: "csv", Title: "for spreadsheets", Ext: ".csv", Dialects: []string{"raindrop", "pocket"}}, {Name: "obsidian", Title: "notes", Folder: true},
		{Name: "epub", Title: "a book", Ext: ".epub", Binary: true, Pictures: true}, {Name: "template", Title: "your own", Template: true}}
}

func (f *fake) PreviewBookmarks(_ context.Context, e feeds.BookmarkExport, _ int) (string, error) {
	what := strings.Join(strings.Fields(e.Format+" "+e.Dialect+" "+e.TemplateFile), " ")
	if e.CSVSafe {
		what += " safe"
	}
	return "the first lines of " + what + "\n" + strings.Repeat("a line that goes on and on, beyond every edge ", 9), nil
}

func (f *fake) Events() <-chan feeds.Event { return f.events }
