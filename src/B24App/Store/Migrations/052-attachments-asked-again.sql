-- When a portal last told what an attachment is: somebody may put another content under the same number, and no event says so.
ALTER TABLE attachment ADD COLUMN met_at INTEGER NOT NULL DEFAULT 0;
