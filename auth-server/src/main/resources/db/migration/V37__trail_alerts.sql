-- A kept question may write to whoever keeps it when there are new entries.
ALTER TABLE trail_view
    ADD COLUMN alert_pace text,                -- at most one letter in that time; null for none
    ADD COLUMN alert_seen timestamptz,         -- up to when entries were looked at
    ADD COLUMN alert_due  timestamptz;         -- when to look next
CREATE INDEX trail_view_alert ON trail_view (alert_due) WHERE alert_due IS NOT NULL;
