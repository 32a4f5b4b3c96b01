package org.gatehouse.server.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists accounts a page at a time: by name, or, when somebody types the beginnings of words, by the word found and then by
 * name. Both are the order of an index, so a page costs the same among ten people and among a million.
 */
@Component
@Transactional(readOnly = true)
public class AccountSearch {

    private static final String BY_NAME = """
            SELECT a.id, a.user_name, a.display_name, a.email_sealed, a.state, a.sort_key, '' AS word
              FROM account a
             WHERE a.realm_id = ? AND a.state = ANY(?)
            """;

    // Whoever has two words of one beginning is shown once, at the first of them.
    private static final String PLACES = """
            SELECT w.word, w.sort_key, w.account_id
              FROM account_word w
             WHERE w.realm_id = ? AND w.word >= ? AND w.word < ?
               AND NOT EXISTS (SELECT FROM account_word d WHERE d.realm_id = w.realm_id AND d.account_id = w.account_id
                                  AND d.word >= ? AND d.word < w.word)
            """;
    private static final String HAS_WORD = """
             AND EXISTS (SELECT FROM account_word o
                          WHERE o.realm_id = w.realm_id AND o.account_id = w.account_id AND o.word >= ? AND o.word < ?)
            """;
    private static final String IN_ORDER = " ORDER BY w.word, w.sort_key, w.account_id";

    // OFFSET 0 keeps the words apart from the accounts: only who has all of them is looked up.
    private static final String BY_WORD = """
            SELECT a.id, a.user_name, a.display_name, a.email_sealed, a.state, a.sort_key, w.word
              FROM (%s OFFSET 0) w
              JOIN account a ON a.realm_id = ? AND a.id = w.account_id
             WHERE a.state = ANY(?)
            """;
    private static final String HOW_MANY = """
            SELECT count(*) FROM (SELECT FROM account_word WHERE realm_id = ? AND word >= ? AND word < ? LIMIT 1000) AS capped
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

    /** Whether account {@code a} of a statement has a second factor. */
    public static final String HAS_FACTOR = """
            (EXISTS (SELECT FROM totp_factor f WHERE f.realm_id = a.realm_id AND f.account_id = a.id)
              OR EXISTS (SELECT FROM passkey k WHERE k.realm_id = a.realm_id AND k.account_id = a.id))
            """;

    // The inner list is the one without this condition, cut off: where nearly nobody is as asked for, a page ends all
    // the same.
    private static final String OF_FACTOR = """
            SELECT * FROM (SELECT ?::int AS realm_id, i.* FROM (%s) i) a WHERE %s
             ORDER BY a.word, a.sort_key, a.id LIMIT %d
            """;

    /** Accounts that one page tries for what no index leads to. */
    private static final int MOST_TRIED = 5_000;

    /** No word begins with more than this after a given beginning: the last code point there is. */
    private static final String BEYOND = "\uDBFF\uDFFF";

    private final JdbcClient jdbc;
    private final AccountFields fields;
    private final AccountAttributes attributes;
    private final PersonalFields personal;
    private final int mostTried;

    @Autowired
    AccountSearch(JdbcClient jdbc, AccountFields fields, AccountAttributes attributes, PersonalFields personal) {
        this(jdbc, fields, attributes, personal, MOST_TRIED);
    }

    AccountSearch(
            JdbcClient jdbc,
            AccountFields fields,
            AccountAttributes attributes,
            PersonalFields personal,
            int mostTried) {
        this.jdbc = jdbc;
        this.fields = fields;
        this.attributes = attributes;
        this.personal = personal;
        this.mostTried = mostTried;
    }

    /**
     * A page of a list.
     *
     * @param goOn where to go on, when the search ended before the page was full: it tried as many as it may; null otherwise
     */
    public record Found(List<AccountSummary> accounts, AccountQuery.@Nullable Place goOn) {}

    public List<AccountSummary> find(Realm realm, AccountQuery query) {
        return search(realm, query).accounts();
    }

    /** The same, and whether it came to its end: of those with or without a factor only so many are tried. */
    public Found search(Realm realm, AccountQuery query) {
        Boolean factor = query.secondFactor();
        if (factor == null) {
            return new Found(list(realm, conditioned(realm, query, query.limit())), null);
        }
        Conditions tried = conditioned(realm, query, mostTried);
        String wanted = factor ? HAS_FACTOR : "NOT " + HAS_FACTOR;
        List<AccountSummary> found = jdbc.sql(OF_FACTOR.formatted(tried.sql(), wanted, query.limit()))
                .param(realm.id())
                .params(tried.parameters())
                .query((row, number) -> summary(realm, row))
                .list();
        return new Found(found, found.size() < query.limit() ? end(realm, query) : null);
    }

    /** The last one that was tried, if there may be more behind. */
    private AccountQuery.@Nullable Place end(Realm realm, AccountQuery query) {
        Conditions tried = conditioned(realm, query, mostTried);
        List<AccountSummary> last = jdbc.sql(tried.sql() + " OFFSET " + (mostTried - 1))
                .params(tried.parameters())
                .query((row, number) -> summary(realm, row))
                .list();
        return last.isEmpty() ? null : last.get(0).place();
    }

    private List<AccountSummary> list(Realm realm, Conditions conditions) {
        return jdbc.sql(conditions.sql())
                .params(conditions.parameters())
                .query((row, number) -> summary(realm, row))
                .list();
    }

    private Conditions conditioned(Realm realm, AccountQuery query, int limit) {
        Conditions conditions = conditions(realm, query, limit);
        for (Map.Entry<String, String> attribute : query.attributes().entrySet()) {
            conditions.and(
                    HAS_ATTRIBUTE,
                    attribute.getKey(),
                    attributes.searchKey(realm, attribute.getKey(), attribute.getValue()));
        }
        addRights(query, conditions);
        return conditions;
    }

    private Conditions conditions(Realm realm, AccountQuery query, int limit) {
        String text = query.text() == null ? "" : query.text().strip();
        Optional<String> phone = PhoneNumbers.e164(text);
        if (text.indexOf('@') > 0) {
            return byName(realm, query, limit).and(" AND a.email_index = ?", fields.emailIndex(realm, text));
        }
        if (phone.isPresent()) {
            return byName(realm, query, limit).and(" AND a.phone_index = ?", fields.phoneIndex(realm, phone.get()));
        }
        List<String> words = SearchWords.in(text);
        if (words.isEmpty()) {
            Conditions all = byName(realm, query, limit);
            return text.isEmpty() ? all : all.and(" AND false"); // nothing but punctuation: nobody is called that
        }
        return byWord(realm, query, words, limit);
    }

    private static Conditions byName(Realm realm, AccountQuery query, int limit) {
        Conditions conditions =
                new Conditions(BY_NAME, " ORDER BY a.sort_key, a.id LIMIT " + limit).and("", realm.id(), states(query));
        AccountQuery.Place after = query.after();
        return after == null
                ? conditions
                : conditions.and(" AND (a.sort_key, a.id) > (?, ?)", after.sortKey(), after.id());
    }

    private Conditions byWord(Realm realm, AccountQuery query, List<String> words, int limit) {
        Conditions places = places(realm, query, words);
        return new Conditions(BY_WORD.formatted(places.sql()), IN_ORDER + " LIMIT " + limit)
                .and("", places.parameters().toArray())
                .and("", realm.id(), states(query));
    }

    private Conditions places(Realm realm, AccountQuery query, List<String> words) {
        String rarest = words.size() == 1 ? words.get(0) : rarest(realm, words);
        Conditions places = new Conditions(PLACES, IN_ORDER).and("", realm.id(), rarest, rarest + BEYOND, rarest);
        AccountQuery.Place after = query.after();
        if (after != null) {
            places.and(
                    " AND (w.word, w.sort_key, w.account_id) > (?, ?, ?)", after.word(), after.sortKey(), after.id());
        }
        words.stream().filter(word -> !word.equals(rarest)).forEach(word -> places.and(HAS_WORD, word, word + BEYOND));
        return places;
    }

    /** The word to begin with: the others are then looked up for the few who have it. */
    private String rarest(Realm realm, List<String> words) {
        return words.stream()
                .min(Comparator.comparing((String word) -> jdbc.sql(HOW_MANY)
                                .params(realm.id(), word, word + BEYOND)
                                .query(Integer.class)
                                .single())
                        .thenComparing(Comparator.comparing(String::length).reversed()))
                .orElseThrow();
    }

    private static String[] states(AccountQuery query) {
        return query.states().stream().map(Enum::name).toArray(String[]::new);
    }

    private static void addRights(AccountQuery query, Conditions conditions) {
        if (query.role() != null) {
            conditions.and(HAS_ROLE, query.role());
        }
        if (query.group() != null) {
            conditions.and(IS_MEMBER, query.group());
        }
    }

    /** A statement in the making: every value is a parameter, in the order of the question marks. */
    private static final class Conditions {

        private final StringBuilder text;
        private final List<Object> parameters = new ArrayList<>();
        private final String ending;

        Conditions(String select, String ending) {
            this.text = new StringBuilder(select);
            this.ending = ending;
        }

        Conditions and(String condition, Object... values) {
            text.append(condition);
            parameters.addAll(List.of(values));
            return this;
        }

        String sql() {
            return text + ending;
        }

        List<Object> parameters() {
            return parameters;
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
                new AccountQuery.Place(row.getString("word"), row.getString("sort_key"), id));
    }
}
