package org.gatehouse.server.directory;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list.
 *
 * @param text an e-mail address or an international phone number, whole; else the beginnings of words of the names
 * @param role one the account has itself
 * @param group one the account is in directly
 * @param attributes values of the realm's own attributes, whole
 * @param after the place of the last account of the page before
 * @param limit accounts at most
 */
public record AccountQuery(
        @Nullable String text,
        Set<AccountState> states,
        @Nullable String role,
        @Nullable UUID group,
        Map<String, String> attributes,
        @Nullable Place after,
        int limit) {

    public AccountQuery {
        states = Set.copyOf(states);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Where an account stands in a list.
     *
     * @param word the word it was found by; empty in a list that was not searched by words
     */
    public record Place(String word, String sortKey, UUID id) {}
}
