-- The journal page reads the newest rows of one link, or of a period.
CREATE INDEX journal_by_portal_link ON journal (portal_id, link_id, id);
CREATE INDEX journal_by_time ON journal (portal_id, at);
CREATE INDEX inbox_by_time ON inbox (portal_id, received_at);
CREATE INDEX outbox_by_end ON outbox (settled_at) WHERE settled_at <> 0;

-- A mirrored task that somebody stopped: nothing of it crosses until one of that portal lets it go on.
CREATE TABLE task_pause (
    mapping_id  INTEGER NOT NULL REFERENCES mapping (id) ON DELETE CASCADE,
    portal_id   INTEGER NOT NULL,               -- whose people stopped it; who stopped it lets it go on (RULES 21)
    user_id     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (mapping_id, portal_id)
) STRICT, WITHOUT ROWID;
