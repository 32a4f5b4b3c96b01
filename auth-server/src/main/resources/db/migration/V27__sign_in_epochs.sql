-- How often all of a person's sign-ins were ended together. What began before the last time counts for nothing, also what
-- was no row yet that could be ended: a password that was just being checked, a browser the person is known by. One
-- sign-in may have been kept; it is named by its reference, which opens nothing.
ALTER TABLE account
    ADD COLUMN sign_in_epoch int NOT NULL DEFAULT 0,
    ADD COLUMN kept_sign_in  text;

-- Whether the browser stood in for the second factor: a refresh is asked for what the realm demands by now. Of what began
-- before this was kept nobody knows, and it goes on.
ALTER TABLE token_family ADD COLUMN remembered boolean NOT NULL DEFAULT true;
