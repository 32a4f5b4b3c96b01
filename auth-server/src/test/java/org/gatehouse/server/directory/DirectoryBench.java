package org.gatehouse.server.directory;

import com.github.f4b6a3.uuid.UuidCreator;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.administration.AccountAdministration;
import org.gatehouse.server.database.QuickPostgres;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;
import org.gatehouse.server.trail.Trail;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the directory costs with many people in it: {@code ./gatehouse bench directory}. Prints times and, where two things
 * compare, their ratio within this run: machines are shared. {@code -Dpeople=N} says how many.
 */
final class DirectoryBench {

    private static final int PEOPLE = Integer.getInteger("people", 1_000_000);
    private static final int ROUNDS = 200;
    private static final int TOGETHER = 64;
    private static final int CHANGES_TOGETHER = 1_280;
    private static final int GROUPS = 1_000;

    private final MadeUpNames names = new MadeUpNames();
    private final TestDatabase database = TestDatabase.fresh();
    private final TestServer server = TestServer.start(database, new SettableClock(), Map.of());
    private final Realm realm = server.bean(Realms.class).get("acme");
    private final AccountSearch search = server.bean(AccountSearch.class);
    private final AccountAdministration administration = server.bean(AccountAdministration.class);
    private final PersonalFields personal = server.bean(PersonalFields.class);
    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private final UUID[] people = new UUID[PEOPLE];
    private final Random random = new Random(20_261_121);

    public static void main(String[] arguments) throws Exception {
        System.setProperty(QuickPostgres.DURABLE, "true");
        new DirectoryBench().run();
        System.exit(0);
    }

    private void run() throws Exception {
        long start = System.nanoTime();
        fill();
        System.out.printf("%,d people filled in %.0f s%n", PEOPLE, (System.nanoTime() - start) / 1e9);
        Actor actor = actor();
        measure("list, first page", () -> search.find(realm, query(null, null)));
        measure(
                "list, a page in the middle",
                () -> search.find(realm, query(null, new AccountQuery.Place("", "m", new UUID(0, 0)))));
        for (String text : List.of(
                "a",
                "mar",
                names.first(0),
                names.first(0) + " " + names.last(0),
                names.last(0) + " " + names.last(1),
                "p" + PEOPLE / 2,
                names.first(0) + " p" + PEOPLE / 3,
                "nobody")) {
            measure("search “" + text + "”", () -> search.find(realm, query(text, null)));
        }
        measure("search by e-mail", () -> search.find(realm, query("p" + somebody() + "@people.example", null)));
        measure(
                "search by attribute",
                () -> search.find(
                        realm,
                        new AccountQuery(
                                null,
                                EnumSet.of(AccountState.ACTIVE),
                                null,
                                null,
                                Map.of("employeeNo", "E-" + somebody()),
                                null,
                                null,
                                50)));
        measure("detail", () -> administration.afterChange(actor, people[somebody()]));
        EffectiveRights rights = server.bean(EffectiveRights.class);
        measure("effective rights", () -> rights.of(realm, people[somebody()]));
        measure("who can do this", () -> rights.holders(realm, Permission.USERS_WRITE, null, 50));
        measure(
                "who can do this, from the middle",
                () -> rights.holders(realm, Permission.USERS_WRITE, people[somebody()], 50));
        measure("who has a role many have", () -> rights.holders(realm, List.of("user", "dispatcher"), null, 50));
        changes(actor);
    }

    private void changes(Actor actor) throws Exception {
        TransactionTemplate transactions = server.bean(TransactionTemplate.class);
        AtomicInteger number = new AtomicInteger();
        Runnable bare = () -> transactions.executeWithoutResult(status -> jdbc.sql(
                        "UPDATE account SET display_name = ?, version = version + 1 WHERE realm_id = ? AND id = ?")
                .params("Bare " + number.incrementAndGet(), realm.id(), people[anybody()])
                .update());
        Accounts accounts = server.bean(Accounts.class);
        Runnable untraced = () -> transactions.executeWithoutResult(status -> {
            Account account = accounts.lock(realm, people[anybody()]).orElseThrow();
            accounts.edit(realm, account, renamed("Untraced " + number.incrementAndGet()));
        });
        Trail trail = server.bean(Trail.class);
        Runnable traced = () -> transactions.executeWithoutResult(status -> {
            Account account = accounts.lock(realm, people[anybody()]).orElseThrow();
            List<Change> changes = accounts.edit(realm, account, renamed("Traced " + number.incrementAndGet()));
            trail.record(trail.event(realm, Activity.USER_UPDATED, "bench", null)
                    .actor(actor.party())
                    .target(accounts.party(account))
                    .changes(changes));
        });
        Runnable administered = () -> {
            UUID id = people[anybody()];
            administration.edit(
                    actor,
                    id,
                    accounts.find(realm, id).orElseThrow().version(),
                    renamed("Administered " + number.incrementAndGet()));
        };
        for (int round = 0; round < 3; round++) {
            double[] medians = measureInTurn(
                    List.of(
                            "one row changed",
                            "an account changed, without its entry",
                            "an account changed, with its entry",
                            "an account edited by an administrator"),
                    List.of(bare, untraced, traced, administered));
            System.out.printf(
                    "  with entry / without %.2f (≤ 2); an administrator's, rights and all, / without entry %.2f%n",
                    medians[2] / medians[1], medians[3] / medians[1]);
        }
        double rowsTogether = together(bare);
        double untracedTogether = together(untraced);
        double tracedTogether = together(traced);
        System.out.printf(
                "%d at once: one row %,.0f/s, an account %,.0f/s, with its entry %,.0f/s; without / with %.2f%n",
                TOGETHER, rowsTogether, untracedTogether, tracedTogether, untracedTogether / tracedTogether);
    }

    private static AccountEdit renamed(String name) {
        return AccountEdit.of(AccountField.DISPLAY_NAME, name);
    }

    /** Changes per second. A version that was stale is counted too: it cost the same. */
    private static double together(Runnable change) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
        long start = System.nanoTime();
        List<Future<?>> all = IntStream.range(0, CHANGES_TOGETHER)
                .<Future<?>>mapToObj(i -> threads.submit(change))
                .toList();
        for (Future<?> one : all) {
            one.get();
        }
        double rate = CHANGES_TOGETHER * 1e9 / (System.nanoTime() - start);
        threads.shutdown();
        return rate;
    }

    private static double measure(String what, Runnable work) {
        return measureInTurn(List.of(what), List.of(work))[0];
    }

    /**
     * Prints median and 95th percentile in milliseconds; returns the medians. Each takes its turn after the others, so that
     * they share whatever else the machine does.
     */
    private static double[] measureInTurn(List<String> names, List<Runnable> works) {
        double[][] times = new double[works.size()][ROUNDS];
        for (int i = -ROUNDS / 4; i < ROUNDS; i++) {
            for (int which = 0; which < works.size(); which++) {
                long start = System.nanoTime();
                works.get(which).run();
                times[which][Math.max(0, i)] = (System.nanoTime() - start) / 1e6;
            }
        }
        for (int which = 0; which < works.size(); which++) {
            Arrays.sort(times[which]);
            System.out.printf(
                    "%-45s p50 %7.2f ms  p95 %7.2f ms%n",
                    names.get(which), times[which][ROUNDS / 2], times[which][ROUNDS * 95 / 100]);
        }
        return Arrays.stream(times).mapToDouble(each -> each[ROUNDS / 2]).toArray();
    }

    private int somebody() {
        return random.nextInt(PEOPLE);
    }

    private static int anybody() {
        return ThreadLocalRandom.current().nextInt(PEOPLE);
    }

    private static AccountQuery query(String text, AccountQuery.Place after) {
        return new AccountQuery(
                text, EnumSet.of(AccountState.ACTIVE, AccountState.DISABLED), null, null, Map.of(), null, after, 51);
    }

    private Actor actor() {
        return new Actor(
                realm,
                Party.account(people[0], "Bench", null),
                UUID.randomUUID(),
                "bench",
                Set.of(Permission.values()),
                Set.of(Permission.values()),
                null);
    }

    private void fill() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            copy(
                    connection,
                    "account (realm_id, id, user_name, user_name_key, display_name, sort_key, email_sealed, email_index,"
                            + " email_verified, state, created_at, updated_at, version)",
                    this::accountRow);
            copy(connection, "account_word (realm_id, word, sort_key, account_id)", this::wordRows);
            copy(
                    connection,
                    "account_attribute (realm_id, account_id, name, value, search_key, must_differ)",
                    this::attributeRow);
            copy(
                    connection,
                    "account_role (realm_id, account_id, role)",
                    i -> line(people[i], i % 1_000 == 0 ? "helpdesk" : "user"));
            fillGroups(connection, statement);
            statement.execute("ANALYZE");
        }
    }

    private void fillGroups(Connection connection, Statement statement) throws Exception {
        UUID[] groups = new UUID[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = UuidCreator.getTimeOrderedEpoch();
            statement.execute("INSERT INTO user_group VALUES (%d, '%s', %s, 'g%d', 'g%d', '', now(), 0)"
                    .formatted(realm.id(), groups[i], i < 10 ? "NULL" : "'" + groups[i / 10] + "'", i, i));
        }
        statement.execute("INSERT INTO group_role SELECT realm_id, id, 'dispatcher' FROM user_group");
        copy(
                connection,
                "group_member (realm_id, group_id, account_id, since)",
                i -> realm.id() + "\t" + groups[i % GROUPS] + "\t" + people[i] + "\t2026-01-01\n" + realm.id() + "\t"
                        + groups[(i * 7 + 1) % GROUPS] + "\t" + people[i] + "\t2026-01-01\n");
    }

    private String line(UUID account, String role) {
        return realm.id() + "\t" + account + "\t" + role + "\n";
    }

    private String accountRow(int i) {
        people[i] = UuidCreator.getTimeOrderedEpoch();
        String email = "p" + i + "@people.example";
        AccountId id = new AccountId(realm.id(), people[i]);
        return String.join(
                "\t",
                String.valueOf(realm.id()),
                people[i].toString(),
                "p" + i,
                "p" + i,
                names.of(i),
                SearchWords.sortKey(names.of(i)),
                hex(personal.seal(id, "email", email)),
                hex(personal.index(realm.id(), "email", email)),
                "t",
                i % 50 == 0 ? "DISABLED" : "ACTIVE",
                "2026-01-01",
                "2026-01-01",
                "0\n");
    }

    private String wordRows(int i) {
        StringBuilder rows = new StringBuilder();
        SearchWords.of("p" + i, names.of(i))
                .forEach(word -> rows.append(realm.id())
                        .append('\t')
                        .append(word)
                        .append('\t')
                        .append(SearchWords.sortKey(names.of(i)))
                        .append('\t')
                        .append(people[i])
                        .append('\n'));
        return rows.toString();
    }

    private String attributeRow(int i) {
        String value = "E-" + i;
        return String.join(
                "\t",
                String.valueOf(realm.id()),
                people[i].toString(),
                "employeeNo",
                value,
                hex(personal.index(realm.id(), "attributes.employeeNo", value)),
                "t\n");
    }

    private static String hex(byte[] bytes) {
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }

    /** One row, or several, of a person. */
    private interface Rows {
        String of(int person);
    }

    private static void copy(Connection connection, String table, Rows rows) throws Exception {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
        for (int i = 0; i < PEOPLE; i++) {
            byte[] bytes = rows.of(i).getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
    }
}
