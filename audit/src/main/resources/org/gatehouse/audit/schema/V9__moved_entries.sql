-- Entries another engine keeps in an outbox of its own until they are here. The id is taken in the transaction that
-- appends the entry, so that each comes once, however often it is brought.
CREATE TABLE audit.audit_moved (
    id       uuid PRIMARY KEY,
    moved_at timestamptz NOT NULL
);
CREATE INDEX audit_moved_at ON audit.audit_moved (moved_at);
