package org.gatehouse.server.exports.trail;

import java.util.Optional;
import java.util.UUID;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.exports.trail.TrailExportException.Reason;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.Justification;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Exports that wait for a second person: those of more entries than the realm lets one person take away. */
@Component
class LargeExports {

    private final Realms realms;
    private final Approvals approvals;

    LargeExports(Realms realms, Approvals approvals) {
        this.realms = realms;
        this.approvals = approvals;
    }

    /** @throws TrailExportException when it cannot be kept as one line; nothing at all is for {@link #ask} to judge */
    static Optional<String> reason(@Nullable String why) {
        if (why == null || why.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(Justification.of(why).orElseThrow(LargeExports::noReason));
    }

    /** How many entries one person may take away, by what the realm says now; null for any number. */
    @Nullable
    Integer most(Realm realm) {
        return realms.fresh(realm.name()).definition().trail().approvalAbove();
    }

    /**
     * Asks for a second person if that many entries need one; an export of unknown size does.
     *
     * @return the request that now waits; null when none is needed
     * @throws TrailExportException when nobody said why
     * @throws ActionRefusedException when nobody else could approve
     */
    @Nullable
    UUID ask(
            Actor actor,
            @Nullable Integer most,
            UUID export,
            TrailFormat format,
            @Nullable Long expected,
            Optional<String> why) {
        if (most == null || (expected != null && expected <= most)) {
            return null;
        }
        String reason = why.orElseThrow(LargeExports::noReason);
        if (!approvals.hasSecondPerson(actor)) {
            throw new ActionRefusedException(ActionRefusedException.Reason.SECOND_PERSON_NEEDED);
        }
        String size = expected == null ? ExportTrail.UNKNOWN : expected.toString();
        return approvals
                .request(actor, ExportTrail.KIND, ExportTrail.change(export, format, size, reason))
                .id();
    }

    /** Before the export itself: whoever approves at the same moment does so before this, or not at all. */
    void takeBack(Actor actor, TrailExport export) {
        if (export.approval() != null) {
            approvals.withdraw(actor, export.approval());
        }
    }

    private static TrailExportException noReason() {
        return new TrailExportException(
                Reason.WHY,
                "Say 'why', in one line of at most " + Justification.LONGEST
                        + " characters: so many entries need a second person's approval.");
    }
}
