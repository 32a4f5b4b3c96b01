-- The keys by which identity providers know this service, with the certificates that are uploaded there (RFC 7523).
CREATE TABLE connection_key (
    realm_id    int         NOT NULL REFERENCES realm,
    alias       text        NOT NULL,
    thumbprint  text        NOT NULL,  -- SHA-256 of the certificate, base64url
    certificate bytea       NOT NULL,  -- DER
    key_sealed  bytea       NOT NULL,  -- the private JWK; AES-256-GCM, bound to realm, alias and thumbprint
    made_at     timestamptz NOT NULL,
    last_day    date        NOT NULL,  -- of the certificate, in UTC; for whoever asks the database
    in_use      boolean     NOT NULL,  -- signs; any other waits to, or did so before
    PRIMARY KEY (realm_id, alias, thumbprint)
);
CREATE UNIQUE INDEX connection_key_in_use ON connection_key (realm_id, alias) WHERE in_use;

-- Which ends of a connection's secret or certificate the trail has been told of: once each, whichever node looks first.
CREATE TABLE connection_expiry_told (
    realm_id int     NOT NULL REFERENCES realm,
    alias    text    NOT NULL,
    last_day date    NOT NULL,
    is_over  boolean NOT NULL,
    PRIMARY KEY (realm_id, alias, last_day, is_over)
);
