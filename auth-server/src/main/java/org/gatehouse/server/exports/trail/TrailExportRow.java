package org.gatehouse.server.exports.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.query.Cursor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * An export with what its next step needs.
 *
 * @param place where its last page ended; null before the first
 * @param chunks pages stored so far
 * @param tries in vain since the last page
 * @param most entries it may have without a second person; null when somebody approved, or any number is fine
 */
record TrailExportRow(
        ExportKey key,
        TrailExport export,
        @Nullable Cursor place,
        int chunks,
        int tries,
        @Nullable Long most) {

    static final String COLUMNS = """
            e.realm_id, r.name AS realm, e.id, e.format, e.scope, e.state, e.place, e.chunks, e.entries, e.expected, e.bytes,
            e.sha256, e.checkpoints, e.problem, e.tries, e.approval, e.most, e.created_at, e.expires_at""";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static String json(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static TrailExportRow read(ResultSet row) throws SQLException {
        String place = row.getString("place");
        return new TrailExportRow(
                new ExportKey(row.getInt("realm_id"), row.getObject("id", UUID.class)),
                export(row),
                place == null ? null : Cursor.parse(place).orElseThrow(),
                row.getInt("chunks"),
                row.getInt("tries"),
                row.getObject("most", Long.class));
    }

    private static TrailExport export(ResultSet row) throws SQLException {
        return new TrailExport(
                row.getObject("id", UUID.class),
                row.getString("realm"),
                TrailFormat.find(row.getString("format")).orElseThrow(),
                MAPPER.readValue(row.getString("scope"), TrailScope.class),
                TrailExport.State.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getLong("entries"),
                row.getObject("expected", Long.class),
                row.getLong("bytes"),
                row.getString("sha256"),
                Optional.ofNullable(row.getString("checkpoints"))
                        .map(text -> MAPPER.readValue(text, new TypeReference<Map<String, String>>() {}))
                        .orElse(Map.of()),
                row.getString("problem"),
                row.getObject("approval", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
