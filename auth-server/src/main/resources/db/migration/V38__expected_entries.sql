-- About how many entries an export will have, for a bar that says how far it is; null when nobody counted that far.
ALTER TABLE trail_export ADD COLUMN expected int8;
