-- What makes an article comparable: see package related. A row for each
-- article, of about 190 bytes where it has 85 words; version is that of what
-- made it.
CREATE TABLE signatures (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    terms      BLOB NOT NULL
);

-- The articles that report one event. lead is the one that stands for all.
CREATE TABLE stories (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    lead INTEGER NOT NULL
);

-- story_id is 0 for an article that stands alone. copy_of is the article that
-- came first of those that are the same, 0 for itself. fold says in which views
-- a copy is left out, since another stands there: in those of fewer levels of
-- folders than it, so 1 is all that is wider than a folder, 2 a folder too; 0
-- is shown everywhere. A feed's own view leaves nothing out.
ALTER TABLE states ADD COLUMN story_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE states ADD COLUMN copy_of INTEGER NOT NULL DEFAULT 0;
ALTER TABLE states ADD COLUMN fold INTEGER NOT NULL DEFAULT 0;
CREATE INDEX states_story ON states(story_id, published) WHERE story_id <> 0;
CREATE INDEX states_copies ON states(copy_of) WHERE copy_of <> 0;

-- The folded copies alone, which are few: what the counts of views leave out.
CREATE INDEX states_folded ON states(feed_id, fold, read_at, published) WHERE fold <> 0;

-- What the reader said does not belong together: an article with another, and
-- with the other's story as it was then, 0 for none.
CREATE TABLE dismissals (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    other_id   INTEGER NOT NULL,
    story_id   INTEGER NOT NULL,
    PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX dismissals_other ON dismissals(other_id);
CREATE INDEX dismissals_story ON dismissals(story_id) WHERE story_id <> 0;

-- Articles up to this one have their place, or are too old to be given one.
INSERT INTO meta(name, value) SELECT 'filed', coalesce(
    (SELECT min(article_id) - 1 FROM states WHERE published >= unixepoch() - 14 * 86400),
    (SELECT max(id) FROM articles), 0);

DROP TABLE words;
