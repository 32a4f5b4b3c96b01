-- What an authorization was asked for beyond scopes, and so holds for every token of its family: the key they are bound
-- to (RFC 9449), the resources they are for (RFC 8707, separated by spaces), the claims that were named (OIDC Core 5.5).
ALTER TABLE token_family
    ADD COLUMN key_thumbprint text,
    ADD COLUMN resources      text NOT NULL DEFAULT '',
    ADD COLUMN claims         text;
