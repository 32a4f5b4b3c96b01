package org.gatehouse.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists accounts for provisioning clients, which count pages by numbers: three statements for a page, however long. Deleted
 * accounts are none.
 */
@Component
@Transactional(readOnly = true)
public class ProvisionedAccounts {

    private static final String EXISTING = " WHERE a.realm_id = ? AND a.state <> 'DELETED'";
    private static final String COUNT = "SELECT count(*) FROM account a" + EXISTING;
    private static final String PAGE = """
            SELECT a.id, a.user_name, a.display_name, a.email_sealed, a.phone_sealed, a.locale, a.state, a.created_at,
                   a.updated_at, a.version,
                   (SELECT x.sealed FROM account_external_id x
                     WHERE x.realm_id = a.realm_id AND x.account_id = a.id AND x.source = ?) AS external_sealed
              FROM account a
            """ + EXISTING;

    // In the order of ids, which nobody changes: whoever is renamed meanwhile is neither missed nor read twice.
    private static final String IN_ORDER = " ORDER BY a.id OFFSET ? LIMIT ?";

    private final JdbcClient jdbc;
    private final PersonalFields personal;
    private final AccountAttributes attributes;
    private final AccountConditions conditions;

    ProvisionedAccounts(
            JdbcClient jdbc, PersonalFields personal, AccountAttributes attributes, AccountConditions conditions) {
        this.jdbc = jdbc;
        this.personal = personal;
        this.attributes = attributes;
        this.conditions = conditions;
    }

    /** @param total how many accounts there are on all pages together */
    public record Page(List<ProvisionedAccount> accounts, long total) {

        public Page {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * A page of the accounts that meet the condition.
     *
     * @param source the client that asks
     * @param skipped accounts before the page
     * @param limit accounts on it at most; with 0 they are counted only
     */
    public Page find(Realm realm, String source, AccountCondition condition, long skipped, int limit) {
        Sql where = conditions.of(realm, source, condition);
        List<Object> counted = new ArrayList<>(List.of(realm.id()));
        counted.addAll(where.parameters());
        long total = jdbc.sql(COUNT + " AND " + where.text())
                .params(counted)
                .query(Long.class)
                .single();
        return new Page(limit == 0 || total <= skipped ? List.of() : page(realm, source, where, skipped, limit), total);
    }

    private List<ProvisionedAccount> page(Realm realm, String source, Sql where, long skipped, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(source, realm.id()));
        parameters.addAll(where.parameters());
        parameters.addAll(List.of(skipped, limit));
        List<ProvisionedAccount> page = jdbc.sql(PAGE + " AND " + where.text() + IN_ORDER)
                .params(parameters)
                .query((row, number) -> account(realm, row))
                .list();
        Map<UUID, Map<String, String>> values = attributes.ofMany(
                realm, page.stream().map(found -> found.account().id()).toList());
        return page.stream()
                .map(found -> new ProvisionedAccount(
                        found.account().with(values.getOrDefault(found.account().id(), Map.of())),
                        found.version(),
                        found.externalId()))
                .toList();
    }

    private ProvisionedAccount account(Realm realm, ResultSet row) throws SQLException {
        AccountId id = new AccountId(realm.id(), row.getObject("id", UUID.class));
        AccountRow account = new AccountRow(
                id.id(),
                row.getString("user_name"),
                row.getString("display_name"),
                open(id, "email", row.getBytes("email_sealed")),
                open(id, "phone", row.getBytes("phone_sealed")),
                row.getString("locale"),
                AccountState.valueOf(row.getString("state")),
                List.of(),
                Map.of(),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
        return new ProvisionedAccount(
                account, row.getInt("version"), open(id, ExternalIds.COLUMN, row.getBytes("external_sealed")));
    }

    private @Nullable String open(AccountId id, String column, byte @Nullable [] sealed) {
        return sealed == null ? null : personal.open(id, column, sealed);
    }
}
