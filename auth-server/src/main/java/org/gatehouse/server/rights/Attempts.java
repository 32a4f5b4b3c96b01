package org.gatehouse.server.rights;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Changes that rights may forbid. Whoever tries one in vain leaves an entry: the activity, denied, with the reason. The
 * entry comes first, the refusal after it, so that nobody looks for a way up unseen; without a trail there is no answer.
 */
@Component
public class Attempts {

    private final Trail trail;

    Attempts(Trail trail) {
        this.trail = trail;
    }

    /**
     * Makes a change, or an entry of its refusal.
     *
     * @param about says whom or what the change is about; asked only when it is refused
     * @throws ActionRefusedException what the change threw, once its entry is durable
     */
    public <T extends @Nullable Object> T make(
            Actor actor, Activity activity, Consumer<AuditEvent.Builder> about, Supplier<T> change) {
        try {
            return change.get();
        } catch (ActionRefusedException ex) {
            trail.recordAtOnce(refusal(actor, activity, about, ex.reason()));
            throw ex;
        }
    }

    /** The same, of a change that returns nothing. */
    public void run(Actor actor, Activity activity, Consumer<AuditEvent.Builder> about, Runnable change) {
        this.<@Nullable Void>make(actor, activity, about, () -> {
            change.run();
            return null;
        });
    }

    /** What was asked for; when there is no such thing, that: an id somebody made up is not repeated. */
    public static Party target(String kind, Optional<Party> found) {
        return found.orElseGet(() -> Party.object(kind, "unknown"));
    }

    /** The role's name if the realm has such a role; null otherwise, for the same reason. */
    public static @Nullable String role(Actor actor, String role) {
        return actor.realm().definition().hasRole(role) ? role : null;
    }

    private AuditEvent.Builder refusal(
            Actor actor, Activity activity, Consumer<AuditEvent.Builder> about, ActionRefusedException.Reason reason) {
        AuditEvent.Builder event = trail.event(actor.realm(), activity, actor.client(), null)
                .actor(actor.party())
                .outcome(Outcome.DENIED)
                .reason(reason.code());
        about.accept(event);
        return event;
    }
}
