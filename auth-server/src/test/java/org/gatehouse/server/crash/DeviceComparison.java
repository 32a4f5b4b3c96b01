package org.gatehouse.server.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.ActivityType;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.crash.Finding.Kind;
import org.gatehouse.server.crash.Ledger.DeviceChange;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lays the devices beside all that knows of them: what apps were told, the entries, and the families of tokens. A mobile
 * sign-in is a device from its first tokens to whatever ends them, each with its entry in the same transaction.
 */
final class DeviceComparison {

    // the row of a code nobody redeemed is no device yet
    private static final String MOBILE = """
            SELECT f.id AS family, f.device_id AS device, f.account_id AS account,
                   f.redeemed_at IS NOT NULL AS redeemed, f.ended_at IS NOT NULL AS ended, f.end_reason,
                   d.first_seen IS NOT NULL AS listed,
                   (d.account_id, d.client_id, d.session_ref, d.expires_at, d.last_seen >= f.rotated_at)
                   IS NOT DISTINCT FROM (f.account_id, f.client_id, f.session_ref, f.expires_at, true) AS agrees
              FROM token_family f
              JOIN realm r ON r.id = f.realm_id
              LEFT JOIN device d ON d.realm_id = f.realm_id AND d.id = f.device_id
             WHERE r.name = 'acme' AND f.client_id = 'phone'
            """;

    private static final String WITHOUT_FAMILY = """
            SELECT d.id FROM device d
              JOIN realm r ON r.id = d.realm_id
              LEFT JOIN token_family f ON f.realm_id = d.realm_id AND f.device_id = d.id
             WHERE r.name = 'acme' AND d.first_seen IS NOT NULL AND f.id IS NULL
            """;

    /** What removes a device, by the reason its entry gives; signing the device out itself needs no second entry. */
    private static final Map<String, Activity> CAUSES = Map.of(
            "signed-out", Activity.AUTH_LOGOUT,
            "revoked", Activity.TOKEN_REVOKED,
            "code-replayed", Activity.TOKEN_REPLAYED,
            "refresh-token-replayed", Activity.TOKEN_REPLAYED,
            "password-changed", Activity.CREDENTIAL_CHANGED,
            "password-reset", Activity.CREDENTIAL_RESET,
            "account-disabled", Activity.USER_DISABLED,
            "device-signed-out", Activity.DEVICE_REMOVED);

    private final Ledger ledger;
    private final Map<UUID, Mobile> families;
    private final Map<Place, List<EntryView>> byPlace;
    private final Map<String, List<EntryView>> registered;
    private final Map<String, List<EntryView>> removed;
    private final Map<UUID, EntryView> issued;
    private final List<Finding> findings = new ArrayList<>();

    private DeviceComparison(Ledger ledger, List<EntryView> entries, JdbcClient tables) {
        this.ledger = ledger;
        this.families = tables.sql(MOBILE).query(Mobile.class).stream()
                .collect(Collectors.toMap(Mobile::family, Function.identity()));
        this.byPlace = entries.stream()
                .filter(entry -> entry.origin().request() != null)
                .collect(Collectors.groupingBy(Place::of));
        this.registered = byDevice(entries, Activity.DEVICE_REGISTERED);
        this.removed = byDevice(entries, Activity.DEVICE_REMOVED);
        this.issued = entries.stream()
                .filter(entry -> entry.activity() == Activity.TOKEN_ISSUED
                        && entry.detail().containsKey("family")
                        && !"token_exchange".equals(entry.detail().get("grant")))
                .collect(Collectors.toMap(DeviceComparison::family, Function.identity(), (one, other) -> one));
    }

    /** A family of a mobile client, and whether its device's row is there and says the same. */
    private record Mobile(
            UUID family,
            UUID device,
            UUID account,
            boolean redeemed,
            boolean ended,
            String endReason,
            boolean listed,
            boolean agrees) {}

    /** What one request did of one kind. */
    private record Place(String request, ActivityType activity) {

        static Place of(EntryView entry) {
            return new Place(entry.origin().request(), entry.activity());
        }
    }

    static List<Finding> of(Ledger ledger, List<EntryView> entries, DataSource database) {
        JdbcClient tables = JdbcClient.create(database);
        DeviceComparison comparison = new DeviceComparison(ledger, entries, tables);
        comparison.families.values().forEach(comparison::compare);
        tables.sql(WITHOUT_FAMILY)
                .query(UUID.class)
                .list()
                .forEach(device -> comparison.find(Kind.HALF_DONE, "Device %s is of no family".formatted(device)));
        comparison.compareWithAnswers();
        return comparison.findings;
    }

    private void compare(Mobile mobile) {
        boolean lives = mobile.redeemed() && !mobile.ended();
        if (mobile.device() == null || mobile.listed() != lives || lives && !mobile.agrees()) {
            find(Kind.HALF_DONE, "Tokens and device disagree: " + mobile);
        }
        List<EntryView> registrations = registered.getOrDefault(String.valueOf(mobile.device()), List.of());
        List<EntryView> removals = removed.getOrDefault(String.valueOf(mobile.device()), List.of());
        requireEntries(mobile, Activity.DEVICE_REGISTERED, registrations, mobile.redeemed());
        requireEntries(mobile, Activity.DEVICE_REMOVED, removals, mobile.redeemed() && mobile.ended());
        registrations.forEach(entry -> requireTokens(mobile, entry));
        removals.forEach(entry -> requireCause(mobile, entry));
    }

    private void requireEntries(Mobile mobile, Activity activity, List<EntryView> found, boolean happened) {
        if (found.size() != (happened ? 1 : 0)) {
            find(Kind.HALF_DONE, "%d entries %s of %s".formatted(found.size(), activity.code(), mobile));
        }
    }

    /** A device is there with its tokens: one transaction, and so one request. */
    private void requireTokens(Mobile mobile, EntryView registration) {
        EntryView tokens = issued.get(mobile.family());
        boolean together = tokens != null
                && Objects.equals(
                        tokens.origin().request(), registration.origin().request())
                && mobile.account().equals(registration.actor().person());
        if (!together) {
            find(Kind.HALF_DONE, "Device %s was registered apart from its tokens".formatted(mobile.device()));
        }
    }

    /** A device goes with its tokens, for the same reason, by what the same request did. */
    private void requireCause(Mobile mobile, EntryView removal) {
        Activity cause = CAUSES.get(String.valueOf(removal.reason()));
        boolean caused = cause != null
                && Objects.equals(removal.reason(), mobile.endReason())
                && byPlace.containsKey(new Place(removal.origin().request(), cause));
        if (!caused) {
            find(
                    Kind.RECORDED_WRONGLY,
                    "Device %s was removed because of '%s' (request %s)"
                            .formatted(
                                    mobile.device(),
                                    removal.reason(),
                                    removal.origin().request()));
        }
    }

    private void compareWithAnswers() {
        Set<EntryView> answered = new HashSet<>();
        for (DeviceChange change : ledger.deviceChanges()) {
            List<EntryView> matching = matching(change);
            answered.addAll(matching);
            if (matching.isEmpty() && change.required()) {
                boolean holdsTokens = change.activity() == Activity.DEVICE_REGISTERED;
                find(
                        holdsTokens ? Kind.TOKEN_WITHOUT_ENTRY : Kind.ACKNOWLEDGED_BUT_LOST,
                        "%s (request %s) has no entry"
                                .formatted(change.activity().code(), change.requestId()));
            }
        }
        Stream.of(registered, removed)
                .map(Map::values)
                .flatMap(Collection::stream)
                .flatMap(List::stream)
                .filter(this::isOfThisRun)
                .forEach(entry -> requireReason(entry, answered));
    }

    private void requireReason(EntryView entry, Set<EntryView> answered) {
        boolean known = families.values().stream()
                .anyMatch(mobile -> String.valueOf(mobile.device()).equals(device(entry)));
        if (!known) {
            find(
                    Kind.HALF_DONE,
                    "%s of device %s, which has no family"
                            .formatted(entry.activity().code(), device(entry)));
        } else if (!isUnanswered(entry) && !answered.contains(entry)) {
            find(
                    Kind.RECORDED_WRONGLY,
                    "%s of device %s (request %s) was never answered"
                            .formatted(
                                    entry.activity().code(),
                                    device(entry),
                                    entry.origin().request()));
        }
    }

    /** The entry of this answer about the very device its lineage lives on. */
    private List<EntryView> matching(DeviceChange change) {
        Set<String> devices =
                byPlace
                        .getOrDefault(new Place(change.lineage().codeRequest(), Activity.CODE_ISSUED), List.of())
                        .stream()
                        .map(code -> families.get(family(code)))
                        .filter(Objects::nonNull)
                        .map(mobile -> String.valueOf(mobile.device()))
                        .collect(Collectors.toSet());
        return byPlace.getOrDefault(new Place(change.requestId(), change.activity()), List.of()).stream()
                .filter(entry -> devices.contains(device(entry)))
                .toList();
    }

    private boolean isOfThisRun(EntryView entry) {
        String userAgent = entry.origin().userAgent();
        return userAgent != null && ledger.request(userAgent).isPresent();
    }

    private boolean isUnanswered(EntryView entry) {
        return ledger.request(Objects.requireNonNull(entry.origin().userAgent()))
                .filter(ledger::isUnknown)
                .isPresent();
    }

    private void find(Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }

    private static Map<String, List<EntryView>> byDevice(List<EntryView> entries, Activity activity) {
        return entries.stream()
                .filter(entry -> entry.activity() == activity)
                .collect(Collectors.groupingBy(DeviceComparison::device));
    }

    private static String device(EntryView entry) {
        Party target = Objects.requireNonNull(entry.target());
        return target.label();
    }

    private static UUID family(EntryView entry) {
        return UUID.fromString(entry.detail().get("family"));
    }
}
