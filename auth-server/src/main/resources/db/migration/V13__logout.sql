-- Clients to be told that a sign-in they took part in is over (OpenID Connect Back-Channel Logout 1.0). Written in the
-- transaction that ends it; kept for three days after a client knows, or nobody tells it any more.
CREATE TABLE logout_notice (
    realm_id   int         NOT NULL REFERENCES realm,
    id         uuid        NOT NULL,
    client_id  text        NOT NULL,
    account_id uuid,                                  -- null once the person was erased: the notice is sent all the same
    subject    text,                                  -- whom the client knows; null once nobody will tell it any more
    session    text        NOT NULL,                  -- the sid that is over
    state      text        NOT NULL,                  -- waiting, told, refused, failed
    problem    text,                                  -- why it failed, or why the last try did
    tries      int         NOT NULL DEFAULT 0,
    queued_at  timestamptz NOT NULL,
    turn_at    timestamptz NOT NULL,                  -- when it is tried next, by whichever node is first
    give_up_at timestamptz NOT NULL,
    ended_at   timestamptz,
    PRIMARY KEY (realm_id, id)
);
CREATE INDEX logout_notice_turn ON logout_notice (turn_at) WHERE state = 'waiting';
CREATE INDEX logout_notice_client ON logout_notice (realm_id, client_id) WHERE state = 'waiting';
CREATE INDEX logout_notice_account ON logout_notice (realm_id, account_id, queued_at) WHERE account_id IS NOT NULL;
CREATE INDEX logout_notice_ended ON logout_notice (ended_at) WHERE ended_at IS NOT NULL;

-- A client that gave its tokens back may still have a session of its own, and is told when the sign-in ends.
CREATE INDEX token_family_given_back ON token_family (realm_id, session_ref) WHERE end_reason = 'revoked';
