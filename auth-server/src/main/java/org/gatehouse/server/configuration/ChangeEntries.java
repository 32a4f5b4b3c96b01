package org.gatehouse.server.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.server.realm.RealmChange;
import org.gatehouse.server.trail.Trail;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The entries that say what changed in a realm's document: one for each client and connection, one for the policies, one
 * for the rest.
 * They name the states before and after, by which all entries of one change are found. What changed in groups and in
 * retention those features record themselves.
 */
@Component
class ChangeEntries {

    /** Characters of a value in an entry: the file has the whole. */
    private static final int LONGEST = 1_000;

    /** Even with values of the longest kind, of characters of four bytes, an entry of 64 KiB holds these. */
    private static final int AT_A_TIME = 6;

    private static final int LONGEST_FIELD = 100;

    private static final Pattern CLIENT = Pattern.compile("^(clients|connections)\\[[^]]*]\\.?");
    private static final Pattern ITEM = Pattern.compile("\\[([^]]*)]");
    private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9._-]+");

    private final Trail trail;

    ChangeEntries(Trail trail) {
        this.trail = trail;
    }

    void record(RealmChange change, ConfigurationPlan plan) {
        Map<Subject, List<Change>> bySubject = new LinkedHashMap<>();
        for (Difference difference : plan.differences()) {
            Subject subject = subject(change, difference.path());
            if (subject != null) {
                bySubject.computeIfAbsent(subject, key -> new ArrayList<>()).add(change(difference));
            }
        }
        String after = RealmConfiguration.state(change.after().definition());
        bySubject.forEach((subject, changes) -> parts(changes)
                .forEach(part -> trail.record(trail.event(change.after(), subject.activity(), change.client(), null)
                        .actor(change.actor())
                        .target(subject.target())
                        .detail("from", plan.state())
                        .detail("to", after)
                        .changes(part))));
    }

    /** As many at a time as one entry can hold. */
    private static List<List<Change>> parts(List<Change> changes) {
        List<List<Change>> parts = new ArrayList<>();
        for (int start = 0; start < changes.size(); start += AT_A_TIME) {
            parts.add(changes.subList(start, Math.min(start + AT_A_TIME, changes.size())));
        }
        return parts;
    }

    private static @Nullable Subject subject(RealmChange change, String path) {
        if (path.startsWith("groups") || path.startsWith("trail.retention")) {
            return null;
        }
        if (path.startsWith("clients[")) {
            return new Subject(
                    Activity.CLIENT_CHANGED, Party.client(path.substring("clients[".length(), path.indexOf(']'))));
        }
        if (path.startsWith("connections[")) {
            return new Subject(
                    Activity.CONNECTION_CHANGED,
                    connection(path.substring("connections[".length(), path.indexOf(']'))));
        }
        boolean policy = path.startsWith("password") || path.startsWith("tokens");
        return new Subject(
                policy ? Activity.POLICY_CHANGED : Activity.REALM_CHANGED,
                Party.realm(change.after().name()));
    }

    static Party connection(String alias) {
        return Party.object("connection", alias);
    }

    private static Change change(Difference difference) {
        return Change.of(field(difference.path()), shown(difference.before()), shown(difference.after()));
    }

    /** The path as the trail can name a field: {@code clients[a].scopes[b]} is {@code scopes/b} of the client. */
    static String field(String path) {
        String own = CLIENT.matcher(path).replaceFirst("");
        String name = ITEM.matcher(own.replace(" (order)", "/order").replace(" value", "/value"))
                .replaceAll(item -> SIMPLE.matcher(item.group(1)).matches() ? "/" + item.group(1) : "");
        return name.isEmpty() ? "definition" : name.substring(0, Math.min(name.length(), LONGEST_FIELD));
    }

    private static @Nullable String shown(String value) {
        if (value.isEmpty()) {
            return null;
        }
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }

    private record Subject(Activity activity, Party target) {}
}
