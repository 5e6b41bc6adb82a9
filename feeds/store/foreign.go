package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"broadsheet/feeds"
)

// Foreign is what another feed reader keeps in SQLite. What is open is a copy:
// the reader's own file is read once, from end to end, and never written, locked
// or given companions.
type Foreign struct {
	dir    string
	db     *sql.DB
	reader foreignReader
}

// foreignReader is how one reader's tables are read.
type foreignReader struct {
	tables   []string // they must be tables, not views that could be anything
	titles   *query   // address and title of each feed, nil for none
	articles []*query // the first that the tables have the columns for
}

// foreigns is every statement that runs on another program's tables.
var foreigns []*query

func foreign(name, text string) *query {
	q := &query{name, text}
	foreigns = append(foreigns, q)
	return q
}

// Each gives the columns of MovedArticle in this order: feed, identity,
// address, title, author, text, seconds since 1970 or a text of a date,
// enclosure's address and type, read, gone, kept, flags. Rows come by feed. A
// text longer than a mebibyte is cut, as a feed's is.
var foreignReaders = map[string]foreignReader{
	"newsboat": {
		tables: []string{"rss_feed", "rss_item"},
		titles: foreign("newsboat's feeds", "SELECT rssurl, title FROM rss_feed LIMIT 100000"),
		articles: []*query{foreign("newsboat's articles", `SELECT feedurl, guid, url, title, author, substr(content, 1, 1048576), pubDate,
			enclosure_url, enclosure_type, unread = 0, deleted <> 0, 0, flags FROM rss_item ORDER BY feedurl, id LIMIT 5000000`)},
	},
	"newsraft": {
		tables: []string{"feeds", "items"},
		titles: foreign("newsraft's feeds", "SELECT feed_url, title FROM feeds LIMIT 100000"),
		articles: []*query{foreign("newsraft's articles", `SELECT feed_url, guid, link, title, persons, substr(content, 1, 1048576),
			CASE WHEN publication_date > 0 THEN publication_date ELSE update_date END, attachments, '', unread = 0, 0, important <> 0, ''
			FROM items ORDER BY feed_url, rowid LIMIT 5000000`)},
	},
	"nom": {
		tables: []string{"items"},
		articles: []*query{
			foreign("nom's articles", `SELECT feedurl, guid, link, title, author, substr(content, 1, 1048576), publishedat, '', '',
				readat IS NOT NULL, 0, favourite, '' FROM items ORDER BY feedurl, id LIMIT 5000000`),
			foreign("nom's articles, before identities", `SELECT feedurl, '', link, title, author, substr(content, 1, 1048576), publishedat, '', '',
				readat IS NOT NULL, 0, favourite, '' FROM items ORDER BY feedurl, id LIMIT 5000000`),
			foreign("nom's articles, before favourites", `SELECT feedurl, '', link, title, author, substr(content, 1, 1048576), publishedat, '', '',
				readat IS NOT NULL, 0, 0, '' FROM items ORDER BY feedurl, id LIMIT 5000000`),
		},
	},
}

var qForeignTable = foreign("kind of a table", "SELECT type FROM sqlite_master WHERE name = ?")

// ErrForeign says that a file is not what its reader would have made.
var ErrForeign = errors.New("it is not this reader's file, or it is damaged")

// OpenForeign opens the articles that a reader ("newsboat", "newsraft" or "nom")
// keeps in the file at path.
func OpenForeign(ctx context.Context, reader, path string) (_ *Foreign, err error) {
	r, ok := foreignReaders[reader]
	if !ok {
		return nil, fmt.Errorf("%s keeps no articles in SQLite", reader)
	}
	dir, err := os.MkdirTemp("", "broadsheet-*")
	if err != nil {
		return nil, fmt.Errorf("copy %s: %w", filepath.Base(path), err)
	}
	f := &Foreign{dir: dir, reader: r}
	defer func() {
		if err != nil {
			_ = f.Close()
		}
	}()
	if err := copyStore(path, filepath.Join(dir, "copy.db")); err != nil {
		return nil, fmt.Errorf("copy %s: %w", filepath.Base(path), err)
	}
	// The copy may be brought to an end that was missed, so it is not opened for
	// reading alone; what runs on it only reads.
	if f.db, err = connect(filepath.Join(dir, "copy.db"), usual, 1, []string{"trusted_schema(0)", "cell_size_check(1)", "mmap_size(0)", "cache_size(-8000)"}); err != nil {
		return nil, err
	}
	for _, table := range r.tables {
		var kind string
		if err := f.db.QueryRowContext(ctx, qForeignTable.text, table).Scan(&kind); err != nil || kind != "table" {
			return nil, fmt.Errorf("open %s: %w", filepath.Base(path), errors.Join(ErrForeign, ctx.Err()))
		}
	}
	return f, nil
}

// Close removes the copy.
func (f *Foreign) Close() error {
	var err error
	if f.db != nil {
		err = f.db.Close()
	}
	return errors.Join(err, os.RemoveAll(f.dir))
}

// Titles are the feeds' own titles by address.
func (f *Foreign) Titles(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	if f.reader.titles == nil {
		return out, nil
	}
	rows, err := f.db.QueryContext(ctx, f.reader.titles.text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.reader.titles.name, errors.Join(ErrForeign, err))
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var url, title sql.NullString
		if err := rows.Scan(&url, &title); err != nil {
			return nil, fmt.Errorf("%s: %w", f.reader.titles.name, errors.Join(ErrForeign, err))
		}
		out[url.String] = title.String
	}
	return out, rows.Err()
}

// Articles calls do for every article, those of a feed together.
func (f *Foreign) Articles(ctx context.Context, do func(feeds.MovedArticle) error) error {
	var rows *sql.Rows
	var err error
	name := ""
	for _, q := range f.reader.articles { // an older version has fewer columns
		name = q.name
		if rows, err = f.db.QueryContext(ctx, q.text); err == nil {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, errors.Join(ErrForeign, err))
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var a feeds.MovedArticle
		var feed, guid, url, title, author, html, file, kind, flags sql.NullString
		var published any
		var read, gone, kept sql.NullBool
		if err := rows.Scan(&feed, &guid, &url, &title, &author, &html, &published, &file, &kind, &read, &gone, &kept, &flags); err != nil {
			return fmt.Errorf("%s: %w", name, errors.Join(ErrForeign, err))
		}
		a.Feed, a.GUID, a.URL, a.Title, a.Author, a.HTML = feed.String, guid.String, url.String, title.String, author.String, html.String
		a.Published, a.Enclosure = foreignTime(published), feeds.Enclosure{URL: file.String, Type: kind.String}
		a.Read, a.Gone, a.Kept, a.Flags = read.Bool, gone.Bool, kept.Bool, flags.String
		if err := do(a); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, errors.Join(ErrForeign, err))
	}
	return nil
}

// foreignTime is a time as SQLite's users write it; the zero time for what is
// none.
func foreignTime(v any) time.Time {
	switch v := v.(type) {
	case time.Time:
		return v
	case int64:
		if v > 0 {
			return time.Unix(v, 0)
		}
	case string:
		v, _, _ = strings.Cut(v, " m=") // Go's own form has its clock behind it
		for _, layout := range []string{"2006-01-02 15:04:05.999999999-07:00", time.RFC3339Nano, "2006-01-02 15:04:05.999999999 -0700 MST", time.DateTime} {
			if t, err := time.Parse(layout, v); err == nil {
				return t
			}
		}
	}
	return time.Time{}
}

// copyStore copies a store and what belongs to it while it is in use: what was
// not yet folded in, or is to be taken back.
func copyStore(from, to string) error {
	for _, part := range []string{"", "-wal", "-journal"} {
		err := copyFile(from+part, to+part)
		if err != nil && (part == "" || !errors.Is(err, fs.ErrNotExist)) {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) (err error) {
	switch info, err := os.Stat(from); {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("it is no file")
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
