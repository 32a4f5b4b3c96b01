package org.gatehouse.keycloak.trail;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Hears what happens in one session. Keycloak tells successes within the transaction that makes them, and errors in a
 * transaction of their own, which commits whatever becomes of the other.
 */
final class TrailListener implements EventListenerProvider {

    private final KeycloakSession session;
    private final Tracing tracing;
    private final UserEvents userEvents;
    private final AdminEvents adminEvents;

    TrailListener(KeycloakSession session, Tracing tracing) {
        this.session = session;
        this.tracing = tracing;
        this.userEvents = new UserEvents(tracing);
        this.adminEvents = new AdminEvents(tracing);
    }

    @Override
    public void onEvent(Event event) {
        within((own, transaction) -> {
            RealmModel realm = own.realms().getRealm(event.getRealmId());
            if (realm != null) {
                userEvents.take(own, realm, event, transaction);
            }
        });
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        within((own, transaction) -> {
            RealmModel realm = own.realms().getRealm(event.getRealmId());
            if (realm != null) {
                adminEvents.take(own, realm, event, transaction);
            }
        });
    }

    @Override
    public void close() {}

    private interface Hearing {
        void take(KeycloakSession session, TracedTransaction transaction);
    }

    private void within(Hearing hearing) {
        if (session.getTransactionManager().isActive()) {
            hear(session, hearing);
        } else {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(), session.getContext(), own -> hear(own, hearing));
        }
    }

    /** Keycloak only logs what a listener throws; so that nothing happens unseen, the transaction is told. */
    private void hear(KeycloakSession own, Hearing hearing) {
        TracedTransaction transaction = TracedTransaction.of(own, tracing);
        try {
            hearing.take(own, transaction);
        } catch (RuntimeException ex) {
            transaction.fail(ex);
        }
    }
}
