-- The directory: people as administrators keep them, groups, and what needs a second person.

ALTER TABLE account
    ADD COLUMN phone_sealed   bytea,
    ADD COLUMN phone_index    bytea,
    ADD COLUMN phone_verified boolean NOT NULL DEFAULT false,
    ADD COLUMN sort_key       text COLLATE "C" NOT NULL DEFAULT '', -- the display name without case and accents
    ADD COLUMN deleted_at     timestamptz,
    ADD COLUMN restorable     text;                                 -- roles and groups a deleted account had, as JSON
UPDATE account SET sort_key = lower(display_name);
CREATE INDEX account_list ON account (realm_id, sort_key, id);
CREATE INDEX account_phone ON account (realm_id, phone_index) WHERE phone_index IS NOT NULL;

-- The words somebody may be looked for by, each with the name it sorts under: the key is the order in which a search
-- shows what it finds, so a page of it is a short stretch of the index whatever the number of people.
CREATE TABLE account_word (
    realm_id   int              NOT NULL,
    word       text COLLATE "C" NOT NULL,
    sort_key   text COLLATE "C" NOT NULL,
    account_id uuid             NOT NULL,
    PRIMARY KEY (realm_id, word, sort_key, account_id),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX account_word_owner ON account_word (realm_id, account_id, word);
INSERT INTO account_word (realm_id, word, sort_key, account_id)
SELECT DISTINCT realm_id, word, sort_key, id
  FROM account, regexp_split_to_table(lower(user_name || ' ' || display_name), '\s+') AS word
 WHERE word <> '';

CREATE TABLE account_attribute (
    realm_id    int     NOT NULL,
    account_id  uuid    NOT NULL,
    name        text    NOT NULL,
    value       text,                -- null when sealed
    sealed      bytea,               -- a sensitive attribute
    search_key  bytea   NOT NULL,    -- a keyed hash: equality search and uniqueness, for sensitive ones too
    must_differ boolean NOT NULL,    -- the realm says that no two people share a value
    PRIMARY KEY (realm_id, account_id, name),
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX account_attribute_search ON account_attribute (realm_id, name, search_key);
CREATE UNIQUE INDEX account_attribute_unique ON account_attribute (realm_id, name, search_key) WHERE must_differ;

CREATE TABLE user_group (
    realm_id    int         NOT NULL REFERENCES realm,
    id          uuid        NOT NULL,
    parent_id   uuid,
    name        text        NOT NULL,
    name_key    text        NOT NULL,
    description text        NOT NULL,
    created_at  timestamptz NOT NULL,
    version     int         NOT NULL,
    PRIMARY KEY (realm_id, id),
    FOREIGN KEY (realm_id, parent_id) REFERENCES user_group,
    UNIQUE NULLS NOT DISTINCT (realm_id, parent_id, name_key)
);

CREATE TABLE group_role (
    realm_id int  NOT NULL,
    group_id uuid NOT NULL,
    role     text NOT NULL,
    PRIMARY KEY (realm_id, group_id, role),
    FOREIGN KEY (realm_id, group_id) REFERENCES user_group ON DELETE CASCADE
);
CREATE INDEX group_role_bearers ON group_role (realm_id, role);

CREATE TABLE group_member (
    realm_id   int         NOT NULL,
    group_id   uuid        NOT NULL,
    account_id uuid        NOT NULL,
    since      timestamptz NOT NULL,
    PRIMARY KEY (realm_id, group_id, account_id),
    FOREIGN KEY (realm_id, group_id) REFERENCES user_group,
    FOREIGN KEY (realm_id, account_id) REFERENCES account ON DELETE CASCADE
);
CREATE INDEX group_member_account ON group_member (realm_id, account_id);

-- A change that waits for a second person, exactly as it will be made.
CREATE TABLE approval (
    realm_id     int         NOT NULL REFERENCES realm,
    id           uuid        NOT NULL,
    kind         text        NOT NULL,
    change       text        NOT NULL,  -- JSON, identifiers only
    requested_by uuid        NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    state        text        NOT NULL,
    decided_by   uuid,
    decided_at   timestamptz,
    PRIMARY KEY (realm_id, id)
);
CREATE UNIQUE INDEX approval_pending ON approval (realm_id, kind, change) WHERE state = 'PENDING';

-- What a repeated request of the administration API was answered with the first time.
CREATE TABLE idempotent_request (
    realm_id     int         NOT NULL,
    caller       text        NOT NULL,
    key_hash     bytea       NOT NULL,
    request_hash bytea       NOT NULL,
    result       text,                  -- the identifier of what was made
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (realm_id, caller, key_hash)
);
CREATE INDEX idempotent_request_age ON idempotent_request (created_at);

-- Looking at an account is an entry, one for each viewer and hour.
CREATE TABLE account_view (
    realm_id   int         NOT NULL,
    viewer     text        NOT NULL,
    account_id uuid        NOT NULL,
    hour       timestamptz NOT NULL,
    PRIMARY KEY (realm_id, viewer, account_id, hour)
);
CREATE INDEX account_view_age ON account_view (hour);
