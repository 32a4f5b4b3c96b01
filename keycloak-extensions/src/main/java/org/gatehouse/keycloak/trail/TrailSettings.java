package org.gatehouse.keycloak.trail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.audit.trail.TrailOptions;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;

/**
 * Where the trail is, and how far behind it may be. All of what is needed, or nothing: something half configured would
 * look traced and not be.
 *
 * @param realms names in the trail of Keycloak's realms that have one of auth-server's; no two the same
 * @param allRealms whether every realm is traced, whatever its own settings say
 * @param maxAge how long the oldest entry may wait before nothing more is done
 * @param maxCount how many entries may wait
 * @param origin start of the origin line of logs that begin here; the one auth-server uses
 */
record TrailSettings(
        String url,
        String user,
        String password,
        TrailKey key,
        Map<String, String> realms,
        boolean allRealms,
        Duration maxAge,
        int maxCount,
        String origin) {

    private static final List<String> NEEDED = List.of("trailUrl", "trailUser", "trailPassword", "trailKey");

    /** As the trail has it. */
    private static final Pattern TRAIL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** Of realms that are named nowhere. */
    private static final String PREFIX = "keycloak-";

    /** And of those whose name is not admitted: another, so that neither is ever the other. */
    private static final String DIGESTED = "keycloak.";

    private static final int READABLE = 50;

    /** Time in which a database is restarted or fails over. */
    private static final int MAX_AGE_SECONDS = 60;

    /** A minute of work at full load. */
    private static final int MAX_COUNT = 10_000;

    /**
     * Empty when nothing is configured.
     *
     * @throws IllegalStateException when some is missing or cannot be used
     */
    static Optional<TrailSettings> of(Config.Scope config) {
        List<String> missing =
                NEEDED.stream().filter(key -> text(config, key) == null).toList();
        if (missing.size() == NEEDED.size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty()) {
            throw refusal("is configured in part: " + options(missing) + " is missing");
        }
        return Optional.of(read(config));
    }

    /**
     * The realm's name in the trail, never that of another: whoever may make realms in Keycloak does not so write into the
     * log of one of auth-server's. A name the trail does not admit, or that is too long, is told apart by its digest.
     */
    String trailRealm(String name) {
        String mapped = realms.get(name);
        if (mapped != null) {
            return mapped;
        }
        return TRAIL_NAME.matcher(PREFIX + name).matches() ? PREFIX + name : digested(name);
    }

    private static String digested(String name) {
        String readable = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return DIGESTED + readable.substring(0, Math.min(readable.length(), READABLE)) + "." + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }

    private static TrailSettings read(Config.Scope config) {
        String url = needed(config, "trailUrl");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw refusal("needs the address of a PostgreSQL database, jdbc:postgresql://host/database");
        }
        return new TrailSettings(
                url,
                needed(config, "trailUser"),
                SecretText.read("trail-password", needed(config, "trailPassword")),
                TrailKey.parse(SecretText.read("trail-key", needed(config, "trailKey"))),
                realms(config),
                config.getBoolean("allRealms", false),
                Duration.ofSeconds(positive(config, "maxAge", MAX_AGE_SECONDS)),
                positive(config, "maxCount", MAX_COUNT),
                origin(config));
    }

    private static Map<String, String> realms(Config.Scope config) {
        String text = text(config, "realms");
        Map<String, String> realms = new HashMap<>();
        for (String each : text == null ? new String[0] : text.split(",")) {
            String[] pair = pair(each);
            String trailName = pair[1].strip();
            if (!TRAIL_NAME.matcher(trailName).matches()
                    || trailName.startsWith(PREFIX)
                    || trailName.startsWith(DIGESTED)) {
                throw refusal(
                        "has realms with a name the trail does not admit, or that begins as those of realms do that"
                                + " have none: " + trailName);
            }
            if (realms.containsValue(trailName) || realms.put(pair[0].strip(), trailName) != null) {
                throw refusal("has realms with one name twice: " + each.strip());
            }
        }
        return Map.copyOf(realms);
    }

    private static String[] pair(String text) {
        String[] pair = text.split("=", -1);
        if (pair.length != 2 || pair[0].isBlank() || pair[1].isBlank()) {
            throw refusal("has realms that are not of the form keycloak-name=trail-name,…");
        }
        return pair;
    }

    private static int positive(Config.Scope config, String key, int usual) {
        Integer value = config.getInt(key, usual);
        if (value == null || value < 1) {
            throw refusal("needs a positive number for " + options(List.of(key)));
        }
        return value;
    }

    private static String origin(Config.Scope config) {
        String text = text(config, "origin");
        return text == null ? TrailOptions.defaults().origin() : text;
    }

    private static String needed(Config.Scope config, String key) {
        String text = text(config, key);
        if (text == null) {
            throw new IllegalArgumentException(key);
        }
        return text;
    }

    private static @Nullable String text(Config.Scope config, String key) {
        String text = config.get(key);
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String options(List<String> keys) {
        Stream<String> names =
                keys.stream().map(key -> key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
        return names.map(name -> "--spi-events-listener--" + TrailListenerFactory.ID + "--" + name)
                .reduce((first, second) -> first + ", " + second)
                .orElse("");
    }

    static IllegalStateException refusal(String what) {
        return new IllegalStateException("The audit trail (" + TrailListenerFactory.ID + ") " + what + ".");
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "TrailSettings[" + url + "]";
    }
}
