-- What the checks of links have found: feeds.LinkCheck as JSON, by the address
-- that was asked. A row outlives its bookmark: undo may bring that back.
CREATE TABLE link_checks (
    url     TEXT PRIMARY KEY,
    checked INTEGER NOT NULL, -- milliseconds
    found   TEXT NOT NULL
) WITHOUT ROWID;
