-- What a run wrote comes back as events and in sweeps, also after a restart: an item of a run is found by its task and by its mapping.
CREATE INDEX backfill_item_by_task ON backfill_item (portal_id, task) WHERE state IN ('looking', 'talking', 'done', 'failed');
