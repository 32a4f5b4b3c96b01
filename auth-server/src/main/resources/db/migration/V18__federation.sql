-- By what identity providers know this service: it has to be shown, so it is kept encrypted, not hashed.
CREATE TABLE connection_secret (
    realm_id  int         NOT NULL REFERENCES realm,
    alias     text        NOT NULL,
    secret    bytea       NOT NULL,  -- AES-256-GCM, bound to realm and alias
    stored_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, alias)
);
