package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"broadsheet/feeds"
)

// ErrNamed says that another saved search has the name already.
var ErrNamed = errors.New("another saved search has this name")

// ErrDeclared says that a saved search belongs to the config.
var ErrDeclared = errors.New("the saved search stands in the config")

// searchImage is a saved search on the other side of a step.
type searchImage struct {
	ID      feeds.SearchID
	Name    string
	Query   string
	Removed bool
}

var (
	qSearches    = define("saved searches", "SELECT id, name, query, line, filled FROM searches WHERE removed = 0")
	qSearchImage = define("saved search", "SELECT id, name, query, removed FROM searches WHERE id = ? AND line = 0")
	qNewSearch   = define("new saved search", "INSERT INTO searches(name, query, line) VALUES (?, ?, ?)")
	qPutSearch   = define("put saved search", "UPDATE searches SET name = ?, query = ?, removed = ?, filled = filled AND ?4 WHERE id = ?5")
	qPutLine     = define("set line of saved search", "UPDATE searches SET line = ? WHERE id = ?")
	qDropSearch  = define("drop a saved search", "DELETE FROM searches WHERE id = ?")
	qDropFound   = define("drop what a saved search found", "DELETE FROM found WHERE search_id = ?")
	qSearchName  = define("name of a saved search", "SELECT name FROM searches WHERE id = ?")
	qIsDeclared  = define("is a saved search the config's", "SELECT line > 0 FROM searches WHERE id = ?")
)

// Searches gives the saved searches by name, without their counts.
func (s *Store) Searches(ctx context.Context) (out []feeds.SavedSearch, err error) {
	err = s.view(ctx, "read the saved searches", func(r *session) error {
		out, err = r.searches()
		return err
	})
	return out, err
}

func (s *session) searches() (out []feeds.SavedSearch, err error) {
	err = s.each(qSearches, nil, func(scan func(...any) error) error {
		var v feeds.SavedSearch
		err := scan(&v.ID, &v.Name, &v.Query, &v.Line, &v.Counted)
		out = append(out, v)
		return err
	})
	feeds.SortStable(out, func(a, b feeds.SavedSearch) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(b.Line, a.Line), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}

// SaveSearch keeps a search under its name: a new one for an ID of 0, else the
// one there is with another name or query. Its query must read. FillSearch
// finds its articles. Its errors are ErrNamed, ErrDeclared or ErrNotFound.
func (s *Store) SaveSearch(ctx context.Context, v feeds.SavedSearch, now time.Time) (id feeds.SearchID, c feeds.Change, err error) {
	list, c, err := s.SaveSearches(ctx, []feeds.SavedSearch{v}, now)
	if err == nil {
		id = list[0]
	}
	return id, c, err
}

// SaveSearches is SaveSearch for several, as one step.
func (s *Store) SaveSearches(ctx context.Context, list []feeds.SavedSearch, now time.Time) (ids []feeds.SearchID, c feeds.Change, err error) {
	err = s.update(ctx, "save a search", func(w *session) error {
		ids = nil
		j := newEntry("save search", now)
		for _, v := range list {
			if v.ID != 0 {
				j.verb = "edit search"
			}
			id, err := w.saveSearch(v, j)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		c, err = w.journal(j, fmt.Sprintf("%d searches", j.n))
		return err
	})
	return ids, c, err
}

func (s *session) saveSearch(v feeds.SavedSearch, j *entry) (feeds.SearchID, error) {
	q, err := feeds.ParseQuery(v.Query)
	if err != nil {
		return 0, err
	}
	name, text := feeds.CleanLine(v.Name), q.String()
	if name == "" || q.Where == nil {
		return 0, errors.New("a saved search needs a name and a query")
	}
	others, err := s.searches()
	if err != nil {
		return 0, err
	}
	if slices.ContainsFunc(others, func(o feeds.SavedSearch) bool { return o.Name == name && o.ID != v.ID }) {
		return 0, ErrNamed
	}
	if v.ID == 0 {
		id, _, err := s.insert(qNewSearch, name, text, 0)
		j.Searches = append(j.Searches, searchImage{feeds.SearchID(id), name, text, true})
		j.count(name)
		return feeds.SearchID(id), err
	}
	old, err := s.ownSearch(v.ID)
	if err != nil {
		return 0, err
	}
	if old.Removed {
		return 0, sql.ErrNoRows
	}
	edited := searchImage{v.ID, name, text, false}
	if edited == old {
		return v.ID, nil
	}
	j.Searches = append(j.Searches, old)
	j.count(name)
	return v.ID, s.putSearch(old, edited)
}

// RemoveSearch takes a saved search away; its errors are ErrDeclared and
// ErrNotFound.
func (s *Store) RemoveSearch(ctx context.Context, id feeds.SearchID, now time.Time) (feeds.Change, error) {
	return s.step(ctx, "remove a saved search", "remove search", now, func(w *session, j *entry) error {
		old, err := w.ownSearch(id)
		if err != nil {
			return err
		}
		if old.Removed {
			return sql.ErrNoRows
		}
		gone := old
		gone.Removed = true
		j.Searches = append(j.Searches, old)
		j.count(old.Name)
		return w.putSearch(old, gone)
	})
}

// ownSearch is one that is not the config's.
func (s *session) ownSearch(id feeds.SearchID) (v searchImage, err error) {
	err = s.row(qSearchImage, []any{int64(id)}, &v.ID, &v.Name, &v.Query, &v.Removed)
	if !errors.Is(err, sql.ErrNoRows) {
		return v, err
	}
	var declared bool
	if err := s.row(qIsDeclared, []any{int64(id)}, &declared); err != nil {
		return v, err
	}
	return v, ErrDeclared
}

// putSearch makes a saved search what now says. What it had found is found
// again where it asks for something else, or comes back.
func (s *session) putSearch(old, now searchImage) error {
	same := old.Query == now.Query && old.Removed == now.Removed
	if _, err := s.exec(qPutSearch, now.Name, now.Query, now.Removed, same, int64(now.ID)); err != nil || same {
		return err
	}
	_, err := s.exec(qDropFound, int64(now.ID))
	return err
}

// swapSearch puts an image back and gives what was there instead.
func (s *session) swapSearch(im searchImage) (searchImage, error) {
	mine, err := s.ownSearch(im.ID)
	if err != nil {
		return im, err
	}
	return mine, s.putSearch(mine, im)
}

// SyncSearches makes the saved searches of the config those of list. With
// keep, because the file had a mistake, none is removed. The file is the
// authority: nothing is journalled. changed says whether anything was.
func (s *Store) SyncSearches(ctx context.Context, list []feeds.SearchSetting, keep bool) (changed bool, err error) {
	err = s.update(ctx, "take over the searches of the config", func(w *session) error {
		have, err := w.searches()
		if err != nil {
			return err
		}
		have = slices.DeleteFunc(have, func(v feeds.SavedSearch) bool { return v.Line == 0 })
		for _, want := range list {
			i := slices.IndexFunc(have, func(v feeds.SavedSearch) bool { return v.Name == want.Name })
			if i < 0 {
				_, _, err := w.insert(qNewSearch, want.Name, want.Query, want.Line)
				if changed = true; err != nil {
					return err
				}
				continue
			}
			v := have[i]
			have = slices.Delete(have, i, i+1)
			if v.Query != want.Query {
				changed = true
				if err := w.putSearch(searchImage{Query: v.Query}, searchImage{v.ID, v.Name, want.Query, false}); err != nil {
					return err
				}
			}
			if v.Line != want.Line {
				if _, err := w.exec(qPutLine, want.Line, int64(v.ID)); err != nil {
					return err
				}
			}
		}
		if keep {
			return nil
		}
		for _, v := range have {
			changed = true
			if _, err := w.exec(qDropSearch, int64(v.ID)); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, err
}
