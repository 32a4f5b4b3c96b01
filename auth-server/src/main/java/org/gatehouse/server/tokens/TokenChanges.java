package org.gatehouse.server.tokens;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.gatehouse.server.directory.AccountWatch;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * When something happened that may make tokens worthless, in the order this node learned of it: so that what was read before
 * is not believed after. Families, accounts and tokens share a bounded number of places; whoever shares one with something
 * that changed is read once more than needed.
 */
@Component
class TokenChanges implements AccountWatch {

    private static final int PLACES = 4_096;

    private final AtomicLong latest = new AtomicLong();
    private final AtomicLongArray changes = new AtomicLongArray(PLACES);
    private volatile long everything;

    /** To be asked for before reading what is to be remembered. */
    long latest() {
        return latest.get();
    }

    /** Whether what was read then is still as it was, as far as this node knows. */
    boolean isSame(long since, Object about) {
        return everything <= since && changes.get(place(about)) <= since;
    }

    /** After the statement that makes the change; counts from the end of the transaction under way, whatever its end. */
    void changed(Object about) {
        afterwards(() -> heard(about));
    }

    @Override
    public void accountChanged(UUID account) {
        changed(account);
    }

    /** The same, when nobody can say of whom. */
    void changedAll() {
        afterwards(this::heardAnything);
    }

    /** Of something another node has committed. */
    void heard(Object about) {
        changes.accumulateAndGet(place(about), latest.incrementAndGet(), Math::max);
    }

    /** Nobody knows what was not heard. */
    synchronized void heardAnything() {
        everything = latest.incrementAndGet();
    }

    private static int place(Object about) {
        int hash = about.hashCode();
        return (hash ^ hash >>> 16) & PLACES - 1;
    }

    private static void afterwards(Runnable change) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            change.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                change.run();
            }
        });
    }
}
