-- Pairs of tasks that were made by hand or by another tool before there was a link. A search is one run of kind 'adoption' per side.

-- What a search needs of a task to compare it; prints, no texts.
CREATE TABLE adoption_task (
    run_id       INTEGER NOT NULL REFERENCES backfill_run (id) ON DELETE CASCADE,
    portal_id    INTEGER NOT NULL,
    task         INTEGER NOT NULL,
    facts        TEXT    NOT NULL,
    title        BLOB    NOT NULL,               -- sealed for its own portal: only its administrator reads it
    PRIMARY KEY (run_id, task)
) STRICT, WITHOUT ROWID;

CREATE TABLE adoption_pair (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    link_id    INTEGER NOT NULL,
    task_a     INTEGER NOT NULL,
    task_b     INTEGER NOT NULL,
    origin     TEXT    NOT NULL,                 -- side that was first
    score      INTEGER NOT NULL,
    signals    TEXT    NOT NULL,
    rivals     INTEGER NOT NULL DEFAULT 0,       -- another task scores nearly as well: never adopted in a heap
    title_a    BLOB    NOT NULL,
    title_b    BLOB    NOT NULL,
    state      TEXT    NOT NULL,                 -- found, agreed, adopted, refused, failed
    reason     TEXT    NOT NULL DEFAULT '',
    yes_a      INTEGER NOT NULL DEFAULT 0,       -- moment of consent; both sides are needed
    yes_b      INTEGER NOT NULL DEFAULT 0,
    align      INTEGER NOT NULL DEFAULT 0,       -- what differs is decided by the rules of the link; otherwise it stays as it is
    at         INTEGER NOT NULL,
    UNIQUE (link_id, task_a, task_b)
) STRICT;
CREATE INDEX adoption_pair_by_state ON adoption_pair (link_id, state, score);

-- The discussion of an adopted pair: copies were written by people or other tools, not by us.
ALTER TABLE rejoin ADD COLUMN adopted INTEGER NOT NULL DEFAULT 0;
