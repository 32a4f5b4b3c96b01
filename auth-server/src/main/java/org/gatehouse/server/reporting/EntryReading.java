package org.gatehouse.server.reporting;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.audit.catalogue.DetailField;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one entry whose shape is right: what its activity allows and needs, who and what it names. */
final class EntryReading {

    /** An app may be offline, in somebody's car, for a month. */
    private static final Duration OLDEST = Duration.ofDays(31);

    /** Clocks differ. */
    private static final Duration FUTURE = Duration.ofMinutes(5);

    /** All values before and after together, so that one entry can be sealed. */
    private static final int LONGEST_CHANGES = 32_768;

    /** What {@link DetailField#SOURCE} says of everything here. */
    private static final String REPORT = "report";

    private final ReportReading report;
    private final int index;
    private final JsonNode entry;
    private boolean flawless = true;

    EntryReading(ReportReading report, int index, JsonNode entry) {
        this.report = report;
        this.index = index;
        this.entry = entry;
    }

    /** Empty when something is wrong, which the report then knows. */
    Optional<AuditEvent.Builder> read() {
        Optional<ActivityType> activity = activity();
        Party actor =
                party("actor").orElseGet(() -> Party.client(report.reporter().client()));
        Optional<Party> target = party("target");
        Instant occurredAt = occurredAt();
        List<Change> changes = changes();
        activity.ifPresent(known -> new ActivityRules(entry, outcome(), this::wrong).check(known, target));
        if (!flawless) {
            return Optional.empty();
        }
        AuditEvent.Builder event = AuditEvent.of(report.reporter().realm().name(), activity.orElseThrow())
                .outcome(outcome())
                .reason(text("reason"))
                .actor(actor)
                .target(target.orElse(null))
                .origin(origin())
                .occurredAt(occurredAt)
                .changes(changes)
                .detail(DetailField.SOURCE.code(), REPORT);
        entry.path("detail").forEachEntry((key, value) -> event.detail(key, value.asString()));
        return Optional.of(event);
    }

    private Optional<ActivityType> activity() {
        String code = entry.path("activity").asString();
        Optional<ActivityType> found = report.vocabulary().activity(code);
        if (found.isEmpty()) {
            if (Vocabulary.isForbidden(code)) {
                wrong("/activity", "not-reportable", "This service records that itself; no application reports it.");
            } else {
                wrong("/activity", "unknown-activity", "The catalogue has no such activity, and this realm neither.");
            }
        }
        return found;
    }

    /** Only of those the report names; empty also when something is wrong with it. */
    private Optional<Party> party(String name) {
        JsonNode party = entry.path(name);
        if (party.has("sub")) {
            return party.has("kind")
                    ? twoParties(name)
                    : person(name, party.path("sub").asString());
        }
        if (party.has("kind")) {
            return object(name, party);
        }
        return party.has("anonymous") ? Optional.of(Party.anonymous()) : Optional.empty();
    }

    private Optional<Party> twoParties(String name) {
        wrong("/" + name, "one-of", "Give either a person's sub or an object's kind and id.");
        return Optional.empty();
    }

    private Optional<Party> person(String name, String subject) {
        Optional<Party> person = report.person(UUID.fromString(subject));
        if (person.isEmpty()) {
            wrong("/" + name + "/sub", "unknown-person", "The realm has no account of that subject, or no longer.");
        }
        return person;
    }

    private Optional<Party> object(String name, JsonNode party) {
        String kind = party.path("kind").asString();
        if (!report.vocabulary().hasKind(kind)) {
            wrong("/" + name + "/kind", "unknown-kind", "No realm has such a kind of object, and this realm neither.");
            return Optional.empty();
        }
        return Optional.of(Party.object(kind, party.path("id").asString()));
    }

    private @Nullable Instant occurredAt() {
        String text = text("occurredAt");
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isAfter(report.now().plus(FUTURE))) {
                wrong("/occurredAt", "in-the-future", "This is more than five minutes ahead of the service's clock.");
            } else if (time.isBefore(report.now().minus(OLDEST))) {
                wrong("/occurredAt", "too-old", "This is more than 31 days ago.");
            }
            return time;
        } catch (DateTimeException ex) {
            wrong("/occurredAt", "format", "There is no such time.");
            return null;
        }
    }

    /** Always sealed: whose values they are, only the application knows. */
    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        int length = 0;
        for (JsonNode change : entry.path("changes")) {
            String before = value(change.path("before"));
            String after = value(change.path("after"));
            length += (before == null ? 0 : before.length()) + (after == null ? 0 : after.length());
            changes.add(Change.personal(change.path("field").asString(), before, after));
        }
        if (length > LONGEST_CHANGES) {
            wrong("/changes", "too-long", "All values together have at most " + LONGEST_CHANGES + " characters.");
        }
        return changes;
    }

    private static @Nullable String value(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? null : value.asString();
    }

    private Outcome outcome() {
        String outcome = text("outcome");
        return outcome == null ? Outcome.SUCCESS : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT));
    }

    /** The address of the app's server says nothing of a person; of the app itself it does. */
    private Origin origin() {
        Origin sender = report.sender();
        boolean itself = !entry.has("actor");
        return new Origin(
                report.reporter().client(),
                null,
                sender.request(),
                itself && !entry.has("address") ? sender.address() : text("address"),
                itself && !entry.has("userAgent") ? sender.userAgent() : text("userAgent"),
                itself && !entry.has("address") ? sender.country() : null);
    }

    private @Nullable String text(String name) {
        return entry.has(name) ? entry.path(name).asString() : null;
    }

    private void wrong(String pointer, String rule, String message) {
        flawless = false;
        report.wrong(new ReportProblem(index, pointer, rule, message));
    }
}
