-- The column names a sign-in as realm/account/reference, so that a person's sessions are one range of the index and no
-- statement can reach another realm's. Sessions written before say only the account: nobody could end them, so they end.
DELETE FROM web_session WHERE principal_name IS NOT NULL;
ALTER TABLE web_session ALTER COLUMN principal_name TYPE text COLLATE "C";
