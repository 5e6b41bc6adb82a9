-- The version of what read a page's text: one that an earlier version read is
-- read again.
ALTER TABLE pages ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
