package org.gatehouse.server.console.trail;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.Permission;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.devices.Devices;
import org.gatehouse.server.reading.QueryFilter;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What people call things that entries have by identifier. An identifier nobody has a name for is cut to its end, which is
 * enough to tell two apart; the whole entry has all of it.
 */
@Component
class PartyNames {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-([0-9a-f]{12})");

    /** The fact of an entry that is an application's id. */
    private static final String CLIENT = "client";

    private static final Pattern KEPT_QUESTION = Pattern.compile("trail/view/[0-9a-f-]{36}(/alert)?");

    private final Devices devices;

    PartyNames(Devices devices) {
        this.devices = devices;
    }

    /** The same entries with names in place of identifiers, for people to read. */
    List<EntryView> named(Actor viewer, List<EntryView> entries, Locale locale) {
        Map<UUID, String> known = devices(viewer, entries);
        return entries.stream()
                .map(entry -> named(viewer.realm(), entry, known, locale))
                .toList();
    }

    /** What the application is called; its id when it has no other name, or is gone. */
    static String client(Realm realm, String id) {
        return realm.findClient(id).map(ClientDefinition::displayName).orElse(id);
    }

    /** Phones are shown to whoever may look at the account they belong to. */
    private Map<UUID, String> devices(Actor viewer, List<EntryView> entries) {
        if (!viewer.permissions().contains(Permission.USERS_READ)) {
            return Map.of();
        }
        List<UUID> ids = entries.stream()
                .flatMap(entry -> Stream.of(entry.actor(), entry.target()))
                .filter(Objects::nonNull)
                .filter(party -> party.kind() == Party.Kind.DEVICE)
                .flatMap(party -> QueryFilter.id(party.label()).stream())
                .distinct()
                .toList();
        return devices.names(viewer.realm(), ids);
    }

    private static EntryView named(Realm realm, EntryView entry, Map<UUID, String> devices, Locale locale) {
        Party target = entry.target();
        return entry.told(
                named(realm, entry.actor(), devices, locale),
                target == null ? null : named(realm, target, devices, locale),
                entry.origin(),
                detail(realm, entry.detail()),
                entry.changes());
    }

    private static Map<String, String> detail(Realm realm, Map<String, String> detail) {
        Map<String, String> named = new HashMap<>(detail);
        named.computeIfPresent(CLIENT, (key, id) -> client(realm, id));
        return named;
    }

    private static Party named(Realm realm, Party party, Map<UUID, String> devices, Locale locale) {
        return switch (party.kind()) {
            case CLIENT -> Party.client(client(realm, party.label()));
            case DEVICE -> Party.device(device(party.label(), devices));
            case OBJECT -> object(realm, party, locale);
            case ACCOUNT, REALM, SYSTEM, ANONYMOUS -> party;
        };
    }

    /** What a changed field is called; of a thing without a name of its own, with the end of its identifier. */
    static String field(String field) {
        return shortened(KEPT_QUESTION
                .matcher(field)
                .replaceAll(found -> found.group(1) == null ? "kept-question" : "kept-question.alert"));
    }

    private static String device(String id, Map<UUID, String> names) {
        return QueryFilter.id(id).map(names::get).orElseGet(() -> shortened(id));
    }

    private static Party object(Realm realm, Party party, Locale locale) {
        int end = party.label().indexOf(':');
        if (end < 0) {
            return party;
        }
        String kind = party.label().substring(0, end);
        String id = party.label().substring(end + 1);
        @Nullable String name = name(realm, kind, id, locale).orElse(null);
        return Party.object(kind, name == null ? shortened(id) : name);
    }

    private static Optional<String> name(Realm realm, String kind, String id, Locale locale) {
        return switch (kind) {
            case "connection" ->
                realm.definition().signIn().connections().stream()
                        .filter(connection -> connection.alias().equals(id))
                        .findFirst()
                        .map(Connection::title);
            case "attestation" ->
                realm.definition().dataProtection().attestations().stream()
                        .filter(attestation -> attestation.id().equals(id))
                        .findFirst()
                        .map((Attestation attestation) -> attestation.title(locale));
            default -> Optional.empty();
        };
    }

    /** The same with the end of the identifier in it alone. */
    static String shortened(String text) {
        return ID.matcher(text).replaceAll("$1");
    }
}
