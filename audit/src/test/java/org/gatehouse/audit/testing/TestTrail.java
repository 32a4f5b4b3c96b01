package org.gatehouse.audit.testing;

import java.time.Clock;
import java.util.Arrays;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.privacy.KeyRing;
import org.gatehouse.audit.trail.JdbcAuditTrail;
import org.gatehouse.audit.trail.RetentionPolicy;
import org.gatehouse.audit.trail.TrailOptions;

/** Trails and events for tests; a test states only what differs. */
public final class TestTrail {

    public static final UUID ALICE = UUID.fromString("00000000-0000-4000-8000-00000000a11c");
    public static final UUID BOB = UUID.fromString("00000000-0000-4000-8000-000000000b0b");

    private TestTrail() {}

    public static KeyRing keyRing() {
        byte[] key = new byte[KeyRing.KEY_LENGTH];
        Arrays.fill(key, (byte) 7);
        return KeyRing.of(key, 1);
    }

    public static JdbcAuditTrail open(TrailDatabase database, Clock clock) {
        return open(database, clock, "node-1", TrailOptions.defaults().withoutClockCheck());
    }

    public static JdbcAuditTrail open(TrailDatabase database, Clock clock, String node, TrailOptions options) {
        return JdbcAuditTrail.open(database.dataSource(), RetentionPolicy.defaults(), keyRing(), clock, node, options);
    }

    public static Party alice() {
        return Party.account(ALICE, "Alice Martin", "alice@acme.example");
    }

    public static Party bob() {
        return Party.account(BOB, "Bob Durand", "bob@acme.example");
    }

    public static Origin browser() {
        return new Origin("field-app", "s-1", "r-1", "198.51.100.7", "Firefox/140");
    }

    public static AuditEvent.Builder signIn() {
        return AuditEvent.of("acme", Activity.AUTH_LOGIN).actor(alice()).origin(browser());
    }

    public static AuditEvent.Builder failedSignIn() {
        return signIn().actor(Party.anonymous()).outcome(Outcome.FAILURE).reason("unknown-user");
    }

    public static AuditEvent.Builder roleGranted() {
        return AuditEvent.of("acme", Activity.ROLE_GRANTED)
                .actor(alice())
                .target(bob())
                .origin(browser())
                .detail("role", "auditor");
    }

    public static AuditEvent.Builder userUpdated() {
        return AuditEvent.of("acme", Activity.USER_UPDATED)
                .actor(alice())
                .target(bob())
                .change(Change.personal("phone", "+33 1", "+33 2"))
                .change(Change.of("locale", "en", "fr"));
    }
}
