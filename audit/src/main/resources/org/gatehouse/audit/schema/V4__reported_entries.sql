-- What relying apps add to the trail.

-- A realm's own activities. The number is in the entries, so a row stays when the activity leaves the realm file: its
-- entries must be readable for as long as they are kept, and the number must never come to mean something else.
CREATE TABLE audit.audit_activity (
    realm    int4  NOT NULL REFERENCES audit.audit_realm,
    number   int2  NOT NULL CHECK (number >= 10000),
    code     text  NOT NULL CHECK (code LIKE 'x.%'),
    category text  NOT NULL,
    title_en text,
    title_fr text,
    PRIMARY KEY (realm, number),
    UNIQUE (realm, code)
);

-- What a client was answered for an Idempotency-Key. One hash names realm, client and key; nothing here can be read back.
CREATE TABLE audit.audit_report (
    key_hash     bytea       PRIMARY KEY,
    request_hash bytea       NOT NULL,
    receipts     text,
    created_at   timestamptz NOT NULL
);

CREATE INDEX audit_report_created ON audit.audit_report (created_at);
