package org.gatehouse.server.federation.accounts;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.gatehouse.audit.event.Party;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.AccountState;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.directory.NewAccount;
import org.gatehouse.server.federation.Connections;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamProfile;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.FederatedServer;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.ScimClient;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.StandInProvider;
import org.gatehouse.server.testing.TestServer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The realm {@code acme} whose people come from two companies, each with a directory that provisions it. */
final class TwoCompanies {

    static final String REALM = "acme";

    /** Whose domain is {@code north.example}. */
    static final StandInProvider NORTH = StandInProvider.start();

    /** Whose domain is {@code south.example}. */
    static final StandInProvider SOUTH = StandInProvider.start();

    static final TestServer SERVER = start();

    private TwoCompanies() {}

    private static TestServer start() {
        SettableClock clock = new SettableClock();
        NORTH.clock(clock);
        SOUTH.clock(clock);
        String maps = "roles: {map: {Planner: dispatcher}}, groups: {map: {g-crew: crew}}";
        String connections = "groups: [{name: crew}, {name: choir}]\nconnections:\n"
                + NORTH.connection("north", "provision: just-in-time", "domains: [north.example]", maps)
                + SOUTH.connection("south", "provision: just-in-time", "domains: [south.example]", maps);
        TestServer server = TestServer.start(TestDatabase.fresh(), clock, OwnRealm.with(connections));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            NORTH.close();
            SOUTH.close();
        }));
        return server;
    }

    static Realm realm() {
        return SERVER.bean(Realms.class).get(REALM);
    }

    static Connection connection(String alias) {
        return Connections.find(realm(), alias).orElseThrow();
    }

    static AdminApi admin() {
        return AdminApi.as(SERVER, REALM, People.of(SERVER).createWith(REALM, "admin"));
    }

    /** The directory of a connection, or one of a name of its own. */
    static ScimClient directory(AdminApi admin, String who) {
        Answer made = admin.post(
                "/scim-tokens",
                "{" + who + ",\"expiresAt\":\"" + SERVER.clock().instant().plus(Duration.ofDays(30)) + "\"}");
        return ScimClient.withToken(SERVER, REALM, made.json("value"));
    }

    static ScimClient of(AdminApi admin, String connection) {
        return directory(admin, "\"connection\":\"" + connection + "\"");
    }

    /** Somebody without a password. */
    static Account account(String userName, @Nullable String email, boolean verified) {
        return SERVER.bean(Accounts.class)
                .create(
                        realm(),
                        new NewAccount(
                                userName,
                                "Local " + userName,
                                email,
                                verified,
                                null,
                                null,
                                Set.of(),
                                AccountState.ACTIVE,
                                Map.of()),
                        Party.system());
    }

    static Account account(UUID id) {
        return SERVER.bean(Accounts.class).find(realm(), id).orElseThrow();
    }

    /** Linked as if they had come, with what the connection's maps make of it. */
    static void link(UUID account, String connection, String issuer, String subject, String... roles) {
        UpstreamIdentity identity = identity(connection, issuer, subject, null, roles);
        SERVER.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            SERVER.bean(IdentityRows.class).insert(realm(), identity, account);
            Account locked = SERVER.bean(Accounts.class).lock(realm(), account).orElseThrow();
            SERVER.bean(MappedRights.class).apply(realm(), connection(connection), locked, identity);
        });
    }

    static UpstreamIdentity identity(
            String connection, String issuer, String subject, @Nullable String email, String... roles) {
        UpstreamGroups groups = UpstreamGroups.inToken(roles.length > 0 ? Set.of("g-crew") : Set.of());
        UpstreamProfile profile =
                new UpstreamProfile(false, subject, null, email, email != null, null, Set.of(roles), groups);
        return new UpstreamIdentity(connection, issuer, subject, null, profile, false, null, null, Map.of());
    }

    /** Leaves for the provider and comes back. */
    static Answer comeBack(Browser browser, String connection) {
        Answer leaving = browser.step("/realms/" + REALM + "/connections/" + connection);
        return FederatedServer.step(browser, browser.step(leaving.location()).location());
    }

    /** Makes the realm another one. */
    static Answer change(AdminApi admin, Consumer<ObjectNode> edit, Map<String, String> connectionSecrets) {
        Answer now = admin.get("/configuration");
        ObjectNode file = (ObjectNode) now.json();
        edit.accept(file);
        ObjectNode body = JsonMapper.shared().createObjectNode();
        body.set("file", file);
        body.put("confirmDeletion", REALM);
        ObjectNode secrets = body.putObject("connectionSecrets");
        connectionSecrets.forEach(secrets::put);
        return admin.send("PUT", "/configuration", body.toString(), "If-Match", now.header("ETag"));
    }

    /** The id of a group of the realm's file. */
    static String group(AdminApi admin, String name) {
        return admin.get("/groups")
                .json()
                .path("items")
                .valueStream()
                .filter(group -> group.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    static int count(String sql, Object... parameters) {
        return SERVER.bean(JdbcClient.class)
                .sql(sql)
                .params(parameters)
                .query(Integer.class)
                .single();
    }
}
