package org.gatehouse.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.server.Gatehouse;
import org.gatehouse.server.database.QuickPostgres;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.ServiceProcess;
import org.gatehouse.server.testing.TestServer;

/**
 * How long an administrator waits for the console's pages when the realm's trail is long: {@code ./gatehouse bench console}.
 * The service is a process of its own; what is printed is the time until the whole page is there, over loopback, beside
 * the bar. {@code -Dentries=N} says how many entries the realm has.
 */
final class ConsoleBench {

    private static final long ENTRIES = Long.getLong("entries", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 30);
    private static final int WARM = 15;

    /** Milliseconds: the first rows, and anything else somebody waits for. */
    private static final int ROWS = 200;

    private static final int OTHER = 300;

    private static final String CONSOLE = "/console/realms/" + FilledTrail.REALM;
    private static final Pattern OLDER = Pattern.compile("href=\"(/console/[^\"]*[?&;]before=[^\"]*)\"");
    private static final Pattern ENTRY = Pattern.compile("href=\"audit/(P[0-9]+[MY]:[0-9]+)\"");

    private static final String FILE = """
            realm: bench
            displayName: Bench
            languages: [en, fr]
            clients:
              - {id: web, kind: web, displayName: Orders, redirectUris: ['https://web.example/cb'], secret: env:WEB_SECRET}
            """;

    private final Browser browser;
    private final FilledTrail.Persons persons;
    private final String only = System.getProperty("only", "");
    private final List<String> over = new ArrayList<>();

    private ConsoleBench(Browser browser, FilledTrail.Persons persons) {
        this.browser = browser;
        this.persons = persons;
    }

    /**
     * A page, with something else in it each time.
     *
     * @param bar milliseconds
     */
    private record Question(String name, int bar, IntFunction<String> path) {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty(QuickPostgres.DURABLE, "true");
        Path directory = Files.createTempDirectory("gatehouse-bench");
        Path realmFile = Files.writeString(directory.resolve("bench.yaml"), FILE);
        Path key = Files.writeString(directory.resolve("key"), key());
        TestDatabase database = TestDatabase.fresh();
        long start = System.nanoTime();
        FilledTrail.Persons persons = FilledTrail.fill(database, realmFile, key, ENTRIES);
        System.out.printf(
                "%,d entries of a year, of %,d people, written, counted and signed in %.0f s%n",
                ENTRIES, FilledTrail.PEOPLE, (System.nanoTime() - start) / 1e9);
        try (ServiceProcess service = start(database, directory, key)) {
            Browser browser = new Browser(service);
            Person administrator = persons.administrator();
            browser.signIn(FilledTrail.REALM, administrator.userName(), administrator.password());
            new ConsoleBench(browser, persons).run();
        }
        System.exit(0); // hooks end the database
    }

    private static ServiceProcess start(TestDatabase database, Path directory, Path key) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("GATEHOUSE_DB_URL", database.jdbcUrl());
        environment.put("GATEHOUSE_DB_USER", database.user());
        environment.put("GATEHOUSE_DB_PASSWORD", database.password());
        environment.put("GATEHOUSE_MASTER_KEY", "file:" + key);
        for (String realm : List.of("acme", "globex")) { // the database has them, too
            environment.putAll(TestServer.secretsIn(Path.of(
                    TestServer.class.getResource("/realms/" + realm + ".yaml").toURI())));
        }
        Path more = Files.writeString(directory.resolve("more.properties"), "server.address=127.0.0.1\n");
        return ServiceProcess.start(
                Gatehouse.class,
                Arrays.stream(System.getProperty("service.options", "").split("\\s+"))
                        .filter(option -> !option.isBlank())
                        .toList(),
                directory.resolve("errors"),
                environment,
                List.of(
                        "run",
                        "--json",
                        "--port",
                        "0",
                        "--config",
                        more.toString(),
                        "--data",
                        directory.resolve("data").toString()));
    }

    private void run() {
        String trail = CONSOLE + "/audit";
        String first = browser.get(trail).body();
        String entry = found(ENTRY, first);
        List<String> deep = older(trail, ROUNDS);
        List<String> deepWeek = older(trail + "?what=auth.login&outcome=failure", ROUNDS);
        List<Question> questions = List.of(
                new Question("trail, first rows", ROWS, i -> trail),
                new Question("trail, older pages", ROWS, deep::get),
                new Question("trail, older pages of a filter", OTHER, deepWeek::get),
                new Question("trail, half a year ago", OTHER, i -> trail + "?to=now-" + (180 + i) + "d"),
                new Question("trail, one actor", OTHER, i -> trail + "?actor=" + person(i)),
                new Question("trail, one rare actor", OTHER, i -> trail + "?actor=" + person(FilledTrail.RARE)),
                new Question(
                        "trail, one person, 90 days", OTHER, i -> trail + "?person=" + person(i) + "&from=now-90d"),
                new Question("trail, one target", OTHER, i -> trail + "?target=" + person(i)),
                new Question("trail, one activity", OTHER, i -> trail + "?what=role.granted"),
                new Question("trail, one rare activity", OTHER, i -> trail + "?what=realm.changed"),
                new Question("trail, outcome", OTHER, i -> trail + "?outcome=failure"),
                new Question("trail, an actor's failures", OTHER, i -> trail + "?outcome=failure&actor=" + person(i)),
                new Question("trail, an address", OTHER, i -> trail + "?address=" + address(i)),
                new Question(
                        "trail, a network, 24 hours", OTHER, i -> trail + "?from=now-1d&address=10.1." + i + ".0/24"),
                new Question("trail, a network nobody is in", OTHER, i -> trail + "?address=203.0." + i + ".0/24"),
                new Question("trail, a text", OTHER, i -> trail + "?text=dispatch"),
                new Question("trail, a text that is nowhere", OTHER, i -> trail + "?text=nowhere" + i),
                new Question("trail, an object", OTHER, i -> trail + "?object=form:f-" + (99 - i % 5) * 1000),
                new Question(
                        "trail, without three things",
                        OTHER,
                        i -> trail + "?without=action:auth.*%20outcome:failure" + "%20actor:" + person(i)),
                new Question("trail and bars, 15 minutes", OTHER, i -> trail + "?from=now-15m"),
                new Question("trail and bars, 24 hours", OTHER, i -> trail + "?from=now-24h"),
                new Question("trail and bars, 7 days", OTHER, i -> trail + "?from=now-7d"),
                new Question("trail and bars, 30 days", OTHER, i -> trail + "?from=now-30d"),
                new Question("trail and bars, 90 days, failures", OTHER, i -> trail + "?from=now-90d&outcome=failure"),
                new Question("trail and bars, 90 days", OTHER, i -> trail + "?from=now-90d"),
                new Question("trail and bars, a year", OTHER, i -> trail + "?from=now-1y"),
                new Question("one entry", OTHER, i -> trail + "/" + entry),
                new Question("one old entry", OTHER, i -> trail + "/P13M:" + (1_000 + i * 97)),
                new Question("dashboard", OTHER, i -> CONSOLE + "/dashboard"),
                new Question("people", OTHER, i -> CONSOLE + "/accounts"),
                new Question("one person", OTHER, i -> CONSOLE + "/accounts/" + person(i)),
                new Question("retention", OTHER, i -> CONSOLE + "/retention"),
                new Question("integrity", OTHER, i -> CONSOLE + "/integrity"),
                new Question("exports", OTHER, i -> CONSOLE + "/audit/exports"));
        System.out.printf(
                "JDK %s, %d cores, load %.1f%n%n%-36s %8s %8s %8s %8s   kB%n",
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                load(),
                "milliseconds until a page is there",
                "bar",
                "p50",
                "p95",
                "most");
        for (int i = 0; i < WARM; i++) {
            for (Question question : questions) {
                ask(question, i % ROUNDS);
            }
        }
        questions.stream().filter(each -> each.name().contains(only)).forEach(this::measure);
        System.out.printf("%nload %.1f; p95 over its bar: %s%n", load(), over.isEmpty() ? "none" : over);
    }

    private void measure(Question question) {
        double[] millis = new double[ROUNDS];
        int length = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            length = ask(question, i).body().length();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        double p95 = millis[ROUNDS * 95 / 100];
        if (p95 > question.bar()) {
            over.add(question.name());
        }
        System.out.printf(
                "%-36s %8s %8.1f %8.1f %8.1f %4d%s%n",
                question.name(),
                "≤ " + question.bar(),
                millis[ROUNDS / 2],
                p95,
                millis[ROUNDS - 1],
                length / 1000,
                p95 > question.bar() ? "  OVER" : "");
    }

    private Answer ask(Question question, int round) {
        Answer answer = browser.step(question.path().apply(round));
        if (answer.status() != 200) {
            throw new IllegalStateException(question + ": " + answer.status() + " " + answer.location());
        }
        return answer;
    }

    private String person(int round) {
        return persons.all().get(round).subject().toString();
    }

    /** Of entries of the year's last weeks. */
    private static String address(int round) {
        long number = ENTRIES - 1 - round * 100L;
        return "10." + number / 50_000 % 250 + "." + number * 7 % 250 + "." + number * 13 % 250;
    }

    /** The ways to one older page after the other. */
    private List<String> older(String newest, int count) {
        List<String> pages = new ArrayList<>();
        String page = newest;
        while (pages.size() < count) {
            page = found(OLDER, browser.get(page).body()).replace("&amp;", "&");
            pages.add(page);
        }
        return pages;
    }

    private static String found(Pattern pattern, String page) {
        Matcher found = pattern.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("Not there: " + pattern + " in " + page);
        }
        return found.group(1);
    }

    private static String key() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
