package org.gatehouse.server.tokens;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A statement whose entry in the trail is written, and waited for, before anything is answered. Alone it does not wait for
 * the disk itself: the database's log is flushed in order, so what was committed before an entry is durable with it. Within
 * a transaction, which takes its entry along, it changes nothing about how that is committed.
 */
record BeforeItsEntry(String alone, String inTransaction) {

    private static final String UNFLUSHED = "AND set_config('synchronous_commit', 'off', true) IS NOT NULL";

    /** @param sql with {@code %s} at the end of a condition */
    static BeforeItsEntry of(String sql) {
        return new BeforeItsEntry(sql.formatted(UNFLUSHED), sql.formatted(""));
    }

    String sql() {
        return TransactionSynchronizationManager.isActualTransactionActive() ? inTransaction : alone;
    }
}
