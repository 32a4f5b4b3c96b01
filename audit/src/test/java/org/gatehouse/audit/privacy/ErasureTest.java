package org.gatehouse.audit.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.audit.testing.TestTrail.ALICE;
import static org.gatehouse.audit.testing.TestTrail.BOB;
import static org.gatehouse.audit.testing.TestTrail.failedSignIn;
import static org.gatehouse.audit.testing.TestTrail.signIn;
import static org.gatehouse.audit.testing.TestTrail.userUpdated;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.audit.erasure.Erasure;
import org.gatehouse.audit.erasure.Forgotten;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.testing.SettableClock;
import org.gatehouse.audit.testing.TestTrail;
import org.gatehouse.audit.testing.TrailDatabase;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.verify.TrailVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasureTest {

    private final TrailDatabase database = TrailDatabase.create();
    private final SettableClock clock = new SettableClock("2026-11-21T10:00:00Z");
    private final JdbcAuditTrail trail = TestTrail.open(database, clock);
    private final TrailReader reader = TrailReader.on(database.dataSource(), trail.subjectKeys());

    @AfterEach
    void close() {
        trail.close();
    }

    private static final Instant ERASED = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void eraseWhenPersonIsUnknownThenNothingHappens() {
        assertThat(trail.subjectKeys().erase("acme", BOB)).isFalse();
        assertThat(trail.subjectKeys().erase("no-such-realm", BOB)).isFalse();
        assertThat(database.query("SELECT count(*) FROM audit.audit_realm")).containsExactly("0");
    }

    @Test
    void eraseThenThatPersonIsUnreadableAndTheOthersAreNot() throws Exception {
        trail.append(userUpdated().build());
        trail.append(signIn().build());
        String roots = roots();

        assertThat(trail.subjectKeys().erase("acme", BOB)).isTrue();

        EntryView update = only("user.updated");
        assertThat(update.target()).isEqualTo(Party.erased());
        assertThat(update.actor()).isEqualTo(TestTrail.alice());
        assertThat(update.changes())
                .containsExactly(new Change("phone", null, null, true), Change.of("locale", "en", "fr"));
        assertThat(only("auth.login").actor()).isEqualTo(TestTrail.alice());
        assertThat(roots()).isEqualTo(roots);
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
    }

    @Test
    void eraseWhenThePersonActedThenAddressAndAgentAreGoneToo() {
        trail.append(signIn().build());

        trail.subjectKeys().erase("acme", ALICE);

        EntryView login = only("auth.login");
        assertThat(login.actor()).isEqualTo(Party.erased());
        assertThat(login.origin().address()).isNull();
        assertThat(login.origin().userAgent()).isNull();
        assertThat(login.origin().client()).isEqualTo("field-app");
    }

    @Test
    void eraseWhenTheTransactionRollsBackThenThePersonStays() throws Exception {
        trail.append(signIn().build());
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThat(trail.subjectKeys().erase(connection, "acme", ALICE, clock.instant()))
                    .isPresent();
            connection.rollback();
        }

        assertThat(only("auth.login").actor()).isEqualTo(TestTrail.alice());
    }

    @Test
    void eraseOnOneNodeThenNoReaderAnywhereReadsThePerson() {
        try (JdbcAuditTrail other = TestTrail.open(database, clock)) {
            other.append(signIn().build()); // the other node holds the key in its cache
            trail.subjectKeys().erase("acme", ALICE);
            other.append(signIn().build());

            assertThat(TrailReader.on(database.dataSource(), other.subjectKeys())
                            .latest("acme", 10))
                    .extracting(EntryView::actor)
                    .containsOnly(Party.erased());
        }
    }

    /** Another node that never knew them, or the same after a restart: whatever was under way comes late, and often. */
    @Test
    void appendWhenThePersonWasErasedBeforeThenNothingOfThemIsSealedOnAnyNode() throws Exception {
        trail.append(signIn().build());
        forget(ALICE);
        clock.advance(Duration.ofDays(2));
        try (JdbcAuditTrail other = TestTrail.open(database, clock)) {
            other.append(signIn().occurredAt(ERASED.minusSeconds(1)).build());
            other.append(signIn().occurredAt(ERASED.plusSeconds(300)).build());
            other.append(userUpdated().occurredAt(ERASED).build());
        }

        assertThat(reader.latest("acme", 10))
                .hasSize(4)
                .extracting(EntryView::actor)
                .containsOnly(Party.erased());
        assertThat(only("user.updated").target()).isEqualTo(TestTrail.bob());
        assertThat(database.query("SELECT person FROM audit.audit_subject")).containsExactly(BOB.toString());
        assertThat(database.query("SELECT count(seal_actor) FROM audit.audit_entry"))
                .as("what was sealed before")
                .containsExactly("1");
        assertThat(database.query("SELECT encode(mark, 'hex') FROM audit.audit_erased_mark"))
                .singleElement()
                .asString()
                .doesNotContain(ALICE.toString().replace("-", ""));
        assertThat(TrailVerifier.verify(database.dataSource(), progress -> {}).intact())
                .isTrue();
    }

    /** Nobody can act without a name because an identifier was deleted and brought back. */
    @Test
    void appendWhenThePersonWasMadeAnewThenTheyAreNamedAndWhatWasBeforeIsNot() throws Exception {
        trail.append(signIn().build());
        forget(ALICE);
        AuditEvent.Builder made = AuditEvent.of("acme", Activity.USER_CREATED)
                .actor(TestTrail.bob())
                .target(TestTrail.alice());

        trail.append(made.occurredAt(ERASED.minusSeconds(1)).build());
        assertThat(only("user.created").target()).isEqualTo(Party.erased());
        clock.advance(Duration.ofSeconds(1));
        trail.append(made.occurredAt(clock.instant()).build());
        trail.append(signIn().build());

        assertThat(reader.latest("acme", 10))
                .extracting(entry -> entry.target() == null ? entry.actor() : entry.target())
                .containsExactly(TestTrail.alice(), TestTrail.alice(), Party.erased(), Party.erased());
    }

    @Test
    void eraseThenOldMarksGo() throws Exception {
        forget(ALICE);
        clock.advance(SubjectKeys.MARKED_FOR.plusSeconds(1));
        forget(BOB);

        assertThat(database.query("SELECT count(*) FROM audit.audit_erased_mark"))
                .containsExactly("1");
    }

    @Test
    void appendWhenNobodyKnownThenSealedUnderTheMonthsKeyWithoutAPerson() {
        trail.append(failedSignIn().build());
        clock.set("2026-12-01T00:00:00Z");
        trail.append(failedSignIn().build());

        assertThat(database.query("SELECT month FROM audit.audit_subject WHERE person IS NULL ORDER BY month"))
                .containsExactly("2026-11-01", "2026-12-01");
        assertThat(database.query("SELECT count(actor) FROM audit.audit_entry")).containsExactly("0");
        assertThat(reader.latest("acme", 10)).allSatisfy(view -> {
            assertThat(view.actor()).isEqualTo(Party.anonymous());
            assertThat(view.origin()).isEqualTo(TestTrail.browser());
        });
    }

    @Test
    void refThenRandomPerRealmAndTheSameEveryTime() {
        SubjectKeys keys = trail.subjectKeys();
        SubjectKeys elsewhere = SubjectKeys.open(database.dataSource(), TestTrail.keyRing(), clock);

        assertThat(keys.ref("acme", ALICE)).isPositive().isEqualTo(elsewhere.ref("acme", ALICE));
        assertThat(keys.ref("acme", ALICE)).isNotEqualTo(keys.ref("other", ALICE));
    }

    @Test
    void restrictThenNobodyReadsThePersonUntilItIsLifted() throws Exception {
        trail.append(userUpdated().build());

        assertThat(restrict(BOB, true)).isTrue();
        assertThat(restrict(BOB, true)).as("twice").isFalse();

        EntryView update = only("user.updated");
        assertThat(update.target()).isEqualTo(Party.restricted());
        assertThat(update.changes()).contains(new Change("phone", null, null, true));
        assertThat(trail.subjectKeys().isRestricted("acme", BOB)).isTrue();
        trail.append(userUpdated().build());
        assertThat(restrict(BOB, false)).isTrue();
        assertThat(reader.latest("acme", 10)).extracting(EntryView::target).containsOnly(TestTrail.bob());
    }

    @Test
    void restrictWhenALegalHoldIsAboutThePersonThenItIsRead() throws Exception {
        trail.append(userUpdated().build());
        restrict(BOB, true);
        long ref = trail.subjectKeys().findRef("acme", BOB).orElseThrow();
        database.run(
                "INSERT INTO audit.audit_hold (hold_id, realm, from_ts, person, reason, set_at) SELECT gen_random_uuid(),"
                        + " realm, now(), " + ref + ", 'Case 12', now() FROM audit.audit_realm");

        assertThat(only("user.updated").target()).isEqualTo(TestTrail.bob());
    }

    private boolean restrict(UUID person, boolean restricted) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            return trail.subjectKeys().restrict(connection, "acme", person, restricted);
        }
    }

    @Test
    void readWhenTheRegionKeyIsAnotherThenRefusedInsteadOfShownAsErased() {
        trail.append(signIn().build());
        SubjectKeys wrong = SubjectKeys.open(database.dataSource(), KeyRing.of(new byte[32], 1), clock);

        assertThatExceptionOfType(KeysUnavailableException.class)
                .isThrownBy(() -> TrailReader.on(database.dataSource(), wrong).latest("acme", 1));
    }

    private EntryView only(String activity) {
        List<EntryView> views = reader.latest("acme", 100).stream()
                .filter(view -> view.activity().code().equals(activity))
                .toList();
        assertThat(views).hasSize(1);
        return views.get(0);
    }

    private String roots() {
        return database.query("SELECT string_agg(root::text, ',' ORDER BY log_id) FROM audit.audit_head")
                .toString();
    }

    private void forget(UUID person) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Erasure erasure = new Erasure(UUID.randomUUID(), "acme", person, clock.instant(), false);
            Forgotten.erase(connection, trail.subjectKeys(), erasure, null);
            connection.commit();
        }
    }
}
