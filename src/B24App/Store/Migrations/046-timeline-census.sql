-- When the entries of a portal that crossed were last asked for one by one: lists do not tell of everything that is gone.
ALTER TABLE timeline_sweep ADD COLUMN counted_at INTEGER NOT NULL DEFAULT 0;

-- Links that stopped because most of their entries were missing at once: whoever lets one go on after that has read it.
CREATE TABLE timeline_question (
    portal_id  INTEGER NOT NULL,
    link_id    INTEGER NOT NULL,
    asked_at   INTEGER NOT NULL,
    PRIMARY KEY (portal_id, link_id)
) STRICT, WITHOUT ROWID;
