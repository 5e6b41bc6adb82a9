package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"broadsheet/feeds"
)

var (
	qSucceed = define("let the first report stand for a story", `UPDATE stories SET lead = (SELECT min(article_id) FROM states WHERE story_id = ?1 AND story_id <> 0 AND copy_of = 0)
		WHERE id = ?1 AND EXISTS (SELECT 1 FROM states WHERE story_id = ?1 AND story_id <> 0 AND copy_of = 0)
		AND NOT EXISTS (SELECT 1 FROM states WHERE article_id = stories.lead AND story_id = ?1)`)
	qEndStory = define("end a story without articles", `DELETE FROM stories WHERE id = ?1
		AND NOT EXISTS (SELECT 1 FROM states WHERE story_id = ?1 AND story_id <> 0)`)
	qStory   = define("story", "SELECT lead FROM stories WHERE id = ?")
	qStoryOf = define("story of an article", "SELECT story_id FROM states WHERE article_id = ?")
	qMembers = define("articles of a story", "SELECT published, article_id FROM states WHERE story_id = ? AND story_id <> 0 AND hidden = 0 ORDER BY published, article_id LIMIT ?")
	qGroupOf = define("an article and its copies", `SELECT s.published, s.article_id FROM states s WHERE s.article_id = ?1 AND s.hidden = 0
		UNION ALL SELECT s.published, s.article_id FROM states s WHERE s.copy_of = ?1 AND s.copy_of <> 0 AND s.hidden = 0`)
	qStorySince = define("stories with a report since a time", `SELECT story_id FROM states INDEXED BY states_all
		WHERE hidden = 0 AND fold = 0 AND published >= ? AND story_id <> 0`)
)

// lead lets another article stand for a story whose lead has left, and ends a
// story that all have left.
func (s *session) lead(story int64) error {
	if _, err := s.exec(qSucceed, story); err != nil {
		return err
	}
	_, err := s.exec(qEndStory, story)
	return err
}

// maxMembers bounds what is read of one story.
const maxMembers = 500

// StoryOf gives the story of an article; of one that stands alone, a story of
// itself and its copies with no ID. ErrNotFound.
func (s *Store) StoryOf(ctx context.Context, id feeds.ArticleID) (out feeds.Story, err error) {
	err = s.view(ctx, "read the story of an article", func(r *session) error {
		var story, head, feed int64
		if err := r.row(qPlace, []any{int64(id)}, &story, &head, &feed); err != nil {
			return err
		}
		if story != 0 {
			out, err = r.story(feeds.StoryID(story))
			return err
		}
		if head == 0 {
			head = int64(id)
		}
		out.Lead = feeds.ArticleID(head)
		out.Articles, err = r.members(qGroupOf, head)
		return err
	})
	return out, err
}

// Story gives a story; ErrNotFound.
func (s *Store) Story(ctx context.Context, id feeds.StoryID) (out feeds.Story, err error) {
	err = s.view(ctx, "read a story", func(r *session) error {
		out, err = r.story(id)
		return err
	})
	return out, err
}

// Stories gives the stories of which a view of all feeds shows a report
// published at or after since.
func (s *Store) Stories(ctx context.Context, since time.Time) (out []feeds.Story, err error) {
	err = s.view(ctx, "read the stories", func(r *session) error {
		var ids []feeds.StoryID
		err := r.each(qStorySince, []any{since.Unix()}, func(scan func(...any) error) error {
			var id feeds.StoryID
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
		slices.Sort(ids)
		for _, id := range slices.Compact(ids) {
			if err != nil {
				break
			}
			var st feeds.Story
			if st, err = r.story(id); err == nil {
				out = append(out, st)
			}
		}
		return err
	})
	return out, err
}

func (s *session) story(id feeds.StoryID) (out feeds.Story, err error) {
	out.ID = id
	if err := s.row(qStory, []any{int64(id)}, &out.Lead); err != nil {
		return out, err
	}
	out.Articles, err = s.members(qMembers, int64(id), maxMembers)
	return out, err
}

// members reads articles, the earliest first.
func (s *session) members(q *query, args ...any) ([]feeds.Headline, error) {
	var keys []feeds.Key
	err := s.each(q, args, func(scan func(...any) error) error {
		var k feeds.Key
		err := scan(&k.Published, &k.ID)
		keys = append(keys, k)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.headlines(keys)
}

// storyOf is an article's story, 0 for none.
func (s *session) storyOf(id feeds.ArticleID) (story feeds.StoryID, err error) {
	err = s.row(qStoryOf, []any{int64(id)}, &story)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return story, err
}
