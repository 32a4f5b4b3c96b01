package org.gatehouse.server.launch;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatehouse} without a command: says what there is. */
@Command(
        name = "gatehouse",
        description = "An identity and access service with a provable audit trail.",
        versionProvider = GatehouseCommand.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "'gatehouse demo --keycloak' starts a Keycloak beside it, with the same realm files and trace log.",
            "'gatehouse test' builds everything and runs every test, 'gatehouse bench' measures.",
            "Exit codes: 0 done, 1 error."
        })
final class GatehouseCommand implements Runnable {

    private final PrintStream answers;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli
    private CommandSpec spec;

    GatehouseCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public void run() {
        CommandLine.usage(spec, answers);
    }

    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = GatehouseCommand.class.getPackage().getImplementationVersion();
            return new String[] {"gatehouse " + (version == null ? "(development)" : version)};
        }
    }
}
