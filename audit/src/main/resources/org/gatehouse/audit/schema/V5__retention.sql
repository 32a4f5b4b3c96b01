-- A log only ever loses a prefix: whole months, the oldest first.

-- What a log has lost. From the frontier over the lost entries' hashes the rest still adds up to the head's root, so that
-- a log stays verifiable whatever was dropped.
CREATE TABLE audit.audit_pruned (
    log_id    int4 PRIMARY KEY,
    min_index int8        NOT NULL, -- the first entry that is kept
    frontier  bytea       NOT NULL,
    leaves    bytea       NOT NULL, -- hashes of those lost entries that share a tile with it: the tile may not be built yet
    note      text        NOT NULL, -- the statement of it, signed with the log's key
    pruned_at timestamptz NOT NULL
);
ALTER TABLE audit.audit_head DROP COLUMN min_index;

-- What must not be dropped although its time has come.
CREATE TABLE audit.audit_hold (
    hold_id    uuid PRIMARY KEY,
    realm      int4        NOT NULL REFERENCES audit.audit_realm,
    from_ts    timestamptz NOT NULL,
    until_ts   timestamptz,          -- null: and everything still to come
    person     int8,                 -- null: whoever it is about
    reason     text        NOT NULL,
    set_at     timestamptz NOT NULL,
    lifted_at  timestamptz
);
CREATE INDEX audit_hold_active ON audit.audit_hold (realm) WHERE lifted_at IS NULL;

-- Held entries, copied aside before their month was dropped.
CREATE TABLE audit.audit_held_entry (
    LIKE audit.audit_entry INCLUDING DEFAULTS INCLUDING STORAGE,
    PRIMARY KEY (log_id, idx)
);
