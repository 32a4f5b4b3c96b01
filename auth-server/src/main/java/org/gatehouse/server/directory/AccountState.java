package org.gatehouse.server.directory;

/** Whether an account may be used. Stored by name. */
public enum AccountState {
    ACTIVE,
    DISABLED
}
