-- Where a mobile client's person signed in: one row for each sign-in, listed as long as it may refresh. The row is made
-- with the code; first_seen stays null until the app has redeemed it.
CREATE TABLE device (
    realm_id    int         NOT NULL,
    id          uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    client_id   text        NOT NULL,
    session_ref text        NOT NULL,
    name        text,
    platform    text,
    first_seen  timestamptz,
    last_seen   timestamptz,
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX device_account ON device (realm_id, account_id);
CREATE INDEX device_expiry ON device (expires_at);

ALTER TABLE token_family ADD COLUMN device_id uuid;
CREATE INDEX token_family_device ON token_family (realm_id, device_id) WHERE device_id IS NOT NULL AND ended_at IS NULL;

-- What a person is told at the next visit to the account page, until they have read it.
CREATE TABLE account_notice (
    realm_id       int         NOT NULL,
    id             uuid        NOT NULL,
    account_id     uuid        NOT NULL,
    client_id      text        NOT NULL,
    address_sealed bytea       NOT NULL,
    occurred_at    timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX account_notice_account ON account_notice (realm_id, account_id);
CREATE INDEX account_notice_expiry ON account_notice (expires_at);
