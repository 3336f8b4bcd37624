-- A person sent one task from its card: the link's filter does not ask about it any more.
CREATE TABLE sent_by_hand (
    portal_id      INTEGER NOT NULL,
    link_id        INTEGER NOT NULL,
    item           TEXT    NOT NULL,               -- 't51'
    with_comments  INTEGER NOT NULL DEFAULT 0,     -- what was said before crosses too
    user_id        INTEGER NOT NULL,
    at             INTEGER NOT NULL,
    PRIMARY KEY (portal_id, link_id, item)
) STRICT, WITHOUT ROWID;

-- A person ended the mirroring of one task from its card; who ended it begins it again.
CREATE TABLE stopped_by_hand (
    mapping_id  INTEGER PRIMARY KEY REFERENCES mapping (id) ON DELETE CASCADE,
    portal_id   INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
