-- A key is published from the moment its row is there, signs from signs_from until a later one of its algorithm does,
-- and verifies until nothing it signed can be presented any more. What was there before signs already.
ALTER TABLE signing_key
    ADD COLUMN signs_from timestamptz,
    ADD COLUMN revoked_at timestamptz;
UPDATE signing_key SET signs_from = created_at;
ALTER TABLE signing_key ALTER COLUMN signs_from SET NOT NULL;
