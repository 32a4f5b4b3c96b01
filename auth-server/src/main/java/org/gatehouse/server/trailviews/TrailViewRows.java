package org.gatehouse.server.trailviews;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of kept questions. Name and query are encrypted, bound to their row: people write into them what they like. */
@Component
class TrailViewRows implements AccountErasure {

    private static final String ALL =
            "SELECT id, account_id, content_sealed, shared, alert_pace, created_at FROM trail_view WHERE realm_id = ?";

    private static final String SEEN = ALL + " AND (account_id = ? OR shared) ORDER BY created_at, id";

    private static final String FIND = ALL + " AND id = ?";

    private static final String OWN = ALL + " AND account_id = ? ORDER BY created_at, id";

    private static final String INSERT = """
            INSERT INTO trail_view (realm_id, id, account_id, content_sealed, shared, created_at)
            SELECT ?, ?, ?, ?, ?, ?
             WHERE (SELECT count(*) FROM trail_view WHERE realm_id = ?) < ?
               AND (SELECT count(*) FROM trail_view WHERE realm_id = ? AND account_id = ?) < ?
            """;

    private static final String DELETE = "DELETE FROM trail_view WHERE realm_id = ? AND id = ?";

    private final JdbcClient jdbc;
    private final Seal seal;

    TrailViewRows(JdbcClient jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "trail/views");
    }

    List<TrailView> seenBy(Realm realm, UUID account) {
        return jdbc.sql(SEEN)
                .params(realm.id(), account)
                .query((row, number) -> view(realm, row))
                .list();
    }

    List<TrailView> of(Realm realm, UUID account) {
        return jdbc.sql(OWN)
                .params(realm.id(), account)
                .query((row, number) -> view(realm, row))
                .list();
    }

    Optional<TrailView> find(Realm realm, UUID id) {
        return jdbc.sql(FIND)
                .params(realm.id(), id)
                .query((row, number) -> view(realm, row))
                .optional();
    }

    /** @return false when there are too many already, of the owner or in the realm */
    boolean insert(Realm realm, TrailView view, int mostOfOne, int most) {
        byte[] sealed = seal.seal(view.name() + "\n" + view.query(), place(realm, view.id()));
        return jdbc.sql(INSERT)
                        .params(realm.id(), view.id(), view.owner(), sealed, view.shared())
                        .params(Timestamp.from(view.createdAt()), realm.id(), most)
                        .params(realm.id(), view.owner(), mostOfOne)
                        .update()
                == 1;
    }

    boolean delete(Realm realm, UUID id) {
        return jdbc.sql(DELETE).params(realm.id(), id).update() == 1;
    }

    /** Their own, and everybody's that ask about them: an id is all a question says of a person. */
    @Override
    public void erase(Realm realm, UUID account) {
        List<TrailView> all = jdbc.sql(ALL)
                .param(realm.id())
                .query((row, number) -> view(realm, row))
                .list();
        all.stream()
                .filter(view -> view.owner().equals(account) || view.query().contains(account.toString()))
                .forEach(view -> delete(realm, view.id()));
    }

    private TrailView view(Realm realm, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String content = seal.openText(row.getBytes("content_sealed"), place(realm, id));
        int end = content.indexOf('\n');
        return new TrailView(
                id,
                row.getObject("account_id", UUID.class),
                content.substring(0, end),
                content.substring(end + 1),
                row.getBoolean("shared"),
                Optional.ofNullable(row.getString("alert_pace"))
                        .flatMap(AlertPace::find)
                        .orElse(null),
                row.getTimestamp("created_at").toInstant());
    }

    private static byte[] place(Realm realm, UUID id) {
        return (realm.id() + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
