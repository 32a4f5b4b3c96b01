package org.gatehouse.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form; {@code -Dcrash.kills=25} is a long one. {@code -Dcrash.seed=…} repeats what an earlier run did.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("kill -9 of service and database under load")
class CrashTest {

    private static final int KILLS = Integer.getInteger("crash.kills", 4);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());

    /** After a failure it stays, with the service's log and its data. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    private static Installation installation;

    @BeforeAll
    static void install() throws Exception {
        installation = Installation.begin(directory);
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    @Test
    @Order(1)
    void killWhenUnderLoadThenNothingAcknowledgedIsLost() throws Exception {
        CrashRun run = new CrashRun(installation, SEED, "person%d", 24);
        run.awaitReady();

        run.endure(blows(new Random(SEED)));
        run.goOnUntilEverythingWasDone();
        List<Finding> findings = run.compare();

        report(run);
        assertThat(findings).as("with -Dcrash.seed=%d, see %s", SEED, directory).isEmpty();
        assertThat(run.ledger().unknowns()).as("answers cut off").isPositive();
    }

    /** What makes the silence of the other test mean something. Last, because it leaves a database behind that lost data. */
    @Test
    @Order(2)
    void killWhenTheDatabaseAcknowledgesTooEarlyThenItIsFound() throws Exception {
        CrashRun run = new CrashRun(installation, SEED + 1, "doomed%d", 6);
        run.awaitReady();
        Forgetfulness.befall(installation);

        run.endure(List.of(Blow.DATABASE));
        List<Finding> findings = run.compare();

        assertThat(findings)
                .as("with -Dcrash.seed=%d, see %s", SEED, directory)
                .extracting(Finding::kind)
                .containsAnyOf(Finding.Kind.TOKEN_WITHOUT_ENTRY, Finding.Kind.ACKNOWLEDGED_BUT_LOST);
        assertThat(findings)
                .as("what is left of the trail is whole")
                .filteredOn(Finding::kind, Finding.Kind.TRAIL_BROKEN)
                .isEmpty();
    }

    /** Each kind equally often, in any order; the one that takes longest only in the long form. */
    private static List<Blow> blows(Random random) {
        List<Blow> blows = new ArrayList<>();
        while (blows.size() < KILLS) {
            blows.addAll(List.of(Blow.SERVER, Blow.DATABASE, Blow.BACKEND, Blow.EVERYTHING, Blow.TWICE));
        }
        List<Blow> chosen = blows.subList(0, KILLS);
        Collections.shuffle(chosen, random);
        return chosen;
    }

    private static void report(CrashRun run) {
        Duration slowest = Collections.max(run.recoveries());
        System.out.printf(
                "crash: seed %d, %d kills, slowest ready again after %d ms, %d answers cut off, acknowledged %s%n",
                SEED,
                run.recoveries().size(),
                slowest.toMillis(),
                run.ledger().unknowns(),
                run.ledger().counts());
    }
}
