-- What strangers ask for in somebody's name voids no link its owner asked for with a browser they sign in with.
ALTER TABLE password_reset ADD COLUMN known_browser boolean NOT NULL DEFAULT false;
ALTER TABLE password_reset DROP CONSTRAINT password_reset_pkey;
ALTER TABLE password_reset ADD PRIMARY KEY (realm_id, account_id, known_browser);
