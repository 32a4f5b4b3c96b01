package org.gatehouse.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists accounts by name, a page at a time. Every condition is one the database has an index for. */
@Component
@Transactional(readOnly = true)
public class AccountSearch {

    private static final String SELECT = """
            SELECT a.id, a.user_name, a.display_name, a.email_sealed, a.state, a.sort_key FROM account a
             WHERE a.realm_id = ? AND a.state = ANY(?)
            """;
    private static final String HAS_WORD = """
             AND EXISTS (SELECT FROM account_word w
                          WHERE w.realm_id = a.realm_id AND w.account_id = a.id AND w.word >= ? AND w.word < ?)
            """;
    private static final String HAS_ATTRIBUTE = """
             AND EXISTS (SELECT FROM account_attribute t WHERE t.realm_id = a.realm_id AND t.account_id = a.id
                            AND t.name = ? AND t.search_key = ?)
            """;
    private static final String HAS_ROLE = """
             AND EXISTS (SELECT FROM account_role r
                          WHERE r.realm_id = a.realm_id AND r.account_id = a.id AND r.role = ?)
            """;
    private static final String IS_MEMBER = """
             AND EXISTS (SELECT FROM group_member m
                          WHERE m.realm_id = a.realm_id AND m.account_id = a.id AND m.group_id = ?)
            """;

    /** No word begins with more than this after a given beginning: the last code point there is. */
    private static final String BEYOND = "\uDBFF\uDFFF";

    private final JdbcClient jdbc;
    private final AccountFields fields;
    private final AccountAttributes attributes;
    private final PersonalFields personal;

    AccountSearch(JdbcClient jdbc, AccountFields fields, AccountAttributes attributes, PersonalFields personal) {
        this.jdbc = jdbc;
        this.fields = fields;
        this.attributes = attributes;
        this.personal = personal;
    }

    public List<AccountSummary> find(Realm realm, AccountQuery query) {
        StringBuilder sql = new StringBuilder(SELECT);
        List<Object> parameters = new ArrayList<>();
        parameters.add(realm.id());
        parameters.add(query.states().stream().map(Enum::name).toArray(String[]::new));
        addText(realm, query, sql, parameters);
        addRights(query, sql, parameters);
        for (Map.Entry<String, String> attribute : query.attributes().entrySet()) {
            sql.append(HAS_ATTRIBUTE);
            parameters.add(attribute.getKey());
            parameters.add(attributes.searchKey(realm, attribute.getKey(), attribute.getValue()));
        }
        AccountQuery.Place after = query.after();
        if (after != null) {
            sql.append(" AND (a.sort_key, a.id) > (?, ?)");
            parameters.add(after.sortKey());
            parameters.add(after.id());
        }
        sql.append(" ORDER BY a.sort_key, a.id LIMIT ?");
        parameters.add(query.limit());
        return jdbc.sql(sql.toString())
                .params(parameters)
                .query((row, number) -> summary(realm, row))
                .list();
    }

    private void addText(Realm realm, AccountQuery query, StringBuilder sql, List<Object> parameters) {
        String text = query.text() == null ? "" : query.text().strip();
        if (text.indexOf('@') > 0) {
            sql.append(" AND a.email_index = ?");
            parameters.add(fields.emailIndex(realm, text));
            return;
        }
        if (PhoneNumbers.e164(text).isPresent()) {
            sql.append(" AND a.phone_index = ?");
            parameters.add(fields.phoneIndex(realm, PhoneNumbers.e164(text).get()));
            return;
        }
        List<String> words = SearchWords.in(text);
        if (words.isEmpty() && !text.isEmpty()) {
            sql.append(" AND false"); // nothing but punctuation: nobody is called that
        }
        for (String word : words) {
            sql.append(HAS_WORD);
            parameters.add(word);
            parameters.add(word + BEYOND);
        }
    }

    private static void addRights(AccountQuery query, StringBuilder sql, List<Object> parameters) {
        if (query.role() != null) {
            sql.append(HAS_ROLE);
            parameters.add(query.role());
        }
        if (query.group() != null) {
            sql.append(IS_MEMBER);
            parameters.add(query.group());
        }
    }

    private AccountSummary summary(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] email = row.getBytes("email_sealed");
        return new AccountSummary(
                id,
                row.getString("user_name"),
                row.getString("display_name"),
                email == null ? null : personal.open(new AccountId(realm.id(), id), "email", email),
                AccountState.valueOf(row.getString("state")),
                new AccountQuery.Place(row.getString("sort_key"), id));
    }
}
