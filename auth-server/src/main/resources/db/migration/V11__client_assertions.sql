-- Assertions clients have authenticated with (RFC 7523): each works once, on whichever node. Kept until it has expired.
CREATE TABLE client_assertion (
    realm_id   int         NOT NULL,
    client_id  text        NOT NULL,
    id_hash    bytea       NOT NULL, -- SHA-256 of the claim jti
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, client_id, id_hash)
);
CREATE INDEX client_assertion_expiry ON client_assertion (expires_at);
