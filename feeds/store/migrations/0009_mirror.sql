-- Where bookmarks are mirrored as files: one row, or none. sum is of the file
-- as it was written last, '' before the first time; holder writes until then.
CREATE TABLE mirror (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    path   TEXT NOT NULL,
    format TEXT NOT NULL,
    sum    TEXT NOT NULL DEFAULT '',
    holder TEXT NOT NULL DEFAULT '',
    until  INTEGER NOT NULL DEFAULT 0
);

-- What the files do not have yet, in the order it was changed, by whatever
-- way: triggers see undo and imports too. url and canonical name the note of a
-- bookmark that is gone.
CREATE TABLE mirror_changes (
    seq         INTEGER PRIMARY KEY,
    bookmark_id INTEGER NOT NULL,
    url         TEXT NOT NULL,
    canonical   TEXT NOT NULL
);
CREATE TRIGGER mirror_added AFTER INSERT ON bookmarks WHEN EXISTS (SELECT 1 FROM mirror) BEGIN
    INSERT INTO mirror_changes(bookmark_id, url, canonical) VALUES (new.id, new.url, new.canonical);
END;
CREATE TRIGGER mirror_removed AFTER DELETE ON bookmarks WHEN EXISTS (SELECT 1 FROM mirror) BEGIN
    INSERT INTO mirror_changes(bookmark_id, url, canonical) VALUES (old.id, old.url, old.canonical);
END;
CREATE TRIGGER mirror_text AFTER UPDATE ON bookmark_bodies WHEN EXISTS (SELECT 1 FROM mirror) BEGIN
    INSERT INTO mirror_changes(bookmark_id, url, canonical)
    SELECT id, url, canonical FROM bookmarks WHERE id = new.bookmark_id;
END;
