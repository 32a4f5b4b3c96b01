package org.gatehouse.audit.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gatehouse.audit.event.Category;
import org.gatehouse.audit.event.CustomActivity;
import org.jspecify.annotations.Nullable;

/**
 * The activities realms defined for themselves. A number is given once and a row never deleted: entries refer to it for
 * years. The category is fixed with the number, because entries already are in its tier; titles may be reworded.
 */
public final class CustomActivities {

    private static final String OF_REALM = """
            SELECT a.number, a.code, a.category, a.title_en, a.title_fr
            FROM audit.audit_activity a JOIN audit.audit_realm r USING (realm)
            WHERE r.name = ? ORDER BY a.code
            """;

    // Not FOR UPDATE, which would wait for everybody who writes a key of the realm.
    private static final String LOCK = "SELECT realm FROM audit.audit_realm WHERE realm = ? FOR NO KEY UPDATE";

    private static final String DEFINE = """
            INSERT INTO audit.audit_activity (realm, number, code, category, title_en, title_fr)
            SELECT ?, coalesce(max(number) + 1, ?), ?, ?, ?, ? FROM audit.audit_activity WHERE realm = ?
            ON CONFLICT (realm, code) DO UPDATE SET title_en = excluded.title_en, title_fr = excluded.title_fr
            """;

    private CustomActivities() {}

    /**
     * What a realm file says of an activity.
     *
     * @param titles by language; English and French are kept
     */
    public record Definition(String code, Category category, Map<String, String> titles) {}

    /** Every activity the realm ever defined, also those it no longer uses, by code. */
    public static List<CustomActivity> of(Connection connection, String realm) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(OF_REALM)) {
            select.setString(1, realm);
            List<CustomActivity> found = new ArrayList<>();
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                found.add(read(rows));
            }
            return found;
        }
    }

    /**
     * Gives new activities their numbers and known ones their titles, in the caller's transaction.
     *
     * @param realm the realm's number in the trail
     * @throws SQLException also when a realm has used up all its numbers
     */
    public static void define(Connection transaction, int realm, List<Definition> definitions) throws SQLException {
        if (definitions.isEmpty()) {
            return;
        }
        try (PreparedStatement lock =
                transaction.prepareStatement(LOCK)) { // two changes at once must not share a number
            lock.setInt(1, realm);
            lock.executeQuery();
        }
        try (PreparedStatement define = transaction.prepareStatement(DEFINE)) {
            for (Definition definition : definitions) {
                define(define, realm, definition);
            }
        }
    }

    private static void define(PreparedStatement define, int realm, Definition definition) throws SQLException {
        define.setInt(1, realm);
        define.setInt(2, CustomActivity.FIRST_ID);
        define.setString(3, definition.code());
        define.setString(4, definition.category().code());
        define.setString(5, definition.titles().get("en"));
        define.setString(6, definition.titles().get("fr"));
        define.setInt(7, realm);
        define.executeUpdate();
    }

    private static CustomActivity read(ResultSet row) throws SQLException {
        Map<String, String> titles = new HashMap<>();
        put(titles, "en", row.getString("title_en"));
        put(titles, "fr", row.getString("title_fr"));
        Category category = Category.find(Objects.requireNonNull(row.getString("category")))
                .orElseThrow(() -> new SQLException("A custom activity has an unknown category"));
        return new CustomActivity(row.getInt("number"), row.getString("code"), category, titles);
    }

    private static void put(Map<String, String> titles, String language, @Nullable String title) {
        if (title != null) {
            titles.put(language, title);
        }
    }
}
