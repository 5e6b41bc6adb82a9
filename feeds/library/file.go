package library

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
	"broadsheet/feeds/related"
	"broadsheet/feeds/store"
)

const (
	// onePage is how long after one another two feeds give one page as news.
	onePage = 7 * 24 * time.Hour
	// sameGUIDs is how many of the nearest articles may have an article's guid,
	// and how near those are.
	sameGUIDs = 5
	nearGUID  = .5
)

// fileAll gives the articles that wait their places, in the order of their
// time whatever order they came in, a step at a time; and those anew that were
// corrected when nothing could be filed.
func (l *Library) fileAll(ctx context.Context) error {
	if l.store.ReadOnly() {
		return nil
	}
	if err := l.latelyElsewhere(ctx); err != nil {
		return err
	}
	some := false
	defer func() {
		if some {
			l.events.send(feeds.ArticlesChanged{})
		}
	}()
	step := func(ids []feeds.ArticleID, upto feeds.ArticleID) (bool, error) {
		could, err := l.store.File(ctx, ids, upto, l.file)
		some = some || could
		return could && err == nil && ctx.Err() == nil, cmp.Or(err, ctx.Err())
	}
	for {
		ids, err := l.store.Waiting(ctx)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			break
		}
		for from := 0; from < len(ids); from += fileStep {
			to, upto := from+fileStep, feeds.ArticleID(0)
			if to >= len(ids) {
				to, upto = len(ids), slices.Max(ids)
			}
			if on, err := step(ids[from:to], upto); !on {
				return err
			}
		}
		l.lately(ids)
	}
	l.shelf.mu.Lock()
	late := l.shelf.late
	l.shelf.late = nil
	l.shelf.mu.Unlock()
	if len(late) > 0 {
		if on, err := step(late, 0); !on {
			return err
		}
	}
	again := l.parted()
	if len(again) == 0 {
		return nil
	}
	could, err := l.store.File(ctx, again, 0, l.refile)
	if some = some || could; could {
		l.filedAsOne()
	}
	if errors.Is(err, errUnread) {
		return nil // the next time will do
	}
	return err
}

// fileNow files what one feed brought.
func (l *Library) fileNow(f *store.Filing, fresh []store.Fresh) error {
	err := l.file(f, fresh)
	if err == nil {
		var ids []feeds.ArticleID
		for i := range fresh {
			if !fresh[i].Corrected {
				ids = append(ids, fresh[i].ID)
			}
		}
		l.lately(ids)
	}
	return err
}

// file finds out where articles belong, one after the other. It is the store's
// writer that calls it: nobody else changes the index meanwhile.
func (l *Library) file(f *store.Filing, fresh []store.Fresh) error {
	err := l.fileThese(f, fresh)
	if err == nil {
		l.shelf.mu.Lock()
		l.shelf.last = max(l.shelf.last, f.Upto())
		l.shelf.mu.Unlock()
	}
	return err
}

func (l *Library) fileThese(f *store.Filing, fresh []store.Fresh) error {
	err := l.change(func(x *related.Index) error {
		if l.shelf.held {
			return store.ErrNotNow
		}
		if err := l.missed(f, x); err != nil {
			return err
		}
		return l.corrected(f, x, fresh)
	})
	if errors.Is(err, store.ErrNotNow) {
		l.late(fresh)
	}
	if err != nil {
		return err
	}
	docs, err := l.await(f, fresh)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if err := l.fileOne(f, d); err != nil {
			return err
		}
	}
	return nil
}

// late notes what was corrected while nothing can be filed.
func (l *Library) late(fresh []store.Fresh) {
	l.shelf.mu.Lock()
	defer l.shelf.mu.Unlock()
	for i := range fresh {
		if fresh[i].Corrected {
			l.shelf.late = append(l.shelf.late, fresh[i].ID)
		}
	}
}

// fileKnown files what was known and has changed. What is new waits for what
// else a reload brings: in which order feeds answer makes no difference then.
func (l *Library) fileKnown(f *store.Filing, fresh []store.Fresh) error {
	known := slices.DeleteFunc(slices.Clone(fresh), func(a store.Fresh) bool { return !a.Corrected })
	if len(known) > 0 {
		if err := l.fileThese(f, known); err != nil {
			return err
		}
	}
	return store.ErrNotNow
}

// filing is an article to file.
type filing struct {
	*store.Fresh
	related.Doc
	not store.Dismissed // what it does not belong with
}

// await puts articles into the index and gives those that are to be filed, in
// the order in which they were published, of one time in that of the feeds: what
// comes together comes in any order. One that was corrected keeps its place; only where it stands alone and
// nobody has read it, it is as new.
func (l *Library) await(f *store.Filing, fresh []store.Fresh) (list []filing, err error) {
	left := l.leftOut()
	var stay []related.Doc
	var gone []feeds.ArticleID
	for i := range fresh {
		a := &fresh[i]
		if a.Signature == nil {
			a.Signature = l.sign(l.ctx)(a)
			if err := f.Sign(a.ID, related.Version, a.Signature); err != nil {
				return nil, err
			}
		}
		d := docOfFresh(a)
		switch {
		case left[a.FeedID]:
			gone = append(gone, a.ID)
		case a.CopyOf != 0:
			gone = append(gone, a.ID)
		case a.Story != 0, a.Corrected && a.Read: // it has its place, also of a filing that was broken off
			stay = append(stay, d)
		default:
			w := filing{Fresh: a, Doc: d}
			if a.Corrected {
				if w.not, err = f.Dismissed(a.ID); err != nil {
					return nil, err
				}
			}
			list = append(list, w)
		}
	}
	feeds.SortStable(list, func(a, b filing) int {
		return cmp.Or(cmp.Compare(a.Doc.Published, b.Doc.Published), cmp.Compare(a.Doc.Feed, b.Doc.Feed))
	})
	return list, l.change(func(x *related.Index) error {
		for _, id := range gone {
			x.Remove(id)
		}
		for _, d := range stay {
			x.Add(d)
		}
		var docs []related.Doc
		for _, a := range list {
			if !x.Waits(a.Doc.ID) {
				docs = append(docs, a.Doc)
			}
		}
		x.Await(docs)
		return nil
	})
}

func docOfFresh(a *store.Fresh) related.Doc {
	return related.Doc{ID: a.ID, Feed: a.FeedID, Published: a.Published, Story: a.Story, Signature: a.Signature}
}

// change is how the index is changed: whoever looks something up waits.
func (l *Library) change(do func(*related.Index) error) error {
	s := &l.shelf
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.recent == nil {
		return store.ErrNotNow
	}
	return do(s.recent)
}

// hold keeps articles from being filed one feed after the other while a first
// load runs: how common words are is known when all are here.
func (l *Library) hold(held bool) {
	l.shelf.mu.Lock()
	l.shelf.held = held
	l.shelf.mu.Unlock()
}

// fileOne finds out where an article belongs: whose copy it is, which story it
// joins.
func (l *Library) fileOne(f *store.Filing, a filing) error {
	var to related.Filing
	var hits []related.Hit
	err := l.change(func(x *related.Index) error {
		to, hits = x.File(a.Doc, l.strictness(), func(h related.Hit) bool {
			return a.not.Articles[h.ID] || h.Story != 0 && a.not.Stories[h.Story]
		})
		return nil
	})
	if err != nil {
		return err
	}
	original, err := l.original(f, a, hits)
	if err != nil {
		return err
	}
	if original != 0 {
		copied, err := f.Copy(a.Doc.ID, original)
		if err != nil {
			return err
		}
		if copied { // what is near to it is near to its original: the index needs one of them
			return l.change(func(x *related.Index) error { x.Remove(a.Doc.ID); return nil })
		}
	}
	story, moved, err := l.place(f, a, to)
	if err != nil || story == 0 {
		return err
	}
	return l.change(func(x *related.Index) error {
		for _, id := range moved {
			x.SetStory(id, story)
		}
		return nil
	})
}

// place gives an article its place; story is the one that is in now, and moved
// are the articles that are new there, itself among them.
func (l *Library) place(f *store.Filing, a filing, to related.Filing) (story feeds.StoryID, moved []feeds.ArticleID, err error) {
	id := a.Doc.ID
	moved = []feeds.ArticleID{id}
	switch {
	case to.With != 0:
		story, err = f.Begin(to.With, id)
		moved = append(moved, to.With)
	case to.Story != 0:
		story, err = to.Story, f.Join(id, to.Story)
	}
	if err != nil || story == 0 {
		return 0, nil, err
	}
	if to.Also != nil {
		more, err := l.merge(f, &story, *to.Also)
		if err != nil {
			return 0, nil, err
		}
		moved = append(moved, more...)
	}
	return story, moved, l.lead(f, a.Fresh, story)
}

// merge puts a second story, or article, into one; the other way round where
// the reader has opened something of the second. Where that will not do either
// both stay as they are.
func (l *Library) merge(f *store.Filing, story *feeds.StoryID, also related.Filing) ([]feeds.ArticleID, error) {
	if also.With != 0 {
		joined, err := f.Gather(also.With, *story)
		if err != nil || !joined {
			return nil, err
		}
		return []feeds.ArticleID{also.With}, nil
	}
	moved, err := f.Merge(*story, also.Story)
	if err != nil || moved != nil {
		return moved, err
	}
	if moved, err = f.Merge(also.Story, *story); moved != nil {
		*story = also.Story
	}
	return moved, err
}

// original gives the article that one is a copy of, 0 for none.
func (l *Library) original(f *store.Filing, a filing, hits []related.Hit) (feeds.ArticleID, error) {
	var known []related.Hit
	var near []feeds.ArticleID
	for _, h := range hits {
		if h.Feed == a.FeedID || a.not.Articles[h.ID] {
			continue
		}
		known = append(known, h)
		if len(near) < sameGUIDs && h.Cosine >= nearGUID {
			near = append(near, h.ID)
		}
	}
	twin, err := f.SamePage(a.Fresh, onePage, l.leftOut())
	if err == nil && twin == 0 && strings.Contains(a.GUID, ":") { // a guid of one word is its feed's own
		twin, err = f.SameGUID(a.Fresh, near)
	}
	if err != nil || a.not.Articles[twin] {
		return 0, err
	}
	return related.Original(a.Doc, a.Text, known, twin, f.Text)
}

// lead lets an article stand for the story it joined, where it does that
// better than the one that did.
func (l *Library) lead(f *store.Filing, a *store.Fresh, story feeds.StoryID) error {
	lead, err := f.Lead(story)
	if err != nil || lead.ID == a.ID {
		return err
	}
	next := related.Candidate{Words: a.Words, Preferred: l.preferred(a.FeedID)}
	if related.Leads(next, related.Candidate{Words: lead.Words, Preferred: l.preferred(lead.FeedID), Read: lead.Read}) {
		return f.SetLead(story, a.ID)
	}
	return nil
}

func (l *Library) preferred(id feeds.FeedID) bool {
	l.shelf.mu.RLock()
	defer l.shelf.mu.RUnlock()
	return l.shelf.preferred[id]
}

// forget takes articles out of the index that are no more.
func (l *Library) forget(ids []feeds.ArticleID) {
	if len(ids) == 0 {
		return
	}
	_ = l.change(func(x *related.Index) error {
		for _, id := range ids {
			x.Remove(id)
		}
		return nil
	}) // where there is none, there is nothing to take out
}
