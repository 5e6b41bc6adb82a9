package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"broadsheet/feeds"
	"broadsheet/feeds/migrate"
	"broadsheet/feeds/parse"
	"broadsheet/feeds/store"
)

// Readers are the names of the readers one can move in from.
func Readers() []string { return migrate.Readers }

// MoveRequest asks to take over another reader's files: those at From, a folder
// or the file of its feeds, or where it keeps them.
type MoveRequest struct {
	Reader string
	From   string // "" for where the reader keeps them
	Home   string // the person's folder
	Env    func(string) string
}

// Move is another reader's files, read and not yet taken over.
type Move struct {
	Plan   feeds.Migration
	Reader string
	Place  migrate.Place
	Files  []string // that were read
}

// ReadOther reads another reader's files. They are opened for reading alone.
func ReadOther(ctx context.Context, req MoveRequest) (*Move, error) {
	place, err := otherPlace(req)
	if err != nil {
		return nil, err
	}
	m := &Move{Reader: req.Reader, Place: place}
	var files migrate.Files
	if files.Feeds, err = ReadFile(place.Feeds); err != nil {
		return nil, err
	}
	m.Files = append(m.Files, place.Feeds)
	if there(place.Config) {
		if files.Config, err = ReadFile(place.Config); err != nil {
			return nil, err
		}
		m.Files = append(m.Files, place.Config)
	}
	if there(place.Articles) {
		m.Files = append(m.Files, place.Articles)
		if req.Reader != "goread" {
			old, err := store.OpenForeign(ctx, req.Reader, place.Articles)
			if err != nil {
				return nil, otherSentence(place.Articles, err)
			}
			files.Titles, err = old.Titles(ctx)
			if err = errors.Join(err, old.Close()); err != nil {
				return nil, otherSentence(place.Articles, err)
			}
		}
	}
	if m.Plan, err = migrate.Read(req.Reader, files); err != nil {
		return nil, fmt.Errorf("%s cannot be taken over: %w", feeds.CleanLine(place.Feeds), err)
	}
	return m, nil
}

// OtherReaders are the readers whose lists of feeds are where they keep them.
// Their articles are not looked at.
func OtherReaders(home string, env func(string) string) (out []feeds.OtherReader) {
	for _, name := range migrate.Readers {
		place, err := otherPlace(MoveRequest{Reader: name, Home: home, Env: env})
		if err != nil {
			continue
		}
		data, err := ReadFile(place.Feeds)
		if err != nil {
			continue
		}
		if plan, err := migrate.Read(name, migrate.Files{Feeds: data}); err == nil && len(plan.Feeds) > 0 {
			out = append(out, feeds.OtherReader{Name: name, Path: place.Feeds, Feeds: len(plan.Feeds)})
		}
	}
	return out
}

// otherPlace is where a reader's files are.
func otherPlace(req MoveRequest) (migrate.Place, error) {
	if req.From != "" {
		from := expand(req.From)
		info, err := os.Stat(from)
		switch {
		case err != nil:
			return migrate.Place{}, readSentence(from, err)
		case info.IsDir():
			return migrate.In(req.Reader, from), nil
		}
		place := migrate.In(req.Reader, filepath.Dir(from))
		place.Feeds = from
		return place, nil
	}
	var looked []string
	for _, p := range migrate.Places(req.Reader, req.Home, req.Env) {
		if there(p.Feeds) {
			return p, nil
		}
		looked = append(looked, p.Feeds)
	}
	return migrate.Place{}, fmt.Errorf("%s has no feeds here: there is no %s; name its folder with --from", req.Reader, feeds.CleanLine(strings.Join(looked, ", no ")))
}

func there(path string) bool {
	info, err := os.Stat(path)
	return path != "" && err == nil && !info.IsDir()
}

func otherSentence(path string, err error) error {
	if errors.Is(err, store.ErrForeign) {
		return fmt.Errorf("%s: %w; move it aside to move in without articles", feeds.CleanLine(path), store.ErrForeign)
	}
	return err
}

// articles calls do for every article the reader keeps, those of a feed
// together.
func (m *Move) articles(ctx context.Context, do func(feeds.MovedArticle) error) error {
	if !there(m.Place.Articles) {
		return nil
	}
	each := func(a feeds.MovedArticle) error { return do(migrate.Article(m.Reader, a)) }
	if m.Reader == "goread" {
		cache, err := ReadFile(m.Place.Articles)
		if err != nil {
			return err
		}
		marks, err := os.ReadFile(m.Place.Marks)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return readSentence(m.Place.Marks, err)
		}
		return migrate.GoreadArticles(cache, marks, each)
	}
	old, err := store.OpenForeign(ctx, m.Reader, m.Place.Articles)
	if err != nil {
		return otherSentence(m.Place.Articles, err)
	}
	return errors.Join(old.Articles(ctx, each), old.Close())
}

// Count says what taking m over would bring at most, without a library.
func (m *Move) Count(ctx context.Context) (feeds.MigrateReport, error) {
	report := feeds.MigrateReport{Reader: m.Reader, Files: m.Files, Plan: m.Plan, Added: len(m.Plan.Feeds)}
	listed := map[string]bool{"": true}
	for _, f := range m.Plan.Feeds {
		listed[f.URL] = true
	}
	err := m.articles(ctx, func(a feeds.MovedArticle) error {
		switch {
		case !listed[feeds.WebURL("", a.Feed)]:
			return nil
		case a.Kept:
			report.Kept++
		}
		if a.Feed != "" && !a.Gone {
			report.Articles++
			if a.Read {
				report.Read++
			}
		}
		return nil
	})
	return report, err
}

// TakeOver takes another reader's files over: the subscriptions, and the
// bookmarks made of what was flagged there, are a step of undo each.
func (l *Library) TakeOver(ctx context.Context, m *Move) (feeds.MigrateReport, error) {
	ctx, done, err := l.join(ctx)
	if err != nil {
		return feeds.MigrateReport{}, err
	}
	defer done()
	if len(m.Plan.Feeds) == 0 {
		return feeds.MigrateReport{}, fmt.Errorf("%s names no feed that can be taken over", feeds.CleanLine(m.Place.Feeds))
	}
	t := &takeover{lib: l, feeds: map[string]feeds.Feed{}}
	t.report = feeds.MigrateReport{Reader: m.Reader, Files: m.Files, Plan: m.Plan}
	list, added, c, err := l.store.Subscribe(ctx, m.Plan.Feeds, "import", m.Reader, l.opt.Now())
	if err != nil {
		return t.report, fmt.Errorf("write the subscriptions: %w", err)
	}
	t.report.Change = c
	for i, f := range list {
		t.feeds[m.Plan.Feeds[i].URL] = f
		if added[i] {
			t.report.Added++
		} else {
			t.report.Duplicate++
		}
	}
	err = m.articles(ctx, func(a feeds.MovedArticle) error { return t.take(ctx, a) })
	err = errors.Join(err, t.flush(ctx))
	if err == nil && len(t.unread) > 0 {
		_, err = l.store.MarkRead(ctx, t.unread, true, l.opt.Now())
	}
	if err == nil {
		err = t.keepAll(ctx)
	}
	l.events.send(feeds.FeedsChanged{})
	l.events.send(feeds.ArticlesChanged{New: t.report.Articles})
	if err != nil {
		return t.report, fmt.Errorf("the feeds were taken over, their articles not all: %w", err)
	}
	return t.report, nil
}

// takeover is one under way. Articles of a feed come together and are written
// together.
type takeover struct {
	lib    *Library
	report feeds.MigrateReport
	feeds  map[string]feeds.Feed // by the address in the other reader
	feed   string
	batch  []feeds.MovedArticle
	unread []feeds.ArticleID
	keep   []feeds.Bookmark
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
		return nil // of a feed that is in its list no more
	}
	if url != t.feed || len(t.batch) >= takeBatch {
		if err := t.flush(ctx); err != nil {
			return err
		}
		t.feed = url
	}
	t.batch = append(t.batch, a)
	return nil
}

// flush writes what was gathered of one feed.
func (t *takeover) flush(ctx context.Context) error {
	if len(t.batch) == 0 {
		return nil
	}
	defer func() { t.batch = t.batch[:0] }()
	f := t.feeds[t.feed]
	now := t.lib.opt.Now()
	body, err := migrate.Feed(t.batch)
	if err != nil {
		return err
	}
	parsed, err := parse.Parse(body, parse.Source{URL: f.URL, ContentType: "application/atom+xml; charset=utf-8", Now: now, Max: takeBatch})
	if err != nil {
		return fmt.Errorf("the articles of %s: %w", f.Name(), err)
	}
	if len(parsed.Articles) != len(t.batch) {
		return fmt.Errorf("the articles of %s: %d of %d could be read", f.Name(), len(parsed.Articles), len(t.batch))
	}
	var read []string
	var wanted []feeds.Article
	for i, a := range parsed.Articles {
		a.FirstSeen = now
		if old := t.batch[i]; old.Read || old.Gone {
			read = append(read, a.GUID)
		}
		if !t.batch[i].Gone {
			wanted = append(wanted, a)
		}
	}
	taken, err := t.lib.store.TakeOver(ctx, store.FeedResult{Feed: f.ID, State: f.FetchState, Articles: wanted}, read, now)
	if err != nil {
		return err
	}
	t.report.Articles += taken.New
	t.unread = append(t.unread, taken.Unread...)
	for i, a := range parsed.Articles {
		old := t.batch[i]
		if old.Read && !old.Gone {
			t.report.Read++
		}
		switch id := taken.IDs[a.GUID]; {
		case !old.Kept:
		case id == 0:
			t.keepAlone(old)
		default:
			b, err := t.lib.bookmarkOf(ctx, id, feeds.Keeping{Tags: old.Tags})
			if err != nil {
				return err
			}
			t.keep = append(t.keep, b)
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
