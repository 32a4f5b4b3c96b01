package org.gatehouse.server.feed;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.audit.event.Tier;

/**
 * How far a reader has got: the next index of each log of a realm. It is a place, never a right; a log it does not name is
 * read from its beginning.
 */
record FeedCursor(String realm, Map<Tier, Long> next) {

    private static final int LONGEST = 1_000;
    private static final Pattern PART = Pattern.compile("(P[0-9]{1,2}[MY]):(0|[1-9][0-9]{0,17})");

    static FeedCursor beginning(String realm) {
        return new FeedCursor(realm, Map.of());
    }

    long next(Tier tier) {
        return next.getOrDefault(tier, 0L);
    }

    String encoded() {
        String places = next.entrySet().stream()
                .map(place -> place.getKey().name() + ":" + place.getValue())
                .sorted()
                .collect(Collectors.joining(" "));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((realm + " " + places).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #encoded()} wrote; anything else is empty. */
    static Optional<FeedCursor> parse(String encoded) {
        String[] parts = decoded(encoded).split(" ");
        Map<Tier, Long> next = new EnumMap<>(Tier.class);
        for (int i = 1; i < parts.length; i++) {
            Matcher part = PART.matcher(parts[i]);
            Optional<Tier> tier = part.matches() ? Tier.find(part.group(1)) : Optional.empty();
            if (tier.isEmpty() || next.put(tier.get(), Long.parseLong(part.group(2))) != null) {
                return Optional.empty();
            }
        }
        return next.isEmpty() ? Optional.empty() : Optional.of(new FeedCursor(parts[0], next));
    }

    private static String decoded(String encoded) {
        if (encoded.length() > LONGEST) {
            return "";
        }
        try {
            return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException ex) {
            return "";
        }
    }
}
