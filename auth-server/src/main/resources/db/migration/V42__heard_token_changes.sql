-- Nodes remember the tokens that are presented to them, until they hear that one may be worth nothing any more: what is
-- told is the family, the account, or the jti of a token without a family. Whoever makes the change need not know.
CREATE FUNCTION tell_of_token_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('token_changed', to_jsonb(CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END) ->> TG_ARGV[0]);
    RETURN NULL;
END $$;

-- a family that was not redeemed has no token; one that is removed has expired, or its account has gone
CREATE TRIGGER token_family_ended AFTER UPDATE OF ended_at ON token_family
    FOR EACH ROW WHEN (OLD.redeemed_at IS NOT NULL AND OLD.ended_at IS NULL)
    EXECUTE FUNCTION tell_of_token_change('id');

CREATE TRIGGER token_revoked AFTER INSERT ON revoked_token
    FOR EACH ROW EXECUTE FUNCTION tell_of_token_change('jti');

CREATE TRIGGER token_account_changed AFTER UPDATE ON account
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.display_name IS DISTINCT FROM NEW.display_name)
    EXECUTE FUNCTION tell_of_token_change('id');

CREATE TRIGGER token_account_gone AFTER DELETE ON account
    FOR EACH ROW EXECUTE FUNCTION tell_of_token_change('id');
