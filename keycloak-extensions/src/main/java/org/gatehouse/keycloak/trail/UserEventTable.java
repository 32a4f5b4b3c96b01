package org.gatehouse.keycloak.trail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.gatehouse.audit.event.Activity;

/** What each of Keycloak's user events is in the catalogue; see {@code user-events.properties}. */
final class UserEventTable {

    private static final String ERROR = "_ERROR";

    private static final Map<String, String> ROWS = load();

    private UserEventTable() {}

    /**
     * @param facts which are the same for each event of the type
     */
    record Meaning(Activity activity, Map<String, String> facts) {}

    /** Empty when the type is not traced. A type this table has never heard of is an error, not a silence. */
    static Optional<Meaning> of(String type) {
        String row = row(type);
        return row.startsWith("-") ? Optional.empty() : Optional.of(parse(type, row));
    }

    /** What fails is what would have been done, unless the table says otherwise. */
    static String row(String type) {
        String row = ROWS.get(type);
        if (row == null && type.endsWith(ERROR)) {
            row = ROWS.get(type.substring(0, type.length() - ERROR.length()));
        }
        if (row == null) {
            throw new IllegalStateException("Nobody has said what the event " + type + " is in the trail");
        }
        return row;
    }

    private static Meaning parse(String type, String row) {
        String[] words = row.split(" ");
        Activity activity = Activity.find(words[0])
                .orElseThrow(() -> new IllegalStateException(type + " is no activity: " + words[0]));
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] fact = words[i].split("=", 2);
            facts.put(fact[0], fact[1]);
        }
        return new Meaning(activity, facts);
    }

    private static Map<String, String> load() {
        try (InputStream in = UserEventTable.class.getResourceAsStream("user-events.properties")) {
            if (in == null) {
                throw new IllegalStateException("There is no user-events.properties");
            }
            Properties table = new Properties();
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> rows = new TreeMap<>();
            table.forEach((type, row) -> rows.put((String) type, ((String) row).strip()));
            return rows;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
