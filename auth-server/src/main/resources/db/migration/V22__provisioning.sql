-- Whom a provisioning client keeps up to date: who it made or took over, and nobody another one keeps. To a client everybody
-- else is as if not there.
CREATE TABLE provisioned_account (
    realm_id   int  NOT NULL,
    account_id uuid NOT NULL,
    source     text NOT NULL,  -- the provisioning client
    PRIMARY KEY (realm_id, account_id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX provisioned_account_source ON provisioned_account (realm_id, source, account_id);
CREATE TABLE provisioned_group (
    realm_id int  NOT NULL,
    group_id uuid NOT NULL,
    source   text NOT NULL,
    PRIMARY KEY (realm_id, group_id),
    FOREIGN KEY (realm_id, group_id) REFERENCES user_group ON DELETE CASCADE
);
CREATE INDEX provisioned_group_source ON provisioned_group (realm_id, source, group_id);

-- Whom each client reaches: its own people, and those nobody keeps who are linked to its connection, of its issuer.
CREATE VIEW provisioning_reach AS
SELECT realm_id, account_id, source, NULL::text AS connection, NULL::text AS issuer FROM provisioned_account
 UNION ALL
SELECT f.realm_id, f.account_id, NULL, f.connection, f.issuer
  FROM federated_identity f
 WHERE NOT EXISTS (SELECT FROM provisioned_account p WHERE p.realm_id = f.realm_id AND p.account_id = f.account_id);

-- A client keeps whom it had a name for, and of several clients one does.
INSERT INTO provisioned_account (realm_id, account_id, source)
SELECT DISTINCT ON (realm_id, account_id) realm_id, account_id, source
  FROM account_external_id ORDER BY realm_id, account_id, source;
INSERT INTO provisioned_group (realm_id, group_id, source)
SELECT DISTINCT ON (realm_id, group_id) realm_id, group_id, source
  FROM group_external_id ORDER BY realm_id, group_id, source;

-- Whose people a connection's token is about. Tokens made before do not say it, so they end.
ALTER TABLE scim_token ADD COLUMN issuer text;
DELETE FROM scim_token WHERE source LIKE 'connection:%';

-- The provisioning client that disabled an account, which may enable it again; null where somebody did who administers.
ALTER TABLE account ADD COLUMN disabled_by text;

-- The sign-ins that began with a link: what ends with it.
CREATE TABLE federated_sign_in (
    realm_id  int         NOT NULL,
    link_id   uuid        NOT NULL,
    reference text        NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, link_id, reference),
    FOREIGN KEY (realm_id, link_id) REFERENCES federated_identity ON DELETE CASCADE
);
CREATE INDEX federated_sign_in_age ON federated_sign_in (opened_at);

-- Whom a connection's secret is for; null where that never changed since the secret was typed.
ALTER TABLE connection_secret ADD COLUMN authority text;
