-- Refusals of anonymous answers beyond those that are an entry each: as many as come from one network by one connection are
-- counted, and become one entry a few minutes later.
CREATE TABLE counted_refusal (
    realm_id       int         NOT NULL REFERENCES realm,
    connection     text        NOT NULL,
    network_hash   bytea       NOT NULL,
    activity       text        NOT NULL,
    reason         text        NOT NULL,
    attempts       bigint      NOT NULL,
    address_sealed bytea       NOT NULL,  -- of the first of them; it goes with the row
    since          timestamptz NOT NULL,
    PRIMARY KEY (realm_id, connection, network_hash, activity, reason)
);
CREATE INDEX counted_refusal_by_time ON counted_refusal (since);

-- What came of sign-ins that administrators tried: sealed for whoever tried, in the sign-in they tried it in, for minutes.
CREATE TABLE connection_trial (
    realm_id   int         NOT NULL REFERENCES realm,
    account_id uuid        NOT NULL,
    reference  text        NOT NULL,
    connection text        NOT NULL,
    sealed     bytea       NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id, reference)
);
CREATE INDEX connection_trial_by_time ON connection_trial (expires_at);
