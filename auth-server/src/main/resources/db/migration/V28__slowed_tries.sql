-- Counters of tries at an account that have run out, until they have refilled: for its owner to be told of, and for those
-- who administer to see and lift. Names nobody has are here too, so that being refused costs the same whoever is named.
CREATE TABLE slowed_try (
    realm_id       int         NOT NULL REFERENCES realm,
    bucket         text        NOT NULL,     -- the counter's own key, a keyed hash
    account_id     uuid,                     -- null when nobody has the name
    kind           text        NOT NULL,
    known          boolean     NOT NULL,     -- the lane of a browser the person has signed in with
    address_sealed bytea,                    -- where the last try came from, until the owner was told
    until          timestamptz NOT NULL,
    PRIMARY KEY (realm_id, bucket),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX slowed_try_account ON slowed_try (realm_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX slowed_try_until ON slowed_try (until);
CREATE INDEX slowed_try_untold ON slowed_try (until) WHERE address_sealed IS NOT NULL;
