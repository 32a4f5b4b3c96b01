package org.gatehouse.server.trail;

import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.realm.Realms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Writes into each realm's log when a node begins to serve it and when it has served it to the end: before the first
 * request is let in, and after the last one was answered. A start that follows a start tells of a node that died.
 */
@Component
class ServiceLife implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceLife.class);

    /** Low phases start first and stop last; the web server's is among the highest. */
    private static final int BEFORE_AND_AFTER_THE_WEB_SERVER = 0;

    private final Realms realms;
    private final Trail trail;
    private volatile boolean running;

    ServiceLife(Realms realms, Trail trail) {
        this.realms = realms;
        this.trail = trail;
    }

    @Override
    public void start() {
        try {
            record(Activity.SERVICE_STARTED);
            running = true;
        } catch (TrailUnavailableException ex) {
            throw new StartRefusedException(
                    "The trail cannot be written, and nothing is done without it. " + ex.getMessage(), ex);
        }
    }

    /** Nothing is left to refuse: when it cannot be written, the next start will stand without this. */
    @Override
    public void stop() {
        running = false;
        try {
            record(Activity.SERVICE_STOPPED);
        } catch (RuntimeException ex) {
            LOG.error("The trail has no entry that the service stopped", ex);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_AND_AFTER_THE_WEB_SERVER;
    }

    private void record(Activity activity) {
        trail.recordTogether(
                realms.all().stream().map(realm -> trail.event(realm, activity)).toList());
    }
}
