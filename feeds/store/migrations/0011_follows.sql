-- What the reader follows, with how many unread articles its view shows.
-- Whatever changes what it shows changes the count, so that reading it costs
-- nothing.
CREATE TABLE follows (
    topic_id INTEGER PRIMARY KEY REFERENCES topics(id),
    label    TEXT NOT NULL, -- as the reader sees it
    unread   INTEGER NOT NULL
);

CREATE TRIGGER follows_turned AFTER UPDATE OF read_at, hidden ON states WHEN EXISTS (SELECT 1 FROM follows) BEGIN
    UPDATE follows SET unread = unread - (old.read_at IS NULL AND old.hidden = 0) + (new.read_at IS NULL AND new.hidden = 0)
    WHERE topic_id IN (SELECT x.topic_id FROM article_topics x WHERE x.article_id = new.article_id);
END;
CREATE TRIGGER follows_more AFTER INSERT ON article_topics WHEN EXISTS (SELECT 1 FROM follows WHERE topic_id = new.topic_id) BEGIN
    UPDATE follows SET unread = unread + coalesce((SELECT s.read_at IS NULL AND s.hidden = 0 FROM states s WHERE s.article_id = new.article_id), 0)
    WHERE topic_id = new.topic_id;
END;
CREATE TRIGGER follows_less AFTER DELETE ON article_topics WHEN EXISTS (SELECT 1 FROM follows WHERE topic_id = old.topic_id) BEGIN
    UPDATE follows SET unread = unread - coalesce((SELECT s.read_at IS NULL AND s.hidden = 0 FROM states s WHERE s.article_id = old.article_id), 0)
    WHERE topic_id = old.topic_id;
END;

-- While an article's state is still there to be asked.
CREATE TRIGGER follows_gone BEFORE DELETE ON articles WHEN EXISTS (SELECT 1 FROM follows) BEGIN
    DELETE FROM article_topics WHERE article_id = old.id;
END;
