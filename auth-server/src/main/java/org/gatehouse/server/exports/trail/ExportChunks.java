package org.gatehouse.server.exports.trail;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pieces of files, encrypted and bound to their place: none can be read, swapped or moved to another realm. */
@Component
class ExportChunks {

    private static final String ADD =
            "INSERT INTO trail_export_chunk (realm_id, export_id, part, number, sealed) VALUES (?, ?, ?, ?, ?)";

    private static final String READ = """
            SELECT sealed FROM trail_export_chunk WHERE realm_id = ? AND export_id = ? AND part = ? AND number = ?
            """;

    private static final String REMOVE =
            "DELETE FROM trail_export_chunk WHERE realm_id = ? AND export_id = ? AND part = ?";

    private final JdbcClient jdbc;
    private final Seal seal;

    ExportChunks(JdbcClient jdbc, MasterKey masterKey) {
        this.jdbc = jdbc;
        this.seal = Seal.of(masterKey, "exports/trail");
    }

    /** What a chunk is a piece of. */
    enum Part {
        /** What is handed out. */
        FILE("file"),
        /** Of which a file is still to be made. */
        ROWS("rows");

        private final String code;

        Part(String code) {
            this.code = code;
        }
    }

    void add(ExportKey export, Part part, int number, byte[] content) {
        jdbc.sql(ADD)
                .params(export.realm(), export.id(), part.code, number)
                .param(seal.seal(content, place(export, part, number)))
                .update();
    }

    /** Empty after the last, and when the export is gone meanwhile. */
    Optional<byte[]> find(ExportKey export, Part part, int number) {
        return jdbc.sql(READ)
                .params(export.realm(), export.id(), part.code, number)
                .query((row, index) -> row.getBytes(1))
                .optional()
                .map(stored -> open(stored, place(export, part, number)));
    }

    void remove(ExportKey export, Part part) {
        jdbc.sql(REMOVE).params(export.realm(), export.id(), part.code).update();
    }

    private byte[] open(byte[] stored, byte[] place) {
        return seal.open(stored, place);
    }

    private static byte[] place(ExportKey export, Part part, int number) {
        return (export.realm() + "/trail-export/" + export.id() + "/" + part.code + "/" + number)
                .getBytes(StandardCharsets.UTF_8);
    }
}
