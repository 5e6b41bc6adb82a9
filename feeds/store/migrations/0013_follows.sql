-- What the reader follows, with how many unread articles its view shows: what
-- is not hidden, and no copy of an article that has the topic as well. Whatever
-- changes one of these changes the count, so that reading it costs nothing.
CREATE TABLE follows (
    topic_id INTEGER PRIMARY KEY REFERENCES topics(id),
    label    TEXT NOT NULL, -- as the reader sees it
    unread   INTEGER NOT NULL
);

CREATE TRIGGER follows_turned AFTER UPDATE OF read_at, hidden, fold, copy_of ON states WHEN EXISTS (SELECT 1 FROM follows) BEGIN
    UPDATE follows SET unread = unread
        - (old.read_at IS NULL AND old.hidden = 0 AND (old.fold = 0 OR NOT EXISTS
            (SELECT 1 FROM article_topics y WHERE y.article_id = old.copy_of AND y.topic_id = follows.topic_id)))
        + (new.read_at IS NULL AND new.hidden = 0 AND (new.fold = 0 OR NOT EXISTS
            (SELECT 1 FROM article_topics y WHERE y.article_id = new.copy_of AND y.topic_id = follows.topic_id)))
    WHERE topic_id IN (SELECT x.topic_id FROM article_topics x WHERE x.article_id = new.article_id);
END;

-- An article that gets a topic is one more, and its copies are left out from
-- then on; one that loses it the other way round.
CREATE TRIGGER follows_more AFTER INSERT ON article_topics WHEN EXISTS (SELECT 1 FROM follows WHERE topic_id = new.topic_id) BEGIN
    UPDATE follows SET unread = unread
        + coalesce((SELECT s.read_at IS NULL AND s.hidden = 0 AND (s.fold = 0 OR NOT EXISTS
            (SELECT 1 FROM article_topics y WHERE y.article_id = s.copy_of AND y.topic_id = new.topic_id))
            FROM states s WHERE s.article_id = new.article_id), 0)
        - (SELECT count(*) FROM states c JOIN article_topics y ON y.article_id = c.article_id AND y.topic_id = new.topic_id
            WHERE c.copy_of = new.article_id AND c.copy_of <> 0 AND c.fold <> 0 AND c.read_at IS NULL AND c.hidden = 0)
    WHERE topic_id = new.topic_id;
END;
CREATE TRIGGER follows_less AFTER DELETE ON article_topics WHEN EXISTS (SELECT 1 FROM follows WHERE topic_id = old.topic_id) BEGIN
    UPDATE follows SET unread = unread
        - coalesce((SELECT s.read_at IS NULL AND s.hidden = 0 AND (s.fold = 0 OR NOT EXISTS
            (SELECT 1 FROM article_topics y WHERE y.article_id = s.copy_of AND y.topic_id = old.topic_id))
            FROM states s WHERE s.article_id = old.article_id), 0)
        + (SELECT count(*) FROM states c JOIN article_topics y ON y.article_id = c.article_id AND y.topic_id = old.topic_id
            WHERE c.copy_of = old.article_id AND c.copy_of <> 0 AND c.fold <> 0 AND c.read_at IS NULL AND c.hidden = 0)
    WHERE topic_id = old.topic_id;
END;

-- While an article's state is still there to be asked.
CREATE TRIGGER follows_gone BEFORE DELETE ON articles WHEN EXISTS (SELECT 1 FROM follows) BEGIN
    DELETE FROM article_topics WHERE article_id = old.id;
END;
