package org.gatehouse.server.crash;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.gatehouse.audit.event.Activity;

/** One story: people use the service, blows fall, and in the end what they know is compared with what is there. */
final class CrashRun {

    /** What is promised after each blow, whatever it was; another number is for a machine that is busy with other things. */
    static final Duration READY_AGAIN = Duration.ofSeconds(Long.getLong("crash.ready", 30));

    private static final int WORKERS = 8;

    /** A blow falls after so many more answers, or when that takes too long on a machine that is busy. */
    private static final int MOST_ANSWERS = 150;

    private static final Duration LONGEST_CALM = Duration.ofSeconds(4);

    /** What the load is mixed of. */
    private static final Set<Activity> EVERY_KIND = EnumSet.of(
            Activity.AUTH_LOGIN,
            Activity.AUTH_LOGOUT,
            Activity.CODE_ISSUED,
            Activity.CONSENT_GRANTED,
            Activity.CREDENTIAL_CHANGED,
            Activity.CREDENTIAL_RESET,
            Activity.RECOVERY_USED,
            Activity.TOKEN_ISSUED,
            Activity.TOKEN_REFRESHED,
            Activity.TOKEN_REFUSED,
            Activity.TOKEN_REVOKED,
            Activity.CLIENT_CHANGED,
            Activity.REALM_CHANGED,
            Activity.USER_CREATED,
            Activity.USER_UPDATED,
            Activity.USER_DISABLED,
            Activity.ROLE_GRANTED,
            Activity.DEVICE_REGISTERED,
            Activity.DEVICE_REMOVED);

    private static final Duration FIRST_START = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final Installation installation;
    private final Random random;
    private final Calm calm = new Calm();
    private final Ledger ledger;
    private final Operations operations;
    private final List<Person> people;
    private final Caller watcher;
    private final List<Duration> recoveries = new ArrayList<>();

    /**
     * Prepares the run.
     *
     * @param seed decides what people do and what is killed when; not what is under way at that moment
     * @param userNames as the seed file has them, with a place for the number
     */
    CrashRun(Installation installation, long seed, String userNames, int howMany) {
        this.installation = installation;
        this.random = new Random(seed);
        this.ledger = new Ledger("crash-" + Long.toHexString(seed) + "-" + userNames.charAt(0));
        this.operations = Operations.at(installation, ledger);
        this.watcher = new Caller(installation, ledger, "10.0.0.1");
        this.people = IntStream.rangeClosed(1, howMany)
                .mapToObj(i -> person(userNames.formatted(i), i))
                .toList();
    }

    Ledger ledger() {
        return ledger;
    }

    /** How long each blow kept people waiting. */
    List<Duration> recoveries() {
        return List.copyOf(recoveries);
    }

    void awaitReady() {
        require(isWithin(FIRST_START, this::isReady), "Not ready after the first start");
        say("ready");
        calm.begins();
    }

    /** Lets people work while one blow after the other falls. */
    void endure(List<Blow> blows) throws SQLException, InterruptedException {
        try (Load load = Load.start(WORKERS, people, operations, calm)) {
            for (Blow blow : blows) {
                awaitAnswers(random.nextInt(MOST_ANSWERS));
                strike(blow);
            }
        }
    }

    /** And lets them go on until each kind of thing was done, on a machine however slow. */
    void goOnUntilEverythingWasDone() throws InterruptedException {
        try (Load load = Load.start(WORKERS, people, operations, calm)) {
            require(
                    isWithin(FIRST_START, () -> ledger.hasAcknowledged(EVERY_KIND)),
                    "Not everything was done, only " + ledger.counts());
        }
    }

    /** Everything that is wrong, seen from outside and in the trail. */
    List<Finding> compare() throws SQLException, InterruptedException {
        int unverified = Load.each(WORKERS, people, person -> {
            person.settle();
            operations.verify(person);
        });
        say("asked everybody");
        require(unverified <= people.size() / 4, unverified + " people could not be asked afterwards");
        Comparison comparison = new Comparison(ledger, installation.trail(), installation.database());
        List<Finding> findings = comparison.findings();
        say("%d entries and %d ends of sign-ins compared, %d findings"
                .formatted(comparison.size(), ledger.told().size(), findings.size()));
        return findings;
    }

    private void strike(Blow blow) throws SQLException {
        long struckAt;
        try (Connection witness = installation.database().getConnection()) {
            calm.ends();
            blow.strike(installation, random);
            struckAt = System.nanoTime();
            // only when this connection is dead is what answers the one that recovered
            require(isWithin(SOON, () -> !witness.isValid(1)), "The database outlived " + blow);
        }
        if (!installation.server().process().isAlive()) {
            installation.startAgain();
        }
        require(isWithin(READY_AGAIN, this::isReady), "Not ready again after " + blow);
        Duration recovery = Duration.ofNanos(System.nanoTime() - struckAt);
        recoveries.add(recovery);
        say("%s, ready again after %d ms".formatted(blow, recovery.toMillis()));
        calm.begins();
    }

    private boolean isReady() {
        try {
            if (watcher.get("/health/ready").status() != 200) {
                return false;
            }
            operations.probe().obtain(watcher);
            return true;
        } catch (CutOff cut) {
            return false;
        }
    }

    /** That long the load goes on, or a little less on a machine that is busy. */
    private void awaitAnswers(int more) {
        int enough = ledger.answers() + more;
        isWithin(LONGEST_CALM, () -> ledger.answers() >= enough);
    }

    private void say(String what) {
        System.out.printf("crash: %tT, %d answers: %s%n", LocalTime.now(), ledger.answers(), what);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise + ":\n" + installation.lastErrors());
        }
    }

    private static boolean isWithin(Duration atMost, Callable<Boolean> condition) {
        try {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(OFTEN)
                    .atMost(atMost.plus(OFTEN))
                    .until(condition);
            return true;
        } catch (ConditionTimeoutException ex) {
            return false;
        }
    }

    private Person person(String userName, int number) {
        Caller browser = new Caller(installation, ledger, "10.%d.0.%d".formatted(userName.charAt(0) % 100, number));
        return new Person(userName, "Person-%d-pass-phrase".formatted(number), browser, new Random(random.nextLong()));
    }
}
