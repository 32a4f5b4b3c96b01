package org.gatehouse.server.exports.trail;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.gatehouse.audit.publish.LogState;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What an auditor gets who has nothing else: entries of a time in readable form, the realm's logs as they prove themselves,
 * their keys, the verifier and a summary in each language. The ZIP file is itself an export the verifier takes.
 */
@Component
class ProofPack {

    static final String ENTRIES = "entries.ndjson";
    static final String KEYS = "keys.txt";
    static final String VERIFIER = "gatehouse-verify.jar";

    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private final DataSource database;
    private final MessageSource messages;

    ProofPack(DataSource database, MessageSource messages) {
        this.database = database;
        this.messages = messages;
    }

    /**
     * @param lines an entry each, as JSON, in parts that end with a line; read twice
     * @param out is closed
     * @throws FullException when it would be too large
     */
    void write(TrailExport export, Iterable<byte[]> lines, OutputStream out) throws IOException {
        EntryTally tally = EntryTally.of(lines);
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
            List<LogState> logs = addLogs(zip, export.realm()); // first: what else is said of them is of that moment
            for (Locale language : LANGUAGES) {
                zip.putNextEntry(new ZipEntry("summary-" + language.getLanguage() + ".pdf"));
                new PackSummary(messages, language).write(export, logs, tally, zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry(ENTRIES));
            for (byte[] part : lines) {
                zip.write(part);
            }
            zip.closeEntry();
            add(zip, KEYS, keys(logs));
            add(zip, VERIFIER, VerifierJar.make());
        }
    }

    private List<LogState> addLogs(ZipOutputStream zip, String realm) throws IOException {
        try {
            return org.gatehouse.audit.publish.TrailExport.writeLogs(
                    database, realm, (path, bytes) -> add(zip, path, bytes));
        } catch (SQLException ex) {
            throw new IOException("The audit trail cannot be read now", ex);
        }
    }

    private static byte[] keys(List<LogState> logs) {
        StringBuilder keys = new StringBuilder();
        logs.forEach(log -> log.key().ifPresent(key -> keys.append(key).append('\n')));
        return keys.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
