package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.gatehouse.realm.file.RealmFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be done with realm files. Those that need no service do not wait for its libraries. */
@Command(
        name = "realm",
        description = "Check, lay out and explain realm files; compare a realm with one, change it by one.",
        mixinStandardHelpOptions = true)
final class RealmCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    @Option(names = "--train", hidden = true, description = "Use each command once, then end.")
    private boolean train;

    @Override
    public Integer call() throws IOException {
        if (train) {
            return train();
        }
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: realm validate, fmt, explain, schema, keycloak, plan, apply or export.");
    }

    /** For the JVM to remember what the commands load; see the script that starts them. */
    private static int train() throws IOException {
        Path file = Files.createTempFile("realm", ".yaml");
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
            Files.writeString(file, RealmFiles.example("acme"));
            for (String json : new String[] {"", "--json"}) {
                run(nowhere, "validate", json, file.toString());
                run(nowhere, "fmt", json, file.toString());
                run(nowhere, "explain", json, "clients.redirectUris");
            }
            Files.writeString(file, "realm: acme\nclients: [{id: a, knd: web}]\n");
            run(nowhere, "validate", "", file.toString());
            return Launcher.DONE;
        } finally {
            Files.delete(file);
        }
    }

    private static void run(PrintStream answers, String command, String option, String subject) {
        String[] args = option.isEmpty()
                ? new String[] {"realm", command, subject}
                : new String[] {"realm", command, option, subject};
        Launcher.execute(answers, answers, args);
    }
}
