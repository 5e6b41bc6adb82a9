package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"broadsheet/feeds"
)

// takenImage is how a rule stands to articles on the other side of a step.
type takenImage struct {
	Rule             feeds.RuleID
	Not, Shown, Hide []int64 // it did not take them; took and shows them; hides them
}

var (
	qTakenBy = define("how a rule stands to some", `SELECT s.article_id, coalesce(x.hides, -1) FROM json_each(?1) j CROSS JOIN states s ON s.article_id = j.value
		LEFT JOIN ruled x ON x.rule_id = ?2 AND x.article_id = s.article_id WHERE EXISTS (SELECT 1 FROM rules r WHERE r.id = ?2)`)
	qTake = define("have a rule take an article", "INSERT INTO ruled(rule_id, article_id, hides, todo) VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET hides = excluded.hides")
)

// ApplyRule has a rule, also one of the config, take articles that are there.
// All of it is one step, which counts those it changes something of. Its error
// is ErrNotFound.
func (s *Store) ApplyRule(ctx context.Context, id feeds.RuleID, on Ruled, now time.Time) (kept []feeds.Bookmark, c feeds.Change, err error) {
	err = s.update(ctx, "apply a rule", func(w *session) error {
		list, err := w.rules()
		if err != nil {
			return err
		}
		at := slices.IndexFunc(list, func(r feeds.SavedRule) bool { return r.ID == id })
		if at < 0 {
			return sql.ErrNoRows
		}
		r, j := list[at], newEntry("apply rule", now)
		take := takenImage{Rule: id}
		to := &take.Shown
		if r.Acts.Mute {
			to = &take.Hide
		}
		for _, article := range on.Articles {
			*to = append(*to, int64(article))
		}
		before, err := w.swapTaken(take)
		if err != nil {
			return err
		}
		if r.Acts.Read {
			unread, err := w.unreadOf(*to)
			if err != nil {
				return err
			}
			if j.Reads, err = w.readByRule(unread, millis(now)); err != nil {
				return err
			}
			j.n = len(unread)
		}
		if j.n = max(j.n, len(before.Not)+len(before.Shown)+len(before.Hide)); j.n > 0 {
			j.Taken = append(j.Taken, before)
		}
		n := j.n
		if kept, err = w.keepEach(on.Keep, j, now); err != nil {
			return err
		}
		j.n, j.what = max(n, len(kept)), r.Name
		c, err = w.journal(j, r.Name)
		return err
	})
	return kept, c, err
}

// swapTaken has a rule stand to articles as an image says, and gives how it
// stood to those of which that differs. Of a rule that is gone there are none.
func (s *session) swapTaken(im takenImage) (mine takenImage, err error) {
	mine.Rule = im.Rule
	var moved []int64
	for hides, ids := range map[int][]int64{-1: im.Not, 0: im.Shown, 1: im.Hide} {
		var part []int64
		err := s.each(qTakenBy, []any{idList(ids), int64(im.Rule)}, func(scan func(...any) error) error {
			var id int64
			var was int
			if err := scan(&id, &was); err != nil || was == hides {
				return err
			}
			part = append(part, id)
			switch was {
			case 1:
				mine.Hide = append(mine.Hide, id)
			case 0:
				mine.Shown = append(mine.Shown, id)
			default:
				mine.Not = append(mine.Not, id)
			}
			return nil
		})
		if err != nil {
			return mine, err
		}
		for _, id := range part {
			if hides < 0 {
				_, err = s.exec(qUnruled, int64(im.Rule), id)
			} else {
				_, err = s.exec(qTake, int64(im.Rule), id, hides)
			}
			if err != nil {
				return mine, err
			}
		}
		moved = append(moved, part...)
	}
	return mine, s.hideAnew(moved)
}
