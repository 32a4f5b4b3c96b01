-- Questions of the trail that people keep, for themselves or for everybody who reads it. What they are called and what they
-- ask is sealed: people write there what they like.
CREATE TABLE trail_view (
    realm_id       int         NOT NULL,
    id             uuid        NOT NULL,
    account_id     uuid        NOT NULL,
    content_sealed bytea       NOT NULL,
    shared         boolean     NOT NULL,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX trail_view_account ON trail_view (realm_id, account_id);
