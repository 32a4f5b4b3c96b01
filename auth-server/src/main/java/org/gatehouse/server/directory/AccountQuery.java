package org.gatehouse.server.directory;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
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
 * @param secondFactor whether the account has an authenticator app or a passkey; null for either. One
 *     page tries {@link AccountSearch#search so many}
 * @param after the place of the last account of the page before
 * @param limit accounts at most
 */
public record AccountQuery(
        @Nullable String text,
        Set<AccountState> states,
        @Nullable String role,
        @Nullable UUID group,
        Map<String, String> attributes,
        @Nullable Boolean secondFactor,
        @Nullable Place after,
        int limit) {

    public AccountQuery {
        states = Set.copyOf(states);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Where an account stands in a list. A place, never a right: it opens nothing.
     *
     * @param word the word it was found by; empty in a list that was not searched by words
     */
    public record Place(String word, String sortKey, UUID id) {

        private static final int LONGEST = 2_000;
        private static final char SEPARATOR = '\n';

        /** For an address. */
        public String encoded() {
            String text = word + SEPARATOR + sortKey + SEPARATOR + id;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        /** What {@link #encoded()} wrote; empty when it is anything else. */
        public static Optional<Place> parse(String encoded) {
            if (encoded.length() > LONGEST) {
                return Optional.empty();
            }
            try {
                String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
                int word = text.indexOf(SEPARATOR);
                int id = text.lastIndexOf(SEPARATOR);
                return word < 0 || word == id || text.indexOf('\0') >= 0
                        ? Optional.empty()
                        : Optional.of(new Place(
                                text.substring(0, word),
                                text.substring(word + 1, id),
                                UUID.fromString(text.substring(id + 1))));
            } catch (IllegalArgumentException ex) {
                return Optional.empty();
            }
        }
    }
}
