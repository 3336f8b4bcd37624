-- Since when a rule is at work, and how far what its sources are tied to was read: only what is news after that is carried by itself.
ALTER TABLE carry_rule ADD COLUMN on_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE carry_rule ADD COLUMN ties TEXT NOT NULL DEFAULT '';      -- a walk over the sources; '' before it began
UPDATE carry_rule SET on_at = changed_at WHERE is_on = 1;

-- In how many timelines of a type each activity stood when it was last counted: no event tells of a new binding, and some portals change no date by it.
CREATE TABLE carry_census (
    portal_id  INTEGER NOT NULL,
    type       INTEGER NOT NULL,
    activity   INTEGER NOT NULL,
    times      INTEGER NOT NULL,
    PRIMARY KEY (portal_id, type, activity)
) STRICT, WITHOUT ROWID;

-- How far the count of a type has come.
CREATE TABLE carry_census_point (
    portal_id   INTEGER NOT NULL,
    type        INTEGER NOT NULL,
    walk        TEXT    NOT NULL DEFAULT '',
    counted_at  INTEGER NOT NULL DEFAULT 0,     -- 0 before the first count, which only remembers
    PRIMARY KEY (portal_id, type)
) STRICT, WITHOUT ROWID;
