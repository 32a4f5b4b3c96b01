package org.gatehouse.server.federation.certificate;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** What a connection signs with, and what is shown of it. Read at each use, so that all nodes use the same. */
@Component
public class ConnectionCertificates {

    private final ConnectionKeyRows rows;

    ConnectionCertificates(ConnectionKeyRows rows) {
        this.rows = rows;
    }

    /**
     * The key in use, with its private part; it says its certificate's {@code x5t#S256}.
     *
     * @return empty when there is none, or it does not open
     */
    public Optional<RSAKey> key(Realm realm, Connection connection) {
        return rows.inUse(realm, connection.alias()).map(ConnectionKey::jwk);
    }

    /** The latest first, those that do not open too. */
    public List<CertificateView> of(Realm realm, Connection connection) {
        return CertificateView.of(rows.of(realm, connection.alias()));
    }

    /** Until when the one in use is good, in UTC; empty when there is none, or it does not open. */
    public Optional<LocalDate> lastDay(Realm realm, Connection connection) {
        return rows.inUse(realm, connection.alias()).map(ConnectionKey::lastDay);
    }

    /** The one in use, whether it opens or not. */
    public Optional<CertificateView> inUse(Realm realm, Connection connection) {
        return of(realm, connection).stream()
                .filter(one -> one.state() == CertificateView.State.IN_USE)
                .findFirst();
    }
}
