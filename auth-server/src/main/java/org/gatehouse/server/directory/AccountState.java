package org.gatehouse.server.directory;

/** Where an account stands. Only an active one signs in. */
public enum AccountState {
    ACTIVE,
    DISABLED,
    /** Hidden and without any right; can be restored until it is erased. */
    DELETED
}
