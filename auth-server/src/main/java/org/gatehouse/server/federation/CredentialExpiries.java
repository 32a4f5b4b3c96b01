package org.gatehouse.server.federation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.server.federation.certificate.ConnectionCertificates;
import org.gatehouse.server.realm.Realm;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks up until when connections are known at their providers. Days are those of UTC. */
@Component
public class CredentialExpiries {

    private final ConnectionCertificates certificates;
    private final Clock clock;

    CredentialExpiries(ConnectionCertificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    public CredentialExpiry of(Realm realm, Connection connection) {
        return CredentialExpiry.of(lastDay(realm, connection), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private @Nullable LocalDate lastDay(Realm realm, Connection connection) {
        return connection.credential() == Credential.CERTIFICATE
                ? certificates.lastDay(realm, connection).orElse(null)
                : connection.clientSecretExpires();
    }
}
