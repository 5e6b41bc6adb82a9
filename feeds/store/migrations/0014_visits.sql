-- When an article was last opened, or read by itself: the history. What a whole
-- view was marked with is not in it.
CREATE TABLE visits (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    at         INTEGER NOT NULL
);
CREATE INDEX visits_at ON visits(at);
