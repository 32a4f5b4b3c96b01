package org.gatehouse.server.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The entries of registration: what a client said of itself before and after, and what was refused. */
@Component
class RegistrationEntries {

    /** Characters of a value in an entry. */
    private static final int LONGEST = 300;

    /** Even with values of the longest kind, of characters of four bytes, an entry of 64 KiB holds these. */
    private static final int AT_A_TIME = 24;

    /** Addresses of people: an entry says that they are others, not which. */
    private static final String CONTACTS = "contacts";

    private final Trail trail;

    RegistrationEntries(Trail trail) {
        this.trail = trail;
    }

    void changed(
            Realm realm,
            Party actor,
            @Nullable String through,
            String client,
            @Nullable ObjectNode before,
            @Nullable ObjectNode after) {
        record(realm, actor, through, client, changes(before, after), null);
    }

    void neverUsed(Realm realm, String client, ObjectNode before) {
        record(realm, Party.system(), null, client, changes(before, null), "never-used");
    }

    private void record(
            Realm realm,
            Party actor,
            @Nullable String through,
            String client,
            List<Change> changes,
            @Nullable String reason) {
        for (int start = 0; start < changes.size(); start += AT_A_TIME) {
            trail.record(trail.event(realm, Activity.CLIENT_CHANGED, through, null)
                    .actor(actor)
                    .target(Party.client(client))
                    .reason(reason)
                    .changes(changes.subList(start, Math.min(start + AT_A_TIME, changes.size()))));
        }
    }

    /** A token that lets others register is part of how open the realm is. */
    void token(Realm realm, Party actor, String through, UUID token, @Nullable String before, @Nullable String after) {
        trail.record(trail.event(realm, Activity.REALM_CHANGED, through, null)
                .actor(actor)
                .target(Party.realm(realm.name()))
                .changes(List.of(Change.of("registration/initial-access-token/" + token, before, after))));
    }

    /** Before the answer, whatever becomes of the transaction under way. */
    void refused(Realm realm, @Nullable String client, String reason) {
        Party who = client == null ? Party.anonymous() : Party.client(client);
        trail.recordAtOnce(trail.event(realm, Activity.CLIENT_CHANGED, client, null)
                .actor(who)
                .target(client == null ? Party.object("client", "unknown") : Party.client(client))
                .outcome(Outcome.DENIED)
                .reason(reason));
    }

    private static List<Change> changes(@Nullable ObjectNode before, @Nullable ObjectNode after) {
        Set<String> names = new TreeSet<>();
        for (ObjectNode metadata : present(before, after)) {
            names.addAll(metadata.propertyNames());
        }
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            JsonNode was = before == null ? null : before.get(name);
            JsonNode is = after == null ? null : after.get(name);
            if (!Objects.equals(was, is)) {
                changes.add(Change.of(name.replace('#', '/'), shown(name, was), shown(name, is)));
            }
        }
        return changes;
    }

    private static List<ObjectNode> present(@Nullable ObjectNode before, @Nullable ObjectNode after) {
        return Stream.concat(Stream.ofNullable(before), Stream.ofNullable(after))
                .toList();
    }

    private static @Nullable String shown(String name, @Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        String text = value.isValueNode() ? value.asString() : value.toString();
        if (name.equals(CONTACTS)) {
            return value.size() + " addresses";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
