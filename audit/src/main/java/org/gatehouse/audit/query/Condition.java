package org.gatehouse.audit.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.audit.entry.Detail;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;

/** SQL with its parameters in their order. */
final class Condition {

    /** Where the head's texts begin: after 32 bytes for each digest there is. */
    private static final String CLIENT = "(" + EntryHead.TEXTS_OFFSET + " + 32 * (get_byte(head, "
            + EntryHead.SEALS_OFFSET + ") & 1) + 16 * (get_byte(head, " + EntryHead.SEALS_OFFSET + ") & 2))";

    /** Whether a row says a failure or a refusal. */
    static final String REFUSED = "get_byte(head, " + EntryHead.OUTCOME_OFFSET + ") <> " + Outcome.SUCCESS.id();

    private static final String SESSION = after(CLIENT);
    private static final String REQUEST = after(SESSION);

    // The first half reads no JSON and spares most entries the second, which looks at values only.
    private static final String TEXT =
            " AND CASE WHEN detail ILIKE ? THEN jsonb_path_exists(detail::jsonb, ?::jsonpath) END";

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /** What no index helps with, of what a row says without being opened. */
    static Condition unindexed(TrailFilter filter, List<CustomActivity> custom) {
        Condition condition = new Condition();
        condition.and(" AND type = ANY (?)", filter.types(custom));
        condition.and(
                " AND get_byte(head, " + EntryHead.OUTCOME_OFFSET + ") = ?",
                filter.outcome() == null ? null : filter.outcome().id());
        Marks marks = filter.marks();
        condition.headText(CLIENT, marks.client());
        condition.headText(SESSION, marks.session());
        condition.headText(REQUEST, marks.request());
        condition.country(marks.country());
        condition.object(marks.object());
        condition.text(marks.text());
        return condition;
    }

    boolean isEmpty() {
        return sql.isEmpty();
    }

    /** And not what matches this. It is tried like the rest: no index says where something is not. */
    void not(TrailFilter filter, PageQuery.People people, List<CustomActivity> custom) {
        Condition other = unindexed(filter, custom)
                .and(" AND ? IN (actor, target)", people.person())
                .and(" AND actor = ?", people.actor())
                .and(" AND target = ?", people.target());
        add(" AND NOT coalesce(true").add(other).add(", false)");
    }

    Condition and(String more, @Nullable Object value) {
        if (value != null) {
            sql.append(more);
            parameters.add(value);
        }
        return this;
    }

    Condition add(String more) {
        sql.append(more);
        return this;
    }

    Condition add(Condition other) {
        sql.append(other.sql);
        parameters.addAll(other.parameters);
        return this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.toString());
        for (int i = 0; i < parameters.size(); i++) {
            bind(connection, statement, i + 1, parameters.get(i));
        }
        return statement;
    }

    private void headText(String at, @Nullable String text) {
        if (text != null) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            byte[] stored = ByteBuffer.allocate(Short.BYTES + utf8.length)
                    .putShort((short) utf8.length)
                    .put(utf8)
                    .array();
            and(" AND substr(head, " + at + " + 1, " + stored.length + ") = ?", stored);
        }
    }

    private void country(@Nullable String code) {
        if (code != null) {
            byte[] stored = code.getBytes(StandardCharsets.US_ASCII);
            and(" AND substr(head, " + (EntryHead.COUNTRY_OFFSET + 1) + ", " + stored.length + ") = ?", stored);
        }
    }

    /** The target is the last member of a detail, and a quote within a text is never bare: no other text ends like this. */
    private void object(@Nullable String object) {
        if (object != null) {
            String end = json(new Detail(null, object, Map.of(), List.of())).substring(1);
            add(" AND get_byte(head, " + EntryHead.TARGET_KIND_OFFSET + ") = " + Party.Kind.OBJECT.id());
            and(" AND right(detail, " + end.codePointCount(0, end.length()) + ") = ?", end);
        }
    }

    private void text(@Nullable String text) {
        if (text != null) {
            String whole = json(new Detail(text, null, Map.of(), List.of()));
            String quoted = whole.substring(whole.indexOf(':') + 1, whole.length() - 1);
            String pattern = quoted.substring(1, quoted.length() - 1).replaceAll("[\\\\%_]", "\\\\$0");
            and(TEXT, "%" + pattern + "%");
            parameters.add("$.** ? (@ like_regex " + quoted + " flag \"iq\")");
        }
    }

    /** As it is stored, escapes included. */
    private static String json(Detail detail) {
        return new String(detail.toJson(), StandardCharsets.UTF_8);
    }

    private static String after(String at) {
        return "(" + at + " + 2 + 256 * get_byte(head, " + at + ") + get_byte(head, " + at + " + 1))";
    }

    private static void bind(Connection connection, PreparedStatement select, int index, Object value)
            throws SQLException {
        if (value instanceof Instant time) {
            select.setObject(index, Micros.toSql(Micros.of(time)));
        } else if (value instanceof Integer[] types) {
            select.setArray(index, connection.createArrayOf("int2", types));
        } else if (value instanceof byte[] bytes) {
            select.setBytes(index, bytes);
        } else {
            select.setObject(index, value);
        }
    }
}
