package org.gatehouse.server.attestation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what people accepted; they go with the account. */
@Component
class Acceptances {

    private static final String OF_ACCOUNT = """
            SELECT attestation, version, accepted_at FROM attestation_acceptance
             WHERE realm_id = ? AND account_id = ? ORDER BY accepted_at DESC, attestation, version DESC
            """;
    private static final String ADD = """
            INSERT INTO attestation_acceptance (realm_id, account_id, attestation, version, accepted_at)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;

    Acceptances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest first. */
    List<Acceptance> of(Realm realm, UUID account) {
        return jdbc.sql(OF_ACCOUNT)
                .params(realm.id(), account)
                .query((row, number) -> new Acceptance(
                        row.getString("attestation"),
                        row.getInt("version"),
                        row.getTimestamp("accepted_at").toInstant()))
                .list();
    }

    void add(Realm realm, UUID account, String attestation, int version, Instant at) {
        jdbc.sql(ADD)
                .params(realm.id(), account, attestation, version, Timestamp.from(at))
                .update();
    }
}
