package org.gatehouse.server.bulk;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.gatehouse.server.bulk.BulkChange.Changed;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what may still be undone. What was done and to whom is encrypted, bound to its row and to who did it. */
@Component
class UndoableRows implements AccountErasure {

    private static final String OF_REALM =
            "SELECT id, account_id, content_sealed, until FROM undoable_change WHERE realm_id = ?";

    private static final String OWN = OF_REALM + " AND account_id = ? AND until > ? ORDER BY until DESC, id LIMIT ?";

    private static final String FIND = OF_REALM + " AND account_id = ? AND until > ? AND id = ?";

    private static final String INSERT = """
            INSERT INTO undoable_change (realm_id, id, account_id, content_sealed, until)
            SELECT ?, ?, ?, ?, ?
             WHERE (SELECT count(*) FROM undoable_change WHERE realm_id = ? AND account_id = ?) < ?
            """;

    private static final String DELETE = "DELETE FROM undoable_change WHERE realm_id = ? AND id = ?";

    private static final String FORGET = "DELETE FROM undoable_change WHERE until <= ?";

    private final JdbcClient jdbc;
    private final Seal seal;

    UndoableRows(JdbcClient jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "bulk/undoable");
    }

    /** @return false when the person has too many already */
    boolean insert(Realm realm, UUID owner, BulkChange change, int most) {
        byte[] sealed = seal.seal(write(change), place(realm, owner, change.id()));
        return jdbc.sql(INSERT)
                        .params(realm.id(), change.id(), owner, sealed, Timestamp.from(change.until()))
                        .params(realm.id(), owner, most)
                        .update()
                == 1;
    }

    /** Those that end last come first. */
    List<BulkChange> of(Realm realm, UUID owner, Instant now, int limit) {
        return jdbc.sql(OWN)
                .params(realm.id(), owner, Timestamp.from(now), limit)
                .query((row, number) -> read(realm, row))
                .list();
    }

    Optional<BulkChange> find(Realm realm, UUID owner, Instant now, UUID id) {
        return jdbc.sql(FIND)
                .params(realm.id(), owner, Timestamp.from(now), id)
                .query((row, number) -> read(realm, row))
                .optional();
    }

    void delete(Realm realm, UUID id) {
        jdbc.sql(DELETE).params(realm.id(), id).update();
    }

    void forget(Instant now) {
        jdbc.sql(FORGET).param(Timestamp.from(now)).update();
    }

    /** What they did, and what was done to them: it then is undone by hand, for the others. */
    @Override
    public void erase(Realm realm, UUID account) {
        List<Kept> all = jdbc.sql(OF_REALM)
                .param(realm.id())
                .query((row, number) -> new Kept(row.getObject("account_id", UUID.class), read(realm, row)))
                .list();
        all.stream()
                .filter(kept -> kept.owner().equals(account) || names(kept.change(), account))
                .forEach(kept -> delete(realm, kept.change().id()));
    }

    private record Kept(UUID owner, BulkChange change) {}

    private static boolean names(BulkChange change, UUID account) {
        return change.changed().stream().anyMatch(one -> one.account().equals(account));
    }

    private static String write(BulkChange change) {
        String group = change.group() == null ? "" : change.group().toString();
        return change.action().code() + "\n" + group + "\n"
                + change.changed().stream()
                        .map(one -> one.account() + " " + one.version())
                        .collect(Collectors.joining("\n"));
    }

    private BulkChange read(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        UUID owner = row.getObject("account_id", UUID.class);
        String[] lines = seal.openText(row.getBytes("content_sealed"), place(realm, owner, id))
                .split("\n");
        return new BulkChange(
                id,
                BulkAction.find(lines[0]).orElseThrow(),
                group(lines[1]),
                Arrays.stream(lines).skip(2).map(UndoableRows::changed).toList(),
                row.getTimestamp("until").toInstant());
    }

    private static @Nullable UUID group(String line) {
        return line.isEmpty() ? null : UUID.fromString(line);
    }

    private static Changed changed(String line) {
        int end = line.indexOf(' ');
        return new Changed(UUID.fromString(line.substring(0, end)), Integer.parseInt(line.substring(end + 1)));
    }

    private static byte[] place(Realm realm, UUID owner, UUID id) {
        return (realm.id() + "/" + owner + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
