package org.gatehouse.server.crash;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.server.testing.Answer;

/**
 * What clients know: every answer that was read to its end, and which requests got none. Requests have numbers, sent as
 * user agent, so that an entry names the request that caused it even when its answer was lost.
 */
final class Ledger {

    private final String run;
    private final AtomicLong requests = new AtomicLong();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Settled> settled = new ConcurrentLinkedQueue<>();
    private final Queue<DeviceChange> deviceChanges = new ConcurrentLinkedQueue<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();

    /** @param run tells this ledger's requests from another's */
    Ledger(String run) {
        this.run = run;
    }

    /** An entry that must be there. */
    record Expected(Activity activity, Outcome outcome) {

        static Expected success(Activity activity) {
            return new Expected(activity, Outcome.SUCCESS);
        }

        static Expected denied(Activity activity) {
            return new Expected(activity, Outcome.DENIED);
        }

        static Expected failure(Activity activity) {
            return new Expected(activity, Outcome.FAILURE);
        }
    }

    /**
     * What one answer said.
     *
     * @param requestId as the answer carried it
     * @param who one of the people named in each of the entries; empty when that does not matter
     * @param required false when an earlier request may have done it
     */
    record Acknowledged(String requestId, String who, List<Expected> entries, boolean required) {}

    /**
     * What one answer means for the device a lineage lives on.
     *
     * @param required false when the answer leaves open whether it did that or something before it
     */
    record DeviceChange(String requestId, Activity activity, Lineage lineage, boolean required) {}

    /** What became of a request without an answer, found out later by looking from outside. */
    record Settled(long request, Activity activity, boolean happened, String what) {}

    long nextRequest() {
        return requests.incrementAndGet();
    }

    String userAgent(long request) {
        return run + "/" + request;
    }

    /** The request an entry came from, if it was one of this ledger's. */
    Optional<Long> request(String userAgent) {
        return userAgent.startsWith(run + "/")
                ? Optional.of(Long.parseLong(userAgent.substring(run.length() + 1)))
                : Optional.empty();
    }

    /** A complete answer by which the service committed itself to these entries. */
    void acknowledged(Answer answer, String who, Expected... entries) {
        acknowledged.add(new Acknowledged(answer.header("X-Request-Id"), who, List.of(entries), true));
    }

    /** The answer to a repetition: it is this request's doing or that of the first. */
    void possible(Answer answer, String who, Expected... entries) {
        acknowledged.add(new Acknowledged(answer.header("X-Request-Id"), who, List.of(entries), false));
    }

    /** An answer handed out the first tokens of this lineage. */
    void registered(Answer answer, Lineage lineage) {
        onDevice(answer, Activity.DEVICE_REGISTERED, lineage, true);
    }

    /** An answer acknowledged the end of these lineages, all of them live before. */
    void removed(Answer answer, List<Lineage> ended) {
        ended.forEach(lineage -> onDevice(answer, Activity.DEVICE_REMOVED, lineage, true));
    }

    /** A token of this lineage was refused: it was over before, or this was the end of it. */
    void perhapsRemoved(Answer answer, Lineage lineage) {
        onDevice(answer, Activity.DEVICE_REMOVED, lineage, false);
    }

    /** A sign-in ended for good: the app that listens is told, once these lineages got something through it. */
    void over(List<Lineage> ended) {
        ended.stream()
                .filter(Lineage::isListening)
                .map(Lineage::sid)
                .filter(sid -> !sid.isEmpty())
                .forEach(told::add);
    }

    /** The sign-ins whose end the listening app must hear of. */
    Set<String> told() {
        return Set.copyOf(told);
    }

    private void onDevice(Answer answer, Activity activity, Lineage lineage, boolean required) {
        if (lineage.isOnDevice()) {
            deviceChanges.add(new DeviceChange(answer.header("X-Request-Id"), activity, lineage, required));
        }
    }

    void unknown(long request) {
        unknown.add(request);
    }

    /** State and entry are one transaction: the entry must exist exactly if the change does. */
    void settled(long request, Activity activity, boolean happened, String what) {
        settled.add(new Settled(request, activity, happened, what));
    }

    void finding(Finding.Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }

    int answers() {
        return acknowledged.size();
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    List<Settled> settled() {
        return List.copyOf(settled);
    }

    List<DeviceChange> deviceChanges() {
        return List.copyOf(deviceChanges);
    }

    boolean isUnknown(long request) {
        return unknown.contains(request);
    }

    int unknowns() {
        return unknown.size();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** How often each activity was acknowledged. */
    Map<Activity, Long> counts() {
        Map<Activity, Long> counts = new EnumMap<>(Activity.class);
        acknowledged.stream()
                .flatMap(each -> each.entries().stream())
                .forEach(entry -> counts.merge(entry.activity(), 1L, Long::sum));
        deviceChanges.stream()
                .filter(DeviceChange::required)
                .forEach(change -> counts.merge(change.activity(), 1L, Long::sum));
        return counts;
    }

    boolean hasAcknowledged(Set<Activity> activities) {
        return counts().keySet().containsAll(activities);
    }
}
