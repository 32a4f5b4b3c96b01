package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.privacy.AddressMarks;
import org.gatehouse.audit.privacy.SubjectKeys;

/**
 * Marks from which addresses and networks the entries of an hour came. It is done once an hour is over, from the sealed
 * entries, so that an append neither pays for it nor waits; of whoever was erased or is restricted by then, nothing is
 * marked. Marks name no entry and no person, and go after a month.
 */
public final class AddressIndex {

    /** How long an address can be searched for by its mark: the longest month. */
    static final Duration KEPT = Duration.ofDays(31);

    static final Duration HOUR = Duration.ofHours(1);

    /** More than clocks of two nodes may differ: after it nobody appends to the hour any more. */
    private static final Duration OVER = Duration.ofMinutes(1);

    private static final String BEGIN = """
            INSERT INTO audit.audit_addressed (realm, since, upto) SELECT realm, ?, ? FROM audit.audit_realm
            ON CONFLICT DO NOTHING
            """;
    private static final String FORGET = "DELETE FROM audit.audit_address WHERE hour < ?";
    private static final String FORGOTTEN = """
            UPDATE audit.audit_addressed SET since = greatest(since, ?), upto = greatest(upto, ?) WHERE since < ?
            """;
    private static final String DUE = """
            SELECT a.realm, r.name, a.upto FROM audit.audit_addressed a JOIN audit.audit_realm r USING (realm)
             WHERE a.upto < ? ORDER BY a.upto LIMIT 1
            """;

    private static final String MARK = """
            INSERT INTO audit.audit_address (realm, mark, hour) SELECT ?, m, ? FROM unnest(?::bytea[]) m
            ON CONFLICT DO NOTHING
            """;
    private static final String DONE = "UPDATE audit.audit_addressed SET upto = ? WHERE realm = ? AND upto = ?";

    private final DataSource database;
    private final SubjectKeys keys;
    private final Clock clock;
    private final Origins origins;

    private AddressIndex(DataSource database, SubjectKeys keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
        this.origins = new Origins(database, keys);
    }

    public static AddressIndex on(DataSource database, SubjectKeys keys, Clock clock) {
        return new AddressIndex(database, keys, clock);
    }

    /** A realm with hours that are over: marked until one of them, and to be marked until another. */
    private record Due(int realm, String name, Instant upto, Instant until) {}

    /**
     * Marks one hour of one realm, and lets go of what is older than a month. Any node may; two that do the same do no harm.
     *
     * @return whether there may be more to mark
     * @throws SQLException when the database does not answer; what was marked stays marked
     */
    public boolean fold() throws SQLException {
        Instant oldest = Histograms.floor(clock.instant().minus(KEPT), HOUR);
        forget(oldest);
        Optional<Due> due = due(Histograms.floor(clock.instant().minus(OVER), HOUR));
        if (due.isPresent()) {
            mark(due.get());
        }
        return due.isPresent();
    }

    private void forget(Instant oldest) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            for (String sql : List.of(BEGIN, FORGET, FORGOTTEN)) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    int parameters = statement.getParameterMetaData().getParameterCount();
                    for (int parameter = 1; parameter <= parameters; parameter++) {
                        statement.setObject(parameter, sql(oldest));
                    }
                    statement.executeUpdate();
                }
            }
        }
    }

    private Optional<Due> due(Instant before) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE)) {
            connection.setAutoCommit(true);
            select.setObject(1, sql(before));
            ResultSet row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Due(
                            row.getInt(1),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            before))
                    : Optional.empty();
        }
    }

    /** The next hour that has entries; what is before it is done as well. */
    private void mark(Due due) throws SQLException {
        Optional<Instant> next = origins.nextHour(due.realm(), due.upto(), due.until());
        if (next.isPresent()) {
            store(due, next.get(), next.get().plus(HOUR), origins.ofHour(due.realm(), next.get()));
        } else {
            store(due, due.until(), due.until(), Set.of());
        }
    }

    private void store(Due due, Instant hour, Instant upto, Set<String> addresses) throws SQLException {
        Optional<AddressMarks> marks = addresses.isEmpty() ? Optional.empty() : keys.addressMarks(due.name());
        byte[][] marked = marks.isEmpty() ? new byte[0][] : marks(addresses, marks.get());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(MARK);
                    PreparedStatement done = connection.prepareStatement(DONE)) {
                insert.setInt(1, due.realm());
                insert.setObject(2, sql(hour));
                insert.setArray(3, connection.createArrayOf("bytea", marked));
                insert.executeUpdate();
                done.setObject(1, sql(upto));
                done.setInt(2, due.realm());
                done.setObject(3, sql(due.upto()));
                done.executeUpdate();
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static byte[][] marks(Set<String> addresses, AddressMarks marks) {
        return addresses.stream()
                .flatMap(address -> AddressBlock.parse(address).stream())
                .flatMap(address -> Stream.of(address, address.network()))
                .distinct()
                .map(block -> block.mark(marks))
                .toArray(byte[][]::new);
    }

    private static OffsetDateTime sql(Instant time) {
        return Micros.toSql(Micros.of(time));
    }
}
