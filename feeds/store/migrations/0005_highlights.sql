-- Highlights of a bookmark, as JSON; '' for none.
ALTER TABLE bookmarks ADD COLUMN highlights TEXT NOT NULL DEFAULT '';

-- The bookmarks that a step of the journal exchanges with the store, one a row
-- in the order they were changed: a step may be of all there are. other is
-- deflated JSON; '' for a bookmark that is not there on the other side.
CREATE TABLE journal_bookmarks (
    id          INTEGER PRIMARY KEY,
    journal_id  INTEGER NOT NULL REFERENCES journal(id) ON DELETE CASCADE,
    bookmark_id INTEGER NOT NULL,
    other       BLOB NOT NULL
);
CREATE INDEX journal_bookmarks_step ON journal_bookmarks(journal_id, id);
