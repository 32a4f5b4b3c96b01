package org.gatehouse.server.exports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.trail.Trail;
import org.springframework.stereotype.Component;

/** Makes files of rows about people, whatever the rows: complete, with nobody in it who was erased meanwhile. */
@Component
class TableExport {

    /** Times an export begins again because somebody was erased meanwhile. */
    private static final int TRIES = 3;

    /** At once on this node; more would only slow each other and everybody else down. */
    private static final int AT_ONCE = 2;

    private final Erasures erasures;
    private final Trail trail;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    TableExport(Erasures erasures, Trail trail) {
        this.erasures = erasures;
        this.trail = trail;
    }

    /** Writes all rows and says how many; may be asked again. */
    interface Rows {

        long write(TableWriter table) throws IOException;
    }

    /**
     * Writes the file, and the entry that says so; only then is there a file to give away. The caller has checked that the
     * actor may.
     *
     * @param of what the rows are, for the entry
     * @throws AccountExport.BusyException when enough exports run already, or people are being erased all the time
     */
    AccountExport.Made make(Actor actor, ExportFormat format, Party of, List<String> columns, Rows rows) {
        if (!turns.tryAcquire()) {
            throw new AccountExport.BusyException("Other exports are running; try again in a minute.");
        }
        Path file = temporary();
        try {
            AccountExport.Made made = withoutTheErased(actor.realm(), format, file, columns, rows);
            trail.record(trail.event(actor.realm(), Activity.DATA_EXPORTED, actor.client(), null)
                    .actor(actor.party())
                    .target(of)
                    .detail("format", format.code())
                    .detail("rows", String.valueOf(made.rows()))
                    .detail("sha256", made.sha256()));
            return made;
        } catch (IOException ex) {
            delete(file);
            throw new UncheckedIOException(ex);
        } catch (RuntimeException ex) {
            delete(file);
            throw ex;
        } finally {
            turns.release();
        }
    }

    /** Whoever is erased while the file is written is in no file given away: it is written again. */
    private AccountExport.Made withoutTheErased(
            Realm realm, ExportFormat format, Path file, List<String> columns, Rows rows) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Erasures.Watch watch = erasures.watch(realm);
            AccountExport.Made made = write(format, file, columns, rows);
            if (watch.sawNone()) {
                return made;
            }
        }
        throw new AccountExport.BusyException("People are being erased; try again when that is done.");
    }

    private static AccountExport.Made write(ExportFormat format, Path file, List<String> columns, Rows rows)
            throws IOException {
        MessageDigest digest = sha256();
        long count;
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest);
                TableWriter table = TableWriter.open(format, columns, out)) {
            count = rows.write(table);
        }
        return new AccountExport.Made(file, count, HexFormat.of().formatHex(digest.digest()));
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("gatehouse-export", ".part"); // readable by this user only
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is not available", ex);
        }
    }
}
