package org.gatehouse.server.registration;

import java.time.Clock;
import java.time.Duration;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.clients.SelfRegisteredClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what registered itself where everybody may and was never used nor looked after: else strangers would fill the
 * realm up, and nobody could register any more. Who had an initial access token stays.
 */
@Component
public class NeverUsedClients {

    /** From registration, or from its last change, to removal. */
    public static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(NeverUsedClients.class);
    private static final int AT_A_TIME = 100;

    private final Realms realms;
    private final SelfRegisteredClients clients;
    private final Registrations registrations;
    private final Clock clock;

    NeverUsedClients(Realms realms, SelfRegisteredClients clients, Registrations registrations, Clock clock) {
        this.realms = realms;
        this.clients = clients;
        this.registrations = registrations;
        this.clock = clock;
    }

    /** A few of each realm; the next run finds the rest. */
    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT10M")
    public void remove() {
        for (Realm realm : realms.all()) {
            clients.neverUsed(realm, clock.instant().minus(KEPT), AT_A_TIME).forEach(id -> attempt(realm, id));
        }
    }

    /** What cannot be told of one, the trail being away, keeps neither the others nor the other realms. */
    private void attempt(Realm realm, String id) {
        try {
            registrations.deleteUnused(realm, id);
        } catch (TrailUnavailableException ex) {
            LOG.warn("Client '{}' of realm '{}' was never used and stays: {}", id, realm.name(), ex.getMessage());
        }
    }
}
