package org.gatehouse.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads many accounts whole: two statements for each page, however long. */
@Component
@Transactional(readOnly = true)
public class AccountRows {

    // In the order of ids, which nobody changes: whoever is renamed meanwhile is neither missed nor read twice.
    private static final String PAGE = """
            SELECT a.id, a.user_name, a.display_name, a.email_sealed, a.phone_sealed, a.locale, a.state, a.created_at,
                   a.updated_at, ARRAY(SELECT r.role FROM account_role r
                                        WHERE r.realm_id = a.realm_id AND r.account_id = a.id ORDER BY r.role) AS roles
              FROM account a
             WHERE a.realm_id = ? AND a.id > ? AND a.state <> 'DELETED'
             ORDER BY a.id LIMIT ?
            """;

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final PersonalFields personal;
    private final AccountAttributes attributes;

    AccountRows(JdbcClient jdbc, PersonalFields personal, AccountAttributes attributes) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.attributes = attributes;
    }

    /**
     * A page of the realm's accounts, without deleted ones.
     *
     * @param after the last id of the page before; null for the first page
     */
    public List<AccountRow> page(Realm realm, @Nullable UUID after, int limit) {
        List<AccountRow> page = jdbc.sql(PAGE)
                .params(realm.id(), after == null ? FIRST : after, limit)
                .query((row, number) -> account(realm, row))
                .list();
        Map<UUID, Map<String, String>> values =
                attributes.ofMany(realm, page.stream().map(AccountRow::id).toList());
        return page.stream()
                .map(account -> account.with(values.getOrDefault(account.id(), Map.of())))
                .toList();
    }

    private AccountRow account(Realm realm, ResultSet row) throws SQLException {
        AccountId id = new AccountId(realm.id(), row.getObject("id", UUID.class));
        return new AccountRow(
                id.id(),
                row.getString("user_name"),
                row.getString("display_name"),
                open(id, "email", row.getBytes("email_sealed")),
                open(id, "phone", row.getBytes("phone_sealed")),
                row.getString("locale"),
                AccountState.valueOf(row.getString("state")),
                List.of((String[]) row.getArray("roles").getArray()),
                Map.of(),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private @Nullable String open(AccountId id, String column, byte @Nullable [] sealed) {
        return sealed == null ? null : personal.open(id, column, sealed);
    }
}
