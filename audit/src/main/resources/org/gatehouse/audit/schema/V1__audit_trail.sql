-- The audit trail. Everything is in schema audit, so that it can have its own owner and backup policy.
-- Times are written by the service from its own clock; nothing here asks the database what time it is.

CREATE SCHEMA IF NOT EXISTS audit;

-- Realms by number: the number is in every entry, the name is only here.
CREATE TABLE audit.audit_realm (
    realm int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name  text NOT NULL UNIQUE
);

-- One key per realm, wrapped by the region's key of that epoch. Deleting a row ends a contract: nothing of it opens again.
CREATE TABLE audit.audit_realm_key (
    realm       int4 PRIMARY KEY REFERENCES audit.audit_realm,
    wrapped_kek bytea NOT NULL,
    epoch       int4  NOT NULL
);

-- One data key per person, or per realm and month for people nobody knows. Deleting a row is forgetting.
CREATE TABLE audit.audit_subject (
    ref           int8 PRIMARY KEY,
    realm         int4  NOT NULL REFERENCES audit.audit_realm,
    person        uuid,
    month         date,
    wrapped_dek   bytea NOT NULL,
    restricted_at timestamptz,
    UNIQUE (realm, person),
    UNIQUE (realm, month),
    CHECK ((person IS NULL) <> (month IS NULL))
);

-- One log per realm and tier. Its row serialises every writer.
CREATE TABLE audit.audit_head (
    log_id    int4 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    realm     int4  NOT NULL REFERENCES audit.audit_realm,
    tier      int2  NOT NULL,
    origin    text  NOT NULL UNIQUE,
    size      int8  NOT NULL DEFAULT 0,
    last_ts   timestamptz,
    frontier  bytea NOT NULL DEFAULT '',
    root      bytea NOT NULL DEFAULT sha256(''),
    min_index int8  NOT NULL DEFAULT 0,
    UNIQUE (realm, tier)
) WITH (fillfactor = 10); -- a hot row per log: room for HOT updates

-- entry = head || detail, byte for byte; leaf = SHA-256(0x00 || entry). The other columns only repeat what the head says,
-- so that they can be indexed. A seal that is null although the head names its digest was redacted.
CREATE TABLE audit.audit_entry (
    idx         int8        NOT NULL,
    ts          timestamptz NOT NULL,
    actor       int8,
    target      int8,
    log_id      int4        NOT NULL,
    tier        int2        NOT NULL,
    type        int2        NOT NULL,
    leaf        bytea       NOT NULL,
    head        bytea       NOT NULL,
    detail      text        NOT NULL,
    seal_actor  bytea,
    seal_target bytea,
    PRIMARY KEY (log_id, tier, ts)
) PARTITION BY LIST (tier);

CREATE INDEX audit_entry_actor ON audit.audit_entry (log_id, actor, ts) WHERE actor IS NOT NULL;
CREATE INDEX audit_entry_target ON audit.audit_entry (log_id, target, ts) WHERE target IS DISTINCT FROM actor;
CREATE INDEX audit_entry_idx ON audit.audit_entry USING brin (idx) WITH (pages_per_range = 32);

-- Months are attached ahead of time. There is no default partition: it would forbid detaching a month while people read.
CREATE TABLE audit.audit_entry_p1m PARTITION OF audit.audit_entry FOR VALUES IN (1) PARTITION BY RANGE (ts);
CREATE TABLE audit.audit_entry_p3m PARTITION OF audit.audit_entry FOR VALUES IN (2) PARTITION BY RANGE (ts);
CREATE TABLE audit.audit_entry_p6m PARTITION OF audit.audit_entry FOR VALUES IN (3) PARTITION BY RANGE (ts);
CREATE TABLE audit.audit_entry_p13m PARTITION OF audit.audit_entry FOR VALUES IN (4) PARTITION BY RANGE (ts);
CREATE TABLE audit.audit_entry_p2y PARTITION OF audit.audit_entry FOR VALUES IN (5) PARTITION BY RANGE (ts);
CREATE TABLE audit.audit_entry_p3y PARTITION OF audit.audit_entry FOR VALUES IN (6) PARTITION BY RANGE (ts);
CREATE TABLE audit.audit_entry_p5y PARTITION OF audit.audit_entry FOR VALUES IN (7) PARTITION BY RANGE (ts);
