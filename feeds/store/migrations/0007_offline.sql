-- Whether a bookmark's document is the whole text, and not a feed's teaser.
ALTER TABLE bookmarks ADD COLUMN offline INTEGER NOT NULL DEFAULT 0;
UPDATE bookmarks SET offline = 1 WHERE article_id <> 0 AND article_id IN (SELECT article_id FROM pages);

-- Bookmarks whose page is to be asked for its text at next, 0 for not by
-- itself any more. A row outlives its bookmark: undo may bring that back.
CREATE TABLE bookmark_texts (
    bookmark_id INTEGER PRIMARY KEY,
    next        INTEGER NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,
    problem     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX bookmark_texts_due ON bookmark_texts(next) WHERE next > 0;
