package store

import (
	"context"
	"time"

	"broadsheet/feeds"
)

// rhythmWeeks is how far back a feed's rhythm is measured.
const rhythmWeeks = 8

// Rhythm is how often a feed publishes, and when it last did.
type Rhythm struct {
	Latest  time.Time // zero for never
	PerWeek float64
}

var qRhythm = define("rhythm of a feed", `SELECT
	coalesce((SELECT max(published) FROM states WHERE feed_id = ?1 AND hidden & 1 = 0), 0),
	(SELECT count(*) FROM states WHERE feed_id = ?1 AND hidden & 1 = 0 AND published > ?2 AND published <= ?3)`)

// Rhythm measures every subscription's rhythm.
func (s *Store) Rhythm(ctx context.Context, now time.Time) (map[feeds.FeedID]Rhythm, error) {
	out := map[feeds.FeedID]Rhythm{}
	since := now.AddDate(0, 0, -7*rhythmWeeks).Unix()
	err := s.view(ctx, "measure the feeds' rhythm", func(r *session) error {
		list, err := r.feeds()
		if err != nil {
			return err
		}
		for _, f := range list {
			var latest int64
			var n int
			if err := r.row(qRhythm, []any{f.ID, since, now.Unix()}, &latest, &n); err != nil {
				return err
			}
			rhythm := Rhythm{PerWeek: float64(n) / rhythmWeeks}
			if latest != 0 {
				rhythm.Latest = time.Unix(latest, 0).UTC()
			}
			out[f.ID] = rhythm
		}
		return nil
	})
	return out, err
}
