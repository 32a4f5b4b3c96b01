package org.gatehouse.server.account;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.realm.AttributeDefinition;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.PersonalData;
import org.gatehouse.server.exports.PersonalDataSource;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The account itself, sensitive attributes included: they are the person's own. */
@Component
@Order(10)
class ProfileData implements PersonalDataSource {

    private static final String ATTRIBUTE = "attributes.";

    private static final List<String> COLUMNS = List.of(
            "id",
            "userName",
            "displayName",
            "email",
            "emailVerified",
            "phone",
            "phoneVerified",
            "locale",
            "state",
            "claims",
            "password",
            "createdAt",
            "updatedAt");

    private final Accounts accounts;
    private final JsonMapper json;

    ProfileData(Accounts accounts, JsonMapper json) {
        this.accounts = accounts;
        this.json = json;
    }

    @Override
    public String name() {
        return "profile";
    }

    @Override
    public boolean isSingle() {
        return true;
    }

    @Override
    public List<Column> columns(Realm realm) {
        List<Column> columns = new ArrayList<>();
        COLUMNS.forEach(name -> columns.add(Column.of(name)));
        realm.definition().attributes().forEach(attribute -> columns.add(Column.of(ATTRIBUTE + attribute.name())));
        return columns;
    }

    @Override
    public Optional<String> title(Realm realm, String column, Locale language) {
        return column.startsWith(ATTRIBUTE)
                ? realm.definition()
                        .findAttribute(column.substring(ATTRIBUTE.length()))
                        .map(attribute -> attribute.label(language.getLanguage()))
                : Optional.empty();
    }

    @Override
    public void write(Realm realm, Account account, Locale language, Rows rows) throws IOException {
        PersonalData personal = accounts.personalData(account);
        List<@Nullable String> row = new ArrayList<>();
        row.add(account.subject().toString());
        row.add(account.userName());
        row.add(account.displayName());
        row.add(personal.email());
        row.add(String.valueOf(account.emailVerified()));
        row.add(personal.phone());
        row.add(String.valueOf(account.phoneVerified()));
        row.add(account.locale());
        row.add(account.state().name().toLowerCase(Locale.ROOT));
        row.add(personal.claims().isEmpty() ? null : json.writeValueAsString(personal.claims()));
        row.add(account.passwordHash() == null ? "no" : "yes"); // that there is one, never what it looks like
        row.add(account.createdAt().toString());
        row.add(account.updatedAt().toString());
        addAttributes(realm, account, row);
        rows.add(row.toArray(String[]::new));
    }

    private void addAttributes(Realm realm, Account account, List<@Nullable String> row) {
        Set<String> all = realm.definition().attributes().stream()
                .map(AttributeDefinition::name)
                .collect(Collectors.toSet());
        Map<String, Object> values = accounts.attributes(realm, account, all);
        for (AttributeDefinition attribute : realm.definition().attributes()) {
            Object value = values.get(attribute.name());
            row.add(value == null ? null : value.toString());
        }
    }
}
