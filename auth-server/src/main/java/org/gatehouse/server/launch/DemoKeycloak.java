package org.gatehouse.server.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.keycloak.RealmTrail;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.keycloak.live.KeycloakException;
import org.gatehouse.realm.keycloak.live.SeededPeople;
import org.gatehouse.realm.seed.Seed;
import org.gatehouse.realm.seed.SeedFile;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.StartRefusedException;
import org.gatehouse.server.configuration.ConfigurationPlan;
import org.gatehouse.server.configuration.Proposal;
import org.gatehouse.server.database.DataDirectory;
import org.gatehouse.server.database.DatabaseAccess;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.secrets.MasterKey;
import org.jspecify.annotations.Nullable;

/** A Keycloak beside the demo: the demo's realm files applied to it, the demo's people in it, the demo's trail. */
final class DemoKeycloak {

    private static final String ADMINISTRATOR = "admin";
    private static final String DEPLOYER = "gatehouse-deployer";
    private static final String MASTER = "master";

    /** The demo's PostgreSQL is for both, and has a hundred connections. */
    private static final int CONNECTIONS = 20;

    private final Server server;
    private final GatehouseProperties properties;
    private final Path data;
    private final Function<String, @Nullable String> secrets;
    private final String base;
    private final List<String> notes = new ArrayList<>();

    private DemoKeycloak(Server server, int port) {
        this.server = server;
        this.properties = server.bean(GatehouseProperties.class);
        this.data = server.bean(DataDirectory.class).path();
        this.secrets = server.bean(SecretEnvironment.class);
        this.base = "http://localhost:" + port;
    }

    private record Named(RealmFile file, Path path) {

        String name() {
            return file.realm().realm();
        }
    }

    /**
     * Returns when it has everything; it ends before the service does.
     *
     * @throws StartRefusedException when it does not start, or refuses a realm
     */
    static KeycloakReport start(Server server, KeycloakOptions.Place place, PrintStream progress) {
        DemoKeycloak demo = new DemoKeycloak(server, place.port());
        progress.println("gatehouse: starting Keycloak at " + demo.base);
        List<Named> realms = demo.properties.realms().stream()
                .map(path -> new Named(ProposedFile.read(path), path))
                .toList();
        demo.launch(place, realms);
        Map<String, Seed> people = demo.properties.seeds().stream()
                .map(SeedFile::read)
                .collect(Collectors.toMap(Seed::realm, seed -> seed, (first, last) -> last));
        realms.forEach(realm -> demo.fill(realm, people.get(realm.name())));
        return demo.report(realms);
    }

    private void launch(KeycloakOptions.Place place, List<Named> realms) {
        DatabaseAccess own = server.databaseBeside("keycloak");
        DatabaseAccess trail = server.bean(DatabaseAccess.class);
        List<String> options = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=" + NetworkBinding.LOOPBACK,
                "--http-port=" + place.port(),
                "--hostname=" + base,
                "--cache=local",
                "--db-url=" + own.jdbcUrl(),
                "--db-username=" + own.user(),
                "--db-pool-max-size=" + CONNECTIONS,
                trail("trail-url", trail.jdbcUrl()),
                trail("trail-user", trail.user()),
                trail("trail-password", "env:TRAIL_PASSWORD"),
                trail("trail-key", "env:TRAIL_KEY")));
        options.add(trail(
                "realms",
                realms.stream().map(realm -> realm.name() + "=" + realm.name()).collect(Collectors.joining(","))));
        Map<String, String> environment = Map.of(
                "KC_DB_PASSWORD",
                own.password(),
                "TRAIL_PASSWORD",
                trail.password(),
                "TRAIL_KEY",
                Base64.getEncoder().encodeToString(server.bean(MasterKey.class).derive(MasterKey.TRAIL)),
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                password(),
                "KC_BOOTSTRAP_ADMIN_CLIENT_ID",
                DEPLOYER,
                "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET",
                deployerSecret());
        KeycloakProcess process =
                KeycloakProcess.start(place.home(), options, environment, log(), base + "/realms/" + MASTER);
        server.endBefore(process::close);
    }

    private static String trail(String option, String value) {
        return "--spi-events-listener--" + RealmTrail.ID + "--" + option + "=" + value;
    }

    /** Once: what somebody changed in Keycloak since stays, and is told. What a first start did not get to is made up for. */
    private void fill(Named realm, @Nullable Seed seed) {
        String name = realm.name();
        try (KeycloakTarget target = KeycloakTarget.open(URI.create(base), name, credentials())) {
            Proposal proposal = ProposedFile.of(realm.file(), ProposedFile.folder(realm.path()), System.err, secrets);
            ConfigurationPlan plan = target.plan(proposal);
            if (target.exists()) {
                tellDifferences(name, plan);
            } else {
                target.apply(proposal, plan.state(), null);
                tellGaps(realm, target.gaps(realm.file()).size());
            }
        }
        Path done = data.resolve("keycloak-people-of-" + name);
        if (seed != null && !Files.exists(done)) {
            add(seed);
            write(done);
        }
    }

    private void tellGaps(Named realm, int gaps) {
        if (gaps > 0) {
            notes.add("Of realm " + realm.name() + " Keycloak does not do "
                    + (gaps == 1 ? "one thing" : gaps + " things")
                    + "; './gatehouse realm keycloak " + realm.path() + "' names them.");
        }
    }

    /** Whoever is deleted in Keycloak afterwards is not made again. */
    private static void write(Path done) {
        try {
            Files.writeString(done, "The people of the seed file are in Keycloak.\n");
        } catch (IOException ex) {
            throw new StartRefusedException(done + " cannot be written: " + ex.getMessage(), ex);
        }
    }

    private void tellDifferences(String realm, ConfigurationPlan plan) {
        if (!plan.differences().isEmpty()) {
            notes.add("Keycloak's realm " + realm + " is not as its file says any more; 'realm plan' tells how.");
        }
    }

    private void add(Seed seed) {
        try {
            notes.addAll(SeededPeople.add(URI.create(base), credentials(), seed));
        } catch (KeycloakException ex) {
            throw new StartRefusedException(
                    "The people of realm " + seed.realm() + " did not all get into Keycloak: " + ex.getMessage(), ex);
        }
    }

    private KeycloakReport report(List<Named> realms) {
        Map<String, String> pages = new LinkedHashMap<>();
        realms.stream().limit(1).forEach(realm -> pages.put("account", base + "/realms/" + realm.name() + "/account"));
        pages.put("administration", base + "/admin/" + MASTER + "/console/");
        List<String> next = realms.stream()
                .limit(1)
                .map(realm -> "SECRET=" + deployerSecret() + " ./gatehouse realm plan " + realm.path() + " --target "
                        + base + " --client-id " + DEPLOYER + " --client-secret env:SECRET")
                .toList();
        return new KeycloakReport(
                base,
                pages,
                new KeycloakReport.Account(ADMINISTRATOR, password()),
                log().toString(),
                List.copyOf(notes),
                next);
    }

    private Path log() {
        return data.resolve("logs").resolve("keycloak.log");
    }

    private Credentials credentials() {
        return new Credentials(MASTER, DEPLOYER, deployerSecret());
    }

    /** Keycloak takes it at its first start; the demo's secrets are the same at each. */
    private String password() {
        return Objects.requireNonNull(secrets.apply("KEYCLOAK_ADMINISTRATOR_PASSWORD"));
    }

    private String deployerSecret() {
        return Objects.requireNonNull(secrets.apply("KEYCLOAK_DEPLOYER_SECRET"));
    }
}
