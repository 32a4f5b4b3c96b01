package org.gatehouse.server.federation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.Credential;
import org.gatehouse.server.realm.AfterRealmsLoaded;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.trail.Trail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells in good time that a provider will not take a connection's secret or certificate any more: operators in the log, at
 * the start and each day, and those who read the trail by one entry when the end is near and one when it is there.
 */
@Component
class CredentialExpiryWarning implements AfterRealmsLoaded {

    static final String SOON = "ends-soon";
    static final String OVER = "has-ended";

    private static final Logger LOG = LoggerFactory.getLogger(CredentialExpiryWarning.class);

    private final Realms realms;
    private final CredentialExpiries expiries;
    private final ToldExpiries told;
    private final Trail trail;
    private final TransactionTemplate transactions;

    CredentialExpiryWarning(
            Realms realms,
            CredentialExpiries expiries,
            ToldExpiries told,
            Trail trail,
            TransactionTemplate transactions) {
        this.realms = realms;
        this.expiries = expiries;
        this.told = told;
        this.trail = trail;
        this.transactions = transactions;
    }

    @Override
    public void realmsLoaded() {
        warn();
    }

    @Scheduled(initialDelayString = "P1D", fixedDelayString = "P1D")
    void warn() {
        realms.all().forEach(realm -> Connections.of(realm).forEach(connection -> attempt(realm, connection)));
    }

    /** What cannot be told of one, the trail being away, keeps neither the others nor the start of the service. */
    private void attempt(Realm realm, Connection connection) {
        try {
            warn(realm, connection);
        } catch (RuntimeException ex) {
            LOG.warn(
                    "Whether connection '{}' in realm '{}' is known by something that ends could not be told; it is"
                            + " looked at again in a day.",
                    connection.alias(),
                    realm.name(),
                    ex);
        }
    }

    private void warn(Realm realm, Connection connection) {
        CredentialExpiry expiry = expiries.of(realm, connection);
        LocalDate lastDay = expiry.lastDay();
        String what = connection.credential() == Credential.CERTIFICATE ? "certificate" : "secret";
        if (lastDay == null || expiry.state() == CredentialExpiry.State.GOOD) {
            return;
        }
        boolean isOver = expiry.state() == CredentialExpiry.State.OVER;
        LOG.warn(
                isOver
                        ? "The {} of connection '{}' in realm '{}' ended on {}: nobody can sign in by it."
                                + " Its page in the console says how to replace it."
                        : "The {} of connection '{}' in realm '{}' is good until {}."
                                + " Its page in the console says how to replace it.",
                what,
                connection.alias(),
                realm.name(),
                lastDay);
        transactions.executeWithoutResult(status -> tell(realm, connection, lastDay, isOver));
    }

    private static Instant end(LocalDate lastDay) {
        return lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private void tell(Realm realm, Connection connection, LocalDate lastDay, boolean isOver) {
        if (told.isNew(realm, connection, lastDay, isOver)) {
            trail.record(trail.event(realm, Activity.CONNECTION_EXPIRING)
                    .actor(Party.system())
                    .target(Party.object("connection", connection.alias()))
                    .reason(isOver ? OVER : SOON)
                    .detail("until", end(lastDay).toString()));
        }
    }
}
