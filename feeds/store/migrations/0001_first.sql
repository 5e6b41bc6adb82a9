-- Times are Unix milliseconds, 0 for unknown, except published: Unix seconds,
-- as feeds.Key has it. Lists of strings are JSON. Keys are 64-bit hashes of
-- long text, for indexes that would otherwise hold the text twice.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE folders (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE
);

-- A row is never deleted: an unsubscribed feed is hidden, so that undo and a
-- second subscription find its articles and their state.
CREATE TABLE feeds (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    url         TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL DEFAULT '',
    own_title   TEXT NOT NULL DEFAULT '',
    folder_id   INTEGER NOT NULL REFERENCES folders(id),
    site_url    TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT '',
    language    TEXT NOT NULL DEFAULT '',
    origin      TEXT NOT NULL,
    own_origin  TEXT NOT NULL DEFAULT '', -- what it was before the config claimed it
    line        INTEGER NOT NULL DEFAULT 0,
    options     TEXT NOT NULL DEFAULT '', -- feeds.FeedOptions as JSON, '' for none
    removed     INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE fetch_state (
    feed_id       INTEGER PRIMARY KEY REFERENCES feeds(id),
    etag          TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_hash     TEXT NOT NULL DEFAULT '',
    checked       INTEGER NOT NULL DEFAULT 0,
    succeeded     INTEGER NOT NULL DEFAULT 0,
    next          INTEGER NOT NULL DEFAULT 0,
    failures      INTEGER NOT NULL DEFAULT 0,
    status        INTEGER NOT NULL DEFAULT 0,
    error         TEXT NOT NULL DEFAULT '',
    gone          INTEGER NOT NULL DEFAULT 0,
    moved         TEXT NOT NULL DEFAULT '',
    moved_count   INTEGER NOT NULL DEFAULT 0,
    took          INTEGER NOT NULL DEFAULT 0,
    every         INTEGER NOT NULL DEFAULT 0, -- nanoseconds, as took
    skip_hours    INTEGER NOT NULL DEFAULT 0,
    skip_days     INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE counters (
    feed_id  INTEGER PRIMARY KEY REFERENCES feeds(id),
    articles INTEGER NOT NULL DEFAULT 0,
    unread   INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE articles (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id       INTEGER NOT NULL REFERENCES feeds(id),
    guid          TEXT NOT NULL,
    guid_key      INTEGER NOT NULL,
    url           TEXT NOT NULL,
    canonical     TEXT NOT NULL, -- '' where it follows from url
    canonical_key INTEGER NOT NULL, -- 0 for none
    title         TEXT NOT NULL,
    authors       TEXT NOT NULL,
    date_guessed  INTEGER NOT NULL,
    updated       INTEGER NOT NULL,
    first_seen    INTEGER NOT NULL,
    summary       TEXT NOT NULL, -- what a list shows of it
    words         INTEGER NOT NULL,
    topics        TEXT NOT NULL,
    language      TEXT NOT NULL,
    comments_url  TEXT NOT NULL,
    comments_feed TEXT NOT NULL,
    comments      INTEGER NOT NULL,
    enclosures    TEXT NOT NULL,
    image         TEXT NOT NULL,
    hash          TEXT NOT NULL
);
CREATE UNIQUE INDEX articles_identity ON articles(feed_id, guid_key);
CREATE INDEX articles_canonical ON articles(canonical_key) WHERE canonical_key <> 0;

-- html is '' where the publisher gave plain text; summary is '' where articles
-- holds the whole of it.
CREATE TABLE bodies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    text       TEXT NOT NULL,
    html       TEXT NOT NULL,
    summary    TEXT NOT NULL
);

CREATE TABLE pages (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    document   TEXT NOT NULL
);

CREATE TABLE revisions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    replaced   INTEGER NOT NULL,
    title      TEXT NOT NULL,
    html       TEXT NOT NULL,
    hash       TEXT NOT NULL
);
CREATE INDEX revisions_article ON revisions(article_id, id);

-- What the reader did with an article, beside the article's place in every
-- list: one narrow row that marking writes and windows read. read_at is NULL
-- while unread; hidden is 1 while the feed is unsubscribed.
CREATE TABLE states (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    feed_id    INTEGER NOT NULL,
    folder_id  INTEGER NOT NULL,
    published  INTEGER NOT NULL,
    hidden     INTEGER NOT NULL,
    read_at    INTEGER
);
CREATE INDEX states_all ON states(published) WHERE hidden = 0;
CREATE INDEX states_feed ON states(feed_id, published);
CREATE INDEX states_folder ON states(folder_id, published) WHERE hidden = 0;
CREATE INDEX states_unread ON states(published) WHERE read_at IS NULL AND hidden = 0;
CREATE INDEX states_folder_unread ON states(folder_id, published) WHERE read_at IS NULL AND hidden = 0;
CREATE INDEX states_read ON states(read_at) WHERE read_at IS NOT NULL;

-- The state of articles that are gone, for when they come again.
CREATE TABLE past_states (
    feed_id  INTEGER NOT NULL,
    guid_key INTEGER NOT NULL,
    read_at  INTEGER NOT NULL,
    PRIMARY KEY (feed_id, guid_key)
) WITHOUT ROWID;
CREATE TRIGGER states_outlive BEFORE DELETE ON articles BEGIN
    INSERT OR REPLACE INTO past_states(feed_id, guid_key, read_at)
    SELECT s.feed_id, old.guid_key, s.read_at FROM states s
    WHERE s.article_id = old.id AND s.read_at IS NOT NULL;
    UPDATE counters SET articles = articles - 1,
        unread = unread - coalesce((SELECT read_at IS NULL FROM states WHERE article_id = old.id), 0)
    WHERE feed_id = old.feed_id;
    DELETE FROM search WHERE rowid = old.id;
END;

CREATE TABLE topics (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE -- folded to lower case; articles.topics keeps the spelling
);
CREATE TABLE article_topics (
    topic_id   INTEGER NOT NULL REFERENCES topics(id),
    published  INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (topic_id, published, article_id)
) WITHOUT ROWID;
CREATE INDEX article_topics_article ON article_topics(article_id);

-- Bookmarks outlive everything else: no foreign keys. Rowids are given out by
-- AUTOINCREMENT, and undo brings a removed one back under its old id.
CREATE TABLE bookmarks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL,
    url        TEXT NOT NULL,
    canonical  TEXT NOT NULL UNIQUE, -- what makes two bookmarks one
    canonical_key INTEGER NOT NULL,
    title      TEXT NOT NULL,
    source     TEXT NOT NULL,
    authors    TEXT NOT NULL,
    published  INTEGER NOT NULL, -- milliseconds
    saved      INTEGER NOT NULL,
    topics     TEXT NOT NULL,
    summary    TEXT NOT NULL,
    tags       TEXT NOT NULL,
    note       TEXT NOT NULL,
    folder     TEXT NOT NULL
);
CREATE INDEX bookmarks_saved ON bookmarks(saved);
CREATE INDEX bookmarks_article ON bookmarks(article_id) WHERE article_id <> 0;
CREATE INDEX bookmarks_canonical ON bookmarks(canonical_key) WHERE canonical_key <> 0;

CREATE TABLE bookmark_bodies (
    bookmark_id INTEGER PRIMARY KEY REFERENCES bookmarks(id) ON DELETE CASCADE,
    html        TEXT NOT NULL,
    document    TEXT NOT NULL
);

-- Steps up to the last with undone = 0 are done, those after it undone. other
-- holds the values a step exchanges with the store when undone or redone.
CREATE TABLE journal (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    verb   TEXT NOT NULL,
    what   TEXT NOT NULL,
    n      INTEGER NOT NULL,
    undone INTEGER NOT NULL,
    other  BLOB NOT NULL
);
CREATE INDEX journal_undone ON journal(undone, id);

CREATE VIRTUAL TABLE search USING fts5(
    title, text, author, feed,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE words USING fts5vocab(search, row);

INSERT INTO folders(path) VALUES ('');
