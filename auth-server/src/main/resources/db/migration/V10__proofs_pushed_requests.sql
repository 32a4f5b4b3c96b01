-- Proofs of possession that were seen (RFC 9449 section 11.1): a hash of key and jti, until the proof is too old anyway.
CREATE TABLE dpop_proof (
    realm_id   int         NOT NULL,
    proof_hash bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, proof_hash)
);
CREATE INDEX dpop_proof_expiry ON dpop_proof (expires_at);

-- Pushed authorization requests (RFC 9126), found by the hash of their request_uri. One is begun before begin_before,
-- and answered once; the row stays until whoever began may no longer go on.
CREATE TABLE pushed_request (
    realm_id     int         NOT NULL,
    uri_hash     bytea       NOT NULL,
    client_id    text        NOT NULL,
    parameters   text        NOT NULL,
    begin_before timestamptz NOT NULL,
    answered_at  timestamptz,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (realm_id, uri_hash)
);
CREATE INDEX pushed_request_expiry ON pushed_request (expires_at);

-- The key that sent the last request a family got tokens by: only it may have a lost answer again.
ALTER TABLE token_family ADD COLUMN sender_thumbprint text;
