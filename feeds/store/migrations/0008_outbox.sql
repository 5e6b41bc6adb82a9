-- What is on its way to a service. page is what makes two articles one, as in
-- bookmarks.canonical; item is a bookmark as JSON, without its texts, for what
-- is not bookmarked (bookmark_id 0). One that is no bookmark any more waits
-- unseen: undo may bring it back.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    service       TEXT NOT NULL,
    page          TEXT NOT NULL,
    bookmark_id   INTEGER NOT NULL,
    item          TEXT NOT NULL,
    state         TEXT NOT NULL, -- waiting, sending, stopped, held, unsure, dropped
    added         INTEGER NOT NULL,
    next          INTEGER NOT NULL,
    tries         INTEGER NOT NULL DEFAULT 0,
    claimed_until INTEGER NOT NULL DEFAULT 0,
    problem       TEXT NOT NULL DEFAULT '',
    UNIQUE (service, page)
);
CREATE INDEX outbox_next ON outbox(service, next) WHERE state IN ('waiting', 'sending');

-- What has arrived, and when last.
CREATE TABLE sent (
    page    TEXT NOT NULL,
    service TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (page, service)
) WITHOUT ROWID;
