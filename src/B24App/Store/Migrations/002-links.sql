-- The agreement of two portals (or of two groups of one). State is put together from its causes, so that lifting one cause
-- does not lift another.
CREATE TABLE link (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,   -- never used twice: the first that matches is the oldest
    name         TEXT    NOT NULL,
    portal_a     INTEGER NOT NULL,
    portal_b     INTEGER NOT NULL DEFAULT 0,          -- 0 until the invitation is accepted
    life         TEXT    NOT NULL,                    -- invited, accepted, running, ended
    contract     INTEGER NOT NULL DEFAULT 0,          -- number in force; 0 before the inviter confirmed
    half_a       TEXT    NOT NULL,
    half_b       TEXT    NOT NULL,
    month_a      INTEGER,                             -- tasks of 30 days, told when the whole portal was confirmed (RULES 37)
    month_b      INTEGER,
    active_since INTEGER NOT NULL DEFAULT 0,
    resumed_at   INTEGER NOT NULL DEFAULT 0,
    proposals    INTEGER NOT NULL DEFAULT 0,          -- how many were ever made, so that a confirmation names what it read
    paused_a     INTEGER NOT NULL DEFAULT 0,          -- moment, 0 for not paused
    paused_b     INTEGER NOT NULL DEFAULT 0,
    waiting_a    TEXT    NOT NULL DEFAULT '',         -- reason; '' for none
    waiting_b    TEXT    NOT NULL DEFAULT '',
    held         TEXT    NOT NULL DEFAULT '',
    ended_by     TEXT    NOT NULL DEFAULT '',
    ended_at     INTEGER NOT NULL DEFAULT 0,
    ending_a     TEXT    NOT NULL DEFAULT '',         -- what becomes of the mirrors that stand at A
    ending_b     TEXT    NOT NULL DEFAULT '',
    limits       TEXT    NOT NULL DEFAULT '{}',
    salt         BLOB    NOT NULL,                    -- of the e-mail hashes of this link
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX link_by_a ON link (portal_a);
CREATE INDEX link_by_b ON link (portal_b);

-- Every contract that was ever in force.
CREATE TABLE contract (
    link_id   INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    half_a    TEXT    NOT NULL,
    half_b    TEXT    NOT NULL,
    made_by   TEXT    NOT NULL,                       -- side whose act made it
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (link_id, number)
) STRICT, WITHOUT ROWID;

-- A wider half that waits for the other side; one per side, the newest counts.
CREATE TABLE proposal (
    link_id   INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    side      TEXT    NOT NULL,
    half      TEXT    NOT NULL,
    month     INTEGER,
    number    INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    PRIMARY KEY (link_id, side)
) STRICT, WITHOUT ROWID;

-- The code itself is nowhere: locator finds the row, the hash proves the rest (RULES 37).
CREATE TABLE invitation (
    link_id    INTEGER PRIMARY KEY REFERENCES link (id) ON DELETE CASCADE,
    locator    TEXT    NOT NULL UNIQUE,
    hash       BLOB    NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL DEFAULT 0,
    revoked_at INTEGER NOT NULL DEFAULT 0,
    misses     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE invitation_miss (
    portal_id  INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_miss_by_portal ON invitation_miss (portal_id, at);

-- A portal's own people. E-mails are never kept, only their hash per link.
CREATE TABLE person (
    portal_id  INTEGER NOT NULL,
    user_id    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    active     INTEGER NOT NULL,
    PRIMARY KEY (portal_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_print (
    link_id    INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    side       TEXT    NOT NULL,
    user_id    INTEGER NOT NULL,
    print      BLOB    NOT NULL,
    PRIMARY KEY (link_id, side, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_print_by_print ON person_print (link_id, side, print);

CREATE TABLE people_refresh (
    portal_id    INTEGER PRIMARY KEY,
    refreshed_at INTEGER NOT NULL,
    with_emails  INTEGER NOT NULL
) STRICT;

-- People of one side whose names crossed, as the other side's administrator may see them.
CREATE TABLE met_person (
    id         INTEGER PRIMARY KEY,
    link_id    INTEGER NOT NULL REFERENCES link (id) ON DELETE CASCADE,
    side       TEXT    NOT NULL,                      -- where the person works
    user_id    INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    local_user INTEGER,                               -- set by the other side's administrator; 0 for "nobody", null for by e-mail
    met_at     INTEGER NOT NULL,
    UNIQUE (link_id, side, user_id)
) STRICT;
