-- An entry that crossed because a run asked for it: only those are taken back with the run. Rows of the outbox go with time, this stays.
ALTER TABLE history_item ADD COLUMN brought INTEGER NOT NULL DEFAULT 0;
UPDATE history_item SET brought = 1
 WHERE mapping_id <> 0 AND EXISTS (SELECT 1 FROM outbox o WHERE o.mapping_id = history_item.mapping_id AND o.kind = 'addentry' AND o.run_id = history_item.run_id);
CREATE INDEX backfill_run_by_pair ON backfill_run (pair_id, portal_id) WHERE pair_id <> 0;
