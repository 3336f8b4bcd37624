-- How long a portal's rows are kept, in days, and which notices its administrators want.
CREATE TABLE portal_setting (
    portal_id     INTEGER PRIMARY KEY,
    journal_days  INTEGER NOT NULL,
    event_days    INTEGER NOT NULL,
    rest_days     INTEGER NOT NULL,
    muted         TEXT    NOT NULL DEFAULT ''    -- kinds of causes that are not told, separated by commas
) STRICT;

-- What the administrators of a portal were told: one row per cause, gone some time after the cause is.
CREATE TABLE notice (
    portal_id   INTEGER NOT NULL,
    cause       TEXT    NOT NULL,               -- kind and number: held:12, refused:12:GroupRefused
    began_at    INTEGER NOT NULL,
    told_at     INTEGER NOT NULL DEFAULT 0,     -- 0 while nobody could be told
    over_at     INTEGER NOT NULL DEFAULT 0,
    over_told   INTEGER NOT NULL DEFAULT 0,
    not_before  INTEGER NOT NULL DEFAULT 0,
    subject     TEXT    NOT NULL DEFAULT '',    -- name of the link, for the sentence that tells of the end
    PRIMARY KEY (portal_id, cause)
) STRICT, WITHOUT ROWID;
