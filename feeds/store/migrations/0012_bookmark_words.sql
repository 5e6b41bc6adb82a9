-- Which tags and folders bookmarks have is counted in an index of them alone.
CREATE INDEX bookmarks_words ON bookmarks(tags, folder);
