package org.gatehouse.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.Difference;
import org.gatehouse.realm.file.RealmFile;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.realm.keycloak.Gap;
import org.gatehouse.realm.keycloak.Gaps;
import org.gatehouse.realm.keycloak.KeycloakRealm;
import org.gatehouse.realm.keycloak.ObjectKind;
import org.gatehouse.realm.keycloak.ObjectName;
import org.gatehouse.realm.keycloak.Secrets;
import org.gatehouse.realm.keycloak.live.Credentials;
import org.gatehouse.realm.keycloak.live.LiveRealm;
import org.gatehouse.realm.keycloak.live.LiveRealm.Planned;
import tools.jackson.databind.node.ObjectNode;

/** A realm a test wrote as a file and applied, as {@code realm apply} does. */
public final class AppliedRealm {

    /** Of every client and connection with a secret. */
    public static final String SECRET = "only-for-this-test-as-well";

    public static final String PASSWORD = "Correct-horse-7-battery";

    private static final Secrets SECRETS = new Secrets() {
        @Override
        public Optional<String> of(ClientDefinition client) {
            return client.secret() == null ? Optional.empty() : Optional.of(SECRET);
        }

        @Override
        public Optional<String> of(Connection connection) {
            return connection.clientSecret() == null ? Optional.empty() : Optional.of(SECRET);
        }
    };

    private final String name;
    private final RunningKeycloak keycloak;
    private final AdminApi admin;
    private final LiveRealm live;

    private AppliedRealm(String name, RunningKeycloak keycloak) {
        this.name = name;
        this.keycloak = keycloak;
        this.admin = new AdminApi(keycloak);
        this.live = LiveRealm.open(
                URI.create(keycloak.url("")),
                name,
                new Credentials("master", RunningKeycloak.CLIENT, RunningKeycloak.CLIENT_SECRET));
    }

    /** @param text of a realm file */
    public static AppliedRealm of(RunningKeycloak keycloak, String text) {
        AppliedRealm realm = new AppliedRealm(file(text).realm().realm(), keycloak);
        realm.apply(text);
        return realm;
    }

    /** Nothing is left to do afterwards. */
    public void apply(String text) {
        Planned planned = plan(text);
        assertThat(live.obstacles(planned.plan())).isEmpty();
        live.apply(planned);
        assertThat(differences(text)).isEmpty();
    }

    /** Until the next apply, Keycloak stores its events itself, so that a test can ask for them. */
    public void storeEvents() throws Exception {
        assertThat(admin.put("/" + name + "/events/config", Map.of("eventsEnabled", true))
                        .status())
                .isEqualTo(204);
    }

    /** The paths of what is not as the file says. */
    public List<String> differences(String text) {
        return plan(text).plan().differences().stream().map(Difference::path).toList();
    }

    /** What Keycloak does not do of the file. */
    public static List<String> gaps(String text) {
        return Gaps.of(file(text).realm(), false).stream().map(Gap::path).toList();
    }

    /** One of the objects a file is rendered to. */
    public static ObjectNode rendered(String text, ObjectKind kind, String name) {
        Map<ObjectName, ObjectNode> objects =
                KeycloakRealm.of(file(text).realm(), SECRETS).objects();
        return Objects.requireNonNull(objects.get(new ObjectName(kind, name))).deepCopy();
    }

    /** What would make a realm what a file says. */
    public static Runnable plan(LiveRealm live, String text) {
        Planned planned = planned(live, text);
        return () -> live.apply(planned);
    }

    private Planned plan(String text) {
        return planned(live, text);
    }

    private static Planned planned(LiveRealm live, String text) {
        RealmFile file = file(text);
        KeycloakRealm desired = KeycloakRealm.of(file.realm(), SECRETS).withAcceptedGaps(Gaps.of(file.realm(), false));
        return live.plan(desired, file.prune());
    }

    private static RealmFile file(String text) {
        return RealmFiles.inspect("realm.yaml", text).file();
    }

    public String name() {
        return name;
    }

    public RunningKeycloak keycloak() {
        return keycloak;
    }

    public AdminApi admin() {
        return admin;
    }

    /** Somebody with {@link #PASSWORD}; the id. */
    public String addPerson(String userName) throws Exception {
        AdminApi.Answer answer = admin.post(
                "/" + name + "/users",
                Map.of(
                        "username",
                        userName,
                        "enabled",
                        true,
                        "email",
                        userName + "@" + name + ".example",
                        "emailVerified",
                        true,
                        "firstName",
                        userName,
                        "lastName",
                        "Martin",
                        "credentials",
                        List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false))));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.createdId();
    }

    /** The id Keycloak knows a client by. */
    public String clientId(String client) throws Exception {
        return admin.get("/" + name + "/clients?clientId=" + client)
                .body()
                .at("/0/id")
                .asString();
    }
}
