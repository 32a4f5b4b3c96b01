package org.gatehouse.audit.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, before it is stored.
 *
 * @param reason a stable code such as {@code wrong-password}, never a sentence and never what somebody typed
 * @param occurredAt null when it happens now
 * @param detail facts without personal data; stored readable
 */
public record AuditEvent(
        String realm,
        ActivityType activity,
        Outcome outcome,
        @Nullable String reason,
        Party actor,
        @Nullable Party target,
        Origin origin,
        @Nullable Instant occurredAt,
        Map<String, String> detail,
        List<Change> changes) {

    public AuditEvent {
        detail = Map.copyOf(detail);
        changes = List.copyOf(changes);
    }

    /** Starts an event of the system that succeeded; say what differs. */
    public static Builder of(String realm, ActivityType activity) {
        return new Builder(realm, activity);
    }

    /** Collects an event's parts. */
    public static final class Builder {

        private final String realm;
        private final ActivityType activity;
        private final Map<String, String> detail = new TreeMap<>();
        private final List<Change> changes = new ArrayList<>();
        private Outcome outcome = Outcome.SUCCESS;
        private Party actor = Party.system();
        private Origin origin = Origin.none();
        private @Nullable String reason;
        private @Nullable Party target;
        private @Nullable Instant occurredAt;

        private Builder(String realm, ActivityType activity) {
            this.realm = realm;
            this.activity = activity;
        }

        public Builder outcome(Outcome value) {
            this.outcome = value;
            return this;
        }

        public Builder reason(@Nullable String value) {
            this.reason = value;
            return this;
        }

        public Builder actor(Party value) {
            this.actor = value;
            return this;
        }

        public Builder target(@Nullable Party value) {
            this.target = value;
            return this;
        }

        public Builder origin(Origin value) {
            this.origin = value;
            return this;
        }

        public Builder occurredAt(@Nullable Instant value) {
            this.occurredAt = value;
            return this;
        }

        /** Adds a fact that is not personal; a null value is left out. */
        public Builder detail(String key, @Nullable String value) {
            if (value != null) {
                detail.put(key, value);
            }
            return this;
        }

        public Builder change(Change change) {
            changes.add(change);
            return this;
        }

        public Builder changes(List<Change> more) {
            changes.addAll(more);
            return this;
        }

        public AuditEvent build() {
            return new AuditEvent(realm, activity, outcome, reason, actor, target, origin, occurredAt, detail, changes);
        }
    }
}
