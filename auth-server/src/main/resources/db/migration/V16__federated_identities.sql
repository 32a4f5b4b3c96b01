-- Whom providers speak for, and whose account that is. An identity is an issuer's subject as one connection knows it; it
-- is found by a keyed hash and kept sealed, as what providers call a subject may name somebody.
CREATE TABLE federated_identity (
    realm_id         int         NOT NULL,
    id               uuid        NOT NULL,
    connection       text        NOT NULL,
    issuer           text        NOT NULL,
    subject_hash     bytea       NOT NULL,
    subject_sealed   bytea       NOT NULL,
    user_name_sealed bytea,                -- what the provider calls them, for them to recognise it by
    guest            boolean     NOT NULL,
    account_id       uuid        NOT NULL,
    linked_at        timestamptz NOT NULL,
    last_used_at     timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    UNIQUE (realm_id, connection, issuer, subject_hash),
    UNIQUE (realm_id, account_id, connection, issuer), -- nobody shares an account, not even with who had the address before
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);

-- Which roles and groups people have because a connection gave them. What is not here was given by hand, and stays.
CREATE TABLE federated_role (
    realm_id   int  NOT NULL,
    account_id uuid NOT NULL,
    connection text NOT NULL,
    role       text NOT NULL,
    PRIMARY KEY (realm_id, account_id, connection, role),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE TABLE federated_membership (
    realm_id   int  NOT NULL,
    account_id uuid NOT NULL,
    connection text NOT NULL,
    group_id   uuid NOT NULL,
    PRIMARY KEY (realm_id, account_id, connection, group_id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE,
    FOREIGN KEY (realm_id, group_id) REFERENCES user_group ON DELETE CASCADE
);
CREATE INDEX federated_membership_group ON federated_membership (realm_id, group_id);
