-- What accounts tell of their people is remembered like tokens: a change of it is told the same way, whoever makes it.
-- A sign-in writes none of these columns.
DROP TRIGGER token_account_changed ON account;
CREATE TRIGGER token_account_changed AFTER UPDATE ON account
    FOR EACH ROW WHEN (
        (OLD.state, OLD.user_name, OLD.display_name, OLD.locale, OLD.email_sealed, OLD.email_verified, OLD.phone_sealed,
         OLD.phone_verified, OLD.claims_sealed, OLD.updated_at)
        IS DISTINCT FROM
        (NEW.state, NEW.user_name, NEW.display_name, NEW.locale, NEW.email_sealed, NEW.email_verified, NEW.phone_sealed,
         NEW.phone_verified, NEW.claims_sealed, NEW.updated_at))
    EXECUTE FUNCTION tell_of_token_change('id');

-- Of the attributes, an address is told (OpenID Connect Core section 5.1.1), nothing else: an import of a million people
-- tells nobody of their departments.
CREATE TRIGGER profile_attribute_added AFTER INSERT ON account_attribute
    FOR EACH ROW WHEN (NEW.name IN ('street_address', 'locality', 'region', 'postal_code', 'country'))
    EXECUTE FUNCTION tell_of_token_change('account_id');

CREATE TRIGGER profile_attribute_changed AFTER UPDATE ON account_attribute
    FOR EACH ROW WHEN (
        (OLD.name, OLD.value) IS DISTINCT FROM (NEW.name, NEW.value)
        AND (OLD.name IN ('street_address', 'locality', 'region', 'postal_code', 'country')
             OR NEW.name IN ('street_address', 'locality', 'region', 'postal_code', 'country')))
    EXECUTE FUNCTION tell_of_token_change('account_id');

-- a realm that drops an attribute drops everybody's
CREATE FUNCTION tell_of_gone_attributes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    people uuid[];
BEGIN
    SELECT array_agg(account_id) INTO people
      FROM (SELECT account_id FROM gone
             WHERE name IN ('street_address', 'locality', 'region', 'postal_code', 'country') LIMIT 101) AS those;
    IF cardinality(people) > 100 THEN
        PERFORM pg_notify('token_changed', '*');
    ELSE
        PERFORM pg_notify('token_changed', account_id::text) FROM unnest(people) AS account_id;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER profile_attributes_gone AFTER DELETE ON account_attribute REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_gone_attributes();
