package org.gatehouse.server.federation.doctor;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.directory.AccountErasure;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.gatehouse.server.session.SignedInAccount;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of the sign-in tried last in a browser. It is somebody's personal data, so it is sealed for the administrator who
 * tried and the sign-in they tried it in, and is gone after minutes, whatever becomes of the browser.
 */
@Component
class Trials implements AccountErasure {

    /** Time to read it and to compare it with the provider's pages. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final int ROWS_A_RUN = 1_000;

    private static final String KEEP = """
            INSERT INTO connection_trial (realm_id, account_id, reference, connection, sealed, expires_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (realm_id, account_id, reference) DO UPDATE
               SET connection = excluded.connection, sealed = excluded.sealed, expires_at = excluded.expires_at
            """;

    private static final String FIND = """
            SELECT sealed FROM connection_trial
             WHERE realm_id = ? AND account_id = ? AND reference = ? AND connection = ? AND expires_at > ?
            """;

    private static final String FORGET = """
            DELETE FROM connection_trial WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM connection_trial WHERE expires_at <= ? ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final JdbcClient jdbc;
    private final Seal seal;
    private final Clock clock;

    Trials(JdbcClient jdbc, MasterKey masterKey, Clock clock) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "federation/trial");
        this.clock = clock;
    }

    /** Instead of what was kept before of this sign-in. */
    void keep(Realm realm, SignedInAccount administrator, String connection, Trial trial) {
        byte[] sealed =
                seal.seal(JsonMapper.shared().writeValueAsBytes(trial), place(realm, administrator, connection));
        jdbc.sql(KEEP)
                .params(realm.id(), administrator.account(), administrator.reference(), connection, sealed)
                .param(Timestamp.from(clock.instant().plus(KEPT)))
                .update();
    }

    /** Of another administrator, sign-in, realm or connection, or too old: there is none. */
    Optional<Trial> find(Realm realm, SignedInAccount administrator, String connection) {
        return jdbc.sql(FIND)
                .params(realm.id(), administrator.account(), administrator.reference(), connection)
                .param(Timestamp.from(clock.instant()))
                .query(byte[].class)
                .optional()
                .flatMap(found -> open(found, place(realm, administrator, connection)));
    }

    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    void forget() {
        jdbc.sql(FORGET).params(Timestamp.from(clock.instant()), ROWS_A_RUN).update();
    }

    @Override
    public void erase(Realm realm, UUID account) {
        jdbc.sql("DELETE FROM connection_trial WHERE realm_id = ? AND account_id = ?")
                .params(realm.id(), account)
                .update();
    }

    private Optional<Trial> open(byte[] sealed, byte[] place) {
        return seal.find(sealed, place).map(opened -> JsonMapper.shared().readValue(opened, Trial.class));
    }

    private static byte[] place(Realm realm, SignedInAccount administrator, String connection) {
        String place = realm.id() + "/" + administrator.account() + "/" + administrator.reference() + "/" + connection;
        return place.getBytes(StandardCharsets.UTF_8);
    }
}
