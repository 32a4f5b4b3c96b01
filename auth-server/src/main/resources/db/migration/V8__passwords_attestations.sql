-- What is known about a password beside its hash, and the texts people accepted.

ALTER TABLE account
    ADD COLUMN password_changed_at  timestamptz,                    -- null without a password
    ADD COLUMN password_must_change boolean NOT NULL DEFAULT false, -- before the next sign-in is complete
    ADD COLUMN password_expires_at  timestamptz;                    -- of a temporary password, which opens nothing after
UPDATE account SET password_changed_at = updated_at WHERE password_hash IS NOT NULL; -- never earlier than it was

-- Hashes of passwords that were replaced, as many as the realm compares new ones with.
CREATE TABLE earlier_password (
    realm_id    int         NOT NULL,
    account_id  uuid        NOT NULL,
    id          uuid        NOT NULL, -- time-ordered
    hash        text        NOT NULL,
    replaced_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);

-- Every acceptance is a row of its own: a renewal does not replace the one before it.
CREATE TABLE attestation_acceptance (
    realm_id    int         NOT NULL,
    account_id  uuid        NOT NULL,
    attestation text        NOT NULL,
    version     int         NOT NULL,
    accepted_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id, attestation, version, accepted_at),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
