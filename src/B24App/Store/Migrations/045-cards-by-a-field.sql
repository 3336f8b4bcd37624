-- By which field cards of a type are paired by themselves: only where both sides of a link name one.
CREATE TABLE card_field (
    link_id  INTEGER NOT NULL,
    side     TEXT    NOT NULL,
    type     INTEGER NOT NULL,
    field    TEXT    NOT NULL,
    set_at   INTEGER NOT NULL,
    PRIMARY KEY (link_id, side, type)
) STRICT, WITHOUT ROWID;

-- Cards for which no partner was found lately: not asked about with every entry.
CREATE TABLE card_asked (
    portal_id  INTEGER NOT NULL,
    link_id    INTEGER NOT NULL,
    card       TEXT    NOT NULL,
    asked_at   INTEGER NOT NULL,
    PRIMARY KEY (portal_id, link_id, card)
) STRICT, WITHOUT ROWID;
