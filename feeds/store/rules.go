package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	// ErrRuleNamed says that another rule has the name already.
	ErrRuleNamed = errors.New("another rule has this name")
	// ErrRuleDeclared says that a rule belongs to the config.
	ErrRuleDeclared = errors.New("the rule stands in the config")
)

// ruleImage is a rule on the other side of a step. What a rule took stays
// beside it, also while it is removed.
type ruleImage struct {
	ID          feeds.RuleID
	Name, Query string
	Acts        string // feeds.RuleActs as JSON
	Ends        int64  // milliseconds
	Off         bool
	Place       int64
	Removed     bool
}

// hiding says whether the rule hides what it muted.
func (im ruleImage) hiding() bool { return !im.Removed && !im.Off }

var (
	qRules      = define("rules", "SELECT id, name, query, acts, ends, off, line FROM rules WHERE removed = 0 ORDER BY line = 0, line, place, id")
	qRuleHides  = define("how many articles a rule hides", "SELECT count(*) FROM ruled WHERE rule_id = ? AND hides = 1")
	qRuleImage  = define("rule", "SELECT id, name, query, acts, ends, off, place, removed FROM rules WHERE id = ? AND line = 0")
	qNewRule    = define("new rule", "INSERT INTO rules(name, query, acts, ends, off, line, place, removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
	qPutRule    = define("put rule", "UPDATE rules SET name = ?, query = ?, acts = ?, ends = ?, off = ?, place = ?, removed = ? WHERE id = ?")
	qIsRule     = define("is a rule the config's", "SELECT line > 0 FROM rules WHERE id = ?")
	qLastPlace  = define("last place of a rule", "SELECT coalesce(max(place), 0) FROM rules")
	qInherit    = define("hand on what a rule took", "INSERT OR IGNORE INTO ruled(rule_id, article_id, hides, todo) SELECT ?, article_id, hides, todo FROM ruled WHERE rule_id = ?")
	qRuleByName = define("rule by name", "SELECT id FROM rules WHERE name = ? AND line = 0 AND removed = 0")
)

// Rules gives the rules in their order: those of the config first.
func (s *Store) Rules(ctx context.Context) (out []feeds.SavedRule, err error) {
	err = s.view(ctx, "read the rules", func(r *session) error {
		if out, err = r.rules(); err != nil {
			return err
		}
		for i := range out {
			if out[i].Off {
				continue
			}
			if err := r.row(qRuleHides, []any{int64(out[i].ID)}, &out[i].Muted); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

func (s *session) rules() (out []feeds.SavedRule, err error) {
	err = s.each(qRules, nil, func(scan func(...any) error) error {
		var r feeds.SavedRule
		var acts string
		var ends int64
		if err := scan(&r.ID, &r.Name, &r.Query, &acts, &ends, &r.Off, &r.Line); err != nil {
			return err
		}
		r.Ends = fromMillis(ends)
		out = append(out, r)
		return json.Unmarshal([]byte(acts), &out[len(out)-1].Acts)
	})
	return out, err
}

func actsJSON(a feeds.RuleActs) (string, error) {
	a.Tags = union(nil, a.Tags)
	b, err := json.Marshal(a)
	return string(b), err
}

// Ruled is what a rule is applied to that is there already.
type Ruled struct {
	Articles []feeds.ArticleID
	Keep     []ToKeep // what becomes of them as bookmarks, where the rule keeps
}

// SaveRule keeps a rule: a new one for an ID of 0, else the one there is. With
// on it is applied to articles that are there. All of it is one step. Its
// errors are ErrRuleNamed, ErrRuleDeclared or ErrNotFound.
func (s *Store) SaveRule(ctx context.Context, r feeds.SavedRule, on Ruled, now time.Time) (kept []feeds.Bookmark, c feeds.Change, err error) {
	err = s.update(ctx, "save a rule", func(w *session) error {
		j := newEntry("add rule", now)
		if r.ID != 0 {
			j.verb = "edit rule"
		}
		id, err := w.saveRule(r, len(on.Articles) > 0, j)
		if c.Verb = j.verb; err != nil || j.n == 0 {
			return err
		}
		if kept, err = w.applyRule(id, r.Acts, on, j, now); err != nil {
			return err
		}
		j.n = 1 + len(on.Articles)
		j.what = r.Name
		c, err = w.journal(j, r.Name)
		return err
	})
	return kept, c, err
}

// SaveRules keeps new rules as one step, those whose name is taken aside, and
// says how many.
func (s *Store) SaveRules(ctx context.Context, list []feeds.SavedRule, now time.Time) (n int, c feeds.Change, err error) {
	err = s.update(ctx, "save rules", func(w *session) error {
		j := newEntry("add rule", now)
		for _, r := range list {
			switch _, err := w.saveRule(r, false, j); {
			case errors.Is(err, ErrRuleNamed):
			case err != nil:
				return err
			}
		}
		n = j.n
		c, err = w.journal(j, fmt.Sprintf("%d rules", j.n))
		return err
	})
	return n, c, err
}

// saveRule writes a rule. One that asks for something else, or is applied, is
// another in the place of the old, so that undo has both with what they took.
func (s *session) saveRule(r feeds.SavedRule, applied bool, j *entry) (feeds.RuleID, error) {
	q, err := feeds.ParseQuery(r.Query)
	if err != nil {
		return 0, err
	}
	im := ruleImage{ID: r.ID, Name: feeds.CleanLine(r.Name), Query: feeds.Query{Where: q.Where}.String(), Ends: millis(r.Ends), Off: r.Off}
	r.Acts.Run = false // it is the config's alone
	if im.Name == "" || q.Where == nil || r.Acts.None() {
		return 0, errors.New("a rule needs a name, a query and something to do")
	}
	if im.Acts, err = actsJSON(r.Acts); err != nil {
		return 0, err
	}
	var twin feeds.RuleID
	switch err := s.row(qRuleByName, []any{im.Name}, &twin); {
	case err == nil && twin != r.ID:
		return 0, ErrRuleNamed
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return 0, err
	}
	if r.ID == 0 {
		if err := s.row(qLastPlace, nil, &im.Place); err != nil {
			return 0, err
		}
		im.Place++
		return s.newRule(im, j)
	}
	old, err := s.ownRule(r.ID)
	if err != nil {
		return 0, err
	}
	if old.Removed {
		return 0, sql.ErrNoRows
	}
	if im.Place = old.Place; im == old && !applied {
		return r.ID, nil
	}
	if im.Query == old.Query && !applied {
		j.Rules = append(j.Rules, old)
		j.count(im.Name)
		return r.ID, s.putRule(old, im)
	}
	gone := old
	gone.Removed = true
	j.Rules = append(j.Rules, old)
	if err := s.putRule(old, gone); err != nil {
		return 0, err
	}
	id, err := s.newRule(im, j)
	if err != nil || im.Query != old.Query {
		return id, err
	}
	if _, err := s.exec(qInherit, int64(id), int64(old.ID)); err != nil {
		return id, err
	}
	return id, s.rehide(id)
}

func (s *session) newRule(im ruleImage, j *entry) (feeds.RuleID, error) {
	id, _, err := s.insert(qNewRule, im.Name, im.Query, im.Acts, im.Ends, im.Off, 0, im.Place, false)
	im.ID, im.Removed = feeds.RuleID(id), true
	j.Rules = append(j.Rules, im)
	j.count(im.Name)
	return im.ID, err
}

// RemoveRule takes a rule away, and shows what it alone had hidden. Its errors
// are ErrRuleDeclared and ErrNotFound.
func (s *Store) RemoveRule(ctx context.Context, id feeds.RuleID, now time.Time) (feeds.Change, error) {
	return s.step(ctx, "remove a rule", "remove rule", now, func(w *session, j *entry) error {
		old, err := w.ownRule(id)
		if err != nil {
			return err
		}
		if old.Removed {
			return sql.ErrNoRows
		}
		gone := old
		gone.Removed = true
		j.Rules = append(j.Rules, old)
		j.count(old.Name)
		return w.putRule(old, gone)
	})
}

// MoveRule changes places with the rule above it, or below, among the store's
// own. It changes nothing at the end.
func (s *Store) MoveRule(ctx context.Context, id feeds.RuleID, down bool, now time.Time) (feeds.Change, error) {
	return s.step(ctx, "move a rule", "move rule", now, func(w *session, j *entry) error {
		list, err := w.rules()
		if err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(r feeds.SavedRule) bool { return r.Line > 0 })
		at := slices.IndexFunc(list, func(r feeds.SavedRule) bool { return r.ID == id })
		if at < 0 {
			_, err := w.ownRule(id)
			return err
		}
		other := at - 1
		if down {
			other = at + 1
		}
		if other < 0 || other >= len(list) {
			return nil
		}
		a, err := w.ownRule(id)
		if err != nil {
			return err
		}
		b, err := w.ownRule(list[other].ID)
		if err != nil {
			return err
		}
		j.Rules = append(j.Rules, a, b)
		j.count(a.Name)
		moved, swapped := a, b
		moved.Place, swapped.Place = b.Place, a.Place
		if err := w.putRule(a, moved); err != nil {
			return err
		}
		return w.putRule(b, swapped)
	})
}

// ownRule is one that is not the config's.
func (s *session) ownRule(id feeds.RuleID) (im ruleImage, err error) {
	err = s.row(qRuleImage, []any{int64(id)}, &im.ID, &im.Name, &im.Query, &im.Acts, &im.Ends, &im.Off, &im.Place, &im.Removed)
	if !errors.Is(err, sql.ErrNoRows) {
		return im, err
	}
	var declared bool
	if err := s.row(qIsRule, []any{int64(id)}, &declared); err != nil {
		return im, err
	}
	return im, ErrRuleDeclared
}

// putRule makes a rule what now says, and hides or shows what it muted.
func (s *session) putRule(old, now ruleImage) error {
	if _, err := s.exec(qPutRule, now.Name, now.Query, now.Acts, now.Ends, now.Off, now.Place, now.Removed, int64(now.ID)); err != nil {
		return err
	}
	if old.hiding() == now.hiding() {
		return nil
	}
	return s.rehide(now.ID)
}

// swapRule puts an image back and gives what was there instead.
func (s *session) swapRule(im ruleImage) (ruleImage, error) {
	mine, err := s.ownRule(im.ID)
	if err != nil {
		return im, err
	}
	return mine, s.putRule(mine, im)
}
