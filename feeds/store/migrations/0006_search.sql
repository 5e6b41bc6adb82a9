-- The index holds every term of an article once, without places: phrases are
-- looked up in the text of the articles that have their words. Its rowids are
-- slots, so that what it finds comes in the order of lists; bookmarks are in it
-- by their ids, beyond all slots.
DROP TRIGGER states_outlive;
DROP TABLE words;
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5(
    terms,
    content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- A reload's terms fit in memory, and pieces of the index are merged by eight.
INSERT INTO search(search, rank) VALUES ('hashsize', 4194304);
INSERT INTO search(search, rank) VALUES ('automerge', 8);
CREATE VIRTUAL TABLE words USING fts5vocab(search, row);

-- An article's slot is the second it was published, or the next one that was
-- free: its place in the index.
CREATE TABLE slots (
    slot       INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL
);

-- The unread articles in the order of lists, so many seconds to a row, each as
-- time, id and feed: marking hundreds of thousands read drops a few hundred
-- rows, and no index has to follow.
CREATE TABLE unread (
    block INTEGER PRIMARY KEY,
    list  BLOB NOT NULL
);
DROP INDEX states_unread;
DROP INDEX states_folder_unread;

-- Runs of ids that were marked read at a time. What says whether an article is
-- read, and since when, is states; this finds those read lately.
CREATE TABLE reads (
    at    INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last  INTEGER NOT NULL,
    PRIMARY KEY (at, first, last)
) WITHOUT ROWID;
INSERT INTO reads SELECT read_at, article_id, article_id FROM states WHERE read_at IS NOT NULL;
DROP INDEX states_read;

CREATE INDEX feeds_removed ON feeds(id) WHERE removed = 1;
CREATE INDEX feeds_folder ON feeds(folder_id) WHERE removed = 0;

CREATE TRIGGER states_outlive BEFORE DELETE ON articles BEGIN
    INSERT OR REPLACE INTO past_states(feed_id, guid_key, read_at)
    SELECT s.feed_id, old.guid_key, s.read_at FROM states s
    WHERE s.article_id = old.id AND s.read_at IS NOT NULL;
    UPDATE counters SET articles = articles - 1,
        unread = unread - coalesce((SELECT read_at IS NULL FROM states WHERE article_id = old.id), 0)
    WHERE feed_id = old.feed_id;
    DELETE FROM search WHERE rowid = (SELECT slot FROM slots
        WHERE slot >= (SELECT published FROM states WHERE article_id = old.id) AND article_id = old.id ORDER BY slot LIMIT 1);
    DELETE FROM slots WHERE slot = (SELECT slot FROM slots
        WHERE slot >= (SELECT published FROM states WHERE article_id = old.id) AND article_id = old.id ORDER BY slot LIMIT 1);
END;
