-- How the list of a view is set: feeds.Order by feeds.View.Name.
CREATE TABLE orders (
    view TEXT PRIMARY KEY,
    sort TEXT NOT NULL,
    days INTEGER NOT NULL
) WITHOUT ROWID;
