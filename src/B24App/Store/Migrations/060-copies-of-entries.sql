-- Entries of paired cards that people or other tools copied before. A run over the history of a pair looks for them.

-- What a comparison needs of an entry; prints, no texts. It is deleted when the comparison is over.
CREATE TABLE history_fact (
    run_id    INTEGER NOT NULL REFERENCES backfill_run (id) ON DELETE CASCADE,
    side      TEXT    NOT NULL,
    item      TEXT    NOT NULL,               -- 'a17', 'k5'
    facts     TEXT    NOT NULL,               -- empty: the entry is mirrored already and only marks how far the reading has come
    prints    TEXT    NOT NULL,               -- what its end of a mapping would begin with
    title     BLOB    NOT NULL,               -- sealed for its own portal
    PRIMARY KEY (run_id, side, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE history_copy (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    link_id  INTEGER NOT NULL,
    pair_id  INTEGER NOT NULL,                -- mapping of the cards
    item_a   TEXT    NOT NULL,
    item_b   TEXT    NOT NULL,
    origin   TEXT    NOT NULL,                -- side that was first
    prints   TEXT    NOT NULL,                -- of the end of that side
    score    INTEGER NOT NULL,
    signals  TEXT    NOT NULL,
    rivals   INTEGER NOT NULL DEFAULT 0,      -- another entry scores nearly as well: never adopted in a heap
    title_a  BLOB    NOT NULL,
    title_b  BLOB    NOT NULL,
    state    TEXT    NOT NULL,                -- found, adopted, refused, failed
    yes_a    INTEGER NOT NULL DEFAULT 0,      -- moment of consent; both sides are needed
    yes_b    INTEGER NOT NULL DEFAULT 0,
    at       INTEGER NOT NULL,
    UNIQUE (pair_id, item_a, item_b)
) STRICT;
CREATE INDEX history_copy_by_state ON history_copy (pair_id, state, score);
