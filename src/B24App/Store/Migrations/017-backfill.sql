-- Bringing over what existed before a link, or only showing what would leave. One row per run; its checkpoint moves in the commit that
-- stores the work.
CREATE TABLE backfill_run (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: what a run made is known by its number
    portal_id      INTEGER NOT NULL,                    -- whose tasks, and whose administrator asked
    link_id        INTEGER NOT NULL,
    side           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,                    -- backfill, leaktest
    state          TEXT    NOT NULL,                    -- dry, ready, running, paused, cancelled, done, undoing, undone
    since          INTEGER NOT NULL DEFAULT 0,          -- tasks created from here on; 0 for all time
    with_comments  INTEGER NOT NULL DEFAULT 1,
    open_only      INTEGER NOT NULL DEFAULT 0,
    to_relay       INTEGER NOT NULL DEFAULT 0,          -- mirrors are given to the relay account, so that nobody is notified
    contract       INTEGER NOT NULL,                    -- number the preview was made under
    walk           TEXT    NOT NULL DEFAULT '',         -- how far the reading has come
    reason         TEXT    NOT NULL DEFAULT '',         -- why it stands still
    user_id        INTEGER NOT NULL,
    undo_by        INTEGER NOT NULL DEFAULT 0,          -- portal that takes it back: only at home its administrator deletes
    created_at     INTEGER NOT NULL,
    began_at       INTEGER NOT NULL DEFAULT 0,
    ended_at       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX backfill_run_by_link ON backfill_run (link_id, side, kind);
CREATE UNIQUE INDEX backfill_run_open ON backfill_run (link_id, side, kind) WHERE state IN ('dry', 'running', 'paused', 'undoing');

-- One task that a run has read.
CREATE TABLE backfill_item (
    run_id       INTEGER NOT NULL REFERENCES backfill_run (id) ON DELETE CASCADE,
    portal_id    INTEGER NOT NULL,
    task         INTEGER NOT NULL,
    state        TEXT    NOT NULL,                      -- stays, waits, looking, talking, done, failed, undoing, removed, marked
    reason       TEXT    NOT NULL DEFAULT '',
    earlier      INTEGER NOT NULL DEFAULT 0,            -- mirrored already: only its earlier comments cross
    comments     INTEGER NOT NULL DEFAULT 0,            -- as listed; -1 where the card does not count them
    responsible  INTEGER NOT NULL DEFAULT 0,            -- who would be told there; 0 for nobody
    mapping_id   INTEGER NOT NULL DEFAULT 0,
    crossed      INTEGER NOT NULL DEFAULT 0,            -- comments that crossed
    at           INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX backfill_item_by_state ON backfill_item (run_id, state, task);
CREATE INDEX backfill_item_open ON backfill_item (portal_id, task) WHERE state IN ('looking', 'talking');

-- The run a look or a call belongs to; 0 for live work.
ALTER TABLE dirty ADD COLUMN run_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN run_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_by_run ON outbox (run_id) WHERE run_id <> 0;
