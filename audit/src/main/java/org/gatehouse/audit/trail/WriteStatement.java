package org.gatehouse.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes a placement: heads and entries in two statements that travel together, and the commit with them where the
 * transaction is the writer's own. Each takes all its rows at once, as arrays, so that the number of round trips depends
 * neither on the entries nor on the logs.
 */
final class WriteStatement implements AutoCloseable {

    /** More entries than this go faster by COPY, although that takes two round trips of its own. */
    static final int MOST_AS_ARRAYS = 64;

    /** A head that is not as the placement found it cannot be: the statement fails, and the transaction with it. */
    private static final String MOVE_HEADS = """
            MERGE INTO audit.audit_head h
            USING unnest(?::int4[], ?::int8[], ?::bytea[], ?::int8[], ?::int8[], ?::bytea[], ?::bytea[])
              AS e (log_id, old_size, old_frontier, size, ts, frontier, root)
            ON h.log_id = e.log_id
            WHEN MATCHED AND h.size = e.old_size AND h.frontier = e.old_frontier THEN UPDATE
              SET size = e.size, last_ts = 'epoch'::timestamptz + e.ts * interval '1 microsecond', frontier = e.frontier,
                root = e.root
            WHEN MATCHED THEN UPDATE SET size = NULL
            WHEN NOT MATCHED THEN INSERT (size) VALUES (NULL)
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

    /**
     * The commit releases the heads without waiting for the disk, or a standby; then an empty message in the server's log
     * is committed durably, and with it all that comes before it there. So nobody else's append waits for this flush, and
     * flushes of several nodes are one.
     */
    private static final String COMMIT =
            "SET LOCAL synchronous_commit = off; COMMIT; SELECT pg_logical_emit_message(true, 'gatehouse', '')";

    private static final String BOTH = MOVE_HEADS + ";" + INSERT_ENTRIES;
    private static final String BOTH_AND_COMMIT = BOTH + ";" + COMMIT;
    private static final String MOVE_AND_COMMIT = MOVE_HEADS + ";" + COMMIT;

    private final Connection connection;
    private final PreparedStatement statement;
    private int bound;

    private WriteStatement(Connection connection, String sql) throws SQLException {
        this.connection = connection;
        this.statement = connection.prepareStatement(sql);
    }

    /** Within a transaction that somebody else commits. */
    static WriteStatement within(Connection connection, Placement placement) throws SQLException {
        return of(connection, placement, BOTH, MOVE_HEADS);
    }

    /** The last of the writer's own transaction; when it returns, that is durable. */
    static WriteStatement committing(Connection connection, Placement placement) throws SQLException {
        return of(connection, placement, BOTH_AND_COMMIT, MOVE_AND_COMMIT);
    }

    private static WriteStatement of(Connection connection, Placement placement, String few, String copied)
            throws SQLException {
        boolean asArrays = placement.entries().size() <= MOST_AS_ARRAYS;
        if (!asArrays) {
            EntryCopy.insert(connection, placement.entries());
        }
        WriteStatement write = new WriteStatement(connection, asArrays ? few : copied);
        try {
            write.bindHeads(placement.logs());
            if (asArrays) {
                write.bindEntries(placement.entries());
            }
            return write;
        } catch (SQLException | RuntimeException ex) {
            write.close();
            throw ex;
        }
    }

    void execute() throws SQLException {
        statement.execute();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }

    private void bindHeads(List<Growth> logs) throws SQLException {
        List<Head> heads = logs.stream().map(Growth::head).toList();
        bind("int4", Integer[]::new, heads, head -> head.log().id());
        bind("int8", Long[]::new, logs, log -> log.from().size());
        bind("bytea", byte[][]::new, logs, log -> log.from().frontier());
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
