-- Mail on its way, and for three days the log of what was sent. Written in the transaction of what it tells about.
CREATE TABLE mail (
    realm_id         int         NOT NULL,
    id               uuid        NOT NULL,
    account_id       uuid        NOT NULL,
    kind             text        NOT NULL,
    recipient_sealed bytea       NOT NULL,
    content_sealed   bytea,                          -- null once nobody will send it any more: it may hold a link or a code
    state            text        NOT NULL,           -- waiting, sent, failed
    problem          text,                           -- why it failed, or why the last try did
    tries            int         NOT NULL DEFAULT 0,
    queued_at        timestamptz NOT NULL,
    turn_at          timestamptz NOT NULL,           -- when it is tried next, by whichever node is first
    give_up_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX mail_turn ON mail (turn_at) WHERE state = 'waiting';
CREATE INDEX mail_account ON mail (realm_id, account_id, queued_at);
CREATE INDEX mail_ended ON mail (ended_at) WHERE ended_at IS NOT NULL;

-- Somebody forgot a password. Whether there is such a person is found out afterwards, so that asking takes the same work
-- whoever is named.
CREATE TABLE password_reset_request (
    realm_id          int         NOT NULL REFERENCES realm,
    id                uuid        NOT NULL,
    identifier_sealed bytea       NOT NULL,
    requested_at      timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id)
);
CREATE INDEX password_reset_request_turn ON password_reset_request (requested_at);

-- The one link by which an account's password may be set: the next one takes its place, and using it removes it. It is good
-- only while the account is as it was: an address or a password that changed meanwhile makes it void.
CREATE TABLE password_reset (
    realm_id        int         NOT NULL,
    account_id      uuid        NOT NULL,
    account_version int         NOT NULL,
    token_hash      bytea       NOT NULL,
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id),
    UNIQUE (realm_id, token_hash),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX password_reset_expiry ON password_reset (expires_at);

-- The one link that proves an address: the account's, or the one it is to have.
CREATE TABLE email_verification (
    realm_id       int         NOT NULL,
    account_id     uuid        NOT NULL,
    address_sealed bytea       NOT NULL,
    token_hash     bytea       NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id),
    UNIQUE (realm_id, token_hash),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX email_verification_expiry ON email_verification (expires_at);

-- A code that was mailed for one attempt to sign in.
CREATE TABLE email_code (
    realm_id     int         NOT NULL,
    account_id   uuid        NOT NULL,
    attempt_hash bytea       NOT NULL,
    code_hash    bytea       NOT NULL,
    tries_left   int         NOT NULL,
    sent_at      timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id, attempt_hash),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX email_code_expiry ON email_code (expires_at);
