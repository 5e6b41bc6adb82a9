-- The searches that a person named; line is where one stands in the config, 0
-- for one of the store's own. A row whose removed is 1 is one that undo can
-- bring back. filled is 1 once all its articles are known.
CREATE TABLE searches (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,
    query   TEXT NOT NULL,
    line    INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    filled  INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX searches_name ON searches(name, line > 0) WHERE removed = 0;

-- The articles of a saved search, as the unread list has them: what it finds
-- were they all unread, by part for each way in which its conditions of time
-- can stand.
CREATE TABLE found (
    search_id INTEGER NOT NULL REFERENCES searches(id) ON DELETE CASCADE,
    part      INTEGER NOT NULL,
    block     INTEGER NOT NULL,
    list      BLOB NOT NULL,
    PRIMARY KEY (search_id, part, block)
) WITHOUT ROWID;
