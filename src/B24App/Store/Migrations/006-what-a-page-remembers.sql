-- What one person chose for his page; empty means: as the portal says.
ALTER TABLE viewer ADD COLUMN language TEXT NOT NULL DEFAULT '';    -- ru, en

-- Somebody who may manage links without being an administrator of the portal; an administrator said so.
CREATE TABLE deputy (
    portal_id   INTEGER NOT NULL REFERENCES portal (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL,
    name        TEXT    NOT NULL DEFAULT '',
    granted_by  INTEGER NOT NULL,
    granted_at  INTEGER NOT NULL,
    PRIMARY KEY (portal_id, user_id)
) STRICT, WITHOUT ROWID;

-- A link that is being written, or whose rules are being edited: saved on each change, until it is launched or thrown away.
CREATE TABLE link_draft (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    portal_id   INTEGER NOT NULL REFERENCES portal (id) ON DELETE CASCADE,
    link_id     INTEGER NOT NULL DEFAULT 0,     -- the link whose own half it edits; 0 for a new one
    body        TEXT    NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1,     -- grows with each save, so a stale save is noticed
    made_by     INTEGER NOT NULL,
    changed_by  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX link_draft_by_portal ON link_draft (portal_id);
