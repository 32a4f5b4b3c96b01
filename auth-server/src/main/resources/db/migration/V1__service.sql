-- Every table is keyed by realm first: no statement can reach another realm's rows by leaving something out.

CREATE TABLE realm (
    id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL UNIQUE,
    document   text        NOT NULL,  -- the realm definition as canonical JSON; secrets as references only
    created_at timestamptz NOT NULL
);

CREATE TABLE client_secret (
    realm_id   int         NOT NULL REFERENCES realm,
    client_id  text        NOT NULL,
    hash       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, client_id)
);

CREATE TABLE signing_key (
    realm_id   int         NOT NULL REFERENCES realm,
    kid        text        NOT NULL,
    algorithm  text        NOT NULL,
    sealed_jwk bytea       NOT NULL,  -- AES-256-GCM under a key derived from the master key
    created_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, kid)
);

CREATE TABLE account (
    realm_id       int         NOT NULL REFERENCES realm,
    id             uuid        NOT NULL,
    user_name      text        NOT NULL,
    user_name_key  text        NOT NULL,  -- NFKC, lower case: what must be unique
    display_name   text        NOT NULL,
    locale         text,
    email_sealed   bytea,                 -- personal fields are encrypted from the first day ...
    email_index    bytea,                 -- ... with a keyed blind index for equality search
    email_verified boolean     NOT NULL,
    claims_sealed  bytea,
    password_hash  text,
    state          text        NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    version        int         NOT NULL,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, user_name_key)
);
CREATE INDEX account_email ON account (realm_id, email_index) WHERE email_index IS NOT NULL;

CREATE TABLE account_role (
    realm_id   int  NOT NULL,
    account_id uuid NOT NULL,
    role       text NOT NULL,
    PRIMARY KEY (realm_id, account_id, role),
    FOREIGN KEY (realm_id, account_id) REFERENCES account
);
CREATE INDEX account_role_holders ON account_role (realm_id, role);

CREATE TABLE first_administrator_link (
    realm_id   int         NOT NULL PRIMARY KEY REFERENCES realm,
    token_hash bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

-- A family is everything obtained from one authorization: its code, and the tokens from it. The code is hashed; refresh
-- tokens are derived from (id, generation) and never stored; access tokens verify by signature. An ended family stays
-- until it would have expired, so that a replay is recognised.
CREATE TABLE token_family (
    realm_id        int         NOT NULL,
    id              uuid        NOT NULL,
    client_id       text        NOT NULL,
    account_id      uuid        NOT NULL,
    session_ref     text        NOT NULL,
    auth_time       timestamptz NOT NULL,
    methods         text        NOT NULL,
    scopes          text        NOT NULL,
    nonce           text,
    redirect_uri    text        NOT NULL,
    code_challenge  text,
    code_hash       bytea       NOT NULL,
    code_expires_at timestamptz NOT NULL,
    redeemed_at     timestamptz,
    generation      int         NOT NULL,
    rotated_at      timestamptz,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    end_reason      text,
    PRIMARY KEY (realm_id, id)
);
CREATE INDEX token_family_account ON token_family (realm_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX token_family_session ON token_family (realm_id, session_ref) WHERE ended_at IS NULL;
CREATE INDEX token_family_expiry ON token_family (expires_at);

-- Access tokens verify by signature; only the few revoked before their time are written down.
CREATE TABLE revoked_token (
    realm_id   int         NOT NULL,
    jti        text        NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, jti)
);
CREATE INDEX revoked_token_expiry ON revoked_token (expires_at);

CREATE TABLE consent (
    realm_id   int         NOT NULL,
    account_id uuid        NOT NULL,
    client_id  text        NOT NULL,
    scopes     text        NOT NULL,
    granted_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id, client_id)
);

-- Counters of failed sign-ins, shared by all nodes (token buckets; the key is a keyed hash, never a name or an address).
CREATE TABLE sign_in_throttle (
    id         text PRIMARY KEY,
    state      bytea,
    expires_at bigint
);

CREATE TABLE web_session (
    primary_id            char(36) NOT NULL PRIMARY KEY,
    session_id            char(36) NOT NULL UNIQUE,
    creation_time         bigint   NOT NULL,
    last_access_time      bigint   NOT NULL,
    max_inactive_interval int      NOT NULL,
    expiry_time           bigint   NOT NULL,
    principal_name        varchar(100)
);
CREATE INDEX web_session_expiry ON web_session (expiry_time);
CREATE INDEX web_session_principal ON web_session (principal_name);

CREATE TABLE web_session_attributes (
    session_primary_id char(36)     NOT NULL REFERENCES web_session ON DELETE CASCADE,
    attribute_name     varchar(200) NOT NULL,
    attribute_bytes    bytea        NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
