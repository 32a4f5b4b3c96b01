-- Sessions at providers that sign-ins here came from: by what a provider names when it says that one of them is over.
CREATE TABLE upstream_session (
    realm_id     int         NOT NULL REFERENCES realm,
    id           uuid        NOT NULL,
    connection   text        NOT NULL,
    subject_hash bytea       NOT NULL,  -- HMAC of issuer and sub
    session_hash bytea,                 -- HMAC of issuer and sid; null where the provider names no session
    hints_sealed bytea,                 -- what the provider takes as a hint when people sign out there too
    account_id   uuid,                  -- null, as is the reference, until the sign-in it began is complete
    reference    text,
    begun_at     timestamptz NOT NULL,
    left_at      timestamptz,           -- when the person signed out here
    ended_at     timestamptz,           -- when the provider said that it is over, or nobody believes the provider any more
    end_reason   text,                  -- as entries name it; null where the provider said so
    kept_until   timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id)
);
CREATE INDEX upstream_session_by_session ON upstream_session (realm_id, session_hash);
CREATE INDEX upstream_session_by_subject ON upstream_session (realm_id, subject_hash);
CREATE INDEX upstream_session_by_reference ON upstream_session (realm_id, reference);
CREATE INDEX upstream_session_by_account ON upstream_session (realm_id, account_id);
CREATE INDEX upstream_session_by_end ON upstream_session (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX upstream_session_by_time ON upstream_session (kept_until);

-- Logout tokens of providers, each good once; what it ended is not begun again with a token that was under way.
CREATE TABLE upstream_logout (
    realm_id     int         NOT NULL REFERENCES realm,
    connection   text        NOT NULL,
    id_hash      bytea       NOT NULL,  -- SHA-256 of the jti
    session_hash bytea,
    expires_at   timestamptz NOT NULL,
    PRIMARY KEY (realm_id, connection, id_hash)
);
CREATE INDEX upstream_logout_by_session ON upstream_logout (realm_id, session_hash);
CREATE INDEX upstream_logout_by_time ON upstream_logout (expires_at);
