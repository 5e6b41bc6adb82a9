package store

import (
	"context"
	"errors"
	"time"

	"broadsheet/feeds"
)

// Claim asks for feeds to fetch, so that no other process fetches them too.
type Claim struct {
	Feeds []feeds.FeedID // none: all
	Due   bool           // only those whose time has come; never one that is gone
	Gap   time.Duration  // passes over those asked less than this ago
	Lease time.Duration  // how long the claim holds when no result comes
	Now   time.Time
}

// A claim or a request that lies in the future, after the clock was set back,
// holds nothing up.
var (
	qClaim = define("claim a feed", `UPDATE fetch_state SET claimed_until = ?1 + ?2
		WHERE feed_id = ?3 AND NOT (claimed_until > ?1 AND claimed_until <= ?1 + ?2)
		AND NOT (checked > ?1 - ?4 AND checked <= ?1) AND (NOT ?5 OR NOT gone AND (next <= ?1 OR checked > ?1 + 3600000))`)
	qFeedHere = define("feed, subscribed", feedColumns+"WHERE f.id = ? AND f.removed = 0")
	qHold     = define("hold a claim", "UPDATE fetch_state SET claimed_until = ? WHERE feed_id = ? AND claimed_until > 0")
	qRelease  = define("release a feed", "UPDATE fetch_state SET claimed_until = 0 WHERE feed_id = ?")
)

// ClaimFeeds gives the subscriptions that this process may fetch now; Commit
// or Release ends each claim.
func (s *Store) ClaimFeeds(ctx context.Context, c Claim) (out []feeds.Feed, err error) {
	err = s.update(ctx, "claim feeds", func(w *session) error {
		list, err := w.claimable(c.Feeds)
		if err != nil {
			return err
		}
		for _, f := range list {
			n, err := w.exec(qClaim, millis(c.Now), c.Lease.Milliseconds(), int64(f.ID), c.Gap.Milliseconds(), c.Due)
			if err != nil {
				return err
			}
			if n > 0 {
				out = append(out, f)
			}
		}
		return nil
	})
	return out, err
}

// claimable gives the subscriptions among ids, or all.
func (s *session) claimable(ids []feeds.FeedID) (out []feeds.Feed, err error) {
	if len(ids) == 0 {
		return s.feeds()
	}
	for _, id := range ids {
		f, err := s.oneFeed(qFeedHere, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// Hold prolongs claims of this process that no result has ended yet.
func (s *Store) Hold(ctx context.Context, ids []feeds.FeedID, until time.Time) error {
	return s.update(ctx, "hold feeds", func(w *session) error {
		for _, id := range ids {
			if _, err := w.exec(qHold, millis(until), int64(id)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Release gives back feeds that were claimed and not fetched.
func (s *Store) Release(ctx context.Context, ids []feeds.FeedID) error {
	return s.update(ctx, "release feeds", func(w *session) error {
		for _, id := range ids {
			if _, err := w.exec(qRelease, int64(id)); err != nil {
				return err
			}
		}
		return nil
	})
}
