-- Looks that a portal asked for by an event, per link and day: the daily cap is on these. Our own rounds are not counted (RULES 38).
ALTER TABLE crossed ADD COLUMN events INTEGER NOT NULL DEFAULT 0;
