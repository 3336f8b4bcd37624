-- A run over the history of one pair of cards is a run like any other, with entries instead of tasks.
ALTER TABLE backfill_run ADD COLUMN pair_id INTEGER NOT NULL DEFAULT 0;
DROP INDEX backfill_run_open;
CREATE UNIQUE INDEX backfill_run_open ON backfill_run (link_id, side, kind, pair_id) WHERE state IN ('dry', 'running', 'paused', 'undoing');

-- One entry of a timeline that a run has read.
CREATE TABLE history_item (
    run_id      INTEGER NOT NULL REFERENCES backfill_run (id) ON DELETE CASCADE,
    portal_id   INTEGER NOT NULL,
    item        TEXT    NOT NULL,               -- 'a17', 'k5'
    kind        TEXT    NOT NULL,               -- call, letter, comment, …
    state       TEXT    NOT NULL,               -- stays, waits, looking, done, failed
    reason      TEXT    NOT NULL DEFAULT '',
    made        INTEGER NOT NULL DEFAULT 0,     -- they cross in the order they were written
    writes      INTEGER NOT NULL DEFAULT 1,     -- calls it takes at the partner, at most
    mapping_id  INTEGER NOT NULL DEFAULT 0,
    at          INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_item_by_state ON history_item (run_id, state, made, item);
CREATE INDEX history_item_open ON history_item (portal_id, item) WHERE state = 'looking';
