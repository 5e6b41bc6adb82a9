package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"broadsheet/feeds"
)

// keptSteps bounds the journal: older steps can no longer be undone.
const keptSteps = 1000

// A step of the journal holds, for everything it changed, the values of the
// other side: before undo what was before the step, after undo what the step
// had made. Undo and redo are one act, exchanging those with the store's.
// Bookmarks, with their texts, are rows of their own beside the step's.
type entry struct {
	id   int64 // 0 until it has a row
	verb string
	at   time.Time
	n    int
	what string
	// unkept says that this is no step: nobody did it.
	unkept bool
	otherSide
}

type otherSide struct {
	Reads      runs             `json:",omitempty"`
	Feeds      []feedImage      `json:",omitempty"`
	Searches   []searchImage    `json:",omitempty"`
	Rules      []ruleImage      `json:",omitempty"`
	Taken      []takenImage     `json:",omitempty"`
	Bookmarks  []bookmarkImage  `json:",omitempty"` // of steps from before bookmarks had rows of their own
	Places     []placeImage     `json:",omitempty"`
	Dismissals []dismissalImage `json:",omitempty"`
	Follows    []followImage    `json:",omitempty"`
}

func newEntry(verb string, now time.Time) *entry { return &entry{verb: verb, at: now} }

// count notes one thing changed; the first's name is kept.
func (e *entry) count(name string) {
	if e.n++; e.n == 1 {
		e.what = name
	}
}

func (e *entry) feed(f feedImage) { e.Feeds = append(e.Feeds, f) }

var (
	qCutRedo = define("cut the redo branch", "DELETE FROM journal WHERE undone = 1")
	qNewStep = define("new step", "INSERT INTO journal(at, verb, what, n, undone, other) VALUES (?, ?, ?, ?, 0, ?)")
	qSetStep = define("set step", "UPDATE journal SET what = ?, n = ?, other = ? WHERE id = ?")
	qPrune   = define("prune the journal", "DELETE FROM journal WHERE id <= ?")
	qLast    = define("last step done", "SELECT id, verb, what, n, other FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1")
	qNext    = define("next step undone", "SELECT id, verb, what, n, other FROM journal WHERE undone = 1 ORDER BY id LIMIT 1")
	qTurn    = define("turn a step", "UPDATE journal SET undone = ?, other = ? WHERE id = ?")
)

// beginStep gives e its row, in place of what was undone before it.
func (s *session) beginStep(e *entry) (err error) {
	if e.id != 0 {
		return nil
	}
	if _, err := s.exec(qCutRedo); err != nil {
		return err
	}
	e.id, _, err = s.insert(qNewStep, millis(e.at), e.verb, "", 0, []byte{})
	return err
}

// journal commits e with the change it belongs to; many names a step of more
// than one thing. A step that changed nothing is not kept.
func (s *session) journal(e *entry, many string) (feeds.Change, error) {
	if e.n == 0 {
		return feeds.Change{Verb: e.verb}, nil
	}
	if e.n > 1 {
		e.what = many
	}
	e.what = feeds.CleanLine(e.what)
	other, err := deflate(e.otherSide)
	if err != nil {
		return feeds.Change{}, err
	}
	if err := s.beginStep(e); err != nil {
		return feeds.Change{}, err
	}
	if _, err := s.exec(qSetStep, e.what, e.n, other, e.id); err != nil {
		return feeds.Change{}, err
	}
	if _, err := s.exec(qPrune, e.id-keptSteps); err != nil {
		return feeds.Change{}, err
	}
	return feeds.Change{ID: e.id, Verb: e.verb, N: e.n, What: e.what}, nil
}

// step is an update that changes one thing, as one step of the journal.
func (s *Store) step(ctx context.Context, action, verb string, now time.Time, do func(*session, *entry) error) (c feeds.Change, err error) {
	err = s.update(ctx, action, func(w *session) error {
		j := newEntry(verb, now)
		if err := do(w, j); err != nil {
			return err
		}
		c, err = w.journal(j, "")
		return err
	})
	return c, err
}

// Undo takes back the last change that is done, also one made before a
// restart. N is 0 when there is none.
func (s *Store) Undo(ctx context.Context) (feeds.Change, error) {
	return s.turn(ctx, "undo", qLast, true)
}

// Redo does again what was undone last. N is 0 when there is nothing.
func (s *Store) Redo(ctx context.Context) (feeds.Change, error) {
	return s.turn(ctx, "redo", qNext, false)
}

func (s *Store) turn(ctx context.Context, action string, q *query, undone bool) (c feeds.Change, err error) {
	err = s.update(ctx, action, func(w *session) error {
		var packed []byte
		err := w.row(q, nil, &c.ID, &c.Verb, &c.What, &c.N, &packed)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		var other otherSide
		if err := inflate(packed, &other); err != nil {
			return err
		}
		if other, err = w.swap(other); err != nil {
			return err
		}
		if err := w.swapBookmarks(c.ID, undone); err != nil {
			return err
		}
		if packed, err = deflate(other); err != nil {
			return err
		}
		_, err = w.exec(qTurn, undone, packed, c.ID)
		return err
	})
	return c, err
}

// swap exchanges o with the store. Parts go back in the order opposite to the
// one they were made in, so that undo meets what the step left.
func (s *session) swap(o otherSide) (mine otherSide, err error) {
	if mine.Reads, err = s.swapReads(o.Reads); err != nil {
		return mine, err
	}
	for i := len(o.Feeds) - 1; i >= 0; i-- {
		f, err := s.swapFeed(o.Feeds[i])
		if err != nil {
			return mine, err
		}
		mine.Feeds = append(mine.Feeds, f)
	}
	for i := len(o.Searches) - 1; i >= 0; i-- {
		v, err := s.swapSearch(o.Searches[i])
		if err != nil {
			return mine, err
		}
		mine.Searches = append(mine.Searches, v)
	}
	for i := len(o.Rules) - 1; i >= 0; i-- {
		r, err := s.swapRule(o.Rules[i])
		if err != nil {
			return mine, err
		}
		mine.Rules = append(mine.Rules, r)
	}
	for _, im := range o.Taken {
		t, err := s.swapTaken(im)
		if err != nil {
			return mine, err
		}
		mine.Taken = append(mine.Taken, t)
	}
	for i := len(o.Bookmarks) - 1; i >= 0; i-- {
		b, err := s.swapBookmark(o.Bookmarks[i])
		if err != nil {
			return mine, err
		}
		mine.Bookmarks = append(mine.Bookmarks, b)
	}
	for i := len(o.Dismissals) - 1; i >= 0; i-- {
		d, err := s.swapDismissal(o.Dismissals[i])
		if err != nil {
			return mine, err
		}
		mine.Dismissals = append(mine.Dismissals, d)
	}
	for i := len(o.Places) - 1; i >= 0; i-- {
		p, err := s.swapPlace(o.Places[i])
		if err != nil {
			return mine, err
		}
		mine.Places = append(mine.Places, p)
	}
	for i := len(o.Follows) - 1; i >= 0; i-- {
		f, err := s.swapFollow(o.Follows[i])
		if err != nil {
			return mine, err
		}
		mine.Follows = append(mine.Follows, f)
	}
	return mine, nil
}
