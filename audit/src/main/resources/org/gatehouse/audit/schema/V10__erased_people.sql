-- Who was erased lately, by a mark that only the realm's key makes of a person: what still comes of them gets no key.
-- The mark is not beside the pseudonym, and goes after some months.
CREATE TABLE audit.audit_erased_mark (
    realm     int4        NOT NULL REFERENCES audit.audit_realm,
    mark      bytea       NOT NULL,
    erased_at timestamptz NOT NULL,
    PRIMARY KEY (realm, mark)
);
CREATE INDEX audit_erased_mark_at ON audit.audit_erased_mark (erased_at);

-- Ids of erasures need not be in the order of time: those of another engine are random.
DROP INDEX audit.audit_erased_realm;
DROP INDEX audit.audit_erased_to_redact;
CREATE INDEX audit_erased_realm ON audit.audit_erased (realm, erased_at, erasure);
CREATE INDEX audit_erased_to_redact ON audit.audit_erased (erased_at, erasure) WHERE redact AND redacted_at IS NULL;
