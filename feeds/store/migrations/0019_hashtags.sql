-- The topics that were found in an article, beside those its publisher gave; a
-- topic's found is 1 once one was found so.
ALTER TABLE articles ADD COLUMN hashtags TEXT NOT NULL DEFAULT '';
ALTER TABLE topics ADD COLUMN found INTEGER NOT NULL DEFAULT 0;
