-- The task had records of time or a result when the run listed it: the run carries them too, as its own work.
ALTER TABLE backfill_item ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
