package store

// shownUnread is what the view of x's topic shows of unread articles: what is not
// hidden, and no copy of one that has the topic as well.
const shownUnread = `s.read_at IS NULL AND s.hidden = 0
	AND (s.fold = 0 OR NOT EXISTS (SELECT 1 FROM article_topics y WHERE y.topic_id = x.topic_id AND y.article_id = s.copy_of))`

// followedUnread counts them for a topic, of which it is given the id's column.
func followedUnread(topic string) string {
	return "(SELECT count(*) FROM article_topics x CROSS JOIN states s ON s.article_id = x.article_id WHERE x.topic_id = " + topic + " AND " + shownUnread + ")"
}

// followedOf counts them among some articles, with a sign: what they add to the
// topics they have. They are gone through once, however many are followed.
func followedOf(sign string) string {
	return "UPDATE follows SET unread = unread " + sign + ` of.n FROM (SELECT x.topic_id AS topic, count(*) AS n
	FROM json_each(?) j CROSS JOIN states s ON s.article_id = j.value CROSS JOIN article_topics x ON x.article_id = s.article_id
	CROSS JOIN follows f ON f.topic_id = x.topic_id
	WHERE ` + shownUnread + `
	GROUP BY x.topic_id) of WHERE follows.topic_id = of.topic`
}

var (
	qFollowsAny   = define("is anything followed", "SELECT EXISTS (SELECT 1 FROM follows)")
	qFollowsLess  = define("count some no more where they are followed", followedOf("-"))
	qFollowsMore  = define("count some where they are followed", followedOf("+"))
	qFollowsAgain = define("count what is followed again", "UPDATE follows SET unread = "+followedUnread("follows.topic_id"))
)

// counting does what changes the read state of articles, and has the counts of
// what is followed follow.
func (s *session) counting(rs runs, do func() error) error {
	var any bool
	if err := s.row(qFollowsAny, nil, &any); err != nil {
		return err
	}
	if !any {
		return do()
	}
	if rs.len() > s.reach.recount {
		if err := do(); err != nil {
			return err
		}
		_, err := s.exec(qFollowsAgain)
		return err
	}
	ids := idList(rs.ids())
	if _, err := s.exec(qFollowsLess, ids); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	_, err := s.exec(qFollowsMore, ids)
	return err
}
