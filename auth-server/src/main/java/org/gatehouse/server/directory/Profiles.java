package org.gatehouse.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what accounts tell of their people, in one statement each, and opens what is sealed in it. */
@Component
public class Profiles {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String FIND = """
            SELECT a.user_name, a.display_name, a.locale, a.email_sealed, a.email_verified, a.phone_sealed,
                   a.phone_verified, a.claims_sealed, a.updated_at, %s AS attributes
              FROM account a
             WHERE a.realm_id = ? AND a.id = ?
            """;

    private static final String WITHOUT_ATTRIBUTES = FIND.formatted("NULL");
    private static final String WITH_ATTRIBUTES = FIND.formatted("""
            (SELECT jsonb_object_agg(t.name, t.value) FROM account_attribute t
              WHERE t.realm_id = a.realm_id AND t.account_id = a.id AND t.name = ANY(?) AND t.value IS NOT NULL)
            """);

    private final JdbcClient jdbc;
    private final PersonalFields personal;
    private final JsonMapper json;

    Profiles(JdbcClient jdbc, PersonalFields personal, JsonMapper json) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.json = json;
    }

    /** @param attributes those wanted of the realm's own; sensitive ones are not given */
    public Optional<Profile> find(Realm realm, UUID account, Set<String> attributes) {
        JdbcClient.StatementSpec statement = attributes.isEmpty()
                ? jdbc.sql(WITHOUT_ATTRIBUTES)
                : jdbc.sql(WITH_ATTRIBUTES).param(attributes.toArray(String[]::new));
        return statement
                .params(realm.id(), account)
                .query((row, number) -> profile(new AccountId(realm.id(), account), row))
                .optional();
    }

    public @Nullable String email(Profile profile) {
        return open(profile, AccountFields.EMAIL, profile.emailSealed());
    }

    /** In E.164. */
    public @Nullable String phone(Profile profile) {
        return open(profile, AccountFields.PHONE, profile.phoneSealed());
    }

    /** Further claims that were given with the account, by their names. */
    public Map<String, Object> claims(Profile profile) {
        String opened = open(profile, Accounts.CLAIMS_COLUMN, profile.claimsSealed());
        return opened == null ? Map.of() : json.readValue(opened, Accounts.CLAIMS);
    }

    private @Nullable String open(Profile profile, String column, byte @Nullable [] sealed) {
        return sealed == null ? null : personal.open(profile.id(), column, sealed);
    }

    private Profile profile(AccountId id, ResultSet row) throws SQLException {
        String attributes = row.getString("attributes");
        return new Profile(
                id,
                row.getString("user_name"),
                row.getString("display_name"),
                row.getString("locale"),
                row.getBytes("email_sealed"),
                row.getBoolean("email_verified"),
                row.getBytes("phone_sealed"),
                row.getBoolean("phone_verified"),
                row.getBytes("claims_sealed"),
                row.getTimestamp("updated_at").toInstant(),
                attributes == null ? Map.of() : json.readValue(attributes, TEXTS));
    }
}
