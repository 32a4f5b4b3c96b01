package org.gatehouse.bench;

import static java.util.Comparator.comparingDouble;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gatehouse.server.database.QuickPostgres;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.password.PasswordHashing;

/**
 * What tokens cost, in CPU milliseconds per request of server and PostgreSQL, beside the framework as it comes, on the
 * same PostgreSQL in the same run: {@code ./gatehouse bench token}. Wall times and rates depend on what else the machine
 * does; CPU time much less.
 */
final class TokenBench {

    private static final int[] CONNECTIONS = ints(System.getProperty("connections", "1,16,64"));
    private static final int TOKENS = Integer.getInteger("tokens", 0);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final double SECONDS = Double.parseDouble(System.getProperty("seconds", "2"));
    private static final double WARM = Double.parseDouble(System.getProperty("warm", "10"));
    private static final boolean BESIDE_PLAIN = Boolean.parseBoolean(System.getProperty("plain", "true"));

    /** What the launcher gives the service. */
    private static final List<String> OPTIONS = words("\\s+", System.getProperty("service.options", ""));

    private final List<Target> targets = new ArrayList<>();
    private final Map<Target, ProcessCpu> cpus = new HashMap<>();

    public static void main(String[] arguments) throws Exception {
        System.setProperty(QuickPostgres.DURABLE, "true");
        new TokenBench().run();
        System.exit(0); // hooks end the processes and the database
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("gatehouse-bench");
        targets.add(Target.gatehouse(directory, OPTIONS));
        if (BESIDE_PLAIN) {
            targets.add(Target.plain(directory, OPTIONS));
        }
        for (Target target : targets) {
            target.port(); // waits until it is ready
            cpus.put(target, new ProcessCpu(target.pid(), postmaster(target.database())));
        }
        System.out.printf(
                "JDK %s, PostgreSQL %s, %d cores, load %.1f%n",
                Runtime.version(), version(), Runtime.getRuntime().availableProcessors(), load());
        fill();
        List<Scenario> scenarios = words(",", System.getProperty("scenario", "")).stream()
                .map(Scenario::of)
                .toList();
        for (Scenario scenario : scenarios.isEmpty() ? List.of(Scenario.values()) : scenarios) {
            measure(scenario);
        }
        targets.forEach(Target::close);
    }

    private void measure(Scenario scenario) throws Exception {
        double hash = scenario == Scenario.LOGIN ? hashMillis() : 0;
        System.out.printf(
                "%n%-19s conn    req/s  p50 ms  p99 ms   CPU-ms: server + PostgreSQL = sum (compiler)  load %.1f%n",
                scenario.title(), load());
        for (Target target : targets) {
            try (Load load = new Load(target, scenario, 16, cpus.get(target))) {
                load.run(WARM);
            }
        }
        for (int connections : CONNECTIONS) {
            measure(scenario, connections, hash);
        }
    }

    /** Each server takes its turn after the other, so that they share whatever else the machine does. */
    private void measure(Scenario scenario, int connections, double hash) throws Exception {
        Map<Target, Load> loads = new HashMap<>();
        Map<Target, List<Load.Round>> rounds = new HashMap<>();
        for (Target target : targets) {
            loads.put(target, new Load(target, scenario, connections, cpus.get(target)));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Target target : targets) {
                rounds.computeIfAbsent(target, key -> new ArrayList<>())
                        .add(loads.get(target).run(SECONDS));
            }
        }
        for (Load load : loads.values()) {
            load.close();
        }
        double own = print(targets.get(0), connections, rounds.get(targets.get(0)));
        String beside = "";
        if (BESIDE_PLAIN) {
            double plain = print(targets.get(1), connections, rounds.get(targets.get(1)));
            beside = "; plain / Gatehouse %.1f".formatted((plain) / (own - hash));
        }
        String beyond = hash == 0 ? "" : " beyond the password hash (%.1f)".formatted(hash);
        System.out.printf("%24s%.3f%s, promised %.2f%s%n", "", own - hash, beyond, scenario.promised(), beside);
    }

    /** The sum of the CPU times. */
    private static double print(Target target, int connections, List<Load.Round> rounds) {
        double server = median(rounds, round -> round.cpu().server());
        double postgres = median(rounds, round -> round.cpu().postgres());
        System.out.printf(
                "  %-17s %4d %,8.0f %7.2f %7.2f           %7.3f + %.3f = %.3f (%.3f)%n",
                target.name(),
                connections,
                median(rounds, Load.Round::rate),
                median(rounds, Load.Round::p50),
                median(rounds, Load.Round::p99),
                server,
                postgres,
                server + postgres,
                median(rounds, round -> round.cpu().compiler()));
        return server + postgres;
    }

    private static double median(List<Load.Round> rounds, ToDoubleFunction<Load.Round> value) {
        List<Load.Round> sorted = rounds.stream().sorted(comparingDouble(value)).toList();
        return value.applyAsDouble(sorted.get(sorted.size() / 2));
    }

    /** CPU of one password hash: what a sign-in costs on purpose. */
    private static double hashMillis() {
        PasswordHashing hashing = new PasswordHashing();
        String hash = hashing.hash(Target.PASSWORD);
        double[] millis = new double[60];
        for (int i = 0; i < millis.length; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            hashing.matches(Target.PASSWORD, hash);
            millis[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(millis, 20, millis.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }

    /** Families as sign-ins leave them: redeemed, alive, of the people there are. */
    private void fill() throws SQLException {
        if (TOKENS == 0) {
            return;
        }
        long start = System.nanoTime();
        try (Connection connection = targets.get(0).database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    INSERT INTO token_family (realm_id, id, client_id, account_id, session_ref, auth_time, methods, scopes,
                        nonce, redirect_uri, code_challenge, code_hash, code_expires_at, redeemed_at, generation,
                        rotated_at, expires_at)
                    SELECT a.realm_id, gen_random_uuid(), 'web', a.id, md5(n::text), now(), 'pwd', 'openid profile',
                        'some-nonce', 'https://web.example/cb', repeat('c', 43), sha256(n::text::bytea), now(), now(), 3,
                        now(), now() + interval '8 hours' + n * interval '1 millisecond'
                      FROM generate_series(1, %d) n
                      JOIN (SELECT realm_id, id, row_number() OVER () - 1 AS place FROM account) a
                        ON a.place = n %% %d
                    """.formatted(TOKENS, Target.PEOPLE));
            statement.execute("VACUUM ANALYZE token_family");
        }
        System.out.printf("%,d families stored in %.0f s%n", TOKENS, (System.nanoTime() - start) / 1e9);
    }

    private String version() throws SQLException {
        return one(targets.get(0).database(), "SHOW server_version");
    }

    private static long postmaster(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessCpu.parent(row.getLong(1));
        }
    }

    private static String one(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static int[] ints(String list) {
        return Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private static List<String> words(String between, String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split(between));
    }
}
