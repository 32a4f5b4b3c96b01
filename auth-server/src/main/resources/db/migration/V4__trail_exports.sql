-- Exports of the trail that are being made or wait to be fetched. What is here lives a day.
CREATE TABLE trail_export (
    realm_id    int         NOT NULL REFERENCES realm,
    id          uuid        NOT NULL,
    format      text        NOT NULL,
    scope       text        NOT NULL,           -- which entries, as JSON
    state       text        NOT NULL,           -- running, ready, failed
    place       text,                           -- where the last page ended; null before the first
    chunks      int         NOT NULL DEFAULT 0, -- pages stored so far
    entries     int8        NOT NULL DEFAULT 0,
    bytes       int8        NOT NULL DEFAULT 0,
    sha256      text,
    checkpoints text,                           -- signed notes by tier, as JSON
    problem     text,
    tries       int         NOT NULL DEFAULT 0, -- in vain since the last page
    created_at  timestamptz NOT NULL,
    turn_at     timestamptz NOT NULL,           -- whose turn is earliest goes on first
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (realm_id, id)
);
CREATE INDEX trail_export_turn ON trail_export (turn_at) WHERE state = 'running';
CREATE INDEX trail_export_expiry ON trail_export (expires_at);

-- The file in pieces, so that any node makes and serves it. Encrypted: it holds what the trail keeps sealed.
CREATE TABLE trail_export_chunk (
    realm_id  int   NOT NULL,
    export_id uuid  NOT NULL,
    part      text  NOT NULL, -- 'file', or 'rows' of which a file is still to be made
    number    int   NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (realm_id, export_id, part, number),
    FOREIGN KEY (realm_id, export_id) REFERENCES trail_export ON DELETE CASCADE
);
ALTER TABLE trail_export_chunk ALTER COLUMN sealed SET STORAGE EXTERNAL; -- what is encrypted does not compress
