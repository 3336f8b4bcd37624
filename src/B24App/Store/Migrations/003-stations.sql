-- What came in, as it came, without secrets. Rows stay until retention, so "why" can start at the event.
CREATE TABLE inbox (
    id           INTEGER PRIMARY KEY,
    portal_id    INTEGER NOT NULL,
    event        TEXT    NOT NULL,
    item         TEXT    NOT NULL DEFAULT '',   -- 't51', 't51/m12930', '' for lifecycle events
    data         TEXT    NOT NULL DEFAULT '',
    feed         TEXT    NOT NULL,              -- event, sweep, button …
    received_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX inbox_by_item ON inbox (portal_id, item, id);

-- "Look at this": one row per task's fields and one per its discussion (RULES 14).
CREATE TABLE dirty (
    portal_id  INTEGER NOT NULL,
    kind       TEXT    NOT NULL,                -- task, talk
    task       INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    hinted_at  INTEGER NOT NULL,                -- first hint of this round
    hints      INTEGER NOT NULL DEFAULT 1,      -- grows with each hint, so a look knows whether it is still the last word
    feed       TEXT    NOT NULL,
    names      TEXT    NOT NULL DEFAULT '',     -- what the hints named: 'add', 'm12930', 'c77', 'deleted'; '*' when a look is due whatever they named
    inbox_id   INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (portal_id, kind, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX dirty_by_due ON dirty (due_at);

-- "This item here is that item there."
CREATE TABLE mapping (
    id          INTEGER PRIMARY KEY,
    link_id     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,               -- task, comment, note
    parent_id   INTEGER NOT NULL DEFAULT 0,     -- the task's mapping, for comments and notes
    origin      TEXT    NOT NULL,               -- A or B: where it was first written (notes: where they stand)
    family      TEXT    NOT NULL DEFAULT '',    -- hash of the origin portal and item id (RULES 6)
    hops        INTEGER NOT NULL DEFAULT 1,
    part        INTEGER NOT NULL DEFAULT 0,     -- a long comment crosses as several (RULES 19)
    state       TEXT    NOT NULL,               -- creating, live, outside, internal, over, ended
    reason      TEXT    NOT NULL DEFAULT '',
    agreed      TEXT    NOT NULL DEFAULT '{}',  -- baseline: field to neutral print
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX mapping_by_parent ON mapping (parent_id) WHERE parent_id <> 0;
CREATE INDEX mapping_by_link ON mapping (link_id, kind, state);

CREATE TABLE mapping_side (
    mapping_id  INTEGER NOT NULL REFERENCES mapping (id) ON DELETE CASCADE,
    side        TEXT    NOT NULL,
    portal_id   INTEGER NOT NULL,
    item        TEXT    NOT NULL,               -- 't51', 'c77' (forum comment), 'm12930' (message)
    prints      TEXT    NOT NULL DEFAULT '{}',  -- baseline: field to this side's print
    framed      INTEGER NOT NULL DEFAULT 0,     -- our frame was written into the description once
    PRIMARY KEY (mapping_id, side)
) STRICT, WITHOUT ROWID;
CREATE INDEX mapping_side_by_item ON mapping_side (portal_id, item);

-- The discussion of one mirrored task on one side.
CREATE TABLE discussion (
    mapping_id   INTEGER NOT NULL REFERENCES mapping (id) ON DELETE CASCADE,
    side         TEXT    NOT NULL,
    card         TEXT    NOT NULL,              -- old, new
    chat_id      INTEGER NOT NULL DEFAULT 0,
    membership   TEXT    NOT NULL DEFAULT '',   -- '', member, removed
    opened_at    INTEGER NOT NULL,              -- comments older than this never cross by themselves (RULES 8)
    opened_after INTEGER NOT NULL DEFAULT 0,    -- newest id when the task entered the link
    newest       INTEGER NOT NULL DEFAULT 0,    -- newest id known
    PRIMARY KEY (mapping_id, side)
) STRICT, WITHOUT ROWID;

-- One call to one portal, written down before it is made.
CREATE TABLE outbox (
    id            INTEGER PRIMARY KEY,
    position      INTEGER NOT NULL,             -- order in the lane; leaves room to put a step before another
    lane          TEXT    NOT NULL,             -- the family of the task
    mapping_id    INTEGER NOT NULL,             -- what it writes: a task, a comment or a note
    item_group    INTEGER NOT NULL DEFAULT 0,   -- mapping of the task it belongs to
    link_id       INTEGER NOT NULL,
    portal_id     INTEGER NOT NULL,
    side          TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    body          BLOB    NOT NULL,             -- encrypted while unsettled, emptied when settled (RULES 36)
    marker        TEXT    NOT NULL DEFAULT '',
    newest_known  INTEGER NOT NULL DEFAULT 0,   -- newest message of the target chat before it left (RULES 16)
    contract      INTEGER NOT NULL,
    state         TEXT    NOT NULL,             -- waiting, leaving, unknown, settled, parked, void
    not_before    INTEGER NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    sent_at       INTEGER NOT NULL DEFAULT 0,
    settled_at    INTEGER NOT NULL DEFAULT 0,
    outcome       TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outbox_open ON outbox (lane, position) WHERE settled_at = 0;
CREATE INDEX outbox_by_mapping ON outbox (mapping_id, sent_at);
CREATE INDEX outbox_by_link ON outbox (link_id, sent_at);
CREATE INDEX outbox_due ON outbox (not_before) WHERE settled_at = 0;

-- A child whose parent is not mirrored yet: looked at again when the parent arrives (RULES 13).
CREATE TABLE waiting_child (
    link_id    INTEGER NOT NULL,
    portal_id  INTEGER NOT NULL,
    parent     INTEGER NOT NULL,
    child      INTEGER NOT NULL,
    PRIMARY KEY (link_id, portal_id, parent, child)
) STRICT, WITHOUT ROWID;

-- What the stations last knew of a link, so that they notice when it starts, stops or ends.
CREATE TABLE link_seen (
    link_id  INTEGER PRIMARY KEY,
    runs     INTEGER NOT NULL,
    state    TEXT    NOT NULL
) STRICT;

-- Append-only until retention. Every row belongs to one portal, never to a link (RULES 5).
CREATE TABLE journal (
    id         INTEGER PRIMARY KEY,
    portal_id  INTEGER NOT NULL,
    link_id    INTEGER NOT NULL DEFAULT 0,
    at         INTEGER NOT NULL,
    station    TEXT    NOT NULL,                -- event, verdict, intent, receipt, note, link
    item       TEXT    NOT NULL DEFAULT '',
    reason     TEXT    NOT NULL DEFAULT '',
    detail     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX journal_by_item ON journal (portal_id, item, id);
CREATE INDEX journal_by_portal ON journal (portal_id, id);

-- One row per item and reason with a counter (RULES 29).
CREATE TABLE skip (
    portal_id  INTEGER NOT NULL,
    link_id    INTEGER NOT NULL,
    item       TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    seen       INTEGER NOT NULL DEFAULT 1,
    first_at   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL,
    PRIMARY KEY (portal_id, link_id, item, reason)
) STRICT, WITHOUT ROWID;
