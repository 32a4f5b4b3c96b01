-- Second factors people enrol, and what stands in for them.

-- An authenticator app. Key and name are sealed; last_step only rises, so that no step is accepted twice.
CREATE TABLE totp_factor (
    realm_id    int         NOT NULL,
    id          uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    name_sealed bytea       NOT NULL,
    key_sealed  bytea       NOT NULL,
    key_index   bytea       NOT NULL, -- a keyed hash: one key twice would accept each of its steps twice
    last_step   bigint      NOT NULL,
    added_at    timestamptz NOT NULL,
    last_used   timestamptz,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, account_id, key_index),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);

-- A used code stays until the set is replaced: it tells how many there were.
CREATE TABLE recovery_code (
    realm_id   int   NOT NULL,
    account_id uuid  NOT NULL,
    code_hash  bytea NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (realm_id, account_id, code_hash),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);

-- A browser that is not asked for the second factor again for a while. Each use replaces the token.
CREATE TABLE remembered_browser (
    realm_id   int         NOT NULL,
    id         uuid        NOT NULL,
    account_id uuid        NOT NULL,
    token_hash bytea       NOT NULL,
    factor     text        NOT NULL,
    credential text        NOT NULL, -- what was used when it was remembered; without it nothing is remembered
    platform   text,
    added_at   timestamptz NOT NULL,
    last_used  timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX remembered_browser_account ON remembered_browser (realm_id, account_id);
CREATE INDEX remembered_browser_expiry ON remembered_browser (expires_at);
