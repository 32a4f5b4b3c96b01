package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An operator's word that a log may go on from the state its database is in, whatever was signed for. */
@Command(
        name = "accept-fork",
        description = {
            "Let a log that was set back go on at the next start, as a new log that says so in its first entry.",
            "What was signed for and is missing is given up; its checkpoint is put aside as evidence."
        },
        mixinStandardHelpOptions = true)
final class AuditAcceptForkCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(paramLabel = "LOG", description = "Realm and tier, for example acme/P13M.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String log;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Data directory; ./data.")
    private Path data = Path.of("data");

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Where the checkpoints are kept, when gatehouse.trail.checkpoints says so.")
    private @Nullable Path checkpoints;

    AuditAcceptForkCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        Path directory = checkpoints == null ? data.resolve("checkpoints") : checkpoints;
        if (!new AnchorFiles(directory).acceptFork(log)) {
            throw new StartRefusedException("No checkpoint of " + log + " is kept in " + directory
                    + ". Name the directory with --checkpoints, or the data directory with --data.");
        }
        answers.println(log + " may begin anew at the next start.");
        return Launcher.DONE;
    }
}
