-- To mark is to change read_at alone, a million rows in one statement at most: a
-- trigger for each row took longer than the rest. Whoever sets read_at counts
-- what is followed himself.
DROP TRIGGER follows_turned;
CREATE TRIGGER follows_turned AFTER UPDATE OF hidden, fold, copy_of ON states WHEN EXISTS (SELECT 1 FROM follows) BEGIN
    UPDATE follows SET unread = unread
        - (old.read_at IS NULL AND old.hidden = 0 AND (old.fold = 0 OR NOT EXISTS
            (SELECT 1 FROM article_topics y WHERE y.article_id = old.copy_of AND y.topic_id = follows.topic_id)))
        + (new.read_at IS NULL AND new.hidden = 0 AND (new.fold = 0 OR NOT EXISTS
            (SELECT 1 FROM article_topics y WHERE y.article_id = new.copy_of AND y.topic_id = follows.topic_id)))
    WHERE topic_id IN (SELECT x.topic_id FROM article_topics x WHERE x.article_id = new.article_id);
END;
