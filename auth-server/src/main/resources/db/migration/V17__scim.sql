-- What a provisioning client calls somebody: each client in its own words, so it counts for that client only.
CREATE TABLE account_external_id (
    realm_id   int   NOT NULL,
    source     text  NOT NULL,  -- the provisioning client
    account_id uuid  NOT NULL,
    sealed     bytea NOT NULL,  -- often made from a name
    search_key bytea NOT NULL,  -- a keyed hash: equality search and uniqueness
    PRIMARY KEY (realm_id, source, account_id),
    UNIQUE (realm_id, source, search_key),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX account_external_id_owner ON account_external_id (realm_id, account_id);

CREATE TABLE group_external_id (
    realm_id    int  NOT NULL,
    source      text NOT NULL,
    group_id    uuid NOT NULL,
    external_id text NOT NULL,
    PRIMARY KEY (realm_id, source, group_id),
    UNIQUE (realm_id, source, external_id),
    FOREIGN KEY (realm_id, group_id) REFERENCES user_group ON DELETE CASCADE
);
CREATE INDEX group_external_id_owner ON group_external_id (realm_id, group_id);

-- Groups somebody was taken out of when a provisioning client disabled them: theirs again when it enables them.
CREATE TABLE suspended_membership (
    realm_id   int  NOT NULL,
    account_id uuid NOT NULL,
    group_id   uuid NOT NULL,
    PRIMARY KEY (realm_id, account_id, group_id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE,
    FOREIGN KEY (realm_id, group_id) REFERENCES user_group ON DELETE CASCADE
);
CREATE INDEX suspended_membership_group ON suspended_membership (realm_id, group_id);

-- What lets a provisioning client in that cannot ask for an access token.
CREATE TABLE scim_token (
    realm_id   int         NOT NULL REFERENCES realm,
    id         uuid        NOT NULL,
    hash       bytea       NOT NULL,  -- SHA-256 of 256 random bits
    source     text        NOT NULL,  -- the provisioning client, as the trail names it
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, hash)
);
