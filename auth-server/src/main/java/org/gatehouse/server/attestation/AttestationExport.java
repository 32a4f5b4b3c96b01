package org.gatehouse.server.attestation;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.attestation.AttestationReport.Filter;
import org.gatehouse.server.attestation.AttestationReport.Line;
import org.gatehouse.server.directory.AccountQuery.Place;
import org.gatehouse.server.exports.ExportFormat;
import org.gatehouse.server.exports.MadeFile;
import org.gatehouse.server.exports.TableExport;
import org.gatehouse.server.exports.TableWriter;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who accepted an attestation and who has not, as a file. */
@Component
public class AttestationExport {

    private static final int PAGE = 500;

    private static final List<String> COLUMNS =
            List.of("id", "userName", "displayName", "attestation", "accepted", "acceptedVersion", "acceptedAt");

    private final AttestationReport report;
    private final TableExport export;

    AttestationExport(AttestationReport report, TableExport export) {
        this.report = report;
        this.export = export;
    }

    /**
     * Writes everybody who is asked, and the entry that says so; only then is there a file to give away.
     *
     * @throws org.gatehouse.server.exports.BusyException when enough exports run already, or people are being erased all the time
     */
    public MadeFile make(Actor actor, Attestation attestation, Filter filter, ExportFormat format) {
        if (!actor.permissions().contains(Permission.AUDIT_EXPORT)) {
            actor.require(Permission.USERS_EXPORT);
        }
        return export.make(
                actor,
                format,
                Attestations.party(attestation.id()),
                COLUMNS,
                table -> write(actor.realm(), attestation, filter, table));
    }

    private long write(Realm realm, Attestation attestation, Filter filter, TableWriter table) throws IOException {
        long rows = 0;
        @Nullable Place after = null;
        List<Line> page;
        do {
            page = report.lines(realm, attestation, filter, after, PAGE);
            for (Line line : page) {
                table.row(row(attestation, line));
                after = line.place();
            }
            rows += page.size();
        } while (page.size() == PAGE);
        return rows;
    }

    private static List<@Nullable String> row(Attestation attestation, Line line) {
        List<@Nullable String> row = new ArrayList<>();
        row.add(line.id().toString());
        row.add(line.userName());
        row.add(line.displayName());
        row.add(attestation.id());
        row.add(String.valueOf(line.holds()));
        row.add(line.version() == null ? null : String.valueOf(line.version()));
        Instant at = line.acceptedAt();
        row.add(at == null ? null : at.toString());
        return row;
    }
}
