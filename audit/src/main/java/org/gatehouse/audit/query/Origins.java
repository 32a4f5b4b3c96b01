package org.gatehouse.audit.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.entry.Segment;
import org.gatehouse.audit.entry.Segment.Place;
import org.gatehouse.audit.privacy.SubjectKey;
import org.gatehouse.audit.privacy.SubjectKeys;

/** The addresses that the entries of an hour came from, as far as they may be opened. */
final class Origins {

    /** Entries opened at a time. */
    private static final int PAGE = 2_000;

    // Waits for whoever is just appending: what comes after has a later time.
    private static final String LOGS = """
            SELECT log_id, tier FROM audit.audit_head WHERE realm = ? ORDER BY log_id FOR SHARE
            """;
    private static final String NEXT = """
            SELECT min(first.ts) FROM audit.audit_head h
             CROSS JOIN LATERAL (
                SELECT e.ts FROM audit.audit_entry e
                 WHERE e.log_id = h.log_id AND e.tier = h.tier AND e.ts >= ? AND e.ts < ? ORDER BY e.ts LIMIT 1) AS first
             WHERE h.realm = ?
            """;
    private static final String ENTRIES = """
            SELECT ts, head, seal_actor FROM audit.audit_entry
             WHERE log_id = ? AND tier = ? AND ts >= ? AND ts < ? AND seal_actor IS NOT NULL ORDER BY ts LIMIT ?
            """;
    private final DataSource database;
    private final SubjectKeys keys;

    Origins(DataSource database, SubjectKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    private record RealmLog(int id, int tier) {}

    private record Sealed(Instant at, EntryHead head, byte[] segment) {}

    /** The next hour with entries of the realm, if there is one before that time. */
    Optional<Instant> nextHour(int realm, Instant from, Instant until) throws SQLException {
        logs(realm);
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEXT)) {
            connection.setAutoCommit(true);
            select.setObject(1, Micros.toSql(Micros.of(from)));
            select.setObject(2, Micros.toSql(Micros.of(until)));
            select.setInt(3, realm);
            ResultSet row = select.executeQuery();
            row.next();
            return Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                    .map(first -> Histograms.floor(first.toInstant(), AddressIndex.HOUR));
        }
    }

    Set<String> ofHour(int realm, Instant hour) throws SQLException {
        Set<String> addresses = new HashSet<>();
        for (RealmLog log : logs(realm)) {
            Instant from = hour;
            List<Sealed> page = page(log, from, hour.plus(AddressIndex.HOUR));
            while (!page.isEmpty()) {
                addAddresses(realm, page, addresses);
                from = page.get(page.size() - 1).at().plus(1, ChronoUnit.MICROS);
                page = page(log, from, hour.plus(AddressIndex.HOUR));
            }
        }
        return addresses;
    }

    /** Returns once whoever is just appending is done. */
    private List<RealmLog> logs(int realm) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LOGS)) {
            connection.setAutoCommit(true);
            select.setInt(1, realm);
            ResultSet row = select.executeQuery();
            List<RealmLog> logs = new ArrayList<>();
            while (row.next()) {
                logs.add(new RealmLog(row.getInt(1), row.getInt(2)));
            }
            return logs;
        }
    }

    private List<Sealed> page(RealmLog log, Instant from, Instant until) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ENTRIES)) {
            connection.setAutoCommit(true);
            select.setInt(1, log.id());
            select.setInt(2, log.tier());
            select.setObject(3, Micros.toSql(Micros.of(from)));
            select.setObject(4, Micros.toSql(Micros.of(until)));
            select.setInt(5, PAGE);
            ResultSet row = select.executeQuery();
            List<Sealed> page = new ArrayList<>();
            while (row.next()) {
                Instant at = row.getObject(1, OffsetDateTime.class).toInstant();
                page.add(new Sealed(at, EntryHead.decode(row.getBytes(2)), row.getBytes(3)));
            }
            return page;
        }
    }

    private void addAddresses(int realm, List<Sealed> page, Set<String> addresses) {
        Set<Long> refs = page.stream().map(each -> each.head().actor().ref()).collect(Collectors.toSet());
        Map<Long, SubjectKey> found = keys.find(realm, refs);
        for (Sealed sealed : page) {
            EntryHead head = sealed.head();
            SubjectKey key = found.get(head.actor().ref());
            if (key != null) {
                key.open(sealed.segment(), Segment.associatedData(head.realm(), head.tier(), key.ref(), Place.ACTOR))
                        .map(Segment::fromJson)
                        .map(Segment::address)
                        .ifPresent(addresses::add);
            }
        }
    }
}
