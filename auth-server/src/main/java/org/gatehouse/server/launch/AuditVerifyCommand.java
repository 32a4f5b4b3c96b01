package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gatehouse.audit.anchor.Anchor;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.note.WitnessKey;
import org.gatehouse.audit.verify.ExportVerifier;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.audit.verify.ProgressLine;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyMain;
import org.gatehouse.audit.verify.VerifyOptions;
import org.gatehouse.audit.verify.VerifyReport;
import org.gatehouse.audit.verify.Witnessed;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.Inspection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** Checks the trail where it is, with the service running or stopped, or an export of it. */
@Command(
        name = "verify",
        description = {
            "Recompute every log of the audit trail and name the first wrong entry of each.",
            "Without EXPORT the database is checked, also against the checkpoints kept outside it.",
            "Exit codes: 0 intact, 2 a fault was found, 1 it could not be checked."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    private static final int INTACT = 0;
    private static final int FAULT_FOUND = 2;

    private final PrintStream answers;

    @Parameters(arity = "0..1", paramLabel = "EXPORT", description = "Export to check: a directory or a zip file.")
    private @Nullable Path export;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Verification key of a log, or a file with one on each line. An export needs them all.")
    private List<String> keys = List.of();

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            description = "Key of a witness, or a file with one on each line: its cosignatures are checked.")
    private List<String> witnesses = List.of();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "How many of the witnesses must have cosigned a checkpoint of each log; all unless given.")
    private @Nullable Integer quorum;

    @Option(names = "--threads", paramLabel = "N", description = "Threads at work; one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory to look at; ./data unless given, or ./data-demo when only that exists.")
    private @Nullable Path data;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Where checkpoints are kept outside the database; DIR/checkpoints of the data directory.")
    private @Nullable Path checkpoints;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    AuditVerifyCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        VerifyReport report = export == null ? verifyDatabase() : verifyExport(export);
        System.err.println();
        answers.println(json ? JsonMapper.shared().writeValueAsString(report) : text(report));
        return report.faults().isEmpty() ? INTACT : FAULT_FOUND;
    }

    private VerifyReport verifyExport(Path found) {
        try {
            return ExportVerifier.verify(found, options(List.of(), List.of()), new ProgressLine(System.err)::show);
        } catch (IOException | IllegalArgumentException ex) {
            throw new StartRefusedException("The export cannot be checked. " + ex.getMessage(), ex);
        }
    }

    private VerifyReport verifyDatabase() throws IOException, SQLException {
        try (Inspection inspection = new Inspection(directory(), new StandardEnvironment())) {
            Optional<DatabaseAccess> access = inspection.database();
            if (access.isEmpty()) {
                throw new StartRefusedException("There is no trail in " + inspection.directory()
                        + " yet. Name the data directory with --data, or the database with GATEHOUSE_DB_URL.");
            }
            VerifyOptions options = withAnchors(inspection.directory());
            return TrailVerifier.verify(access.get().dataSource(), options, new ProgressLine(System.err)::show);
        }
    }

    /** Read before the database is: they never know more than it does. */
    private VerifyOptions withAnchors(Path directory) throws IOException {
        AnchorFiles anchors = new AnchorFiles(checkpoints == null ? directory.resolve("checkpoints") : checkpoints);
        List<VerificationKey> known = new ArrayList<>();
        List<SignedNote> notes = new ArrayList<>();
        for (String log : anchors.logs()) {
            Optional<Anchor> anchor = anchors.find(log);
            anchor.map(Anchor::key).ifPresent(known::add);
            anchor.map(Anchor::note).ifPresent(notes::add);
        }
        return options(known, notes);
    }

    /** A key that was given counts before one that was found. */
    private VerifyOptions options(List<VerificationKey> found, List<SignedNote> notes) throws IOException {
        List<VerificationKey> all = new ArrayList<>();
        for (String key : keys) {
            all.addAll(VerifyMain.keys(key));
        }
        all.addAll(found);
        List<WitnessKey> others = new ArrayList<>();
        for (String witness : witnesses) {
            others.addAll(VerifyMain.witnesses(witness));
        }
        return new VerifyOptions(all, notes, threads).withWitnesses(others, quorum);
    }

    private Path directory() {
        if (data != null) {
            return data;
        }
        Path usual = Path.of("data");
        Path demo = Path.of("data-demo");
        return !Files.exists(usual) && Files.exists(demo) ? demo : usual;
    }

    private static String text(VerifyReport report) {
        if (report.faults().isEmpty()) {
            return report.witnessed().stream()
                    .map(Witnessed::sentence)
                    .collect(Collectors.joining("\n", intact(report), ""));
        }
        return report.faults().stream()
                .map(AuditVerifyCommand::line)
                .collect(Collectors.joining("\n", "The trail is not whole.\n", ""));
    }

    private static String intact(VerifyReport report) {
        return "Intact: %d entries in %d logs, every root recomputed.".formatted(report.entries(), report.logs())
                + (report.witnessed().isEmpty() ? "" : "\n");
    }

    private static String line(Fault fault) {
        return "%s:%d  %s".formatted(fault.log(), fault.index(), fault.what());
    }
}
