-- Somebody said that a sign-in of theirs was not them; an administrator looks into it. Only open cases are here: that one
-- was opened and closed is in the trail. One for each account, and nothing about the person but which account it is.
CREATE TABLE reported_sign_in (
    realm_id    int         NOT NULL,
    account_id  uuid        NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (realm_id, account_id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
