-- How far the sweep has read a portal, by the portal's own clock. Moves only in the commit that stores what was found.
CREATE TABLE sweep (
    portal_id   INTEGER NOT NULL,
    kind        TEXT    NOT NULL,               -- task (by CHANGED_DATE), talk (by ACTIVITY_DATE)
    read_to     INTEGER NOT NULL,               -- everything up to here was found
    backward    INTEGER NOT NULL DEFAULT 0,     -- the portal ignores the filter by this date: read newest first
    walk        TEXT    NOT NULL DEFAULT '',    -- where a walk stands that did not end in its turn
    walk_began  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (portal_id, kind)
) STRICT, WITHOUT ROWID;

-- When a portal was last swept and counted, and when anything was last exchanged with it; by our clock.
CREATE TABLE sweep_portal (
    portal_id     INTEGER PRIMARY KEY,
    swept_at      INTEGER NOT NULL DEFAULT 0,
    censused_at   INTEGER NOT NULL DEFAULT 0,
    exchanged_at  INTEGER NOT NULL DEFAULT 0,
    mapped_to     INTEGER NOT NULL DEFAULT 0,   -- newest comment row whose discussion is known to be active
    messenger_of  INTEGER NOT NULL DEFAULT 0,   -- relay account whose events of the messenger are kept by the portal
    messenger_to  INTEGER NOT NULL DEFAULT 0    -- what confirms the events that are stored here
) STRICT;

-- Rows of inbox and outbox that already count as exchange.
CREATE TABLE exchange_read (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    inbox_to   INTEGER NOT NULL,
    outbox_to  INTEGER NOT NULL
) STRICT;
INSERT INTO exchange_read (id, inbox_to, outbox_to) VALUES (1, 0, 0);

-- Listed rows that were judged, while the overlap can list them again.
CREATE TABLE swept (
    portal_id  INTEGER NOT NULL,
    task       INTEGER NOT NULL,
    date       INTEGER NOT NULL,                -- CHANGED_DATE as listed
    listed_at  INTEGER NOT NULL,                -- the portal's clock when it listed it
    PRIMARY KEY (portal_id, task)
) STRICT, WITHOUT ROWID;

-- Discussions whose newest comments are read again without a hint (RULES 30).
CREATE TABLE discussion_window (
    portal_id  INTEGER NOT NULL,
    task       INTEGER NOT NULL,
    active_at  INTEGER NOT NULL,
    read_at    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (portal_id, task)
) STRICT, WITHOUT ROWID;

-- A link was held because most of its tasks vanished at once; when an administrator lets it go on, they are gone (RULES 24).
CREATE TABLE census_question (
    link_id    INTEGER NOT NULL,
    portal_id  INTEGER NOT NULL,
    asked_at   INTEGER NOT NULL,
    PRIMARY KEY (link_id, portal_id)
) STRICT, WITHOUT ROWID;
