package org.gatehouse.server.exports;

import java.io.IOException;
import java.io.OutputStream;
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
public class TableExport {

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
    public interface Rows {

        long write(TableWriter table) throws IOException;
    }

    /**
     * Writes the file, and the entry that says so; only then is there a file to give away. The caller has checked that the
     * actor may.
     *
     * @param of what the rows are, for the entry
     * @throws BusyException when enough exports run already, or people are being erased all the time
     */
    public MadeFile make(Actor actor, ExportFormat format, Party of, List<String> columns, Rows rows) {
        if (!turns.tryAcquire()) {
            throw new BusyException("Other exports are running; try again in a minute.");
        }
        try {
            MadeFile made = withoutTheErased(actor.realm(), format, columns, rows);
            record(actor, format, of, made);
            return made;
        } finally {
            turns.release();
        }
    }

    private void record(Actor actor, ExportFormat format, Party of, MadeFile made) {
        try {
            trail.record(trail.event(actor.realm(), Activity.DATA_EXPORTED, actor.client(), null)
                    .actor(actor.party())
                    .target(of)
                    .detail("format", format.code())
                    .detail("rows", String.valueOf(made.rows()))
                    .detail("sha256", made.sha256()));
        } catch (RuntimeException ex) {
            made.close();
            throw ex;
        }
    }

    /** Whoever is erased while the file is written is in no file given away: it is written again. */
    private MadeFile withoutTheErased(Realm realm, ExportFormat format, List<String> columns, Rows rows) {
        for (int i = 0; i < TRIES; i++) {
            Erasures.Watch watch = erasures.watch(realm);
            MadeFile made = MadeFile.write(out -> write(format, columns, rows, out));
            if (watch.sawNone()) {
                return made;
            }
            made.close();
        }
        throw new BusyException("People are being erased; try again when that is done.");
    }

    private static long write(ExportFormat format, List<String> columns, Rows rows, OutputStream out)
            throws IOException {
        try (TableWriter table = TableWriter.open(format, columns, out)) {
            return rows.write(table);
        }
    }
}
