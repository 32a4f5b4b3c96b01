-- The verification of a realm's trail somebody asked for: how far it is, and what the last one came to. Who asked, and that
-- the result is what it was, is in the entry it refers to.
CREATE TABLE trail_check (
    realm_id   int PRIMARY KEY REFERENCES realm,
    run        uuid,                    -- null while none runs; one that was given up must not write over the next
    started_at timestamptz,
    seen_at    timestamptz,             -- when its node last said that it is still at it
    entries    int8 NOT NULL DEFAULT 0,
    total      int8 NOT NULL DEFAULT 0,
    ended_at   timestamptz,             -- of the last one, like all that follows
    checked    int8,                    -- entries; null when it could not be checked
    faults     text,                    -- as JSON: the first of each log
    entry      text                     -- tier:index; null when the trail took none
);
