-- Of each hour's entries, those that say a failure or a refusal. Counts are derived: what was counted without it is
-- counted again.
ALTER TABLE audit.audit_count ADD COLUMN refused int8 NOT NULL DEFAULT 0;
DELETE FROM audit.audit_count;
UPDATE audit.audit_counted SET upto = '-infinity';
