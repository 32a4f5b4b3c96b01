-- From which networks the entries of an hour came: marks that only the realm's key makes of an address, without the
-- entries and without people. They are derived after the fact, like the counts, and live a month.
CREATE TABLE audit.audit_address (
    realm int4        NOT NULL REFERENCES audit.audit_realm,
    mark  bytea       NOT NULL,
    hour  timestamptz NOT NULL,
    PRIMARY KEY (realm, mark, hour)
);
CREATE INDEX audit_address_hour ON audit.audit_address (hour);

-- Which full hours of a realm are marked: the first, and the one after the last.
CREATE TABLE audit.audit_addressed (
    realm int4        PRIMARY KEY REFERENCES audit.audit_realm,
    since timestamptz NOT NULL,
    upto  timestamptz NOT NULL
);
