package org.gatehouse.server.demo;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.secret.SecretReference;
import org.gatehouse.realm.seed.Seed;
import org.gatehouse.realm.seed.SeedFile;
import org.gatehouse.realm.seed.SeedPerson;
import org.gatehouse.server.GatehouseProperties;
import org.gatehouse.server.database.SecretEnvironment;
import org.gatehouse.server.factor.totp.Totp;
import org.gatehouse.server.factor.totp.TotpKey;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.springframework.stereotype.Component;

/** The realms that know the demo's relying app, with the people of the seed files to try it with. */
@Component
@DemoOnly
class LoadedDemoRealms implements DemoRealms {

    static final String CLIENT = "demo";

    /** A seed file may generate a million people; a visitor needs a few. */
    private static final int PEOPLE_SHOWN = 8;

    private final Realms realms;
    private final SecretEnvironment secrets;
    private final Clock clock;
    private final Map<String, List<DemoPerson>> people;

    LoadedDemoRealms(Realms realms, SecretEnvironment secrets, Clock clock, GatehouseProperties properties) {
        this.realms = realms;
        this.secrets = secrets;
        this.clock = clock;
        this.people = properties.seeds().stream()
                .map(SeedFile::read)
                .collect(Collectors.toMap(Seed::realm, LoadedDemoRealms::people, (first, second) -> first));
    }

    @Override
    public List<DemoRealm> all() {
        return realms.all().stream().flatMap(realm -> demoRealm(realm).stream()).toList();
    }

    @Override
    public Optional<String> oneTimeCode(DemoPerson person) {
        return Optional.ofNullable(person.totpSecret()).map(key -> Totp.code(TotpKey.parse(key), clock.instant()));
    }

    private Optional<DemoRealm> demoRealm(Realm realm) {
        return realm.definition()
                .findClient(CLIENT)
                .flatMap(this::secret)
                .map(secret -> new DemoRealm(
                        realm.name(),
                        realm.definition().displayName(),
                        realm.issuer(),
                        CLIENT,
                        secret,
                        people.getOrDefault(realm.name(), List.of())));
    }

    /** Only what the demo itself made up can be had again; a secret from a file is the client's own business. */
    private Optional<String> secret(ClientDefinition client) {
        SecretReference reference = client.secret();
        String text = Objects.toString(reference, "");
        return text.startsWith("env:")
                ? Optional.ofNullable(secrets.apply(text.substring("env:".length())))
                : Optional.empty();
    }

    private static List<DemoPerson> people(Seed seed) {
        return StreamSupport.stream(seed.people().spliterator(), false)
                .limit(PEOPLE_SHOWN)
                .map(LoadedDemoRealms::person)
                .toList();
    }

    private static DemoPerson person(SeedPerson person) {
        String roles = String.join(", ", person.roles());
        return new DemoPerson(person.userName(), person.password(), person.totp(), roles);
    }
}
