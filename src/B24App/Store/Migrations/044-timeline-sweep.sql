-- How far the sweep of a portal's paired cards has come.
CREATE TABLE timeline_sweep (
    portal_id  INTEGER PRIMARY KEY,
    read_to    INTEGER NOT NULL,      -- by the portal's clock: what changed later is still to be read
    swept_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX mapping_of_cards ON mapping (kind, state) WHERE kind = 'card';
