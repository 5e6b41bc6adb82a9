-- What a person wants done with articles as they come. acts is feeds.RuleActs
-- as JSON; ends is when the rule stops acting, 0 for never; line is where one
-- stands in the config, 0 for one of the store's own; place orders those. A row
-- whose removed is 1 is one that undo can bring back.
CREATE TABLE rules (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL,
    query   TEXT NOT NULL,
    acts    TEXT NOT NULL,
    ends    INTEGER NOT NULL DEFAULT 0,
    off     INTEGER NOT NULL DEFAULT 0,
    line    INTEGER NOT NULL DEFAULT 0,
    place   INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX rules_name ON rules(name, line > 0) WHERE removed = 0;

-- Which articles a rule took. hides says that it mutes this one for as long as
-- the rule is there and not off; todo, what is left of the rule's other acts: 1
-- all, 2 to keep it alone, 0 nothing.
CREATE TABLE ruled (
    rule_id    INTEGER NOT NULL REFERENCES rules(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    hides      INTEGER NOT NULL,
    todo       INTEGER NOT NULL,
    PRIMARY KEY (rule_id, article_id)
) WITHOUT ROWID;
CREATE INDEX ruled_article ON ruled(article_id);
CREATE INDEX ruled_todo ON ruled(rule_id, article_id) WHERE todo <> 0;

-- From here on states.hidden has two bits: 1 while the feed is unsubscribed, 2
-- while a rule mutes the article. What is muted is neither in the unread list
-- nor in a counter.
CREATE INDEX states_muted ON states(published) WHERE hidden = 2;

DROP TRIGGER states_outlive;
CREATE TRIGGER states_outlive BEFORE DELETE ON articles BEGIN
    INSERT OR REPLACE INTO past_states(feed_id, guid_key, read_at)
    SELECT s.feed_id, old.guid_key, s.read_at FROM states s
    WHERE s.article_id = old.id AND s.read_at IS NOT NULL;
    UPDATE counters SET articles = articles - 1,
        unread = unread - coalesce((SELECT read_at IS NULL AND hidden < 2 FROM states WHERE article_id = old.id), 0)
    WHERE feed_id = old.feed_id;
    DELETE FROM search WHERE rowid = (SELECT slot FROM slots
        WHERE slot >= (SELECT published FROM states WHERE article_id = old.id) AND article_id = old.id ORDER BY slot LIMIT 1);
    DELETE FROM slots WHERE slot = (SELECT slot FROM slots
        WHERE slot >= (SELECT published FROM states WHERE article_id = old.id) AND article_id = old.id ORDER BY slot LIMIT 1);
END;
