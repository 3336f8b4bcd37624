-- One thing that a leak test looked at: a task, a message or a file, and whether it would leave. Texts are sealed for the portal they are of.
CREATE TABLE leak_item (
    id         INTEGER PRIMARY KEY,
    run_id     INTEGER NOT NULL REFERENCES backfill_run (id) ON DELETE CASCADE,
    portal_id  INTEGER NOT NULL,
    task       INTEGER NOT NULL,
    item       TEXT    NOT NULL,               -- 't51', 'c77', 'm12930', 'c77/A495'
    kind       TEXT    NOT NULL,               -- task, message, file
    verdict    TEXT    NOT NULL,               -- leaves, stays, left, unread
    why        TEXT    NOT NULL,
    said       BLOB    NOT NULL,               -- who and what, sealed
    size       INTEGER NOT NULL DEFAULT 0,
    at         INTEGER NOT NULL DEFAULT 0,
    UNIQUE (run_id, task, item)
) STRICT;
CREATE INDEX leak_item_by_verdict ON leak_item (run_id, verdict, kind, id);
