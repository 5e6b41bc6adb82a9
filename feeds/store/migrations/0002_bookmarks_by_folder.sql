-- Bookmarks leave folder by folder. "/" sorts below all else in a name, so
-- that a folder is followed by those within it ("A", "A/B", "A B").
CREATE INDEX bookmarks_folder ON bookmarks(replace(folder, '/', char(1)), saved);
