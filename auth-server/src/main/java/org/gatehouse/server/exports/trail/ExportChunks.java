package org.gatehouse.server.exports.trail;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.gatehouse.server.secrets.MasterKey;
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
    private final AesGcmJce cipher;

    ExportChunks(JdbcClient jdbc, MasterKey masterKey) throws GeneralSecurityException {
        this.jdbc = jdbc;
        this.cipher = new AesGcmJce(masterKey.derive("exports/trail"));
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
        try {
            jdbc.sql(ADD)
                    .params(export.realm(), export.id(), part.code, number)
                    .param(cipher.encrypt(content, place(export, part, number)))
                    .update();
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot seal a piece of an export", ex);
        }
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
        try {
            return cipher.decrypt(stored, place);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("A piece of an export was altered, or sealed with another key", ex);
        }
    }

    private static byte[] place(ExportKey export, Part part, int number) {
        return (export.realm() + "/trail-export/" + export.id() + "/" + part.code + "/" + number)
                .getBytes(StandardCharsets.UTF_8);
    }
}
