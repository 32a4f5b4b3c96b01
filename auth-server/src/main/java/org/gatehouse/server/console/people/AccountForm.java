package org.gatehouse.server.console.people;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.realm.AttributeType;
import org.gatehouse.server.administration.AccountRecord;
import org.gatehouse.server.console.Refusals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountEdit;
import org.gatehouse.server.directory.AccountField;
import org.gatehouse.server.password.OwnData;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;

/** What stands in the form of an account, as it was typed: nothing is lost when it is refused. */
final class AccountForm {

    static final String ATTRIBUTE = Refusals.ATTRIBUTE;

    /** Before a sensitive attribute's name, to take away what nobody sees. */
    static final String REMOVE = "remove.";

    private final Map<String, String> values;

    AccountForm(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    static AccountForm of(Realm realm, AccountRecord stored) {
        return new AccountForm(values(realm, stored));
    }

    /** One of the realm's own attributes, as a field. */
    record Attribute(String name, String label, String kind, boolean sensitive) {

        public String id() {
            return ATTRIBUTE + name;
        }
    }

    static List<Attribute> attributes(Realm realm, Locale language) {
        return realm.definition().attributes().stream()
                .map(each -> new Attribute(
                        each.name(), label(each, language), each.type().code(), each.sensitive()))
                .toList();
    }

    static String label(AttributeDefinition attribute, Locale language) {
        return attribute.label(language.getLanguage());
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public boolean checked(String field) {
        return value(field).equals("true");
    }

    AccountEdit creation(Realm realm) {
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        for (AccountField field : AccountField.values()) {
            fields.put(field, typed(field));
        }
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        for (AttributeDefinition attribute : realm.definition().attributes()) {
            Object value = typed(attribute);
            if (value != null) {
                attributes.put(attribute.name(), value);
            }
        }
        return new AccountEdit(fields, attributes);
    }

    /** Only what differs from what is stored: a flag nobody touched must not vouch for a new address. */
    AccountEdit edit(Realm realm, AccountRecord stored) {
        AccountForm before = of(realm, stored);
        Map<AccountField, @Nullable String> fields = new EnumMap<>(AccountField.class);
        for (AccountField field : AccountField.values()) {
            if (!Objects.equals(typed(field), before.typed(field))) {
                fields.put(field, typed(field));
            }
        }
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        for (AttributeDefinition attribute : realm.definition().attributes()) {
            if (attribute.sensitive()) {
                addSensitive(attribute, attributes);
            } else if (!Objects.equals(typed(attribute), before.typed(attribute))) {
                attributes.put(attribute.name(), typed(attribute));
            }
        }
        return new AccountEdit(fields, attributes);
    }

    /** What a password of theirs is not to contain. */
    OwnData ownData(Realm realm) {
        Map<String, @Nullable Object> attributes = new TreeMap<>();
        realm.definition().attributes().forEach(attribute -> attributes.put(attribute.name(), typed(attribute)));
        return OwnData.of(
                typed(AccountField.USER_NAME), typed(AccountField.EMAIL), typed(AccountField.DISPLAY_NAME), attributes);
    }

    private void addSensitive(AttributeDefinition attribute, Map<String, @Nullable Object> attributes) {
        Object value = typed(attribute);
        if (value != null || checked(REMOVE + attribute.name())) {
            attributes.put(attribute.name(), value);
        }
    }

    private @Nullable String typed(AccountField field) {
        String value = value(field.code());
        if (field.isFlag()) {
            return String.valueOf(checked(field.code()));
        }
        boolean required = field == AccountField.USER_NAME || field == AccountField.DISPLAY_NAME;
        return value.isBlank() && !required ? null : value.strip();
    }

    private @Nullable Object typed(AttributeDefinition attribute) {
        String value = value(ATTRIBUTE + attribute.name()).strip();
        if (value.isEmpty()) {
            return null;
        }
        if (attribute.type() == AttributeType.BOOLEAN && (value.equals("true") || value.equals("false"))) {
            return Boolean.valueOf(value);
        }
        return attribute.type() == AttributeType.INTEGER ? number(value) : value;
    }

    /** What is no number stays text, and is refused as such. */
    private static Object number(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException ex) {
            return value;
        }
    }

    private static Map<String, String> values(Realm realm, AccountRecord stored) {
        Account account = stored.account();
        Map<String, String> values = new TreeMap<>();
        values.put(AccountField.USER_NAME.code(), account.userName());
        values.put(AccountField.DISPLAY_NAME.code(), account.displayName());
        put(values, AccountField.EMAIL.code(), stored.personal().email());
        values.put(AccountField.EMAIL_VERIFIED.code(), String.valueOf(account.emailVerified()));
        put(values, AccountField.PHONE.code(), stored.personal().phone());
        values.put(AccountField.PHONE_VERIFIED.code(), String.valueOf(account.phoneVerified()));
        put(values, AccountField.LOCALE.code(), account.locale());
        for (AttributeDefinition attribute : realm.definition().attributes()) {
            Object value = attribute.sensitive() ? null : stored.attributes().get(attribute.name());
            put(values, ATTRIBUTE + attribute.name(), value == null ? null : value.toString());
        }
        return values;
    }

    private static void put(Map<String, String> values, String field, @Nullable String value) {
        if (value != null) {
            values.put(field, value);
        }
    }

    @Override
    public String toString() {
        return "AccountForm[hidden]"; // personal data, and perhaps a password, have no place in a log
    }
}
