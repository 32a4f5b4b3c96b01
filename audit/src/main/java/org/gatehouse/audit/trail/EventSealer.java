package org.gatehouse.audit.trail;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.gatehouse.audit.entry.Detail;
import org.gatehouse.audit.entry.EntryHead;
import org.gatehouse.audit.entry.EntryHead.Ref;
import org.gatehouse.audit.entry.Micros;
import org.gatehouse.audit.entry.Segment;
import org.gatehouse.audit.entry.Segment.Place;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Party.Kind;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.privacy.SubjectKey;
import org.gatehouse.audit.privacy.SubjectKeys;
import org.jspecify.annotations.Nullable;

/**
 * Turns an event into an entry, on the caller's thread: what is personal goes into one sealed segment per person, each
 * under that person's own key, so that forgetting an administrator does not forget whom he edited.
 */
final class EventSealer {

    /** Long enough for thousands of changed fields, short enough that a batch of them fits in memory. */
    private static final int MAX_SEGMENT = 256 * 1024;

    private final SubjectKeys keys;
    private final Logs logs;
    private final RetentionPolicy policy;
    private final Clock clock;
    private final String node;
    private final Salts salts = new Salts();

    EventSealer(SubjectKeys keys, Logs logs, RetentionPolicy policy, Clock clock, String node) {
        this.keys = keys;
        this.logs = logs;
        this.policy = policy;
        this.clock = clock;
        this.node = node;
    }

    SealedEntry seal(AuditEvent event) throws SQLException {
        StorableEvent storable = StorableEvent.of(event);
        AuditEvent clean = storable.event();
        Tier tier = policy.tierOf(clean.realm(), clean.activity().category());
        int realm = keys.realmNumber(clean.realm());
        Log log = logs.of(clean.realm(), realm, tier);
        Sealed actor = seal(log, actorKey(clean), actorSegment(clean), Place.ACTOR);
        Sealed target = seal(log, targetKey(clean), targetSegment(clean), Place.TARGET);
        byte[] detail = detail(clean);
        byte[] head = head(log, clean, storable.shortened(), actor, target, detail.length);
        if (head.length + detail.length > EntryHead.MAX_ENTRY) {
            throw new EventRefusedException("The event's detail is too long for one entry.", null);
        }
        return new SealedEntry(
                log,
                clean.activity().id(),
                personOf(clean.actor(), actor),
                personOf(clean.target(), target),
                head,
                detail,
                actor.bytes(),
                target.bytes());
    }

    private byte[] head(Log log, AuditEvent event, boolean shortened, Sealed actor, Sealed target, int detailLength) {
        Party toWhom = event.target();
        Instant occurredAt = event.occurredAt() == null ? clock.instant() : event.occurredAt();
        return new EntryHead(
                        0,
                        salts.next(),
                        log.tier(),
                        log.realm(),
                        event.activity().id(),
                        event.outcome(),
                        Severity.of(event.activity(), event.outcome()),
                        new Ref(event.actor().kind(), actor.ref()),
                        toWhom == null ? null : new Ref(toWhom.kind(), target.ref()),
                        Micros.of(occurredAt),
                        shortened,
                        event.origin().country(),
                        actor.digest(),
                        target.digest(),
                        event.origin().client(),
                        event.origin().session(),
                        event.origin().request(),
                        node,
                        event.reason(),
                        detailLength)
                .encode();
    }

    private static byte[] detail(AuditEvent event) {
        byte[] json = new Detail(label(event.actor()), label(event.target()), event.detail(), event.changes()).toJson();
        if (json.length > EntryHead.MAX_ENTRY) {
            throw new EventRefusedException("The event's detail is too long for one entry.", null);
        }
        return json;
    }

    /** Readable labels only of parties that are not people. */
    private static @Nullable String label(@Nullable Party party) {
        return party == null || party.kind() == Kind.ACCOUNT || party.label().isEmpty() ? null : party.label();
    }

    private static Segment actorSegment(AuditEvent event) {
        Party actor = event.actor();
        boolean person = actor.person() != null;
        return new Segment(
                person ? actor.label() : null,
                actor.email(),
                event.origin().address(),
                event.origin().userAgent(),
                hasPerson(event.target()) ? List.of() : personalChanges(event));
    }

    private static Segment targetSegment(AuditEvent event) {
        Party target = event.target();
        if (!hasPerson(target)) {
            return new Segment(null, null, null, null, List.of());
        }
        Party person = Objects.requireNonNull(target);
        return new Segment(person.label(), person.email(), null, null, personalChanges(event));
    }

    private static List<Change> personalChanges(AuditEvent event) {
        return event.changes().isEmpty()
                ? List.of()
                : event.changes().stream().filter(Change::personal).toList();
    }

    private KeySource actorKey(AuditEvent event) {
        return keySource(event, event.actor());
    }

    private KeySource targetKey(AuditEvent event) {
        Party target = event.target();
        return keySource(event, target == null ? Party.system() : target);
    }

    /** A person's own key, else the realm's key of the month. */
    private KeySource keySource(AuditEvent event, Party party) {
        return () -> party.person() == null
                ? keys.ofThisMonth(event.realm())
                : keys.of(event.realm(), Objects.requireNonNull(party.person()), since(event, party));
    }

    /** An erasure before that was of somebody else, who had the identifier: it may come back, and then it is told. */
    private Instant since(AuditEvent event, Party party) {
        Instant occurredAt = event.occurredAt() == null ? clock.instant() : event.occurredAt();
        boolean isMade = event.activity() == Activity.USER_CREATED && party.equals(event.target());
        return isMade ? occurredAt : occurredAt.minus(SubjectKeys.OVERLAP);
    }

    private static Sealed seal(Log log, KeySource source, Segment segment, Place place) {
        if (segment.isEmpty()) {
            return Sealed.NOTHING;
        }
        byte[] json = segment.toJson();
        if (json.length > MAX_SEGMENT) {
            throw new EventRefusedException("The event's personal changes are too long for one entry.", null);
        }
        SubjectKey key = source.get();
        if (key.isLost()) {
            return Sealed.nothingOf(key.ref());
        }
        return Sealed.of(key.ref(), key.seal(json, Segment.associatedData(log.realm(), log.tier(), key.ref(), place)));
    }

    private static @Nullable Long personOf(@Nullable Party party, Sealed sealed) {
        return hasPerson(party) ? Long.valueOf(sealed.ref()) : null;
    }

    private static boolean hasPerson(@Nullable Party party) {
        return party != null && party.person() != null;
    }

    private interface KeySource {
        SubjectKey get();
    }
}
