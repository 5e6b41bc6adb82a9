-- Where an article was left, when that was not its head: the block and the
-- byte in its text.
CREATE TABLE places (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    block      INTEGER NOT NULL,
    byte       INTEGER NOT NULL
);
