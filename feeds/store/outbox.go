package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"broadsheet/feeds"
)

// Outgoing is something on its way to a service: a bookmark, or what is to
// be sent as if it were one.
type Outgoing struct {
	feeds.Sending
	Service  string
	Bookmark feeds.Bookmark // without its texts; its ID is 0 where it is none
}

// A row of a bookmark that is no more waits for undo to bring that back.
const alive = "(o.bookmark_id = 0 OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.id = o.bookmark_id))"

const outboxColumns = "SELECT o.id, o.service, o.state, o.problem, o.tries, o.added, o.next, o.item, o.bookmark_id FROM outbox o "

var (
	qArrived  = define("when it arrived", "SELECT at FROM sent WHERE page = ? AND service = ?")
	qArrivals = define("where it has arrived", "SELECT service, at FROM sent WHERE page = ?")
	qUnderWay = define("where it is on its way", "SELECT service FROM outbox WHERE service = ? AND page = ? AND state <> 'dropped'")
	qEnqueue  = define("queue for a service", `INSERT INTO outbox(service, page, bookmark_id, item, state, added, next) VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6)
		ON CONFLICT(service, page) DO UPDATE SET bookmark_id = excluded.bookmark_id, item = excluded.item`)
	qEnqueueNow = define("queue for a service, by hand", `INSERT INTO outbox(service, page, bookmark_id, item, state, added, next) VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6)
		ON CONFLICT(service, page) DO UPDATE SET bookmark_id = excluded.bookmark_id, item = excluded.item, next = excluded.next, tries = 0, problem = '',
		state = CASE WHEN state = 'sending' AND claimed_until > ?6 THEN state ELSE 'waiting' END`)
	qQueuedID = define("id in the queue", "SELECT id FROM outbox WHERE service = ? AND page = ?")
	qOutbox   = define("queue", outboxColumns+"WHERE o.state <> 'dropped' AND "+alive+" ORDER BY o.id")
	qDueSend  = define("due for a service", outboxColumns+`WHERE o.service = ?1 AND o.state IN ('waiting', 'sending') AND o.next <= ?2
		AND NOT (o.claimed_until > ?2 AND o.claimed_until <= ?3) AND `+alive+` ORDER BY o.next LIMIT 1`)
	qThisSend = define("this one to send", outboxColumns+`WHERE o.id = ?1 AND o.state IN ('waiting', 'sending')
		AND NOT (o.claimed_until > ?2 AND o.claimed_until <= ?3) AND `+alive)
	qNextSend = define("next for a service", `SELECT o.next, o.claimed_until FROM outbox o WHERE o.service = ? AND o.state IN ('waiting', 'sending')
		AND `+alive+` ORDER BY o.next LIMIT 1`)
	qClaimSend = define("claim one of the queue", "UPDATE outbox SET state = 'sending', claimed_until = ? WHERE id = ?")
	qArrive    = define("it has arrived", "INSERT OR REPLACE INTO sent(page, service, at) SELECT page, service, ? FROM outbox WHERE id = ?")
	qDequeue   = define("take out of the queue", "DELETE FROM outbox WHERE id = ?")
	qHoldAll   = define("hold the queue of a service", "UPDATE outbox SET state = 'held', next = 0, problem = ? WHERE service = ? AND state = 'waiting'")
	qLetGo     = define("let the queue of a service go", "UPDATE outbox SET state = 'waiting', next = ? WHERE service = ? AND state = 'held'")
	qHurry     = define("send at once what is new", `UPDATE outbox SET next = ?1 WHERE service = ?2 AND state = 'waiting' AND next > ?1 AND tries = 0 AND problem = ''`)
	qHoldBack  = define("hold the queue of a service back", "UPDATE outbox SET next = ?1, problem = ?3 WHERE service = ?2 AND state = 'waiting' AND next < ?1")
	qSetSend   = define("set one of the queue", "UPDATE outbox SET state = ?, next = ?, tries = tries + ?, problem = ?, claimed_until = 0 WHERE id = ?")
	qRetry     = define("try one of the queue again", `UPDATE outbox SET state = 'waiting', next = ?1, claimed_until = 0 WHERE id = ?2
		AND NOT (state = 'sending' AND claimed_until > ?1)`)
	qDrop = define("drop one of the queue", `UPDATE outbox SET state = 'dropped', next = ?1 WHERE id = ?2
		AND NOT (state = 'sending' AND claimed_until > ?1)`)
	qForget = define("forget old rows of the queue", "DELETE FROM outbox WHERE next < ? AND (state = 'dropped' OR NOT (bookmark_id = 0 OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.id = bookmark_id)))")
)

// enqueue puts one in the queue unless it has arrived there before or is in it.
func (s *session) enqueue(o Outgoing, at, now time.Time) error {
	var ms int64
	err := s.row(qArrived, []any{samePage(o.Bookmark), o.Service}, &ms)
	if errors.Is(err, sql.ErrNoRows) {
		return s.queue(qEnqueue, o, at, now)
	}
	return err
}

func (s *session) queue(q *query, o Outgoing, at, now time.Time) error {
	b := o.Bookmark
	b.HTML, b.Document = "", nil
	item, err := json.Marshal(b)
	if err == nil {
		_, err = s.exec(q, o.Service, samePage(b), int64(b.ID), string(item), millis(now), millis(at))
	}
	return err
}

// Enqueue puts down that a person sends b to a service, also where it has
// arrived before, and gives its id in the queue.
func (s *Store) Enqueue(ctx context.Context, service string, b feeds.Bookmark, now time.Time) (id int64, err error) {
	err = s.update(ctx, "queue for a service", func(w *session) error {
		if err := w.queue(qEnqueueNow, Outgoing{Service: service, Bookmark: b}, now, now); err != nil {
			return err
		}
		return w.row(qQueuedID, []any{service, samePage(b)}, &id)
	})
	return id, err
}

func scanOutgoing(scan func(...any) error) (o Outgoing, err error) {
	var added, next, bookmark int64
	var item string
	if err := scan(&o.ID, &o.Service, &o.State, &o.Problem, &o.Tries, &added, &next, &item, &bookmark); err != nil {
		return o, err
	}
	o.Added = fromMillis(added)
	if err := json.Unmarshal([]byte(item), &o.Bookmark); err != nil {
		return o, err
	}
	o.Bookmark.ID = feeds.BookmarkID(bookmark)
	o.Sending.Service, o.URL, o.Title = o.Service, o.Bookmark.URL, o.Bookmark.Title
	if o.State == feeds.SendWaiting {
		o.Next = fromMillis(next)
	}
	return o, nil
}

// Outbox is what is on its way, in the order it was put there.
func (s *Store) Outbox(ctx context.Context) (out []feeds.Sending, err error) {
	err = s.view(ctx, "read the queue", func(r *session) error {
		return r.each(qOutbox, nil, func(scan func(...any) error) error {
			o, err := scanOutgoing(scan)
			out = append(out, o.Sending)
			return err
		})
	})
	return out, err
}

// Whereabouts says where a page has arrived and when, and to which of services
// it is on its way.
func (s *Store) Whereabouts(ctx context.Context, b feeds.Bookmark, services []string) (sent map[string]time.Time, waiting map[string]bool, err error) {
	sent, waiting = map[string]time.Time{}, map[string]bool{}
	err = s.view(ctx, "find where an article was sent", func(r *session) error {
		err := r.each(qArrivals, []any{samePage(b)}, func(scan func(...any) error) error {
			var name string
			var at int64
			err := scan(&name, &at)
			sent[name] = fromMillis(at)
			return err
		})
		for _, name := range services {
			var is string
			switch e := r.row(qUnderWay, []any{name, samePage(b)}, &is); {
			case e == nil:
				waiting[name] = true
			case !errors.Is(e, sql.ErrNoRows):
				err = errors.Join(err, e)
			}
		}
		return err
	})
	return sent, waiting, err
}

// SendClaim asks for something to send, so that no other process sends it too.
type SendClaim struct {
	Service string
	ID      int64         // this one alone, due or not; 0 for whatever is due
	Lease   time.Duration // how long the claim holds when no outcome comes
	Asks    bool          // the service tells what it has: one that was broken off is sent again
	Now     time.Time
}

// ClaimSend gives something that is due. One that was broken off and may not be
// sent again by itself is put down as unsure and passed over. ok is false when
// there is nothing.
func (s *Store) ClaimSend(ctx context.Context, c SendClaim) (out Outgoing, ok bool, err error) {
	err = s.update(ctx, "claim something to send", func(w *session) error {
		for {
			o, err := w.dueSend(c)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			if o.State == feeds.SendGoing && !c.Asks {
				_, err = w.exec(qSetSend, string(feeds.SendUnsure), 0, false, "", o.ID)
				if err != nil || c.ID != 0 {
					return err
				}
				continue
			}
			if _, err = w.exec(qClaimSend, millis(c.Now.Add(c.Lease)), o.ID); err == nil {
				out, ok = o, true
			}
			return err
		}
	})
	return out, ok, err
}

func (s *session) dueSend(c SendClaim) (o Outgoing, err error) {
	q, args := qDueSend, []any{c.Service, millis(c.Now), millis(c.Now.Add(c.Lease))}
	if c.ID != 0 {
		q, args[0] = qThisSend, c.ID
	}
	found := sql.ErrNoRows
	err = s.each(q, args, func(scan func(...any) error) error {
		found = nil
		o, err = scanOutgoing(scan)
		return err
	})
	return o, cmp.Or(err, found)
}

// Arrived puts down that a service has it, and takes it out of the queue: both
// or neither. What was held for that service is let go.
func (s *Store) Arrived(ctx context.Context, o Outgoing, now time.Time) error {
	return s.update(ctx, "put down what arrived", func(w *session) error {
		if _, err := w.exec(qArrive, millis(now), o.ID); err != nil {
			return err
		}
		if _, err := w.exec(qDequeue, o.ID); err != nil {
			return err
		}
		_, err := w.exec(qLetGo, millis(now), o.Service)
		return err
	})
}

// SendOutcome is what a try in vain came to.
type SendOutcome struct {
	ID      int64
	State   feeds.SendState
	Next    time.Time // with SendWaiting
	Tried   bool      // counts as a try
	Problem string
	Service string // whose queue waits or is held as well; "" for nobody's
}

// NotSent puts down what became of a try in vain.
func (s *Store) NotSent(ctx context.Context, o SendOutcome) error {
	return s.update(ctx, "put down what was not sent", func(w *session) error {
		if _, err := w.exec(qSetSend, string(o.State), millis(o.Next), o.Tried, o.Problem, o.ID); err != nil || o.Service == "" {
			return err
		}
		if o.State == feeds.SendHeld {
			_, err := w.exec(qHoldAll, o.Problem, o.Service)
			return err
		}
		_, err := w.exec(qHoldBack, millis(o.Next), o.Service, o.Problem)
		return err
	})
}

// LetGo lets what was held for a service be tried at now.
func (s *Store) LetGo(ctx context.Context, service string, now time.Time) error {
	return s.turnQueue(ctx, qLetGo, "let a queue go", service, now)
}

// Hurry lets what is new, and would wait a little, be sent at now.
func (s *Store) Hurry(ctx context.Context, service string, now time.Time) error {
	return s.turnQueue(ctx, qHurry, "hurry a queue", service, now)
}

func (s *Store) turnQueue(ctx context.Context, q *query, action, service string, now time.Time) error {
	return s.update(ctx, action, func(w *session) error {
		_, err := w.exec(q, millis(now), service)
		return err
	})
}

// NextSend is when something is due for a service; ok is false for nothing.
func (s *Store) NextSend(ctx context.Context, service string) (at time.Time, ok bool, err error) {
	var next, claimed int64
	err = s.view(ctx, "find when something is due", func(r *session) error { return r.row(qNextSend, []any{service}, &next, &claimed) })
	if errors.Is(err, ErrNotFound) {
		return at, false, nil
	}
	return fromMillis(max(next, claimed)), err == nil, err
}

// Retry lets what is in the queue, or was dropped, be tried at now. DropSends
// takes it out; what is being sent this moment stays. Both give how many.
func (s *Store) Retry(ctx context.Context, ids []int64, now time.Time) (int, error) {
	return s.turnSends(ctx, qRetry, "try again", ids, now)
}

// DropSends takes what waits out of the queue; Retry brings it back.
func (s *Store) DropSends(ctx context.Context, ids []int64, now time.Time) (int, error) {
	return s.turnSends(ctx, qDrop, "drop from the queue", ids, now)
}

func (s *Store) turnSends(ctx context.Context, q *query, action string, ids []int64, now time.Time) (turned int, err error) {
	err = s.update(ctx, action, func(w *session) error {
		for _, id := range ids {
			n, err := w.exec(q, millis(now), id)
			if err != nil {
				return err
			}
			turned += int(n)
		}
		return nil
	})
	return turned, err
}

// ForgetSends forgets what was dropped, or belonged to bookmarks that are gone,
// before a time.
func (s *Store) ForgetSends(ctx context.Context, before time.Time) error {
	return s.update(ctx, "forget what was dropped", func(w *session) error {
		_, err := w.exec(qForget, millis(before))
		return err
	})
}
