package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.Inspection;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hands out the trail's key, for a Keycloak that writes to the same trail. */
@Command(
        name = "key",
        description = {
            "Write the trail's key to a file only you can read, for a Keycloak that writes to the same trail.",
            "It is derived from the master key and opens names and addresses in the trail, and nothing else."
        },
        mixinStandardHelpOptions = true)
final class AuditKeyCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "New file.")
    private @Nullable Path out;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = "data", description = "Data directory; ./data.")
    private Path data = Path.of("data");

    AuditKeyCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        Path file = out;
        if (file == null || Files.exists(file)) {
            throw new StartRefusedException(file + " exists already. Name a new file.");
        }
        try (Inspection inspection = new Inspection(data, new StandardEnvironment())) {
            inspection.writeTrailKey(file.toAbsolutePath(), System::getenv);
        }
        answers.println("The trail's key is in " + file + ".");
        return Launcher.DONE;
    }
}
