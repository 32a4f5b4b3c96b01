-- Of each hour's entries, those that say a failure or a refusal. Counts are derived: what was counted without it is
-- counted again. There is no default, so that a node of before, which knows nothing of it, counts nothing meanwhile.
DELETE FROM audit.audit_count;
UPDATE audit.audit_counted SET upto = '-infinity';
ALTER TABLE audit.audit_count ADD COLUMN refused int8 NOT NULL;
