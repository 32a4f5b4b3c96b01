-- What somebody did to several people and may undo for a while. What it was and to whom is sealed.
CREATE TABLE undoable_change (
    realm_id       int         NOT NULL,
    id             uuid        NOT NULL,
    account_id     uuid        NOT NULL,
    content_sealed bytea       NOT NULL,
    until          timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX undoable_change_account ON undoable_change (realm_id, account_id);
CREATE INDEX undoable_change_until ON undoable_change (until);
