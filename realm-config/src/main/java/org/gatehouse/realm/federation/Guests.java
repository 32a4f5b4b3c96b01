package org.gatehouse.realm.federation;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of people who are guests where they come from: somebody else vouches for them, and their rights there say
 * nothing about them here.
 *
 * @param role the one they get; null when they are turned away
 */
public record Guests(@Nullable String role) {

    public static final Guests REFUSED = new Guests(null);

    public boolean areRefused() {
        return role == null;
    }
}
