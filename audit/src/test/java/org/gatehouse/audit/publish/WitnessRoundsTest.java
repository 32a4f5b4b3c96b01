package org.gatehouse.audit.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatehouse.audit.testing.TestTrail.failedSignIn;
import static org.gatehouse.audit.testing.TestTrail.signIn;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.gatehouse.audit.anchor.AnchorFiles;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.note.Cosignature;
import org.gatehouse.audit.note.SignedNote;
import org.gatehouse.audit.note.VerificationKey;
import org.gatehouse.audit.note.WitnessKey;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.Snapshot;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TestWitness;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.Receipt;
import org.gatehouse.audit.verify.ExportVerifier;
import org.gatehouse.audit.verify.Fault;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.audit.verify.VerifyOptions;
import org.gatehouse.audit.verify.Witnessed;
import org.gatehouse.audit.witness.Witness;
import org.gatehouse.audit.witness.WitnessAnswer.Reason;
import org.gatehouse.audit.witness.WitnessClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody else who remembers, honest and not. */
class WitnessRoundsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Long enough for an honest one on a busy machine. */
    private static final Duration ONE_ANSWER = Duration.ofSeconds(6);

    private static final String ORIGIN = "audit.gatehouse/local/acme/P13M";

    @TempDir
    private Path directory;

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final TestWitness first = new TestWitness("witness.example/w1");
    private final TestWitness second = new TestWitness("witness.example/w2");
    private final List<Forked> begun = new ArrayList<>();
    private final List<WitnessRounds> open = new ArrayList<>();
    private final TrailProofs proofs = TrailProofs.on(database.dataSource());

    private WitnessRounds rounds;

    @BeforeEach
    void fill() throws Exception {
        rounds = rounds();
        grow(40, true);
        assertThat(rounds.round(PATIENCE)).isEmpty();
    }

    @AfterEach
    void stop() {
        open.forEach(WitnessRounds::close);
        first.close();
        second.close();
    }

    @Test
    void roundWhenTheDatabaseWasSetBackWithItsFilesThenForkedWhileRunningAndAtTheStart() throws Exception {
        Snapshot yesterday = Snapshot.of(database, "yesterday");
        grow(30, true);
        rounds.round(PATIENCE);
        yesterday.restore();
        forgetFiles();

        String what = "acme/P13M has 40 entries in the database, but the witness witness.example/w";
        assertThat(rounds.round(PATIENCE)).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.FORKED);
            assertThat(alarm.what()).startsWith(what).endsWith(" has cosigned 70");
        });
        assertThat(publisher().begin(begun::add, rounds().round(PATIENCE)))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.what()).startsWith(what));
        assertThat(begun).isEmpty();
    }

    @Test
    void roundWhenSetBackAndGrownToAnotherTreeThenForked() throws Exception {
        Snapshot yesterday = Snapshot.of(database, "yesterday");
        grow(30, true);
        rounds.round(PATIENCE);
        yesterday.restore();
        forgetFiles();
        grow(30, false);
        assertOther(rounds().round(PATIENCE));
        grow(20, false);
        assertOther(rounds().round(PATIENCE));
        assertOther(rounds.round(PATIENCE));
    }

    @Test
    void beginWhenAnOperatorGivesUpWhatOnlyTheWitnessKnowsThenAnotherOrigin() throws Exception {
        Snapshot yesterday = Snapshot.of(database, "yesterday");
        grow(30, true);
        rounds.round(PATIENCE);
        yesterday.restore();
        forgetFiles();
        WitnessRounds again = rounds();
        assertThat(publisher().begin(begun::add, again.round(PATIENCE))).hasSize(1);
        assertThat(new AnchorFiles(directory).acceptFork("acme/P13M")).isTrue();

        assertThat(publisher().begin(begun::add, again.round(PATIENCE))).isEmpty();

        assertThat(begun).extracting(Forked::origin).containsExactly(ORIGIN + "/2");
        grow(1, true);
        assertThat(again.round(PATIENCE)).isEmpty();
        assertThat(first.size(ORIGIN + "/2")).isEqualTo(41);
    }

    @ParameterizedTest
    @MethodSource("misdeeds")
    void roundWhenAWitnessLiesThenNothingChangesAndItLags(TestWitness.Misdeed misdeed, Reason reason) throws Exception {
        grow(5, true);
        first.misbehave(misdeed);

        assertThat(rounds.round(PATIENCE)).isEmpty();

        assertThat(states().get(0)).satisfies(state -> {
            assertThat(state.size()).isEqualTo(40);
            assertThat(state.problem()).isEqualTo(reason);
        });
        assertThat(states().get(1).size()).isEqualTo(45);
        SignedNote note = proofs.checkpoint("acme", Tier.P13M).orElseThrow();
        assertThat(Cosignature.find(note, key(first))).isEmpty();
        assertThat(Cosignature.find(note, key(second))).isPresent();
        first.misbehave(exchange -> false);
        rounds.round(PATIENCE);
        assertThat(states()).extracting(WitnessRounds.State::size).containsExactly(45L, 45L);
    }

    static Stream<Arguments> misdeeds() {
        String line = "— witness.example/w1 " + "A".repeat(103) + "=\n";
        return Stream.of(
                misdeed(200, "text/plain", "garbage", Reason.UNUSABLE),
                misdeed(200, "text/plain", "", Reason.UNUSABLE),
                misdeed(200, "text/plain", line, Reason.WRONG_SIGNATURE),
                misdeed(200, "text/plain", line.repeat(100_000), Reason.UNUSABLE),
                misdeed(302, "text/plain", "", Reason.UNUSABLE),
                misdeed(403, "text/plain", "", Reason.UNKNOWN_KEY),
                misdeed(404, "text/plain", "", Reason.UNKNOWN_LOG),
                misdeed(422, "text/plain", "", Reason.UNUSABLE),
                misdeed(409, "text/plain", "9999\n", Reason.UNUSABLE),
                misdeed(409, "text/x.tlog.size", "-1\n", Reason.UNUSABLE),
                misdeed(409, "text/x.tlog.size", "12\n", Reason.UNUSABLE),
                misdeed(409, "text/x.tlog.size", "9".repeat(50) + "\n", Reason.UNUSABLE),
                misdeed(500, "text/plain", "", Reason.UNUSABLE),
                Arguments.of(
                        (TestWitness.Misdeed) exchange -> {
                            exchange.sendResponseHeaders(200, 1_000); // and never comes to an end
                            exchange.getResponseBody().write('x');
                            exchange.getResponseBody().flush();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException ex) {
                                Thread.currentThread().interrupt();
                            }
                            return true;
                        },
                        Reason.AWAY));
    }

    @Test
    void roundThenCosignaturesAreServedProvedAndExported() throws Exception {
        grow(300, true);
        rounds.round(PATIENCE);
        SignedNote cosigned = proofs.checkpoint("acme", Tier.P13M).orElseThrow();
        grow(3, true);
        List<WitnessKey> keys = List.of(key(first), key(second));

        assertThat(Cosignature.count(cosigned, keys)).isEqualTo(2);
        assertThat(Cosignature.count(proofs.checkpoint("acme", Tier.P13M).orElseThrow(), keys))
                .isZero();
        assertThat(proofs.cosigned("acme", Tier.P13M).orElseThrow()).hasToString(cosigned.toString());
        VerificationKey key = proofs.key("acme", Tier.P13M).orElseThrow();
        assertThat(proofs.prove("acme", Tier.P13M, 339)).hasValueSatisfying(proof -> {
            assertThat(proof.checkpoint()).hasToString(cosigned.toString());
            assertThat(proof.isValid(key)).isTrue();
        });
        assertThat(proofs.prove("acme", Tier.P13M, 340))
                .hasValueSatisfying(
                        proof -> assertThat(proof.checkpoint().text()).contains("\n343\n"));
        Path export = directory.resolve("export");
        TrailExport.write(database.dataSource(), Optional.empty(), export);
        assertThat(Files.readString(export.resolve("acme/P13M/cosigned/340"))).isEqualTo(cosigned.toString());
    }

    @Test
    void verifyWhenTheQuorumIsMissingThenAFaultInTheDatabaseAndInAnExport() throws Exception {
        grow(10, true);
        second.misbehave(exchange -> {
            TestWitness.answer(exchange, 500, "text/plain", "");
            return true;
        });
        database.run("DELETE FROM audit.audit_cosignature");
        rounds.round(PATIENCE);
        Path export = directory.resolve("export");
        TrailExport.write(database.dataSource(), Optional.empty(), export);
        List<WitnessKey> both = List.of(key(first), key(second));
        VerificationKey key = proofs.key("acme", Tier.P13M).orElseThrow();
        VerifyOptions options = VerifyOptions.defaults().withKeys(List.of(key));

        for (VerifyOptions asked : List.of(options, options.withWitnesses(both, 1))) {
            assertThat(TrailVerifier.verify(database.dataSource(), asked, progress -> {}))
                    .satisfies(report -> assertThat(report.faults()).isEmpty())
                    .satisfies(report -> assertThat(report.witnessed())
                            .containsExactly(new Witnessed("acme/P13M", 50, 1, asked.quorum() > 0)));
            assertThat(ExportVerifier.verify(export, asked, progress -> {}).faults())
                    .isEmpty();
        }
        Fault missing =
                new Fault("acme/P13M", 49, "the checkpoint of 50 entries has 1 of 2 cosignatures that are asked for");
        VerifyOptions all = options.withWitnesses(both, null);
        assertThat(TrailVerifier.verify(database.dataSource(), all, progress -> {})
                        .faults())
                .containsExactly(missing);
        assertThat(ExportVerifier.verify(export, all, progress -> {}).faults()).containsExactly(missing);
        second.misbehave(exchange -> false);
        rounds.round(PATIENCE);
        grow(3, true);
        assertThat(TrailVerifier.verify(database.dataSource(), all, progress -> {}))
                .satisfies(report -> assertThat(report.faults()).isEmpty())
                .satisfies(report ->
                        assertThat(report.witnessed()).containsExactly(new Witnessed("acme/P13M", 50, 2, true)));
    }

    @Test
    void roundWhenNothingGrewThenNobodyIsAsked() throws Exception {
        int asked = first.asked();

        assertThat(rounds.round(PATIENCE)).isEmpty();
        assertThat(first.asked()).isEqualTo(asked);
    }

    @Test
    void roundWhenAnotherNodeWasThereThenBothGoOn() throws Exception {
        WitnessRounds other = rounds();
        for (int i = 0; i < 3; i++) {
            grow(7, true);
            assertThat(other.round(PATIENCE)).isEmpty();
            grow(7, true);
            assertThat(rounds.round(PATIENCE)).isEmpty();
        }
        assertThat(states()).extracting(WitnessRounds.State::size).containsExactly(82L, 82L);
    }

    @Test
    void roundWhenAWitnessForgotThenItBeginsAgain() throws Exception {
        first.forget();
        grow(1, true);

        assertThat(rounds.round(PATIENCE)).isEmpty();
        assertThat(states().get(0).size()).isEqualTo(41);
    }

    @Test
    void lagsSinceWhenTheQuorumIsMissingForLongerThanToleratedThenTold() throws Exception {
        second.misbehave(exchange -> {
            TestWitness.answer(exchange, 500, "text/plain", "");
            return true;
        });
        clock.advance(Duration.ofHours(1));
        rounds.round(PATIENCE);
        assertThat(rounds.lagsSince(ORIGIN)).as("nothing grew").isEmpty();
        grow(1, true);
        rounds.round(PATIENCE);
        clock.advance(Duration.ofMinutes(9));
        assertThat(rounds.lagsSince(ORIGIN)).isEmpty();
        clock.advance(Duration.ofMinutes(1));

        assertThat(rounds.lagsSince(ORIGIN)).isPresent();
        second.misbehave(exchange -> false);
        rounds.round(PATIENCE);
        assertThat(rounds.lagsSince(ORIGIN)).isEmpty();
    }

    @Test
    void witnessWhenNotHttpsThenRefused() {
        for (String address : List.of(
                "http://witness.example", "ftp://w.example", "/w", "https://a:b@w.example", "https://w.example?x")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Witness("w", key(first), URI.create(address)));
        }
    }

    private static Arguments misdeed(int status, String type, String body, Reason reason) {
        return Arguments.of(
                (TestWitness.Misdeed) exchange -> {
                    TestWitness.answer(exchange, status, type, body);
                    return true;
                },
                reason);
    }

    private static void assertOther(List<Alarm> alarms) {
        assertThat(alarms).singleElement().satisfies(alarm -> {
            assertThat(alarm.kind()).isEqualTo(Alarm.Kind.FORKED);
            assertThat(alarm.what()).contains("has other entries in the database than the 70 that the witness");
        });
    }

    private List<WitnessRounds.State> states() throws Exception {
        return rounds.states("acme", Tier.P13M);
    }

    private static WitnessKey key(TestWitness witness) {
        return WitnessKey.parse(witness.vkey());
    }

    private static Witness witness(TestWitness witness) {
        return new Witness(key(witness).name(), key(witness), witness.address());
    }

    private WitnessRounds rounds() {
        WitnessRounds made = new WitnessRounds(
                database.dataSource(),
                clock,
                List.of(witness(first), witness(second)),
                2,
                new WitnessClient(ONE_ANSWER));
        open.add(made);
        return made;
    }

    private CheckpointPublisher publisher() {
        return new CheckpointPublisher(
                database.dataSource(), TestTrail.keyRing(), clock, new AnchorFiles(directory), anchor -> {});
    }

    /** A machine that was set back as a whole. */
    private void forgetFiles() throws Exception {
        Files.deleteIfExists(directory.resolve("acme/P13M.checkpoint"));
    }

    private void grow(int count, boolean known) throws Exception {
        try (JdbcAuditTrail trail = TestTrail.open(database, clock)) {
            List<CompletableFuture<Receipt>> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(trail.appendAsync((known ? signIn() : failedSignIn()).build()));
            }
            entries.forEach(CompletableFuture::join);
        }
        publisher().tick();
    }
}
