package org.gatehouse.server.keys;

import org.gatehouse.audit.trail.TrailUnavailableException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks after the keys of all realms: soon after the start, so that a realm made by an earlier version has all
 * algorithms without the start having to wait for RSA, and then several times within a key's lead. Any node may; only
 * one at a time does.
 */
@Component
class KeyUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUpkeep.class);

    private final Realms realms;
    private final SigningKeyRows rows;
    private final KeyRotation rotation;
    private final TransactionTemplate transactions;

    KeyUpkeep(Realms realms, SigningKeyRows rows, KeyRotation rotation, TransactionTemplate transactions) {
        this.realms = realms;
        this.rows = rows;
        this.rotation = rotation;
        this.transactions = transactions;
    }

    @Scheduled(initialDelayString = "${gatehouse.keys.first-look:PT1S}", fixedDelayString = "PT15M")
    void run() {
        realms.all().forEach(this::lookAfter);
    }

    private void lookAfter(Realm realm) {
        try {
            if (Boolean.TRUE.equals(transactions.execute(status -> rotation.isDue(realm)))) {
                transactions.executeWithoutResult(status -> upkeep(realm));
            }
        } catch (DataAccessException | TransactionException | TrailUnavailableException ex) {
            LOG.warn("The signing keys of realm {} stay as they are until the next look: {}", realm, ex.getMessage());
        }
    }

    private void upkeep(Realm realm) {
        if (rows.tryLock(realm)) {
            rotation.upkeep(realm);
        }
    }
}
