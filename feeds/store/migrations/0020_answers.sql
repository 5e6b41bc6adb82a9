-- What an assistant answered, by a hash of all that it was asked and who
-- answered: a text that changed is asked about anew. What was said of an article
-- goes with it; article_id is NULL for what is not stored.
CREATE TABLE answers (
    asked BLOB PRIMARY KEY,
    article_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX answers_by_article ON answers(article_id);
CREATE INDEX answers_by_time ON answers(at);
