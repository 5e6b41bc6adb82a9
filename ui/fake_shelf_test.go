package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"broadsheet/feeds"
)

func (f *fake) keep(i int, with feeds.Keeping, ago time.Duration) {
	r := &f.articles[i]
	r.State.Bookmarked = true
	f.shelf = append(f.shelf, feeds.Bookmark{
		ID: feeds.BookmarkID(len(f.shelf) + 1), ArticleID: r.Article.ID, URL: r.Article.URL, Title: r.Article.Title, Source: r.Feed.Title,
		Saved: f.now.Add(-ago), Tags: with.Tags, Folder: with.Folder, Note: with.Note, Document: r.Document,
	})
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

// Bookmarks gives rows of ids in their order, as a window asks for them.
func (f *fake) Bookmarks(_ context.Context, req feeds.BookmarkRequest) (out []feeds.Bookmark, _ error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range req.IDs {
		for _, b := range f.shelf {
			if b.ID == id {
				out = append(out, b)
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
			return b, nil
		}
	}
	return feeds.Bookmark{}, errors.New("read bookmark: it is gone")
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
