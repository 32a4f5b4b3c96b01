package org.gatehouse.server.federation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.AfterRealmsLoaded;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells operators in good time, at the start and each day, that a provider will not take a connection's secret any more. */
@Component
class SecretExpiryWarning implements AfterRealmsLoaded {

    private static final Logger LOG = LoggerFactory.getLogger(SecretExpiryWarning.class);

    private final Realms realms;
    private final Clock clock;

    SecretExpiryWarning(Realms realms, Clock clock) {
        this.realms = realms;
        this.clock = clock;
    }

    @Override
    public void realmsLoaded() {
        warn();
    }

    @Scheduled(initialDelayString = "P1D", fixedDelayString = "P1D")
    void warn() {
        realms.all().forEach(realm -> Connections.of(realm).forEach(connection -> warn(realm, connection)));
    }

    private void warn(Realm realm, Connection connection) {
        SecretExpiry expiry = SecretExpiry.of(connection, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
        switch (expiry.state()) {
            case SOON ->
                LOG.warn(
                        "The secret of connection '{}' in realm '{}' is good until {}. Get a new one from the provider and"
                                + " apply the realm file with it.",
                        connection.alias(),
                        realm.name(),
                        expiry.lastDay());
            case OVER ->
                LOG.warn(
                        "The secret of connection '{}' in realm '{}' ended on {}: nobody can sign in by it. Get a new one"
                                + " from the provider and apply the realm file with it.",
                        connection.alias(),
                        realm.name(),
                        expiry.lastDay());
            default -> {}
        }
    }
}
