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

-- The clients of a provider with tenants are called after theirs from now on. Where a connection has one tenant, the name it
-- had means that; where it has several or any, or there is no such connection, nobody knows whose people its client spoke of:
-- what it called them is forgotten, so that they are nobody's, and who answers for them finds and keeps them again.
CREATE TEMPORARY TABLE source_now ON COMMIT DROP AS
SELECT r.id AS realm_id, 'connection:' || (c ->> 'alias') AS source,
       CASE WHEN c ->> 'kind' <> 'entra-id' THEN 'connection:' || (c ->> 'alias')
            WHEN json_typeof(c -> 'tenants') = 'array' AND json_array_length(c -> 'tenants') = 1
            THEN 'connection:' || (c ->> 'alias') || '/' || (c -> 'tenants' ->> 0) END AS name
  FROM realm r CROSS JOIN LATERAL json_array_elements(
       CASE WHEN json_typeof(r.document::json -> 'connections') = 'array' THEN r.document::json -> 'connections' ELSE '[]' END) c;
DELETE FROM account_external_id e WHERE source LIKE 'connection:%' AND NOT EXISTS (
    SELECT FROM source_now n WHERE n.realm_id = e.realm_id AND n.source = e.source AND n.name IS NOT NULL);
DELETE FROM group_external_id e WHERE source LIKE 'connection:%' AND NOT EXISTS (
    SELECT FROM source_now n WHERE n.realm_id = e.realm_id AND n.source = e.source AND n.name IS NOT NULL);
UPDATE account_external_id e SET source = n.name FROM source_now n WHERE n.realm_id = e.realm_id AND n.source = e.source;
UPDATE group_external_id e SET source = n.name FROM source_now n WHERE n.realm_id = e.realm_id AND n.source = e.source;

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
-- Only a client's disabling took people out of their groups, so the one that keeps them did it.
UPDATE account a SET disabled_by = p.source FROM provisioned_account p
 WHERE p.realm_id = a.realm_id AND p.account_id = a.id AND a.state = 'DISABLED'
   AND EXISTS (SELECT FROM suspended_membership s WHERE s.realm_id = a.realm_id AND s.account_id = a.id)
   AND (SELECT count(DISTINCT e.source) FROM account_external_id e WHERE e.realm_id = a.realm_id AND e.account_id = a.id) = 1;

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
