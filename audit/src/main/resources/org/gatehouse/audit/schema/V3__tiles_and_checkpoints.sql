-- What proves the trail to others. Derived from the rows; the service fills it in after the fact.

-- Full tiles of 256 hashes (C2SP tlog-tiles). root is the hash over the tile, which is what the level above holds;
-- last_ts, of level 0 only, is the time of the tile's last entry and leads to the rows that follow.
CREATE TABLE audit.audit_tile (
    log_id  int4  NOT NULL,
    level   int2  NOT NULL,
    idx     int8  NOT NULL,
    last_ts timestamptz,
    root    bytea NOT NULL,
    hashes  bytea NOT NULL,
    PRIMARY KEY (log_id, level, idx)
);
ALTER TABLE audit.audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL; -- hashes do not compress

-- One Ed25519 key for each origin. The private half is wrapped by the region's key of that epoch; the public half stays
-- when a log begins another origin, so that what was signed before can still be checked.
CREATE TABLE audit.audit_log_key (
    origin      text  PRIMARY KEY,
    log_id      int4  NOT NULL,
    public_key  bytea NOT NULL,
    wrapped_key bytea NOT NULL,
    epoch       int4  NOT NULL
);

-- Signed notes. The newest of each day is kept, and the newest of all.
CREATE TABLE audit.audit_checkpoint (
    log_id int4        NOT NULL,
    origin text        NOT NULL,
    size   int8        NOT NULL,
    ts     timestamptz NOT NULL,
    note   text        NOT NULL,
    PRIMARY KEY (log_id, origin, size)
);
