package store

import (
	"context"

	"broadsheet/feeds"
)

// Excerpts gives of each of some articles a line around what a search finds in
// its text; those are left out where it finds nothing.
func (s *Store) Excerpts(ctx context.Context, ids []feeds.ArticleID, finds *feeds.Marker) (map[feeds.ArticleID]string, error) {
	out := make(map[feeds.ArticleID]string, len(ids))
	err := s.view(ctx, "read excerpts", func(r *session) error {
		return r.each(qSearchBody, []any{idList(ids)}, func(scan func(...any) error) error {
			id, body, err := scanText(scan)
			if line := finds.Excerpt(body); line != "" {
				out[feeds.ArticleID(id)] = line
			}
			return err
		})
	})
	return out, err
}
