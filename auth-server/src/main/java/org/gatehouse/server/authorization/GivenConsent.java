package org.gatehouse.server.authorization;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a person has allowed a client.
 *
 * @param scopes without {@code openid}, in which there is nothing to allow
 * @param grantedAt when they were last asked and agreed
 */
public record GivenConsent(String clientId, SortedSet<String> scopes, Instant grantedAt) {

    public GivenConsent {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }
}
