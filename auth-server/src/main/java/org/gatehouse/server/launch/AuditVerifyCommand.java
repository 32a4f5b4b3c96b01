package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.audit.verify.Progress;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyReport;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.Inspection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Recomputes the whole trail, with the service running or stopped. */
@Command(
        name = "verify",
        description = {
            "Recompute every log of the audit trail and name the first wrong entry of each.",
            "Exit codes: 0 intact, 2 a fault was found, 1 it could not be checked."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {

    private static final int INTACT = 0;
    private static final int FAULT_FOUND = 2;

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream answers;
    private long lastLine = System.nanoTime();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data directory to look at; ./data unless given, or ./data-demo when only that exists.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    private boolean json;

    AuditVerifyCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException, SQLException {
        StandardEnvironment environment = new StandardEnvironment();
        try (Inspection inspection = new Inspection(directory(), environment)) {
            Optional<DatabaseAccess> access = inspection.database();
            if (access.isEmpty()) {
                throw new StartRefusedException("There is no trail in " + inspection.directory()
                        + " yet. Name the data directory with --data, or the database with GATEHOUSE_DB_URL.");
            }
            VerifyReport report = TrailVerifier.verify(access.get().dataSource(), this::tell);
            answers.println(json ? JsonMapper.shared().writeValueAsString(report) : text(report));
            return report.faults().isEmpty() ? INTACT : FAULT_FOUND;
        }
    }

    private Path directory() {
        if (data != null) {
            return data;
        }
        Path usual = Path.of("data");
        Path demo = Path.of("data-demo");
        return !Files.exists(usual) && Files.exists(demo) ? demo : usual;
    }

    /** A line now and then: a trail of millions takes a while, and silence looks like a hang. */
    private void tell(Progress progress) {
        long now = System.nanoTime();
        if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = now;
            System.err.println(progress.log() + ": " + progress.entries() + " entries checked");
        }
    }

    private static String text(VerifyReport report) {
        if (report.faults().isEmpty()) {
            return "Intact: %d entries in %d logs, every root recomputed.".formatted(report.entries(), report.logs());
        }
        return report.faults().stream()
                .map(AuditVerifyCommand::line)
                .collect(Collectors.joining("\n", "The trail is not whole.\n", ""));
    }

    private static String line(Fault fault) {
        return "%s:%d  %s".formatted(fault.log(), fault.index(), fault.what());
    }
}
