package org.gatehouse.server.exports.trail;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.Histogram;
import org.gatehouse.audit.query.Histograms;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.ApprovalGoneException;
import org.gatehouse.server.exports.trail.ExportChunks.Part;
import org.gatehouse.server.exports.trail.TrailExport.State;
import org.gatehouse.server.exports.trail.TrailExportException.Reason;
import org.gatehouse.server.reading.TrailMask;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Attempts;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Exports of a realm's trail, for those who hold {@code audit.export}: whoever may order one may see and fetch all of the
 * realm's; only what names nobody without {@code audit.identify}. Ordering and fetching are entries, and so is trying to
 * without the right.
 */
@Component
public class TrailExports {

    /** How long an export is there to be fetched, from its order or its approval on. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** The longest stretch of time in one export: as long as anything is kept. */
    public static final Duration LONGEST = Duration.ofDays(5 * 366);

    /** A realm's exports being made at once. */
    static final int MOST_RUNNING = 3;

    /** A realm's exports altogether. */
    static final int MOST = 20;

    private final TrailExportRows rows;
    private final ExportChunks chunks;
    private final ScopeFilter filters;
    private final Histograms histograms;
    private final LargeExports large;
    private final Attempts attempts;
    private final Trail trail;
    private final Clock clock;

    TrailExports(
            TrailExportRows rows,
            ExportChunks chunks,
            ScopeFilter filters,
            Histograms histograms,
            LargeExports large,
            Attempts attempts,
            Trail trail,
            Clock clock) {
        this.rows = rows;
        this.chunks = chunks;
        this.filters = filters;
        this.histograms = histograms;
        this.large = large;
        this.attempts = attempts;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Orders an export; it is made in the background, a large one once a second person approves where the realm asks for
     * that.
     *
     * @param why in one line, for whoever approves and for the trail; it must not name people
     * @throws TrailExportException when the scope means nothing, nobody said why a large one is wanted, or the realm has too
     *     many exports already
     */
    @Transactional
    public TrailExport order(Actor actor, TrailFormat format, TrailScope scope, @Nullable String why) {
        return attempt(actor, () -> add(actor, format, scope, LargeExports.reason(why)));
    }

    /** The realm's exports, newest first. */
    @Transactional(readOnly = true)
    public List<TrailExport> list(Actor actor) {
        actor.require(Permission.AUDIT_EXPORT);
        return rows.of(actor.realm(), clock.instant()).stream()
                .map(TrailExportRow::export)
                .toList();
    }

    /** @throws TrailExportException when the realm has none of that id */
    @Transactional(readOnly = true)
    public TrailExport get(Actor actor, UUID id) {
        actor.require(Permission.AUDIT_EXPORT);
        return find(actor, id);
    }

    /**
     * Ends it if it is still being made, takes it back if it waits, and deletes what there is of it.
     *
     * @throws TrailExportException when the realm has none of that id
     */
    @Transactional
    public void delete(Actor actor, UUID id) {
        actor.require(Permission.AUDIT_EXPORT);
        large.takeBack(actor, find(actor, id));
        if (!rows.remove(key(actor, id))) {
            throw notFound();
        }
    }

    /**
     * A file to hand out, with the entry that says so.
     *
     * @throws TrailExportException when the realm has none of that id, or it is not ready
     */
    @Transactional
    public TrailExport fetch(Actor actor, UUID id) {
        return attempt(actor, () -> {
            TrailExport export = find(actor, id);
            if (!export.scope().isHidden()) {
                actor.require(Permission.AUDIT_IDENTIFY); // somebody else ordered it, who may see more
            }
            if (export.state() != State.READY) {
                throw new TrailExportException(Reason.NOT_READY, "There is no file: it is " + state(export) + ".");
            }
            trail.record(entry(actor, export)
                    .detail("rows", String.valueOf(export.entries()))
                    .detail("sha256", export.sha256()));
            return export;
        });
    }

    /**
     * Writes the bytes of a fetched file.
     *
     * @param from the first
     * @param until the last, exclusive
     * @throws IOException also when it was deleted meanwhile
     */
    public void write(Actor actor, TrailExport export, long from, long until, OutputStream out) throws IOException {
        long place = 0;
        for (byte[] chunk : new ChunkSequence(chunks, key(actor, export.id()), Part.FILE)) {
            long begin = Math.max(from, place);
            long end = Math.min(until, place + chunk.length);
            if (begin < end) {
                out.write(chunk, (int) (begin - place), (int) (end - begin));
            }
            place += chunk.length;
            if (place >= until) {
                return;
            }
        }
        throw new IOException("The export is gone.");
    }

    /** What a second person agreed to. */
    void begin(Actor approver, UUID id) {
        Instant now = clock.instant();
        if (!rows.begin(key(approver, id), now, now.plus(KEPT))) {
            throw new ApprovalGoneException("There is no such export any more.");
        }
        trail.record(entry(approver, find(approver, id)));
    }

    private TrailExport add(Actor actor, TrailFormat format, TrailScope asked, Optional<String> why) {
        actor.require(Permission.AUDIT_EXPORT);
        Instant now = clock.instant();
        TrailScope scope = bounded(asked, now).hidden(TrailMask.isFor(actor));
        Long expected = expected(actor, scope);
        rows.lock(actor.realm());
        requireRoom(rows.of(actor.realm(), now));
        ExportKey key = key(actor, UuidCreator.getTimeOrderedEpoch());
        Integer most = large.most(actor.realm());
        UUID approval = large.ask(actor, most, key.id(), format, expected, why);
        rows.add(key, format, scope, expected, approval, most, now, now.plus(KEPT));
        TrailExport export = find(actor, key.id());
        if (approval == null) {
            trail.record(entry(actor, export).detail("why", why.orElse(null)));
        }
        return export;
    }

    /** Counted from the hours where that is possible; a bounded count that was cut off says too little to tell. */
    private @Nullable Long expected(Actor actor, TrailScope scope) {
        String realm = actor.realm().name();
        TrailFilter filter = filters.of(realm, scope);
        if (!TrailMask.isCoarse(filter)) {
            actor.require(Permission.AUDIT_IDENTIFY);
        }
        Histogram histogram = histograms.of(realm, filter);
        return histogram.partial() ? null : (Long) histogram.entries();
    }

    private static TrailScope bounded(TrailScope asked, Instant now) {
        Instant until = asked.until().isAfter(now) ? now : asked.until();
        if (!asked.from().isBefore(until)) {
            throw new TrailExportException(Reason.INVALID, "'from' must be before 'until', and in the past.");
        }
        if (Duration.between(asked.from(), until).compareTo(LONGEST) > 0) {
            throw new TrailExportException(Reason.INVALID, "At most five years go into one export.");
        }
        return asked.until(until);
    }

    private static void requireRoom(List<TrailExportRow> present) {
        long running = present.stream()
                .filter(row -> row.export().state() == State.RUNNING)
                .count();
        if (running >= MOST_RUNNING) {
            throw new TrailExportException(Reason.TOO_MANY, "Other exports are being made; wait for one of them.");
        }
        if (present.size() >= MOST) {
            throw new TrailExportException(Reason.TOO_MANY, "The realm has too many exports; delete one first.");
        }
    }

    private <T> T attempt(Actor actor, Supplier<T> action) {
        return attempts.make(
                actor,
                Activity.LOG_EXPORTED,
                event -> event.target(Party.realm(actor.realm().name())),
                () -> {
                    actor.require(Permission.AUDIT_EXPORT);
                    return action.get();
                });
    }

    private AuditEvent.Builder entry(Actor actor, TrailExport export) {
        return trail.event(actor.realm(), Activity.LOG_EXPORTED, actor.client(), null)
                .actor(actor.party())
                .target(Party.object("export", export.id().toString()))
                .detail("format", export.format().code());
    }

    private TrailExport find(Actor actor, UUID id) {
        return rows.find(key(actor, id), clock.instant())
                .map(TrailExportRow::export)
                .orElseThrow(TrailExports::notFound);
    }

    private static String state(TrailExport export) {
        @Nullable String problem = export.problem();
        return export.state().code() + (problem == null ? "" : " (" + problem + ")");
    }

    private static ExportKey key(Actor actor, UUID id) {
        return new ExportKey(actor.realm().id(), id);
    }

    private static TrailExportException notFound() {
        return new TrailExportException(Reason.NOT_FOUND, "The realm has no such export.");
    }
}
