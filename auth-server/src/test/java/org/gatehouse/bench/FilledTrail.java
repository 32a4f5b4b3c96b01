package org.gatehouse.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.publish.CheckpointPublisher;
import org.gatehouse.audit.query.AddressIndex;
import org.gatehouse.audit.query.TrailCounts;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;

/**
 * A realm with people and a year of entries in the database, written by the service itself while its clock runs through the
 * year: sign-ins most of all, and of everything else what a year brings.
 */
final class FilledTrail {

    static final String REALM = "bench";

    /** Enough for everybody to be rare, few enough for their keys to stay in the cache. */
    static final int PEOPLE = 1_000;

    /** A person whom a few entries in a hundred thousand are about. */
    static final int RARE = PEOPLE - 1;

    private static final Duration YEAR = Duration.ofDays(365);

    /** Together no more than the trail's queue holds. */
    private static final int PRODUCERS = 2;

    private static final int WAITING = 7_000;

    /** Entries between two moves of the clock. */
    private static final int STEP = 50;

    private static final Executor ON_ITS_OWN = work -> new Thread(work).start();

    private final TestServer server;
    private final SettableClock clock;
    private final JdbcAuditTrail trail;
    private final List<Person> persons;
    private final Person administrator;
    private final Semaphore room = new Semaphore(WAITING);

    private FilledTrail(TestServer server, SettableClock clock) {
        this.server = server;
        this.clock = clock;
        this.trail = server.bean(JdbcAuditTrail.class);
        People people = People.of(server);
        this.persons =
                IntStream.range(0, PEOPLE).mapToObj(i -> people.create(REALM)).toList();
        this.administrator = people.createWith(REALM, "admin");
    }

    /**
     * Who is in the realm.
     *
     * @param administrator who may see everything
     */
    record Persons(List<Person> all, Person administrator) {}

    /** @param key the file with the master key */
    static Persons fill(TestDatabase database, Path realmFile, Path key, long entries) throws Exception {
        SettableClock clock = new SettableClock();
        clock.advance(YEAR.negated());
        Map<String, String> settings =
                Map.of("gatehouse.realms[2]", realmFile.toString(), "gatehouse.master.key", "file:" + key);
        Persons persons;
        try (TestServer server = TestServer.start(database, clock, settings)) {
            FilledTrail filled = new FilledTrail(server, clock);
            filled.write(entries);
            filled.followUp();
            persons = new Persons(filled.persons, filled.administrator);
        }
        vacuum(database);
        return persons;
    }

    private void write(long entries) {
        Duration step = YEAR.multipliedBy(STEP).dividedBy(Math.max(entries, STEP));
        IntStream.range(0, PRODUCERS)
                .mapToObj(producer -> CompletableFuture.runAsync(() -> produce(producer, entries, step), ON_ITS_OWN))
                .toList()
                .forEach(CompletableFuture::join);
        room.acquireUninterruptibly(WAITING);
        clock.advance(Duration.between(clock.instant(), Instant.now())); // the rest of the last step
    }

    private void produce(int producer, long entries, Duration step) {
        for (long i = producer; i < entries; i += PRODUCERS) {
            if (i % STEP == 0) {
                clock.advance(step);
            }
            room.acquireUninterruptibly();
            CompletableFuture<?> unused = trail.appendAsync(event(i)).whenComplete((receipt, failure) -> {
                if (failure != null) {
                    System.err.println("An entry could not be written: " + failure);
                    Runtime.getRuntime().halt(1);
                }
                room.release();
            });
        }
    }

    private AuditEvent event(long number) {
        int kind = (int) (number % 100);
        if (kind < 60) {
            return signIn(number);
        }
        if (kind < 70) {
            return from(number, Activity.AUTH_LOGOUT).build();
        }
        if (kind < 86) {
            return from(number, Activity.OBJECT_UPDATED)
                    .target(Party.object("form", "f-" + number % 500_000))
                    .detail("version", String.valueOf(number % 7))
                    .build();
        }
        if (kind < 94) {
            return from(number, Activity.USER_UPDATED)
                    .target(party(number * 31))
                    .change(Change.personal("phone", "+33 1 " + number, "+33 2 " + number))
                    .change(Change.of("locale", "en", "fr"))
                    .build();
        }
        if (kind < 99) {
            return from(number, Activity.ROLE_GRANTED)
                    .target(party(number * 31))
                    .detail("role", "dispatcher")
                    .build();
        }
        return from(number, Activity.LOG_READ).target(Party.realm(REALM)).build();
    }

    private AuditEvent signIn(long number) {
        AuditEvent.Builder event = from(number, Activity.AUTH_LOGIN).detail("method", "password");
        return number % 13 == 0
                ? event.outcome(Outcome.FAILURE).reason("wrong-password").build()
                : event.build();
    }

    private AuditEvent.Builder from(long number, Activity activity) {
        String unique = Long.toString(number, Character.MAX_RADIX);
        String address = "10." + number / 50_000 % 250 + "." + number * 7 % 250 + "." + number * 13 % 250;
        return AuditEvent.of(REALM, activity)
                .actor(party(number / 3 * 17))
                .origin(new Origin("web", "s-" + unique, "r-" + unique, address, "Firefox/140"));
    }

    private Party party(long number) {
        int who = number % 20_011 == 0 ? RARE : (int) (number % RARE);
        Person person = persons.get(who);
        return Party.account(person.subject(), "Somebody " + person.userName(), person.email());
    }

    /** What the service does by and by: counts and marks what is over, and signs. */
    private void followUp() throws SQLException {
        TrailCounts counts = server.bean(TrailCounts.class);
        AddressIndex addresses = server.bean(AddressIndex.class);
        boolean more = true;
        while (more) {
            more = counts.fold();
        }
        more = true;
        while (more) {
            more = addresses.fold();
        }
        server.bean(CheckpointPublisher.class).tick();
    }

    private static void vacuum(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }
}
