package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"broadsheet/feeds"
)

// followImage is whether a topic is followed: what the journal keeps and puts
// back.
type followImage struct {
	Topic string
	On    bool
}

var (
	qFollows = define("what is followed", "SELECT label, unread FROM follows ORDER BY label COLLATE NOCASE")
	qFollow  = define("follow a topic", `INSERT INTO follows(topic_id, label, unread) SELECT t.id, ?2, `+followedUnread("t.id")+`
		FROM topics t WHERE t.name = ?1`)
	qUnfollow  = define("follow a topic no more", "DELETE FROM follows WHERE topic_id = (SELECT id FROM topics WHERE name = ?)")
	qFollowed  = define("is a topic followed", "SELECT f.label FROM topics t JOIN follows f ON f.topic_id = t.id WHERE t.name = ?")
	qAuthored  = define("authors of some articles", "SELECT a.id, s.published, a.authors FROM json_each(?) j CROSS JOIN articles a ON a.id = j.value JOIN states s ON s.article_id = a.id")
	qAllTopics = define("every topic", `SELECT t.name, count(*), count(*) - count(s.read_at), EXISTS (SELECT 1 FROM follows f WHERE f.topic_id = t.id)
		FROM article_topics x JOIN topics t ON t.id = x.topic_id JOIN states s ON s.article_id = x.article_id
		WHERE s.hidden = 0 AND (s.fold = 0 OR NOT EXISTS (SELECT 1 FROM article_topics y WHERE y.topic_id = x.topic_id AND y.article_id = s.copy_of))
		GROUP BY t.id`)
)

// Follow follows a topic, or no more. A topic of an author begins to be kept
// with wrote, the articles found to be theirs.
func (s *Store) Follow(ctx context.Context, topic string, on bool, wrote []feeds.ArticleID, now time.Time) (feeds.Change, error) {
	verb := "follow"
	if !on {
		verb = "unfollow"
	}
	return s.step(ctx, verb, verb, now, func(w *session, j *entry) error {
		label, was, err := w.followed(topic)
		if err != nil || was == on {
			return err
		}
		if was {
			topic = label // as undo shows it again
		}
		if on && len(wrote) > 0 {
			if err := w.author(topic, wrote); err != nil {
				return err
			}
		}
		if err := w.follow(topic, on); err != nil {
			return err
		}
		j.Follows = []followImage{{topic, was}}
		j.count(feeds.TopicLabel(topic))
		return nil
	})
}

func (s *session) followed(topic string) (label string, on bool, err error) {
	err = s.row(qFollowed, []any{topicName(topic)}, &label)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return label, err == nil, err
}

func (s *session) follow(topic string, on bool) error {
	name := topicName(topic)
	if !on {
		_, err := s.exec(qUnfollow, name)
		return err
	}
	if _, err := s.topic(name); err != nil {
		return err
	}
	_, err := s.exec(qFollow, name, topic)
	return err
}

// author gives articles the topic of their author.
func (s *session) author(topic string, ids []feeds.ArticleID) error {
	type place struct{ article, published int64 }
	var list []place
	err := s.each(qAuthored, []any{idList(ids)}, func(scan func(...any) error) error {
		var p place
		var authors string
		if err := scan(&p.article, &p.published, &authors); err != nil {
			return err
		}
		if isBy(topic, fromList(authors)) {
			list = append(list, p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range list {
		if err := s.setTopics(p.article, p.published, []string{topic}, map[string]int64{}); err != nil {
			return err
		}
	}
	return nil
}

func isBy(topic string, authors []string) bool {
	for _, a := range authors {
		if strings.EqualFold(feeds.AuthorTopic(a), topic) {
			return true
		}
	}
	return false
}

// labels are the topics of an article, and its authors that are followed.
func (s *session) labels(a *feeds.Article) ([]string, error) {
	out := a.Topics
	for _, author := range a.Authors {
		topic := feeds.AuthorTopic(author)
		_, on, err := s.followed(topic)
		if err != nil {
			return nil, err
		}
		if on {
			out = append(out[:len(out):len(out)], topic)
		}
	}
	return out, nil
}

// swapFollow puts a following back as it was, and gives what there was instead.
func (s *session) swapFollow(f followImage) (followImage, error) {
	_, was, err := s.followed(f.Topic)
	if err != nil || was == f.On {
		return followImage{f.Topic, was}, err
	}
	return followImage{f.Topic, was}, s.follow(f.Topic, f.On)
}

func (s *session) follows() (out []feeds.Followed, err error) {
	err = s.each(qFollows, nil, func(scan func(...any) error) error {
		var f feeds.Followed
		err := scan(&f.Topic, &f.Unread)
		out = append(out, f)
		return err
	})
	return out, err
}

// Topics counts every topic there is. It reads them all: not for a screen.
func (s *Store) Topics(ctx context.Context) (out []feeds.TopicCount, err error) {
	err = s.view(ctx, "count the topics", func(r *session) error {
		if err := r.each(qAllTopics, nil, func(scan func(...any) error) error {
			var t feeds.TopicCount
			err := scan(&t.Topic, &t.Count, &t.Unread, &t.Followed)
			out = append(out, t)
			return err
		}); err != nil {
			return fmt.Errorf("count the topics: %w", err)
		}
		return nil
	})
	return out, err
}
