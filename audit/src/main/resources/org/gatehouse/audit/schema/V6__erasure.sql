-- Who was forgotten: pseudonyms that name nobody any more. Says which erasures this database has seen, so that those it
-- has not (it may be an old copy) are made again; and whose sealed segments are to be blanked as well.
CREATE TABLE audit.audit_erased (
    erasure     uuid PRIMARY KEY,
    realm       int4        NOT NULL REFERENCES audit.audit_realm,
    ref         int8,                -- null: the trail had no key of theirs
    log_id      int4,                -- where the entry is that says so
    idx         int8,
    erased_at   timestamptz NOT NULL,
    redact      boolean     NOT NULL,
    redacted_at timestamptz
);
CREATE INDEX audit_erased_realm ON audit.audit_erased (realm, erasure);
CREATE INDEX audit_erased_to_redact ON audit.audit_erased (erasure) WHERE redact AND redacted_at IS NULL;
