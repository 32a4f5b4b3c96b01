package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.realm.format.RealmFormat;
import org.gatehouse.server.StartRefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a realm as a realm file. */
@Command(
        name = "export",
        description = "Write a realm as a realm file that validates and plans to nothing. Secrets stay references.",
        mixinStandardHelpOptions = true)
final class RealmExportCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Parameters(paramLabel = "REALM", description = "The realm's name.")
    @SuppressWarnings("NullAway.Init") // picocli
    private String realm;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Write there instead of to standard output.")
    private @Nullable Path out;

    RealmExportCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() throws IOException {
        try (ConfigurationTarget source = target.open(realm, false)) {
            String file = RealmFormat.of(source.current());
            if (out == null) {
                answers.print(file);
            } else if (Files.exists(out)) {
                throw new StartRefusedException("The file " + out + " exists already; name another.");
            } else {
                Files.writeString(out, file);
            }
            return Launcher.DONE;
        }
    }
}
