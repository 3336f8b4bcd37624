-- How many files of an entry a run over the history of a pair would bring along.
ALTER TABLE history_item ADD COLUMN files INTEGER NOT NULL DEFAULT 0;
