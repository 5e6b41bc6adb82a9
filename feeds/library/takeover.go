package library

import (
	"context"
	"errors"
	"fmt"

	"broadsheet/feeds"
	"broadsheet/feeds/migrate"
	"broadsheet/feeds/parse"
	"broadsheet/feeds/store"
)

// TakeOver takes another reader's files over: the subscriptions, and the
// bookmarks made of what was flagged there, are a step of undo each, and so are
// the saved searches made of its query feeds, and the rules that mute what it
// ignored.
func (l *Library) TakeOver(ctx context.Context, m *Move) (feeds.MigrateReport, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.MigrateReport{}, err
	}
	defer done()
	if len(m.Plan.Feeds) == 0 {
		return feeds.MigrateReport{}, fmt.Errorf("%s names no feed that can be taken over", feeds.CleanLine(m.Place.Feeds))
	}
	t := &takeover{lib: l, feeds: map[string]feeds.Feed{}, slashed: map[string]string{}}
	t.report = feeds.MigrateReport{Reader: m.Reader, Files: m.Files, Plan: m.Plan}
	list, added, c, err := l.store.Subscribe(ctx, m.Plan.Feeds, "import", m.Reader, l.opt.Now())
	if err != nil {
		return t.report, fmt.Errorf("write the subscriptions: %w", err)
	}
	t.report.Change = c
	for i, f := range list {
		t.feeds[m.Plan.Feeds[i].URL] = f
		t.slashed[migrate.Bare(m.Plan.Feeds[i].URL)] = m.Plan.Feeds[i].URL
		if added[i] {
			t.report.Added++
		} else {
			t.report.Duplicate++
		}
	}
	if err = l.moveRules(ctx, m.Plan.Mutes); err != nil {
		return t.report, fmt.Errorf("write the rules: %w", err)
	}
	err = m.articles(ctx, func(a feeds.MovedArticle) error { return t.take(ctx, a) })
	err = errors.Join(err, t.flush(ctx))
	if err == nil && len(t.unread) > 0 {
		_, err = l.store.MarkRead(ctx, t.unread, true, l.opt.Now())
	}
	if err == nil {
		err = t.keepAll(ctx)
	}
	if err == nil {
		err = l.moveSearches(ctx, m.Plan.Searches)
	}
	l.events.send(feeds.FeedsChanged{})
	l.events.send(feeds.ArticlesChanged{New: t.report.Articles})
	if err != nil {
		return t.report, fmt.Errorf("the feeds were taken over, their articles not all: %w", err)
	}
	l.events.send(feeds.MovedIn{Reader: m.Reader, Feeds: t.report.Added, Articles: t.report.Articles, Left: len(m.Plan.LeftOut) + len(m.Plan.Keys)})
	return t.report, nil
}

// takeover is one under way. Articles of a feed come together and are parsed
// together; of several feeds they are written together.
type takeover struct {
	lib     *Library
	report  feeds.MigrateReport
	feeds   map[string]feeds.Feed // by the address in the other reader
	slashed map[string]string     // that address, by itself without the slashes at its end
	feed    string
	batch   []feeds.MovedArticle // of that feed
	parsed  []takenFeed
	size    int // articles in parsed
	unread  []feeds.ArticleID
	keep    []feeds.Bookmark
}

// takenFeed is a feed's articles, as they are here and as they were there.
type takenFeed struct {
	taking store.Taking
	guids  []string
	old    []feeds.MovedArticle
}

// takeBatch is how many articles are written in one transaction.
const takeBatch = 1000

func (t *takeover) take(ctx context.Context, a feeds.MovedArticle) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	url := feeds.WebURL("", a.Feed)
	if a.Feed == "" && a.Kept {
		t.keepAlone(a)
		return nil
	}
	if _, listed := t.feeds[url]; !listed {
		if url = t.slashed[url]; url == "" {
			return nil // of a feed that is in its list no more
		}
	}
	if url != t.feed || len(t.batch) >= takeBatch {
		if err := t.parse(); err != nil {
			return err
		}
		t.feed = url
	}
	if t.size >= takeBatch {
		if err := t.write(ctx); err != nil {
			return err
		}
	}
	t.batch = append(t.batch, a)
	return nil
}

// flush writes all that was gathered.
func (t *takeover) flush(ctx context.Context) error {
	return errors.Join(t.parse(), t.write(ctx))
}

// parse makes articles of what was gathered of one feed.
func (t *takeover) parse() error {
	old := t.batch
	if t.batch = nil; len(old) == 0 {
		return nil
	}
	f := t.feeds[t.feed]
	body, err := migrate.Feed(old)
	if err != nil {
		return err
	}
	now := t.lib.opt.Now()
	parsed, err := parse.Parse(body, parse.Source{URL: f.URL, ContentType: "application/atom+xml; charset=utf-8", Now: now, Max: takeBatch})
	if err != nil {
		return fmt.Errorf("the articles of %s: %w", f.Name(), err)
	}
	if len(parsed.Articles) != len(old) {
		return fmt.Errorf("the articles of %s: %d of %d could be read", f.Name(), len(parsed.Articles), len(old))
	}
	aliases := t.lib.aliases()
	taken := takenFeed{taking: store.Taking{FeedResult: store.FeedResult{Feed: f.ID, State: f.FetchState}}, old: old}
	for i, a := range parsed.Articles {
		a.FirstSeen, a.Topics = now, aliases.Topics(a.Topics, f.Title)
		taken.guids = append(taken.guids, a.GUID)
		if old[i].Read || old[i].Gone {
			taken.taking.Read = append(taken.taking.Read, a.GUID)
		}
		if !old[i].Gone {
			taken.taking.Articles = append(taken.taking.Articles, a)
		}
	}
	for i := range old {
		old[i].HTML = "" // it is in the article now
	}
	t.parsed = append(t.parsed, taken)
	t.size += len(old)
	return nil
}

// write commits what was parsed, and makes bookmarks of what was kept.
func (t *takeover) write(ctx context.Context) error {
	parsed := t.parsed
	if t.parsed, t.size = nil, 0; len(parsed) == 0 {
		return nil
	}
	list := make([]store.Taking, len(parsed))
	for i := range parsed {
		list[i] = parsed[i].taking
	}
	done, err := t.lib.store.TakeOver(ctx, list, t.lib.opt.Now())
	if err != nil {
		return err
	}
	for i, taken := range done {
		t.report.Articles += taken.New
		t.unread = append(t.unread, taken.Unread...)
		for n, old := range parsed[i].old {
			if old.Read && !old.Gone {
				t.report.Read++
			}
			switch id := taken.IDs[parsed[i].guids[n]]; {
			case !old.Kept:
			case id == 0:
				t.keepAlone(old)
			default:
				b, _, err := t.lib.bookmarkOf(ctx, id, feeds.Keeping{Tags: old.Tags})
				if err != nil {
					return err
				}
				t.keep = append(t.keep, b)
			}
		}
	}
	if len(t.keep) >= keepBatch {
		return t.keepAll(ctx)
	}
	return nil
}

// keepBatch is how many bookmarks, with their texts, are held before they are
// written.
const keepBatch = 500

// keepAll writes the bookmarks that were gathered.
func (t *takeover) keepAll(ctx context.Context) error {
	if len(t.keep) == 0 {
		return nil
	}
	list := func(yield func(feeds.Bookmark, error) bool) {
		for _, b := range t.keep {
			if !yield(b, nil) {
				return
			}
		}
	}
	var done store.Taken
	_, err := t.lib.changeBookmarks(ctx, func() (c feeds.Change, err error) {
		done, c, err = t.lib.store.ImportBookmarks(ctx, list, t.report.Reader, t.lib.opt.Now(), false)
		return c, err
	})
	t.report.Kept, t.keep = t.report.Kept+done.Added, nil
	return err
}

// keepAlone keeps what was saved of no feed that is there: its address, title
// and words.
func (t *takeover) keepAlone(a feeds.MovedArticle) {
	url := feeds.WebURL("", a.URL)
	if url == "" {
		return
	}
	title := feeds.CleanLine(a.Title)
	if title == "" {
		title = url
	}
	t.keep = append(t.keep, feeds.Bookmark{
		URL: url, CanonicalURL: feeds.CanonicalURL(url), Title: title, Source: feeds.Host(url), Published: a.Published, Saved: t.lib.opt.Now(), Tags: a.Tags,
	})
}
