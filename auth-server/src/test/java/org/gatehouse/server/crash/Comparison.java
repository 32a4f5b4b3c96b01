package org.gatehouse.server.crash;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.Cursor;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.audit.query.TrailFilter;
import org.gatehouse.audit.query.TrailReader;
import org.gatehouse.audit.verify.TrailVerifier;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.Acknowledged;
import org.gatehouse.server.crash.Ledger.Expected;
import org.gatehouse.server.crash.Ledger.Settled;

/** Lays the ledger beside the trail, in both directions. */
final class Comparison {

    private static final String REALM = "acme";

    private static final Set<Activity> GRANTS =
            Set.of(Activity.CODE_ISSUED, Activity.TOKEN_ISSUED, Activity.TOKEN_REFRESHED);

    /** What comes with something else that was acknowledged. */
    private static final Set<Activity> COMPANIONS = Set.of(
            Activity.SESSION_ENDED,
            Activity.TOKEN_REVOKED,
            Activity.TOKEN_REPLAYED,
            Activity.ROLE_REVOKED,
            Activity.USER_VIEWED);

    /** Of these it matters which device they are about, so they have a comparison of their own. */
    private static final Set<Activity> DEVICES = Set.of(Activity.DEVICE_REGISTERED, Activity.DEVICE_REMOVED);

    private final Ledger ledger;
    private final DataSource database;
    private final List<EntryView> entries;
    private final Map<String, List<EntryView>> byRequestId;
    private final List<Finding> findings = new ArrayList<>();

    Comparison(Ledger ledger, TrailReader trail, DataSource database) {
        this.ledger = ledger;
        this.database = database;
        this.entries = readAll(trail);
        this.byRequestId = entries.stream()
                .filter(entry -> entry.origin().request() != null)
                .collect(Collectors.groupingBy(
                        entry -> Objects.requireNonNull(entry.origin().request())));
    }

    List<Finding> findings() throws SQLException {
        findings.addAll(ledger.findings());
        ledger.acknowledged().forEach(this::requireEntries);
        ledger.settled().forEach(this::requireBothOrNeither);
        requireThatEachEntryHappened();
        requireOneIssuePerCode();
        findings.addAll(DirectoryComparison.of(entries, database));
        findings.addAll(DeviceComparison.of(ledger, entries, database));
        findings.addAll(NoticeComparison.of(ledger, database));
        TrailVerifier.verify(database, progress -> {})
                .faults()
                .forEach(fault -> find(Kind.TRAIL_BROKEN, fault.toString()));
        return List.copyOf(findings);
    }

    /** How many entries there are to compare. */
    int size() {
        return entries.size();
    }

    private void requireEntries(Acknowledged answer) {
        List<EntryView> found = byRequestId.getOrDefault(answer.requestId(), List.of());
        for (Expected expected : answer.entries()) {
            long matching = found.stream()
                    .filter(entry -> matches(entry, expected, answer.who()))
                    .count();
            if (matching == 0 && answer.required()) {
                boolean holdsSomething = GRANTS.contains(expected.activity());
                find(
                        holdsSomething ? Kind.TOKEN_WITHOUT_ENTRY : Kind.ACKNOWLEDGED_BUT_LOST,
                        "%s of %s (request %s) has no entry".formatted(expected, answer.who(), answer.requestId()));
            } else if (matching > 1) {
                find(Kind.RECORDED_WRONGLY, "%s (request %s) twice".formatted(expected, answer.requestId()));
            }
        }
    }

    private static boolean matches(EntryView entry, Expected expected, String who) {
        return entry.activity() == expected.activity()
                && entry.outcome() == expected.outcome()
                && (who.isEmpty() || names(entry.actor(), who) || names(entry.target(), who));
    }

    private static boolean names(Party party, String who) {
        return party != null && party.label().equals(who);
    }

    private void requireBothOrNeither(Settled settled) {
        boolean recorded = entries.stream()
                .filter(entry -> request(entry)
                        .filter(number -> number == settled.request())
                        .isPresent())
                .anyMatch(entry -> entry.activity() == settled.activity() && entry.outcome() == Outcome.SUCCESS);
        if (recorded != settled.happened()) {
            find(
                    Kind.HALF_DONE,
                    "%s: %s, but its entry %s"
                            .formatted(
                                    settled.what(),
                                    settled.happened() ? "done" : "not done",
                                    recorded ? "exists" : "is missing"));
        }
    }

    /** Each entry of this run belongs to an answer that said so, or to a request that got none. */
    private void requireThatEachEntryHappened() {
        Map<String, Acknowledged> answers = new HashMap<>();
        ledger.acknowledged().forEach(answer -> answers.put(answer.requestId(), answer));
        entries.stream()
                .filter(entry -> request(entry)
                        .filter(number -> !ledger.isUnknown(number))
                        .isPresent())
                .filter(entry -> !COMPANIONS.contains(entry.activity()))
                .filter(entry -> !DEVICES.contains(entry.activity()))
                .filter(entry -> !isSaidBy(answers.get(entry.origin().request()), entry))
                .filter(entry -> !isRepeated(entry))
                .forEach(entry -> find(
                        Kind.RECORDED_WRONGLY,
                        "%s %s (request %s) was never answered"
                                .formatted(
                                        entry.activity(),
                                        entry.outcome(),
                                        entry.origin().request())));
    }

    private static boolean isSaidBy(Acknowledged answer, EntryView entry) {
        return answer != null && answer.entries().stream().anyMatch(expected -> matches(entry, expected, answer.who()));
    }

    /** A GET whose connection broke is sent again by the HTTP library itself, under the same number. */
    private static boolean isRepeated(EntryView entry) {
        return entry.activity() == Activity.CODE_ISSUED;
    }

    private void requireOneIssuePerCode() {
        entries.stream()
                .filter(entry -> entry.activity() == Activity.TOKEN_ISSUED)
                .filter(entry -> !"token_exchange".equals(entry.detail().get("grant"))) // as often as one likes
                .flatMap(entry -> Stream.ofNullable(entry.detail().get("family")))
                .collect(Collectors.groupingBy(family -> family, Collectors.counting()))
                .forEach((family, count) -> {
                    if (count > 1) {
                        find(Kind.USED_TWICE, "The code of family %s, %d times".formatted(family, count));
                    }
                });
    }

    private Optional<Long> request(EntryView entry) {
        return Optional.ofNullable(entry.origin().userAgent()).flatMap(ledger::request);
    }

    private void find(Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }

    private static List<EntryView> readAll(TrailReader trail) {
        List<EntryView> all = new ArrayList<>();
        List<EntryView> page = trail.latest(REALM, TrailReader.MAX_PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            Cursor end = Cursor.after(page.get(page.size() - 1));
            page = trail.page(REALM, TrailFilter.all(), end, TrailReader.MAX_PAGE);
        }
        return all;
    }
}
