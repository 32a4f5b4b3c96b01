package org.gatehouse.server.dpop;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.gatehouse.server.realm.Realm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The proofs this realm has seen, on whichever node (RFC 9449 section 11.1). Of two that come at once, the row decides.
 * They go when they are too old to be good, with all else that has expired.
 */
@Component
class SeenProofs {

    private static final String ADD =
            "INSERT INTO dpop_proof (realm_id, proof_hash, expires_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    /** Longer than any proof is good, whatever is between the clocks of two nodes. */
    private static final Duration KEPT = ProofClaims.OLDEST.plus(ProofClaims.AHEAD.multipliedBy(2));

    private final JdbcClient jdbc;
    private final Clock clock;

    SeenProofs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Remembers a proof; false when it was there. */
    boolean add(Realm realm, String thumbprint, String id) {
        Timestamp end = Timestamp.from(clock.instant().plus(KEPT));
        return jdbc.sql(ADD)
                        .params(realm.id(), Hashes.of(thumbprint + ' ' + id), end)
                        .update()
                == 1;
    }
}
