package store

import (
	"cmp"
	"slices"
	"strings"

	"broadsheet/feeds"
)

// A copy is folded away where a view shows another one of its group already:
// in every view that is wide enough to hold both. Which those are follows from
// the folders of their feeds; the original stands for the others, or else the one of them that came first.

var (
	qGroup = define("copies of an article", `SELECT s.article_id, s.feed_id, s.hidden <> 0, s.fold, d.path
		FROM states s JOIN folders d ON d.id = s.folder_id WHERE s.article_id = ?1
		UNION ALL SELECT s.article_id, s.feed_id, s.hidden <> 0, s.fold, d.path
		FROM states s JOIN folders d ON d.id = s.folder_id WHERE s.copy_of = ?1 AND s.copy_of <> 0`)
	qSetFold    = define("fold a copy", "UPDATE states SET fold = ? WHERE article_id = ?")
	qFeedGroups = define("groups with a copy from a feed", `SELECT copy_of FROM states WHERE feed_id = ?1 AND copy_of <> 0
		UNION ALL SELECT s.article_id FROM states s WHERE s.feed_id = ?1 AND EXISTS (SELECT 1 FROM states c WHERE c.copy_of = s.article_id AND c.copy_of <> 0)`)
	qNextHead = define("next of a group", "SELECT min(article_id) FROM states WHERE copy_of = ? AND copy_of <> 0")
	qSetHead  = define("let a copy stand for its group", "UPDATE states SET copy_of = CASE article_id WHEN ?1 THEN 0 ELSE ?1 END WHERE copy_of = ?2 AND copy_of <> 0")
)

// refold sets in which views each of a group of copies is left out.
func (s *session) refold(head int64) error {
	type member struct {
		id, feed int64
		hidden   bool
		fold     int
		path     string
		want     int
	}
	var group []member
	err := s.each(qGroup, []any{head}, func(scan func(...any) error) error {
		var m member
		err := scan(&m.id, &m.feed, &m.hidden, &m.fold, &m.path)
		group = append(group, m)
		return err
	})
	if err != nil {
		return err
	}
	feeds.SortStable(group, func(a, b member) int {
		switch head {
		case a.id:
			return -1
		case b.id:
			return 1
		}
		return cmp.Compare(a.id, b.id)
	})
	for i := range group {
		m := &group[i]
		for _, before := range group[:i] {
			if !before.hidden && !m.hidden && before.feed != m.feed {
				m.want = max(m.want, common(before.path, m.path)+1)
			}
		}
		if m.want == m.fold {
			continue
		}
		if _, err := s.exec(qSetFold, m.want, m.id); err != nil {
			return err
		}
	}
	return nil
}

// common is how many levels of folders two places share.
func common(a, b string) int {
	if a == b {
		return feeds.Levels(a)
	}
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// refoldFeed folds anew the copies that a feed is concerned with, after it
// moved to another folder, left or came back.
func (s *session) refoldFeed(id feeds.FeedID) error {
	var heads []int64
	err := s.each(qFeedGroups, []any{id}, func(scan func(...any) error) error {
		var head int64
		err := scan(&head)
		heads = append(heads, head)
		return err
	})
	if err != nil {
		return err
	}
	return s.refoldEach(heads)
}

// refoldEach folds groups anew, each once.
func (s *session) refoldEach(heads []int64) error {
	slices.Sort(heads)
	for _, head := range slices.Compact(heads) {
		if err := s.refold(head); err != nil {
			return err
		}
	}
	return nil
}

// succeed lets another copy stand for a group whose head goes.
func (s *session) succeed(head int64) error {
	var next *int64
	if err := s.row(qNextHead, []any{head}, &next); err != nil || next == nil {
		return err
	}
	if _, err := s.exec(qSetHead, *next, head); err != nil {
		return err
	}
	return s.refold(*next)
}
