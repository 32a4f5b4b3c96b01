ALTER TABLE entry ADD COLUMN what text;
