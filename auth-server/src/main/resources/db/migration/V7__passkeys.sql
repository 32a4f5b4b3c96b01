-- Passkeys (WebAuthn). What authenticators know a person as: random, and never the name.
CREATE TABLE passkey_owner (
    realm_id   int   NOT NULL,
    account_id uuid  NOT NULL,
    handle     bytea NOT NULL,
    PRIMARY KEY (realm_id, account_id),
    UNIQUE (realm_id, handle),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);

CREATE TABLE passkey (
    realm_id        int         NOT NULL,
    id              uuid        NOT NULL,
    account_id      uuid        NOT NULL,
    credential_id   bytea       NOT NULL,
    name_sealed     bytea       NOT NULL,
    public_key      bytea       NOT NULL, -- COSE
    attestation     bytea       NOT NULL, -- the authenticator data of the enrolment, without any statement about its maker
    aaguid          uuid,                 -- the authenticator's model, when it tells
    sign_count      bigint      NOT NULL,
    transports      text        NOT NULL, -- separated by spaces
    user_verified   boolean     NOT NULL, -- by PIN or biometrics, at the enrolment
    backup_eligible boolean     NOT NULL,
    backed_up       boolean     NOT NULL,
    added_at        timestamptz NOT NULL,
    last_used_at    timestamptz,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, credential_id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX passkey_account ON passkey (realm_id, account_id);

-- A challenge that waits for its answer. Whoever takes the row has the one answer.
CREATE TABLE passkey_challenge (
    realm_id       int         NOT NULL,
    challenge_hash bytea       NOT NULL,
    browser_hash   bytea       NOT NULL, -- of the session it was given to
    purpose        text        NOT NULL,
    account_id     uuid,                 -- who has to answer; null where that is not known yet
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (realm_id, challenge_hash)
);
CREATE INDEX passkey_challenge_browser ON passkey_challenge (realm_id, browser_hash);
CREATE INDEX passkey_challenge_expiry ON passkey_challenge (expires_at);
