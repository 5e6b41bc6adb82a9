package store

import (
	"database/sql"
	"errors"

	"broadsheet/feeds"
)

// What is muted is neither in the unread list nor in a counter. Whether an
// article is follows from ruled, and whatever changes that has it follow, in
// the same transaction.

// muted is the bit of states.hidden that says it.
const muted = 2

// hiding is what holds of a rule r and what it took, x, where it hides that.
const hiding = "x.hides = 1 AND r.removed = 0 AND r.off = 0"

var (
	qHideable = define("what is to be hidden, of some", `SELECT s.published, s.article_id, s.feed_id, s.read_at, s.hidden > 1, EXISTS (SELECT 1
		FROM ruled x JOIN rules r ON r.id = x.rule_id WHERE x.article_id = s.article_id AND `+hiding+`)
		FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value`)
	qSetMuted = define("mute some", "UPDATE states SET hidden = (hidden & 1) | ? WHERE article_id IN (SELECT value FROM json_each(?))")
	qHeadsOf  = define("groups of copies among some", `SELECT CASE s.copy_of WHEN 0 THEN s.article_id ELSE s.copy_of END
		FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value
		WHERE s.copy_of <> 0 OR EXISTS (SELECT 1 FROM states c WHERE c.copy_of = s.article_id AND c.copy_of <> 0)`)
	qHiddenBy = define("which rule hides an article", `SELECT r.id, r.name FROM ruled x JOIN rules r ON r.id = x.rule_id
		WHERE x.article_id = ? AND `+hiding+" ORDER BY r.line = 0, r.line, r.place, r.id LIMIT 1")
	qRuleSpots = define("what a rule hides", "SELECT article_id FROM ruled WHERE rule_id = ? AND hides = 1")
)

// rehide has what a rule hides follow from whether it does.
func (s *session) rehide(id feeds.RuleID) error {
	hid, err := s.hiddenOf(id)
	if err != nil {
		return err
	}
	return s.hideAnew(hid)
}

func (s *session) hiddenOf(id feeds.RuleID) (out []int64, err error) {
	err = s.eachID(qRuleSpots, []any{int64(id)}, func(article int64) error {
		out = append(out, article)
		return nil
	})
	return out, err
}

// hideAnew hides what a rule hides of some articles, and shows the others.
func (s *session) hideAnew(ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	var hide, show []int64
	var turned turned // out of the unread list, and into it again
	err := s.each(qHideable, []any{idList(ids)}, func(scan func(...any) error) error {
		var e spot
		var read sql.NullInt64
		var is, want bool
		if err := scan(&e.published, &e.id, &e.feed, &read, &is, &want); err != nil || is == want {
			return err
		}
		to, list := &show, &turned.unread
		if want {
			to, list = &hide, &turned.read
		}
		*to = append(*to, e.id)
		if !read.Valid {
			*list = append(*list, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for bit, list := range [][]int64{show, hide} {
		if len(list) == 0 {
			continue
		}
		if _, err := s.exec(qSetMuted, bit*muted, idList(list)); err != nil {
			return err
		}
	}
	if err := s.settle(turned); err != nil {
		return err
	}
	return s.refoldSome(append(hide, show...))
}

// refoldSome folds anew the copies that articles are among.
func (s *session) refoldSome(ids []int64) error {
	var heads []int64
	err := s.eachID(qHeadsOf, []any{idList(ids)}, func(head int64) error {
		heads = append(heads, head)
		return nil
	})
	if err != nil {
		return err
	}
	return s.refoldEach(heads)
}

// hider notes at a bookmark which rule hides its article.
func (s *session) hider(b *feeds.Bookmark) (err error) {
	if b.ArticleID != 0 {
		_, b.HiddenBy, err = s.hiddenBy(b.ArticleID)
	}
	return err
}

// hiddenBy gives the first rule that hides an article, and its name; 0 where
// none does.
func (s *session) hiddenBy(article feeds.ArticleID) (rule feeds.RuleID, name string, err error) {
	err = s.row(qHiddenBy, []any{int64(article)}, &rule, &name)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return rule, name, err
}
