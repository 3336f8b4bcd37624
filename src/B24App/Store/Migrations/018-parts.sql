-- How the records of time and the results of a mirrored task stood on one portal when they were last read. No event tells of them, so a
-- sweep compares what a portal lists with this. Hashes only.
CREATE TABLE part_sheet (
    portal_id  INTEGER NOT NULL,
    task       INTEGER NOT NULL,
    spent      INTEGER NOT NULL DEFAULT 0,       -- seconds of all records
    times      TEXT    NOT NULL DEFAULT '',      -- 'number:hash' of each record
    results    TEXT    NOT NULL DEFAULT '',      -- hash of all results; '' for none
    asked_at   INTEGER NOT NULL DEFAULT 0,       -- last listed by a sweep
    read_at    INTEGER NOT NULL DEFAULT 0,       -- last read whole
    PRIMARY KEY (portal_id, task)
) STRICT, WITHOUT ROWID;

-- Comment or note that is the result on the old card: its mapping.
ALTER TABLE sub_item ADD COLUMN carrier INTEGER NOT NULL DEFAULT 0;
