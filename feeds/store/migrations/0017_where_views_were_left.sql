-- Where the list of a view was left (feeds.Key; 0 for its first row), the
-- newest article there was then, and how many cells its divider was moved;
-- NULL where nobody moved it. The row of the view '' has what was moved last.
ALTER TABLE orders ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN article INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN newest INTEGER NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN shift INTEGER;
