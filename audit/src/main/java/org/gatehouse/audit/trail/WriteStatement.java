package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes a placement: heads and entries in two statements that travel together. Each takes all its rows at once, as
 * arrays, so that the number of round trips depends neither on the entries nor on the logs.
 */
final class WriteStatement {

    /** More entries than this go faster by COPY, although that takes two round trips of its own. */
    private static final int MOST_AS_ARRAYS = 64;

    private static final String UPDATE_HEADS = """
            UPDATE audit.audit_head h
            SET size = e.size, last_ts = 'epoch'::timestamptz + e.ts * interval '1 microsecond', frontier = e.frontier,
              root = e.root
            FROM unnest(?::int4[], ?::int8[], ?::int8[], ?::bytea[], ?::bytea[]) AS e (log_id, size, ts, frontier, root)
            WHERE h.log_id = e.log_id
            """;

    private static final String INSERT_ENTRIES = """
            INSERT INTO audit.audit_entry
              (idx, ts, actor, target, log_id, tier, type, leaf, head, detail, seal_actor, seal_target)
            SELECT idx, 'epoch'::timestamptz + ts * interval '1 microsecond', actor, target, log_id, tier, type, leaf, head,
              convert_from(detail, 'UTF8'), seal_actor, seal_target
            FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int2[], ?::int2[], ?::bytea[], ?::bytea[],
                ?::bytea[], ?::bytea[], ?::bytea[])
              AS e (idx, ts, actor, target, log_id, tier, type, leaf, head, detail, seal_actor, seal_target)
            """;

    private static final String BOTH = UPDATE_HEADS + ";" + INSERT_ENTRIES;

    private final Connection connection;
    private final PreparedStatement statement;
    private int bound;

    private WriteStatement(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    static void run(Connection connection, Placement placement) throws SQLException {
        boolean few = placement.entries().size() <= MOST_AS_ARRAYS;
        if (!few) {
            EntryCopy.insert(connection, placement.entries());
        }
        try (PreparedStatement statement = connection.prepareStatement(few ? BOTH : UPDATE_HEADS)) {
            WriteStatement write = new WriteStatement(connection, statement);
            write.bindHeads(placement.logs());
            if (few) {
                write.bindEntries(placement.entries());
            }
            statement.execute();
        }
    }

    private void bindHeads(List<Growth> logs) throws SQLException {
        List<Head> heads = logs.stream().map(Growth::head).toList();
        bind("int4", Integer[]::new, heads, head -> head.log().id());
        bind("int8", Long[]::new, heads, Head::size);
        bind("int8", Long[]::new, heads, Head::lastTs);
        bind("bytea", byte[][]::new, heads, Head::frontier);
        bind("bytea", byte[][]::new, logs, Growth::root);
    }

    private void bindEntries(List<PlacedEntry> entries) throws SQLException {
        bind("int8", Long[]::new, entries, PlacedEntry::index);
        bind("int8", Long[]::new, entries, PlacedEntry::ts);
        bind("int8", Long[]::new, entries, placed -> placed.entry().actor());
        bind("int8", Long[]::new, entries, placed -> placed.entry().target());
        bind("int4", Integer[]::new, entries, placed -> placed.entry().log().id());
        bind("int2", Short[]::new, entries, placed ->
                (short) placed.entry().log().tier().id());
        bind("int2", Short[]::new, entries, placed -> (short) placed.entry().type());
        bind("bytea", byte[][]::new, entries, PlacedEntry::leaf);
        bind("bytea", byte[][]::new, entries, placed -> placed.entry().head());
        bind("bytea", byte[][]::new, entries, placed -> placed.entry().detail());
        bind("bytea", byte[][]::new, entries, placed -> placed.entry().actorSeal());
        bind("bytea", byte[][]::new, entries, placed -> placed.entry().targetSeal());
    }

    private <T, V> void bind(String type, IntFunction<V[]> array, List<T> rows, Function<T, @Nullable V> column)
            throws SQLException {
        V[] values = rows.stream().map(column).toArray(array);
        statement.setArray(++bound, connection.createArrayOf(type, values));
    }
}
