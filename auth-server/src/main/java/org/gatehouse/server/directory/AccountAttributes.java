package org.gatehouse.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Change;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.realm.PlainText;
import org.gatehouse.server.directory.InvalidAccountException.Problem;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The realm's own attributes of an account, one row each; sensitive values are sealed. */
@Component
class AccountAttributes {

    /** What is shown instead of a sensitive value. */
    static final String MASK = "••••••";

    private static final String PREFIX = "attributes.";

    private static final String FIND =
            "SELECT name, value, sealed FROM account_attribute WHERE realm_id = ? AND account_id = ? ORDER BY name";
    private static final String FIND_MANY = """
            SELECT account_id, name, value, sealed FROM account_attribute
             WHERE realm_id = ? AND account_id = ANY(?) AND name = ANY(?)
            """;
    private static final String SAVE = """
            INSERT INTO account_attribute (realm_id, account_id, name, value, sealed, search_key, must_differ)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, account_id, name) DO UPDATE
            SET value = excluded.value, sealed = excluded.sealed, search_key = excluded.search_key,
                must_differ = excluded.must_differ
            """;
    private static final String REMOVE =
            "DELETE FROM account_attribute WHERE realm_id = ? AND account_id = ? AND name = ?";

    private final JdbcClient jdbc;
    private final PersonalFields personal;

    AccountAttributes(JdbcClient jdbc, PersonalFields personal) {
        this.jdbc = jdbc;
        this.personal = personal;
    }

    /**
     * The values in their types; those of attributes the realm no longer declares are left out.
     *
     * @param revealed the sensitive attributes to show as they are; the caller has made an entry of it
     */
    Map<String, Object> values(Realm realm, Account account, Set<String> revealed) {
        Map<String, Object> values = new LinkedHashMap<>();
        stored(account)
                .forEach((name, text) -> realm.definition()
                        .findAttribute(name)
                        .ifPresent(attribute -> values.put(
                                name,
                                attribute.sensitive() && !revealed.contains(name) ? MASK : typed(attribute, text))));
        return values;
    }

    /** The values of many accounts as text, in one statement; none of sensitive attributes. */
    Map<UUID, Map<String, String>> ofMany(Realm realm, List<UUID> accounts) {
        String[] names = realm.definition().attributes().stream()
                .filter(attribute -> !attribute.sensitive())
                .map(AttributeDefinition::name)
                .toArray(String[]::new);
        Map<UUID, Map<String, String>> values = new HashMap<>();
        if (names.length == 0 || accounts.isEmpty()) {
            return values;
        }
        jdbc.sql(FIND_MANY)
                .params(realm.id(), accounts.toArray(UUID[]::new), names)
                .query(row -> {
                    UUID account = row.getObject("account_id", UUID.class);
                    values.computeIfAbsent(account, id -> new HashMap<>())
                            .put(row.getString("name"), value(new AccountId(realm.id(), account), row));
                });
        return values;
    }

    List<Problem> check(Realm realm, Map<String, @Nullable Object> values) {
        List<Problem> problems = new ArrayList<>();
        values.forEach((name, value) ->
                problem(realm, name, value).ifPresent(message -> problems.add(new Problem(PREFIX + name, message))));
        return problems;
    }

    /**
     * Writes checked values.
     *
     * @return what is different now; of a sensitive attribute only that it is
     * @throws AttributeTakenException when somebody else has a value nobody else may have
     */
    List<Change> write(Realm realm, Account account, Map<String, @Nullable Object> values) {
        Map<String, String> before = values.isEmpty() ? Map.of() : stored(account);
        List<Change> changes = new ArrayList<>();
        values.forEach((name, value) -> {
            AttributeDefinition attribute =
                    realm.definition().findAttribute(name).orElseThrow();
            String old = before.get(name);
            String text = value == null ? null : String.valueOf(value).strip();
            if (!Objects.equals(old, text)) {
                store(account, attribute, text);
                changes.add(change(attribute, old, text));
            }
        });
        return changes;
    }

    /** What rows are looked up by; equal for values that count as the same. */
    byte[] searchKey(Realm realm, String name, String value) {
        return personal.index(realm.id(), PREFIX + name, value);
    }

    private Map<String, String> stored(Account account) {
        Map<String, String> values = new LinkedHashMap<>();
        jdbc.sql(FIND).params(account.id().realm(), account.subject()).query(row -> {
            values.put(row.getString("name"), value(account.id(), row));
        });
        return values;
    }

    private String value(AccountId account, ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed");
        return sealed == null ? row.getString("value") : personal.open(account, PREFIX + row.getString("name"), sealed);
    }

    private void store(Account account, AttributeDefinition attribute, @Nullable String text) {
        if (text == null) {
            jdbc.sql(REMOVE)
                    .params(account.id().realm(), account.subject(), attribute.name())
                    .update();
            return;
        }
        String column = PREFIX + attribute.name();
        try {
            jdbc.sql(SAVE)
                    .param(account.id().realm())
                    .param(account.subject())
                    .param(attribute.name())
                    .param(attribute.sensitive() ? null : text)
                    .param(attribute.sensitive() ? personal.seal(account.id(), column, text) : null)
                    .param(personal.index(account.id().realm(), column, text))
                    .param(attribute.unique())
                    .update();
        } catch (DuplicateKeyException ex) {
            throw new AttributeTakenException(attribute.name(), ex);
        }
    }

    private static Change change(AttributeDefinition attribute, @Nullable String before, @Nullable String after) {
        String field = PREFIX + attribute.name();
        return attribute.sensitive()
                ? Change.of(field, before == null ? null : MASK, after == null ? null : MASK)
                : Change.personal(field, before, after);
    }

    private static Optional<String> problem(Realm realm, String name, @Nullable Object value) {
        Optional<AttributeDefinition> attribute = realm.definition().findAttribute(name);
        if (attribute.isEmpty()) {
            return Optional.of("The realm has no such attribute. It has: "
                    + realm.definition().attributes().stream()
                            .map(AttributeDefinition::name)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (value == null) {
            return Optional.empty();
        }
        if (attribute.get().sensitive() && MASK.equals(value)) {
            return Optional.of("The mask is not a value; leave the attribute out to keep it.");
        }
        if (value instanceof String text && !PlainText.isPlain(text)) {
            return Optional.of("Must be text in one line, without markup.");
        }
        return attribute.get().check(value);
    }

    private static Object typed(AttributeDefinition attribute, String text) {
        if (attribute.type() == AttributeType.INTEGER) {
            return Long.valueOf(text);
        }
        return attribute.type() == AttributeType.BOOLEAN ? Boolean.valueOf(text) : text;
    }
}
