-- A client has two secrets while one is being replaced.
ALTER TABLE client_secret
    ADD COLUMN id         uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN expires_at timestamptz;  -- null: until somebody ends it
ALTER TABLE client_secret ALTER COLUMN id DROP DEFAULT;
ALTER TABLE client_secret DROP CONSTRAINT client_secret_pkey;
ALTER TABLE client_secret ADD PRIMARY KEY (realm_id, client_id, id);

-- Clients that registered themselves (RFC 7591): in nobody's realm file, and perhaps thousands.
CREATE TABLE registered_client (
    realm_id      int         NOT NULL REFERENCES realm,
    client_id     text        NOT NULL,
    definition    text        NOT NULL,  -- as a realm file writes a client
    metadata      text        NOT NULL,  -- what was registered, as the client gets it back
    token_hash    bytea       NOT NULL,  -- SHA-256 of its registration access token of 256 bits
    initial_token uuid,                  -- the token it came with
    registered_at timestamptz NOT NULL,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (realm_id, client_id)
);

-- What lets its holder register clients.
CREATE TABLE initial_access_token (
    realm_id   int         NOT NULL REFERENCES realm,
    id         uuid        NOT NULL,
    hash       bytea       NOT NULL,  -- SHA-256 of 256 random bits
    note       text        NOT NULL,
    uses_left  int         NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, hash)
);
CREATE INDEX initial_access_token_expiry ON initial_access_token (expires_at);
