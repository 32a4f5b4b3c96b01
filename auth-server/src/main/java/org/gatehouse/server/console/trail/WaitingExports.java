package org.gatehouse.server.console.trail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.approval.Approval;
import org.gatehouse.server.approval.Approvals;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.exports.trail.TrailExport;
import org.gatehouse.server.rights.Actor;
import org.gatehouse.server.rights.EffectiveRights;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom exports wait for. Names are for those who may see accounts. */
@Component
class WaitingExports {

    /** Enough to know whom to ask. */
    private static final int NAMED = 4;

    private final Approvals approvals;
    private final EffectiveRights rights;
    private final Accounts accounts;

    WaitingExports(Approvals approvals, EffectiveRights rights, Accounts accounts) {
        this.approvals = approvals;
        this.rights = rights;
        this.accounts = accounts;
    }

    /**
     * A wait for a second person.
     *
     * @param asker who ordered it; null when the reader may not know
     * @param deciders some of those who could approve; nobody when the reader may not know
     */
    record Waiting(@Nullable String asker, boolean own, List<String> deciders, Instant until) {}

    /** Null when it waits for nobody. */
    @Nullable
    Waiting of(Actor viewer, TrailExport export) {
        if (export.state() != TrailExport.State.WAITING || export.approval() == null) {
            return null;
        }
        return approvals
                .find(viewer.realm(), export.approval())
                .map(approval -> waiting(viewer, approval))
                .orElse(null);
    }

    private Waiting waiting(Actor viewer, Approval approval) {
        UUID asker = approval.requestedBy();
        boolean names = viewer.permissions().contains(Permission.USERS_READ);
        return new Waiting(
                names ? name(viewer, asker).orElse(null) : null,
                viewer.isSelf(asker),
                names ? deciders(viewer, asker) : List.of(),
                approval.expiresAt());
    }

    private List<String> deciders(Actor viewer, UUID asker) {
        return rights.holders(viewer.realm(), Permission.APPROVALS_DECIDE, null, NAMED + 1).stream()
                .filter(holder -> !holder.equals(asker))
                .limit(NAMED)
                .flatMap(holder -> name(viewer, holder).stream())
                .toList();
    }

    private Optional<String> name(Actor viewer, UUID person) {
        return accounts.find(viewer.realm(), person).map(Account::displayName);
    }
}
