-- A line of a checklist or a record of time: what it is on both sides of the link.
CREATE TABLE sub_item (
    id         INTEGER PRIMARY KEY,
    task_id    INTEGER NOT NULL,                 -- mapping of the task
    kind       TEXT    NOT NULL,                 -- line, time
    origin     TEXT    NOT NULL,                 -- side it was first written on
    a_id       INTEGER NOT NULL DEFAULT 0,       -- its number on side A; 0 while it is on its way there
    b_id       INTEGER NOT NULL DEFAULT 0,
    a_print    TEXT    NOT NULL DEFAULT '',      -- print of side A when both last agreed
    b_print    TEXT    NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sub_item_by_task ON sub_item (task_id, kind);
