package org.gatehouse.realm.seed;

/** The state an account starts in. */
public enum SeedState {
    ACTIVE,
    DISABLED
}
