-- Carrying inside one portal: which entries of which timelines are shown where too (decision 0020).
CREATE TABLE carry_rule (
    id          INTEGER PRIMARY KEY,
    portal_id   INTEGER NOT NULL,
    name        TEXT    NOT NULL,
    body        TEXT    NOT NULL,               -- the rule as JSON
    is_on       INTEGER NOT NULL DEFAULT 0,
    is_gone     INTEGER NOT NULL DEFAULT 0,     -- deleted by a person; its deeds still tell what was done
    user_id     INTEGER NOT NULL DEFAULT 0,     -- who changed it last
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX carry_rule_by_portal ON carry_rule (portal_id);

-- "Look at this": an activity 'a17', a comment 'c5', a record 'r3:12'.
CREATE TABLE carry_dirty (
    portal_id  INTEGER NOT NULL,
    item       TEXT    NOT NULL,
    due_at     INTEGER NOT NULL,
    hints      INTEGER NOT NULL DEFAULT 1,      -- grows with each hint, so a look knows whether it is still the last word
    feed       TEXT    NOT NULL,                -- event, sweep, run, retry …
    run_id     INTEGER NOT NULL DEFAULT 0,      -- 0 for live work
    PRIMARY KEY (portal_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX carry_dirty_by_time ON carry_dirty (due_at);

-- What a source was tied to when it was last read: no event tells what changed in a record.
CREATE TABLE carry_tie (
    portal_id  INTEGER NOT NULL,
    rule_id    INTEGER NOT NULL REFERENCES carry_rule (id) ON DELETE CASCADE,
    source     TEXT    NOT NULL,
    targets    TEXT    NOT NULL,                -- 'r4:17 r4:18'
    is_marked  INTEGER NOT NULL,
    PRIMARY KEY (rule_id, source)
) STRICT, WITHOUT ROWID;

-- A call written down before it leaves. Those of one item leave one after another.
CREATE TABLE carry_intent (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    portal_id   INTEGER NOT NULL,
    rule_id     INTEGER NOT NULL,
    run_id      INTEGER NOT NULL DEFAULT 0,
    item        TEXT    NOT NULL,
    act         TEXT    NOT NULL,               -- bind, unbind, release, rebind, copy …
    card        TEXT    NOT NULL,               -- the record whose timeline or field is meant
    state       TEXT    NOT NULL DEFAULT 'waiting',  -- waiting, leaving, unknown, done, parked, void
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  INTEGER NOT NULL DEFAULT 0,
    sent_at     INTEGER NOT NULL DEFAULT 0,
    created_at  INTEGER NOT NULL,
    settled_at  INTEGER NOT NULL DEFAULT 0,
    was         TEXT    NOT NULL DEFAULT '',    -- what a return will need
    made        INTEGER NOT NULL DEFAULT 0,     -- a copy of ours that is meant
    reason      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX carry_intent_open ON carry_intent (portal_id, item, id) WHERE settled_at = 0;
CREATE INDEX carry_intent_by_item ON carry_intent (portal_id, item);
CREATE INDEX carry_intent_by_run ON carry_intent (run_id, settled_at) WHERE run_id <> 0;

-- What was done: proof against doing it twice, ground for taking it back, and the journal of the rules.
CREATE TABLE carry_deed (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    portal_id  INTEGER NOT NULL,
    rule_id    INTEGER NOT NULL,
    run_id     INTEGER NOT NULL DEFAULT 0,
    item       TEXT    NOT NULL,
    act        TEXT    NOT NULL,
    card       TEXT    NOT NULL,
    made       INTEGER NOT NULL DEFAULT 0,      -- id of a copy
    was        TEXT    NOT NULL DEFAULT '',     -- what a return needs: whether the company was the first one, and its place
    at         INTEGER NOT NULL,
    portal_at  INTEGER NOT NULL DEFAULT 0,      -- the portal's own clock
    undone_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX carry_deed_by_item ON carry_deed (portal_id, item);
CREATE INDEX carry_deed_by_card ON carry_deed (portal_id, card);
CREATE INDEX carry_deed_by_time ON carry_deed (portal_id, id);
CREATE INDEX carry_deed_by_run ON carry_deed (run_id) WHERE run_id <> 0;

-- Why an entry stays: one row per entry and rule with a counter.
CREATE TABLE carry_skip (
    portal_id  INTEGER NOT NULL,
    rule_id    INTEGER NOT NULL REFERENCES carry_rule (id) ON DELETE CASCADE,
    item       TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    times      INTEGER NOT NULL DEFAULT 1,
    at         INTEGER NOT NULL,
    PRIMARY KEY (rule_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX carry_skip_by_time ON carry_skip (portal_id, at);

-- How far the sweep of a portal's timelines has come.
CREATE TABLE carry_sweep (
    portal_id  INTEGER PRIMARY KEY,
    newest     INTEGER NOT NULL DEFAULT 0,      -- newest activity that was listed
    read_to    INTEGER NOT NULL DEFAULT 0,      -- what changed later is still to be read
    walk       TEXT    NOT NULL DEFAULT '',     -- a walk that is not over
    swept_at   INTEGER NOT NULL DEFAULT 0,
    woken_at   INTEGER NOT NULL DEFAULT 0       -- last time anything happened
) STRICT;

-- Runs of one rule over what existed before.
CREATE TABLE carry_run (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    portal_id   INTEGER NOT NULL,
    rule_id     INTEGER NOT NULL,
    state       TEXT    NOT NULL,               -- dry, ready, running, paused, cancelled, done, undoing, undone
    rule        TEXT    NOT NULL,               -- the rule it was previewed under
    walk        TEXT    NOT NULL DEFAULT '',    -- how far the preview has read
    reason      TEXT    NOT NULL DEFAULT '',
    user_id     INTEGER NOT NULL,
    created_at  INTEGER NOT NULL,
    began_at    INTEGER NOT NULL DEFAULT 0,
    ended_at    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX carry_run_by_rule ON carry_run (portal_id, rule_id);

-- Every entry the preview met, and what became of it.
CREATE TABLE carry_run_item (
    run_id   INTEGER NOT NULL REFERENCES carry_run (id) ON DELETE CASCADE,
    item     TEXT    NOT NULL,
    verdict  TEXT    NOT NULL,                  -- None for one that is carried, else why it stays
    stage    INTEGER NOT NULL DEFAULT 0,        -- 0 waits, 1 its turn came, 2 taken back
    PRIMARY KEY (run_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX carry_run_item_by_stage ON carry_run_item (run_id, verdict, stage);

-- Sources the preview counted.
CREATE TABLE carry_count (
    run_id  INTEGER NOT NULL REFERENCES carry_run (id) ON DELETE CASCADE,
    what    TEXT    NOT NULL,                   -- sources, NoTarget, NotMarked
    number  INTEGER NOT NULL,
    PRIMARY KEY (run_id, what)
) STRICT, WITHOUT ROWID;
