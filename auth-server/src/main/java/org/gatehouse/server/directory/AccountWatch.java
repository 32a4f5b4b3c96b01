package org.gatehouse.server.directory;

import java.util.UUID;

/**
 * Is told of accounts that change. Declared here because the directory calls it, and implemented where what accounts tell
 * is remembered.
 */
public interface AccountWatch {

    /** Within the transaction that changes what the account tells of its person; it may still be undone. */
    void accountChanged(UUID account);
}
