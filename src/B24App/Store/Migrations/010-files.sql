-- A file that crosses with a task or a comment: where it stood, what it became on the other portal, or why it stayed.
CREATE TABLE file_copy (
    id            INTEGER PRIMARY KEY,
    link_id       INTEGER NOT NULL,
    task_id       INTEGER NOT NULL,              -- mapping of the task
    side          TEXT    NOT NULL,              -- side it comes from
    token         TEXT    NOT NULL,              -- 'A495' an attachment of side A, 'AO441' a drive object of its chat
    owner         TEXT    NOT NULL,              -- 't51' the task, 'c77' or 'm12930' the comment that carries it
    from_portal   INTEGER NOT NULL,
    to_portal     INTEGER NOT NULL,
    name          BLOB    NOT NULL,              -- sealed for the portal it comes from
    size          INTEGER NOT NULL DEFAULT 0,
    sha256        TEXT    NOT NULL DEFAULT '',   -- of the bytes that went: the receipt
    object_id     INTEGER NOT NULL DEFAULT 0,    -- drive object on the other portal
    attachment_id INTEGER NOT NULL DEFAULT 0,    -- its attachment there, once it was seen on the task
    state         TEXT    NOT NULL,              -- waiting, stored, refused
    reason        TEXT    NOT NULL DEFAULT '',
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    UNIQUE (task_id, token)
) STRICT;
CREATE INDEX file_copy_by_content ON file_copy (to_portal, sha256) WHERE state = 'stored';
CREATE INDEX file_copy_by_link ON file_copy (link_id, state);

-- What an attachment is: asked once, for a binding never changes.
CREATE TABLE attachment (
    portal_id     INTEGER NOT NULL,
    attachment_id INTEGER NOT NULL,
    object_id     INTEGER NOT NULL,              -- 0: the portal did not let us read it
    name          BLOB    NOT NULL,
    size          INTEGER NOT NULL,
    PRIMARY KEY (portal_id, attachment_id)
) STRICT, WITHOUT ROWID;
