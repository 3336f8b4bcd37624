-- One Bitrix24 account that installed us. Identity is member_id; domain and endpoint are attributes that may change.
CREATE TABLE portal (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used twice
    member_id       TEXT    NOT NULL UNIQUE,
    domain          TEXT    NOT NULL,
    name            TEXT    NOT NULL DEFAULT '',    -- what partners see; the domain until an administrator says otherwise
    endpoint        TEXT    NOT NULL,               -- as the OAuth host named it, ends in /rest/
    oauth_host      TEXT    NOT NULL,               -- one entry of the allow-list
    client_id       TEXT    NOT NULL,               -- which of our registrations it installed (RULES 28)
    secret_hash     BLOB,                           -- SHA-256 of the application token; NULL until one was confirmed
    secret          BLOB,                           -- the token itself, encrypted
    language        TEXT    NOT NULL DEFAULT 'en',
    state           TEXT    NOT NULL,               -- Active, Waiting, Uninstalled
    reason          TEXT    NOT NULL DEFAULT '',    -- why it waits: Reinstalled, TokensDead, SubscriptionEnded, Closed
    scope           TEXT    NOT NULL DEFAULT '',
    license_family  TEXT    NOT NULL DEFAULT '',
    capabilities    TEXT    NOT NULL DEFAULT '{}',
    probed_at       INTEGER NOT NULL DEFAULT 0,
    relay_user      INTEGER NOT NULL DEFAULT 0,
    former_relays   TEXT    NOT NULL DEFAULT '[]',  -- all ids that ever wrote for us (RULES 25)
    installed_by    INTEGER NOT NULL DEFAULT 0,
    gate            TEXT    NOT NULL DEFAULT '',    -- the portal's limits as last seen (RULES 32)
    installed_at    INTEGER NOT NULL,
    kept_until      INTEGER NOT NULL DEFAULT 0      -- after an uninstall without CLEAN: when the rest goes too
) STRICT;

-- The tokens of one user on one portal. Writing uses the relay account's pair only, reading any administrator's (RULES 25).
CREATE TABLE token_pair (
    portal_id   INTEGER NOT NULL REFERENCES portal (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL,
    pair        BLOB    NOT NULL,                   -- encrypted
    is_admin    INTEGER NOT NULL,
    name        TEXT    NOT NULL DEFAULT '',
    trouble     TEXT    NOT NULL DEFAULT '',        -- why the pair is dead
    saved_at    INTEGER NOT NULL,
    PRIMARY KEY (portal_id, user_id)
) STRICT, WITHOUT ROWID;

-- What must still happen after an install, an update or a visit: one row per step, done by the lifecycle work.
CREATE TABLE lifecycle (
    id          INTEGER PRIMARY KEY,
    portal_id   INTEGER NOT NULL DEFAULT 0,         -- 0 while nobody has confirmed who sent it
    member_id   TEXT    NOT NULL,
    step        TEXT    NOT NULL,                   -- Verify, Payment, Bind, Probe
    user_id     INTEGER NOT NULL DEFAULT 0,
    body        BLOB,                               -- encrypted, emptied when the step is over
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  INTEGER NOT NULL,
    done_at     INTEGER NOT NULL DEFAULT 0,
    outcome     TEXT    NOT NULL DEFAULT ''         -- '' while open, 'ok', or why it failed
) STRICT;
-- A stranger must not take the place of the portal's own word, so doubtful rows may stand side by side.
CREATE UNIQUE INDEX lifecycle_open ON lifecycle (member_id, step) WHERE done_at = 0 AND step <> 'Verify';
CREATE INDEX lifecycle_due ON lifecycle (not_before) WHERE done_at = 0;

-- Whether the last run ended in order; after any other end half of every request bucket counts as spent (RULES 32).
CREATE TABLE run (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    stopped     INTEGER NOT NULL
) STRICT;
INSERT INTO run (id, stopped) VALUES (1, 1);

-- What one person chose for the page.
CREATE TABLE viewer (
    portal_id   INTEGER NOT NULL,
    user_id     INTEGER NOT NULL,
    theme       TEXT    NOT NULL DEFAULT 'light',   -- light, dark, auto
    PRIMARY KEY (portal_id, user_id)
) STRICT, WITHOUT ROWID;
