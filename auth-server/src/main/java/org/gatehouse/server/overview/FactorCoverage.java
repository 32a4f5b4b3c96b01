package org.gatehouse.server.overview;

import java.util.List;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.directory.AccountSearch;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many people could sign in with a second factor: an authenticator app or a passkey. Two index look-ups for each person
 * counted, so at most {@link #MOST} are: some 50 ms.
 */
@Component
public class FactorCoverage {

    /** People counted; of a larger realm the figure is about the first so many. */
    static final int MOST = 10_000;

    /** Administrators looked at. */
    static final int MOST_ADMINISTRATORS = 100;

    private static final String PEOPLE = """
            SELECT count(*) AS people, count(*) FILTER (WHERE has) AS covered
              FROM (SELECT %s AS has FROM (SELECT realm_id, id FROM account WHERE realm_id = ? AND state = 'ACTIVE' LIMIT ?) a) counted
            """.formatted(AccountSearch.HAS_FACTOR);

    private static final String WITHOUT = """
            SELECT a.id, a.display_name FROM account a
             WHERE a.realm_id = ? AND a.id = ANY (?) AND NOT %s ORDER BY a.sort_key, a.id
            """.formatted(AccountSearch.HAS_FACTOR);

    private final JdbcClient jdbc;
    private final EffectiveRights rights;

    FactorCoverage(JdbcClient jdbc, EffectiveRights rights) {
        this.jdbc = jdbc;
        this.rights = rights;
    }

    /**
     * Active accounts.
     *
     * @param people counted
     * @param covered those of them with a second factor
     * @param more whether there are people who were not counted
     * @param administrators who decide on requests; at most as many as are looked at
     * @param bare those of them who have nothing but a password, or not even that
     */
    public record Coverage(int people, int covered, boolean more, int administrators, List<Bare> bare) {

        public int percent() {
            return people == 0 ? 0 : (int) (100L * covered / people);
        }
    }

    /** An administrator without a second factor. */
    public record Bare(UUID id, String displayName) {}

    @Transactional(readOnly = true)
    public Coverage of(Actor actor) {
        actor.require(Permission.USERS_READ);
        Realm realm = actor.realm();
        List<UUID> administrators = rights.holders(realm, Permission.APPROVALS_DECIDE, null, MOST_ADMINISTRATORS);
        List<Bare> bare = jdbc.sql(WITHOUT)
                .params(realm.id(), administrators.toArray(UUID[]::new))
                .query((row, number) -> new Bare(row.getObject("id", UUID.class), row.getString("display_name")))
                .list();
        return jdbc.sql(PEOPLE)
                .params(realm.id(), MOST + 1)
                .query((row, number) -> new Coverage(
                        Math.min(row.getInt("people"), MOST),
                        Math.min(row.getInt("covered"), MOST),
                        row.getInt("people") > MOST,
                        administrators.size(),
                        bare))
                .single();
    }
}
