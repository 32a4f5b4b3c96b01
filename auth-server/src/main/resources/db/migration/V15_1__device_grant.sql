-- A device that waits for somebody to say yes (RFC 8628). The id is that of the token family it becomes then; who said yes
-- is written there. Codes are hashed, the short one under a key; where the device asked from is sealed. A row outlives its
-- codes a little, so that a device that asks late is told that they expired.
CREATE TABLE device_grant (
    realm_id         int         NOT NULL,
    id               uuid        NOT NULL,
    client_id        text        NOT NULL,
    scopes           text        NOT NULL,
    device_code_hash bytea       NOT NULL,
    user_code_hash   bytea       NOT NULL,
    address_sealed   bytea       NOT NULL,
    device           text        NOT NULL,
    state            text        NOT NULL,
    created_at       timestamptz NOT NULL,
    valid_until      timestamptz NOT NULL,
    poll_interval    int         NOT NULL,
    polled_at        timestamptz,
    expires_at       timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, user_code_hash)
);
CREATE INDEX device_grant_expiry ON device_grant (expires_at);
