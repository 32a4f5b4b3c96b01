-- How many entries of which activity each hour has, for histograms. Derived from the rows and counted after the fact, by
-- whole hours: an append neither pays for it nor waits for it.
CREATE TABLE audit.audit_count (
    log_id  int4        NOT NULL,
    hour    timestamptz NOT NULL,
    type    int2        NOT NULL,
    entries int8        NOT NULL,
    PRIMARY KEY (log_id, hour, type)
);

-- How far a log is counted: every entry before this full hour is, and none after it.
CREATE TABLE audit.audit_counted (
    log_id int4 PRIMARY KEY,
    upto   timestamptz NOT NULL
);
