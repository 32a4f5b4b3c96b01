package org.gatehouse.server.reporting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import tools.jackson.databind.JsonNode;

/** Makes events of a whole report, or finds everything that is wrong with it. */
final class ReportReading {

    private final ReportSchema schema;
    private final Reporter reporter;
    private final Vocabulary vocabulary;
    private final Function<UUID, Optional<Party>> people;
    private final Map<UUID, Optional<Party>> known = new HashMap<>();
    private final Origin sender;
    private final Instant now;
    private final List<ReportProblem> problems = new ArrayList<>();

    /**
     * @param people finds an account of the realm
     * @param sender where the report itself came from
     */
    ReportReading(
            ReportSchema schema,
            Reporter reporter,
            Vocabulary vocabulary,
            Function<UUID, Optional<Party>> people,
            Origin sender,
            Instant now) {
        this.schema = schema;
        this.reporter = reporter;
        this.vocabulary = vocabulary;
        this.people = people;
        this.sender = sender;
        this.now = now;
    }

    /** @throws InvalidReportException when something is wrong with any of the entries */
    List<AuditEvent.Builder> read(List<JsonNode> entries) {
        List<AuditEvent.Builder> events = new ArrayList<>(entries.size());
        for (int index = 0; index < entries.size(); index++) {
            JsonNode entry = entries.get(index);
            List<ReportProblem> misshapen = schema.check(index, entry);
            problems.addAll(misshapen);
            if (misshapen.isEmpty()) {
                new EntryReading(this, index, entry).read().ifPresent(events::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidReportException(problems, entries.size());
        }
        return events;
    }

    Reporter reporter() {
        return reporter;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Origin sender() {
        return sender;
    }

    Instant now() {
        return now;
    }

    Optional<Party> person(UUID subject) {
        return known.computeIfAbsent(subject, people);
    }

    void wrong(ReportProblem problem) {
        problems.add(problem);
    }
}
