package org.gatehouse.server.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.seed.Seed;
import org.gatehouse.realm.seed.SeedFile;
import org.gatehouse.realm.seed.SeedPerson;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.administrator.FirstAdministratorLinks;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Gathers what the ready line tells. Secrets are told only of a demo or a seeded start: there they were made up or stand
 * in a file that says they are for tests.
 */
final class ReadyReports {

    /** A seed file may generate a million people; nobody reads that many. */
    private static final int MOST_PEOPLE = 1_000;

    private final GatehouseProperties properties;
    private final Realms realms;
    private final SecretEnvironment secrets;
    private final Map<String, String> links;

    private ReadyReports(ApplicationContext context) {
        this.properties = context.getBean(GatehouseProperties.class);
        this.realms = context.getBean(Realms.class);
        this.secrets = context.getBean(SecretEnvironment.class);
        this.links = context.getBean(FirstAdministratorLinks.class).take();
    }

    static ReadyReport of(ApplicationContext context) {
        return new ReadyReports(context).report();
    }

    private ReadyReport report() {
        Map<String, List<ReadyReport.Person>> people = properties.seeds().stream()
                .map(SeedFile::read)
                .collect(Collectors.toMap(Seed::realm, ReadyReports::people, ReadyReports::joined));
        List<Realm> all = realms.all();
        List<ReadyReport.Realm> told = all.stream()
                .map(realm -> new ReadyReport.Realm(
                        realm.name(),
                        realm.issuer(),
                        realm.definition().clients().stream().map(this::client).toList(),
                        people.getOrDefault(realm.name(), List.of()),
                        links.get(realm.name())))
                .toList();
        return new ReadyReport(
                properties.baseUrl().toString(), ProcessHandle.current().pid(), pages(all), told);
    }

    private Map<String, String> pages(List<Realm> all) {
        Map<String, String> pages = new LinkedHashMap<>();
        if (properties.demo()) {
            pages.put("demo", properties.baseUrl() + "/demo");
            pages.put("mail", properties.baseUrl() + "/demo/mail");
        }
        if (!all.isEmpty()) {
            String first = all.get(0).name();
            pages.put("account", properties.issuer(first) + "/account");
            pages.put("console", properties.baseUrl() + "/console/realms/" + first + "/audit");
        }
        return pages;
    }

    private ReadyReport.Client client(ClientDefinition client) {
        return new ReadyReport.Client(client.id(), client.kind().code(), secret(client), client.redirectUris());
    }

    private @Nullable String secret(ClientDefinition client) {
        String reference = Objects.toString(client.secret(), "");
        boolean mayBeTold = properties.demo() || !properties.seeds().isEmpty();
        return mayBeTold && reference.startsWith("env:") ? secrets.apply(reference.substring("env:".length())) : null;
    }

    private static List<ReadyReport.Person> people(Seed seed) {
        return StreamSupport.stream(seed.people().spliterator(), false)
                .limit(MOST_PEOPLE)
                .map(ReadyReports::person)
                .toList();
    }

    private static ReadyReport.Person person(SeedPerson person) {
        return new ReadyReport.Person(
                person.userName(),
                person.password(),
                person.totp(),
                person.roles(),
                person.state().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static List<ReadyReport.Person> joined(List<ReadyReport.Person> first, List<ReadyReport.Person> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
