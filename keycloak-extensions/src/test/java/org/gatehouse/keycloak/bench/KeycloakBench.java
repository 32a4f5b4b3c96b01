package org.gatehouse.keycloak.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.RunningKeycloak;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.keycloak.live.LiveRealm;

/**
 * Measures what the extensions cost: {@code ./gatehouse bench keycloak}. Two Keycloaks, as in production, each with a
 * PostgreSQL of its own, do the same in turn, on this machine's loopback and in throw-away directories. What is compared is
 * CPU time, of the server and of its database; the compilers of the JVM are left out.
 */
public final class KeycloakBench {

    private static final int THREADS = Integer.getInteger("connections", 4);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("seconds", 4));
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("warm", 40));
    private static final int STARTS = Integer.getInteger("starts", 3);
    private static final boolean BOTH_STORES = Boolean.getBoolean("own.events");
    private static final List<String> WHAT =
            List.of(System.getProperty("what", "start,sign-in,token,clients").split(","));

    /** Starts anew, each measured. */
    private static final int LIVES = Integer.getInteger("lives", 3);

    /** What was done is moved to the trail within that; it counts as part of it. */
    private static final Duration MOVED = Duration.ofSeconds(20);

    private final PrintStream out = System.out;
    private final MeasuredKeycloak plain;
    private final MeasuredKeycloak extended;

    private KeycloakBench(MeasuredKeycloak plain, MeasuredKeycloak extended) {
        this.plain = plain;
        this.extended = extended;
    }

    /** Once, by one of the connections. */
    private interface Request {
        void make(int number) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(System.getProperty("keycloak.home"));
        Path work = Files.createTempDirectory("keycloak-bench");
        try (MeasuredKeycloak plain = new MeasuredKeycloak(copy(home, work.resolve("plain"), false), false);
                MeasuredKeycloak extended = new MeasuredKeycloak(copy(home, work.resolve("extended"), true), true)) {
            new KeycloakBench(plain, extended).run();
        } finally {
            delete(work);
        }
        System.exit(0); // clients of the JDK leave threads
    }

    private void run() throws Exception {
        plain.start();
        extended.start();
        new BenchRealm(plain).make(true);
        new BenchRealm(extended).make(BOTH_STORES);
        if (WHAT.contains("start")) {
            compareStarts();
        }
        if (WHAT.contains("sign-in")) {
            compare("sign-in", realm -> realm::signIn);
        }
        if (WHAT.contains("token")) {
            compare("token", realm -> number -> realm.token());
        }
        if (WHAT.contains("clients")) {
            clients();
        }
    }

    private void compareStarts() throws Exception {
        Map<MeasuredKeycloak, List<MeasuredKeycloak.Start>> starts =
                Map.of(plain, new ArrayList<>(), extended, new ArrayList<>());
        for (int i = 0; i < STARTS; i++) {
            for (MeasuredKeycloak each : List.of(plain, extended)) {
                each.stop();
                starts.get(each).add(each.start());
            }
        }
        double[] seconds = new double[2];
        double[] cpu = new double[2];
        for (MeasuredKeycloak each : List.of(plain, extended)) {
            int at = each.isExtended() ? 1 : 0;
            seconds[at] = median(starts.get(each).stream()
                    .map(MeasuredKeycloak.Start::seconds)
                    .toList());
            cpu[at] = median(starts.get(each).stream()
                    .map(MeasuredKeycloak.Start::cpuSeconds)
                    .toList());
        }
        say(
                "start-up: %.1f s and %.1f s, %.2f times (at most 1.2); CPU %.1f s and %.1f s, %.2f times",
                seconds[0], seconds[1], seconds[1] / seconds[0], cpu[0], cpu[1], cpu[1] / cpu[0]);
    }

    /** Over several lives: how well a JVM compiled the password's hash differs by more than what is compared. */
    private void compare(String what, Function<BenchRealm, Request> request) throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int life = 0; life < LIVES; life++) {
            if (life > 0) {
                restart();
            }
            ratios.add(live(what, request));
        }
        say("%s: %.2f times the CPU (at most 1.1), of %s", what, median(ratios), rounded(ratios));
    }

    private void restart() throws Exception {
        for (MeasuredKeycloak each : List.of(plain, extended)) {
            each.stop();
            each.start();
        }
    }

    /** In turn, round by round, so that what else the machine does falls on both. */
    private double live(String what, Function<BenchRealm, Request> request) throws Exception {
        Map<String, List<Double>> server = new TreeMap<>();
        Map<String, List<Double>> database = new TreeMap<>();
        for (MeasuredKeycloak each : List.of(plain, extended)) {
            load(request.apply(new BenchRealm(each)), WARM);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (MeasuredKeycloak each : List.of(plain, extended)) {
                CpuTime before = each.cpu();
                int count = load(request.apply(new BenchRealm(each)), ROUND);
                awaitMoved(each);
                CpuTime used = each.cpu().since(before);
                server.computeIfAbsent(each.name, name -> new ArrayList<>()).add(used.server() / count);
                database.computeIfAbsent(each.name, name -> new ArrayList<>()).add(used.database() / count);
            }
        }
        double own = tell(what, plain, server, database);
        return tell(what, extended, server, database) / own;
    }

    private double tell(
            String what, MeasuredKeycloak each, Map<String, List<Double>> server, Map<String, List<Double>> database) {
        double ofServer = median(server.getOrDefault(each.name, List.of()));
        double ofDatabase = median(database.getOrDefault(each.name, List.of()));
        say("%s %s: %.2f ms server + %.2f ms database", what, each.name, ofServer, ofDatabase);
        return ofServer + ofDatabase;
    }

    /** Both wait as long: a mover that looks costs, and so does a server that only waits. */
    private static void awaitMoved(MeasuredKeycloak keycloak) throws InterruptedException, SQLException {
        Thread.sleep(1_000); // the mover's next look is due by then
        long deadline = System.nanoTime() + MOVED.toNanos();
        while (keycloak.waiting() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
    }

    private static int load(Request request, Duration duration) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicInteger count = new AtomicInteger();
        long end = System.nanoTime() + duration.toNanos();
        Callable<Void> work = () -> {
            while (System.nanoTime() < end) {
                request.make(count.incrementAndGet());
            }
            return null;
        };
        List<Callable<Void>> works = Stream.generate(() -> work).limit(THREADS).toList();
        for (Future<Void> done : threads.invokeAll(works)) {
            done.get();
        }
        threads.shutdown();
        return count.get();
    }

    private void clients() {
        StringBuilder file = new StringBuilder("realm: many\nclients:\n");
        for (int i = 0; i < 200; i++) {
            file.append(
                    "  - {id: client%1$d, kind: web, redirectUris: ['https://c%1$d.example/cb'], secret: env:SECRET}\n"
                            .formatted(i));
        }
        LiveRealm live = LiveRealm.open(
                URI.create(extended.url("")),
                "many",
                new Credentials("master", RunningKeycloak.CLIENT, RunningKeycloak.CLIENT_SECRET));
        AppliedRealm.plan(live, "realm: many\n").run();
        Runnable[] apply = new Runnable[1];
        sayTime("plan", 3, () -> apply[0] = AppliedRealm.plan(live, file.toString()));
        sayTime("apply", 60, () -> apply[0].run());
        sayTime("empty plan", 2, () -> AppliedRealm.plan(live, file.toString()));
    }

    /** CPU as well: on a machine that does other things, the time says more about those. */
    private void sayTime(String what, int most, Runnable work) {
        CpuTime before = extended.cpu();
        long begin = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        CpuTime used = extended.cpu().since(before);
        say(
                "200 clients: %s %.2f s (at most %d); CPU of the server %.2f s, its compilers %.2f s, the database %.2f s",
                what, seconds, most, used.server() / 1e3, used.compilers() / 1e3, used.database() / 1e3);
    }

    private static String rounded(List<Double> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.2f", value))
                .collect(Collectors.joining(", "));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
        return sorted.get(sorted.size() / 2);
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** Without the extensions, what the build knows of them has to go, too. */
    private static Path copy(Path home, Path to, boolean extended) throws IOException, InterruptedException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(home.relativize(each).toString());
                if (extended || !each.getFileName().toString().startsWith("gatehouse-")) {
                    Files.copy(each, target);
                }
            }
        }
        ProcessBuilder builder = new ProcessBuilder(to.resolve("bin/kc.sh").toString(), "build", "--db=postgres")
                .redirectErrorStream(true)
                .redirectOutput(to.resolve("build.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException(Files.readString(to.resolve("build.log")));
        }
        return to;
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> all = Files.walk(work)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
