-- Who else signed a checkpoint (C2SP tlog-cosignature): the line as it stands in the note, by the witness's key. Each
-- belongs to a row of audit_checkpoint, and goes with it.
CREATE TABLE audit.audit_cosignature (
    log_id  int4        NOT NULL,
    origin  text        NOT NULL,
    size    int8        NOT NULL,
    witness text        NOT NULL,
    ts      timestamptz NOT NULL,
    line    text        NOT NULL,
    PRIMARY KEY (log_id, origin, size, witness)
);
