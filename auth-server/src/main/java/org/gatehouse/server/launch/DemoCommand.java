package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.gatehouse.server.database.DataDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything in one process, for this machine only, with people to sign in as. */
@Command(
        name = "demo",
        description = "Try Gatehouse out: everything on this machine, with demo people and clients.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Mixin
    private KeycloakOptions keycloak = new KeycloakOptions();

    @Option(names = "--train", hidden = true, description = "Use what a first token needs once, then end.")
    private boolean train;

    DemoCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        Optional<KeycloakOptions.Place> beside = keycloak.place();
        Path data = options.data("data-demo");
        Settings settings = options.settings()
                .set("gatehouse.demo", "true")
                .set("gatehouse.data-directory", data.toString())
                .set("gatehouse.outgoing.allow", "localhost,127.0.0.0/8,::1/128") // relying apps stand on this machine
                .set("server.address", NetworkBinding.LOOPBACK)
                .set(
                        "logging.file.name",
                        data.resolve("logs").resolve("gatehouse.log").toString())
                .set("logging.threshold.console", "warn");
        if (train) {
            return Training.with(settings);
        }
        Server server = Server.start(DataDirectory.Kind.DEMO, settings);
        ReadyReport report = server.report();
        Server.announce(
                beside.map(place -> report.with(keycloakOf(server, place))).orElse(report), answers, options.json());
        return Launcher.RUNNING;
    }

    private static KeycloakReport keycloakOf(Server server, KeycloakOptions.Place place) {
        try {
            return DemoKeycloak.start(server, place, System.err);
        } catch (RuntimeException ex) {
            server.close();
            throw ex;
        }
    }
}
