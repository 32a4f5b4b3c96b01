package org.gatehouse.server.crash;

import java.util.ArrayList;
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
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.clients.SelfRegisteredClients;
import org.gatehouse.server.crash.Finding.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lays the trail beside the tables: a change and its entry are both there or both not. */
final class DirectoryComparison {

    private static final String ACCOUNTS = """
            SELECT a.id::text FROM account a JOIN realm r ON r.id = a.realm_id WHERE r.name = 'acme'
            """;
    private static final String ROLES = """
            SELECT a.account_id || ' ' || a.role FROM account_role a JOIN realm r ON r.id = a.realm_id WHERE r.name = 'acme'
            """;
    private static final String CONSENTS = """
            SELECT c.account_id || ' ' || c.client_id FROM consent c JOIN realm r ON r.id = c.realm_id WHERE r.name = 'acme'
            """;
    private static final String REGISTERED = """
            SELECT c.client_id FROM registered_client c JOIN realm r ON r.id = c.realm_id WHERE r.name = 'acme'
            """;
    private static final String FAMILIES = """
            SELECT f.id, f.redeemed_at IS NOT NULL AS redeemed, f.generation, f.ended_at IS NOT NULL AS ended
              FROM token_family f JOIN realm r ON r.id = f.realm_id WHERE r.name = 'acme'
            """;

    private final List<EntryView> entries;
    private final JdbcClient tables;
    private final List<Finding> findings = new ArrayList<>();

    private DirectoryComparison(List<EntryView> entries, JdbcClient tables) {
        this.entries = entries;
        this.tables = tables;
    }

    static List<Finding> of(List<EntryView> entries, DataSource database) {
        DirectoryComparison comparison = new DirectoryComparison(entries, JdbcClient.create(database));
        comparison.compare(ACCOUNTS, Activity.USER_CREATED, entry -> person(entry.target()));
        comparison.requireOneCreationEach();
        comparison.compareRoles();
        comparison.compare(CONSENTS, Activity.CONSENT_GRANTED, DirectoryComparison::consent);
        comparison.compare(REGISTERED, Activity.CLIENT_CHANGED, DirectoryComparison::registered);
        comparison.compareFamilies();
        return comparison.findings;
    }

    private void compare(String rows, Activity activity, Function<EntryView, String> name) {
        Set<String> stored = tables.sql(rows).query(String.class).set();
        Set<String> recorded =
                of(activity).map(name).filter(each -> !each.isEmpty()).collect(Collectors.toSet());
        difference(stored, recorded)
                .forEach(each -> find("The table has %s, the trail has no %s of it".formatted(each, activity.code())));
        difference(recorded, stored)
                .forEach(each -> find("The trail has %s of %s, the table does not".formatted(activity.code(), each)));
    }

    /** Roles come and go: replays what the trail says, oldest first. */
    private void compareRoles() {
        Set<String> recorded = new HashSet<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            EntryView entry = entries.get(i);
            if (entry.outcome() != Outcome.SUCCESS) {
                continue; // an attempt that was refused changed nothing
            }
            if (entry.activity() == Activity.ROLE_GRANTED) {
                recorded.add(role(entry));
            } else if (entry.activity() == Activity.ROLE_REVOKED) {
                recorded.remove(role(entry));
            }
        }
        Set<String> stored = tables.sql(ROLES).query(String.class).set();
        difference(stored, recorded).forEach(each -> find("The table has role %s, the trail not".formatted(each)));
        difference(recorded, stored).forEach(each -> find("The trail has role %s, the table not".formatted(each)));
    }

    private void requireOneCreationEach() {
        of(Activity.USER_CREATED)
                .map(entry -> person(entry.target()))
                .collect(Collectors.groupingBy(person -> person, Collectors.counting()))
                .forEach((person, count) -> {
                    if (count > 1) {
                        find("Account %s was created %d times".formatted(person, count));
                    }
                });
    }

    private record Family(UUID id, boolean redeemed, int generation, boolean ended) {}

    /** State comes first and the entry second, so it is the entry that needs a state. */
    private void compareFamilies() {
        Map<UUID, Family> families = tables.sql(FAMILIES).query(Family.class).stream()
                .collect(Collectors.toMap(Family::id, family -> family));
        requireOf(families, Activity.TOKEN_ISSUED, Family::redeemed);
        requireOf(families, Activity.TOKEN_REFRESHED, family -> family.generation() > 0);
        requireOf(families, Activity.TOKEN_REPLAYED, Family::ended);
    }

    private void requireOf(Map<UUID, Family> families, Activity activity, Function<Family, Boolean> state) {
        entries.stream()
                .filter(entry -> entry.activity() == activity)
                .flatMap(entry -> Stream.ofNullable(entry.detail().get("family")))
                .map(UUID::fromString)
                .distinct()
                .filter(id -> !families.containsKey(id) || !state.apply(families.get(id)))
                .forEach(id -> find("The trail has %s of family %s, whose row is %s"
                        .formatted(activity.code(), id, families.get(id))));
    }

    /** Of people who still have a name; nobody can lay the others beside anything. */
    private Stream<EntryView> of(Activity activity) {
        return entries.stream()
                .filter(entry -> entry.activity() == activity)
                .filter(entry -> entry.outcome() == Outcome.SUCCESS)
                .filter(entry -> entry.target() == null || !entry.target().isErased());
    }

    private void find(String what) {
        findings.add(new Finding(Kind.HALF_DONE, what));
    }

    private static Stream<String> difference(Set<String> all, Set<String> without) {
        return all.stream().filter(each -> !without.contains(each));
    }

    private static String role(EntryView entry) {
        return person(entry.target()) + " " + entry.detail().get("role");
    }

    /** Empty for a yes to a device, which is kept with its tokens. */
    private static String consent(EntryView entry) {
        return entry.detail().containsKey("family")
                ? ""
                : person(entry.actor()) + " "
                        + Objects.requireNonNull(entry.target()).label();
    }

    /** Empty for a client of the realm's file. */
    private static String registered(EntryView entry) {
        String client = Objects.requireNonNull(entry.target()).label();
        return SelfRegisteredClients.mayBe(client) ? client : "";
    }

    private static String person(Party party) {
        return String.valueOf(party.person());
    }
}
