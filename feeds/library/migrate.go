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
	if err := m.read(files); err != nil {
		return nil, err
	}
	place.Articles = named(m.Plan.Articles, place.Articles, place.Feeds, req.Home)
	m.Place = place
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
	return m, m.read(files) // again, with the titles: it has said where they are
}

func (m *Move) read(f migrate.Files) (err error) {
	if m.Plan, err = migrate.Read(m.Reader, f); err != nil {
		err = fmt.Errorf("%s cannot be taken over: %w", feeds.CleanLine(m.Place.Feeds), err)
	}
	return err
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

// named is the file of articles that a reader's settings name, where it is
// there: beside the list of feeds, as in a copy of the folder, or where they say;
// else the usual one.
func named(file, usual, list, home string) string {
	if rest, ok := strings.CutPrefix(file, "~/"); ok {
		file = filepath.Join(home, rest)
	}
	if beside := filepath.Join(filepath.Dir(list), filepath.Base(file)); there(beside) { // the folder itself where file is ""
		return beside
	}
	if there(file) {
		return file
	}
	return usual
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
		listed[f.URL], listed[migrate.Bare(f.URL)] = true, true
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
