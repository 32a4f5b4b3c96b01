-- Who has a role, page by page: in the order of the accounts' ids, without sorting everybody who has it.
CREATE INDEX account_role_holders_in_order ON account_role (realm_id, role, account_id);
DROP INDEX account_role_holders;
