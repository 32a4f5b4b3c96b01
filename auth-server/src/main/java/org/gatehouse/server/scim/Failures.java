package org.gatehouse.server.scim;

import de.captaingoldfish.scim.sdk.common.exceptions.ScimException;
import java.util.stream.Collectors;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.directory.AttributeTakenException;
import org.gatehouse.server.directory.InvalidAccountException;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.groups.GroupException;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.web.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;

/** What the directory's refusals and failures are in SCIM's terms. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static ScimException of(RuntimeException failure) {
        if (failure instanceof ScimException known) {
            return known;
        }
        if (failure instanceof AccountException refused) {
            return account(refused);
        }
        if (failure instanceof GroupException refused) {
            return group(refused);
        }
        if (failure instanceof ActionRefusedException refused) {
            boolean last = refused.reason() == ActionRefusedException.Reason.LAST_ADMINISTRATOR;
            return Refusal.of(last ? 409 : 403, String.valueOf(refused.getMessage()));
        }
        return values(failure);
    }

    private static ScimException values(RuntimeException failure) {
        if (failure instanceof InvalidAccountException invalid) {
            return Refusal.invalid(
                    Refusal.INVALID_VALUE,
                    invalid.problems().stream()
                            .map(problem -> problem.field() + ": " + problem.message())
                            .collect(Collectors.joining(" ")));
        }
        if (failure instanceof UserNameTakenException) {
            return Refusal.taken(
                    "An account of the realm has this userName, or has proven it as its address. If none is shown, it is"
                            + " not this client's, or a deleted one, which an administrator can restore or erase.");
        }
        if (failure instanceof AttributeTakenException taken) {
            return Refusal.taken(String.valueOf(taken.getMessage()));
        }
        return unexpected(failure);
    }

    private static ScimException unexpected(RuntimeException failure) {
        if (Outage.isCauseOf(failure) || failure instanceof ConcurrencyFailureException) {
            LOG.warn("Provisioning failed for now: {}", failure.toString());
            return Refusal.unavailable();
        }
        LOG.error("Provisioning failed", failure);
        return Refusal.of(500, "The service failed.");
    }

    private static ScimException account(AccountException refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case NOT_FOUND -> Refusal.notFound();
            case STALE -> Refusal.of(412, detail);
            case WRONG_STATE -> Refusal.of(409, detail);
            case INVALID, WHY -> Refusal.invalid(Refusal.INVALID_VALUE, detail);
        };
    }

    private static ScimException group(GroupException refused) {
        String detail = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case NOT_FOUND -> Refusal.notFound();
            case STALE -> Refusal.of(412, detail);
            case TAKEN -> Refusal.taken(detail);
            case IN_USE -> Refusal.of(409, detail);
            case INVALID -> Refusal.invalid(Refusal.INVALID_VALUE, detail);
        };
    }
}
