package org.gatehouse.server.launch;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.database.DataDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The production start. */
@Command(
        name = "run",
        description =
                "Run the service. The database is the PostgreSQL that GATEHOUSE_DB_URL (with GATEHOUSE_DB_USER and"
                        + " GATEHOUSE_DB_PASSWORD) names, else one of our own in the data directory.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private final PrintStream answers;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "More settings, as .properties or .yaml.")
    private @Nullable Path config;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description = "Address or range whose forwarding headers are believed. Repeatable.")
    private List<String> trustedProxies = new ArrayList<>();

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "Certificate chain; read again when it changes.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Private key of the certificate.")
    private @Nullable Path privateKey;

    RunCommand(PrintStream answers) {
        this.answers = answers;
    }

    @Override
    public Integer call() {
        Settings settings = options.settings()
                .set("gatehouse.data-directory", options.data("data").toString())
                .setAll("gatehouse.trusted-proxies", addresses(trustedProxies));
        if (config != null) {
            settings.set("spring.config.additional-location", "file:" + configuration(config));
        }
        boolean tls = Tls.configure(settings, certificate, privateKey);
        if (!tls && trustedProxies.isEmpty()) {
            settings.set("server.address", NetworkBinding.LOOPBACK); // nothing secret over a network in clear text
        }
        Server server = Server.start(DataDirectory.Kind.PRODUCTION, settings);
        Server.announce(server.report(), answers, options.json());
        return Launcher.RUNNING;
    }

    private static String configuration(Path file) {
        if (!file.toString().matches(".*\\.(properties|ya?ml)")) {
            throw new StartRefusedException(
                    "The file %s given with --config is of no known kind. Name it .properties or .yaml."
                            .formatted(file));
        }
        return ServerOptions.readable("--config", file);
    }

    private static List<String> addresses(List<String> proxies) {
        for (String proxy : proxies) {
            try {
                new IpAddressMatcher(proxy);
            } catch (IllegalArgumentException ex) {
                throw new StartRefusedException(
                        "The trusted proxy '%s' is no address. Write it like 10.0.0.7 or 10.0.0.0/8.".formatted(proxy),
                        ex);
            }
        }
        return proxies;
    }
}
