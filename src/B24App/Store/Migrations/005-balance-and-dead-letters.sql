-- Why an intent is parked, and the look that wrote it.
ALTER TABLE outbox ADD COLUMN cause TEXT NOT NULL DEFAULT '';            -- name of a reason
ALTER TABLE outbox ADD COLUMN look_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_parked ON outbox (item_group) WHERE state = 'parked';
CREATE INDEX journal_of_links ON journal (link_id, at) WHERE station = 'link';
CREATE INDEX outbox_by_look ON outbox (look_id) WHERE look_id <> 0;

-- Tries that did not end well, for the story of a dead letter. What ended well is told by its outbox row.
CREATE TABLE attempt (
    id         INTEGER PRIMARY KEY,
    portal_id  INTEGER NOT NULL,
    intent_id  INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    state      TEXT    NOT NULL,               -- what became of the intent: waiting, unknown, parked, void
    outcome    TEXT    NOT NULL
) STRICT;
CREATE INDEX attempt_by_intent ON attempt (intent_id, id);
CREATE INDEX attempt_by_portal ON attempt (portal_id, at);

-- A trigger, so that no way out of a try can forget its row.
CREATE TRIGGER outbox_tried AFTER UPDATE OF state ON outbox
    WHEN old.state IN ('leaving', 'unknown') AND new.state NOT IN ('leaving', 'settled', old.state)
BEGIN
    INSERT INTO attempt (portal_id, intent_id, at, state, outcome) VALUES (new.portal_id, new.id, new.sent_at, new.state, new.outcome);
END;

-- A look at one item for one link that has not ended where it began: it waits for a portal, or for the intents it wrote.
-- Looks that end at once have no row; every look is counted in balance when it opens and when it ends.
CREATE TABLE look (
    id          INTEGER PRIMARY KEY,
    portal_id   INTEGER NOT NULL,
    link_id     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,              -- task, talk
    task        INTEGER NOT NULL,
    waits_for   TEXT    NOT NULL,              -- portal, intents
    opened_day  INTEGER NOT NULL,              -- days since 1970, UTC
    ended_day   INTEGER NOT NULL DEFAULT 0,
    ending      TEXT    NOT NULL DEFAULT '',
    reason      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX look_postponed ON look (portal_id, link_id, kind, task) WHERE waits_for = 'portal' AND ended_day = 0;
CREATE INDEX look_by_link ON look (portal_id, link_id, opened_day, ended_day);

-- Per portal, link and day: how many looks opened, and how many ended in what.
CREATE TABLE balance (
    portal_id  INTEGER NOT NULL,
    link_id    INTEGER NOT NULL,
    day        INTEGER NOT NULL,
    ending     TEXT    NOT NULL,               -- opened; applied, nothing, skipped, parked
    reason     TEXT    NOT NULL DEFAULT '',
    looks      INTEGER NOT NULL,
    PRIMARY KEY (portal_id, link_id, day, ending, reason)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER look_opened AFTER INSERT ON look
BEGIN
    INSERT INTO balance (portal_id, link_id, day, ending, looks) VALUES (new.portal_id, new.link_id, new.opened_day, 'opened', 1)
        ON CONFLICT (portal_id, link_id, day, ending, reason) DO UPDATE SET looks = looks + 1;
END;

CREATE TRIGGER look_ended AFTER UPDATE OF ended_day ON look WHEN old.ended_day = 0 AND new.ended_day <> 0
BEGIN
    INSERT INTO balance (portal_id, link_id, day, ending, reason, looks) VALUES (new.portal_id, new.link_id, new.ended_day, new.ending, new.reason, 1)
        ON CONFLICT (portal_id, link_id, day, ending, reason) DO UPDATE SET looks = looks + 1;
END;

-- The last intent of a look decides: one parked parks the look, one that happened makes it applied, and a look whose
-- intents were all overtaken is looked at again, which is a look of its own. A clock set back never ends a look before it began.
CREATE TRIGGER look_answered AFTER UPDATE OF settled_at ON outbox
    WHEN old.settled_at = 0 AND new.settled_at <> 0 AND new.look_id <> 0
     AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.look_id = new.look_id AND o.settled_at = 0)
BEGIN
    UPDATE look
       SET ending = (SELECT CASE WHEN max(o.state = 'parked') THEN 'parked' WHEN max(o.state = 'settled') THEN 'applied' ELSE 'skipped' END
                       FROM outbox o WHERE o.look_id = new.look_id),
           reason = coalesce((SELECT o.cause FROM outbox o WHERE o.look_id = new.look_id AND o.state = 'parked' LIMIT 1),
                             (SELECT CASE WHEN max(o.state = 'settled') THEN '' ELSE 'Overtaken' END FROM outbox o WHERE o.look_id = new.look_id)),
           ended_day = max(opened_day, new.settled_at / 86400000)
     WHERE id = new.look_id AND ended_day = 0;
END;

-- A portal that leaves takes its unsettled intents with it; looks of the other portal must not wait for them for ever.
CREATE TRIGGER look_abandoned AFTER DELETE ON outbox
    WHEN old.settled_at = 0 AND old.look_id <> 0
     AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.look_id = old.look_id AND o.settled_at = 0)
BEGIN
    UPDATE look SET ending = 'skipped', reason = 'PortalLeft', ended_day = max(opened_day, (SELECT max(day) FROM balance))
     WHERE id = old.look_id AND ended_day = 0;
END;

-- What crossed per link and day, for the daily caps (RULES 38).
CREATE TABLE crossed (
    link_id  INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    items    INTEGER NOT NULL DEFAULT 0,
    text     INTEGER NOT NULL DEFAULT 0,
    told     INTEGER NOT NULL DEFAULT 0,       -- the journal says that the cap is reached
    PRIMARY KEY (link_id, day)
) STRICT, WITHOUT ROWID;

-- When the store was put back from a backup: what was written before that moment may have been done already.
CREATE TABLE restored (
    at  INTEGER NOT NULL
) STRICT;

-- Mirrored tasks whose discussions must be matched with what stands on both sides before anything of them crosses.
CREATE TABLE rejoin (
    mapping_id  INTEGER PRIMARY KEY REFERENCES mapping (id) ON DELETE CASCADE
) STRICT;

-- Differences that a comparison of both sides found; a row belongs to one portal and names only its own item.
CREATE TABLE drift_run (
    link_id     INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    compared    INTEGER NOT NULL,
    different   INTEGER NOT NULL,
    unreadable  INTEGER NOT NULL
) STRICT;
CREATE TABLE drift (
    portal_id  INTEGER NOT NULL,
    link_id    INTEGER NOT NULL,
    item       TEXT    NOT NULL,
    field      TEXT    NOT NULL,               -- name of a field, 'unreadable'
    found_at   INTEGER NOT NULL,
    PRIMARY KEY (portal_id, link_id, item, field)
) STRICT, WITHOUT ROWID;
