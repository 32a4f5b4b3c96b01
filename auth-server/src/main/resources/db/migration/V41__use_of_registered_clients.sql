-- When a request first named the client. Of those that are there nobody knows whether one did; they stay.
ALTER TABLE registered_client ADD COLUMN used_at timestamptz;
UPDATE registered_client SET used_at = changed_at;
