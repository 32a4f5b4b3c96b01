package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.event.CustomActivity;
import org.gatehouse.audit.query.TrailReader.RealmLog;
import org.jspecify.annotations.Nullable;

/**
 * One page as SQL: a short index scan per log, merged. A person needs two scans per log, one as actor and one as target,
 * since an {@code OR} of two columns would use neither index in order; so does a target, because the index of targets
 * leaves out whoever acted on themselves.
 */
final class PageQuery {

    private static final String COLUMNS = "idx, ts, tier, head, detail, seal_actor, seal_target";

    private static final String BY_SOMEBODY_ELSE = " AND target = ? AND target IS DISTINCT FROM actor";

    private final TrailFilter filter;
    private final People people;
    private final List<CustomActivity> custom;
    private final @Nullable Cursor after;
    private final int limit;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    PageQuery(TrailFilter filter, People people, List<CustomActivity> custom, @Nullable Cursor after, int limit) {
        this.filter = filter;
        this.people = people;
        this.custom = custom;
        this.after = after;
        this.limit = limit;
    }

    List<EntryRow> run(Connection connection, List<RealmLog> logs) throws SQLException {
        logs.forEach(this::addLog);
        sql.insert(0, "SELECT * FROM (")
                .append(") AS merged ORDER BY ts DESC, tier DESC LIMIT ")
                .append(limit);
        try (PreparedStatement select = connection.prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                bind(connection, select, i + 1, parameters.get(i));
            }
            List<EntryRow> rows = new ArrayList<>();
            ResultSet found = select.executeQuery();
            while (found.next()) {
                rows.add(EntryRow.read(found));
            }
            return rows;
        }
    }

    /** The people of a filter by the pseudonyms that rows have. */
    record People(
            @Nullable Long person,
            @Nullable Long actor,
            @Nullable Long target) {}

    private void addLog(RealmLog log) {
        if (people.person() != null) {
            addScan(log, " AND actor = ?", people.person());
            addScan(log, BY_SOMEBODY_ELSE, people.person());
        } else if (people.target() != null && people.actor() == null) {
            addScan(log, " AND actor = ? AND target = actor", people.target());
            addScan(log, BY_SOMEBODY_ELSE, people.target());
        } else {
            addScan(log, "", null);
        }
    }

    private void addScan(RealmLog log, String condition, @Nullable Object value) {
        addScan("audit.audit_entry", " AND idx >= ?", log, condition, value);
        if (log.held()) {
            addScan("audit.audit_held_entry", " AND idx < ?", log, condition, value);
        }
    }

    private void addScan(String table, String kept, RealmLog log, String condition, @Nullable Object value) {
        sql.append(sql.isEmpty() ? "(" : " UNION ALL (")
                .append("SELECT ")
                .append(COLUMNS)
                .append(" FROM ")
                .append(table)
                .append(" WHERE true");
        and(kept, log.minIndex());
        and(" AND log_id = ?", log.id());
        and(" AND tier = ?", log.tier().id());
        and(condition, value);
        and(" AND actor = ?", people.actor());
        and(" AND target = ?", people.target());
        and(" AND ts >= ?", filter.from());
        and(" AND ts < ?", filter.until());
        and(" AND ts < ?", after == null ? null : Micros.toInstant(after.boundOf(log.tier())));
        and(" AND type = ANY (?)", filter.types(custom));
        and(
                " AND get_byte(head, " + EntryHead.OUTCOME_OFFSET + ") = ?",
                filter.outcome() == null ? null : filter.outcome().id());
        sql.append(" ORDER BY ts DESC LIMIT ").append(limit).append(')');
    }

    private void and(String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.add(value);
        }
    }

    private static void bind(Connection connection, PreparedStatement select, int index, Object value)
            throws SQLException {
        if (value instanceof Instant time) {
            select.setObject(index, Micros.toSql(Micros.of(time)));
        } else if (value instanceof Integer[] types) {
            select.setArray(index, connection.createArrayOf("int2", types));
        } else {
            select.setObject(index, value);
        }
    }
}
