package org.gatehouse.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.testing.AdminApi;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.ListeningApps;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of everything a realm can hold or hand out, beside people and groups. */
final class Things {

    private static final String INITIAL = "{\"note\":\"a\",\"uses\":5,\"expiresAt\":\"%s\"}";
    private static final String EXPORT = "{\"format\":\"csv\",\"from\":\"%s\",\"until\":\"%s\"}";

    private final TestServer server;
    private final String realm;
    private final AdminApi api;
    private final Person person;
    private final Browser browser;
    private final Map<String, String> made = new LinkedHashMap<>();

    /** @param browser in which the person is signed in */
    Things(TestServer server, String realm, AdminApi api, Person person, Browser browser) {
        this.server = server;
        this.realm = realm;
        this.api = api;
        this.person = person;
        this.browser = browser;
    }

    /** Two realms in which everything can be had. */
    static Map<String, String> settings(Path directory) {
        Map<String, String> settings = new HashMap<>(TestServer.mail().settings());
        settings.putAll(ListeningApps.settings(directory, (realm, file) -> offering(file)));
        return settings;
    }

    static AdminApi administrator(TestServer server, String realm) {
        String all = Stream.of(Permission.values()).map(Permission::code).collect(Collectors.joining(" "));
        return AdminApi.withScopes(server, realm, People.of(server).createWith(realm, "admin"), all);
    }

    private static String offering(String file) {
        String more = """
                clients:
                  - {id: tv, kind: mobile, grants: [device_code, refresh_token]}
                  - {id: planner, kind: service, secret: env:PLANNER_SECRET, scopes: [profile], grants: [client_credentials, token_exchange]}
                """;
        String open = file.replace("clients:\n", more);
        return open.contains("registration:")
                ? open
                : open.replace("clients.read, realm.read", "clients.read, clients.write, realm.read")
                        + "registration: {enabled: true}\n";
    }

    /** @param tokens of the person's */
    Map<String, String> made(Answer tokens) {
        made.put("idToken", tokens.json("id_token"));
        made.put("person", person.subject().toString());
        made.put("kid", Jwts.keys(server, realm).getKeys().get(0).getKeyID());
        administered();
        registered();
        protocol();
        mailed();
        made.forEach((kind, thing) -> assertThat(thing).as(kind).isNotEmpty());
        return Map.copyOf(made);
    }

    private void administered() {
        made.put("secret", api.get("/clients/web").json().at("/secrets/0/id").asString());
        made.put(
                "session",
                api.get("/accounts/" + person.subject() + "/sessions")
                        .json()
                        .at("/items/0/id")
                        .asString());
        made.put("hold", api.post("/audit/holds", ForeignIdsTest.HOLD).json("id"));
        String now = server.clock().instant().toString();
        made.put(
                "export",
                api.post("/audit/exports", EXPORT.formatted("2026-01-01T00:00:00Z", now))
                        .json("id"));
        made.put("view", view());
        made.put("undo", undo());
        made.put("scim", scimToken(server, api).json("id"));
        Person erased = People.of(server).create(realm);
        api.deleteSeen("/accounts/" + erased.subject());
        api.eraseSeen("/accounts/" + erased.subject());
        made.put("erasure", api.get("/audit/erasures").json().at("/items/0/id").asString());
    }

    /** A question about the trail that everybody in the realm sees. */
    private String view() {
        Person auditor = People.of(server).createWith(realm, "auditor");
        Browser reader = new Browser(server);
        reader.signIn(realm, auditor.userName(), auditor.password());
        String views = "/console/realms/" + realm + "/audit/views";
        Answer page = reader.get(views + "?what=rights");
        reader.submit(page, views, Map.of("name", "Rights", "what", "rights", "shared", "true"));
        return server.bean(JdbcClient.class)
                .sql("SELECT id::text FROM trail_view WHERE account_id = ?")
                .param(auditor.subject())
                .query(String.class)
                .single();
    }

    /** What an administrator did to several people, and may undo. */
    private String undo() {
        Person admin = People.of(server).createWith(realm, "admin");
        Person disabled = People.of(server).create(realm);
        Browser desk = new Browser(server);
        desk.signIn(realm, admin.userName(), admin.password());
        String list = "/console/realms/" + realm + "/accounts";
        desk.submit(
                desk.get(list),
                list + "/bulk/apply",
                Map.of("account", disabled.subject().toString(), "action", "disable"));
        return server.bean(JdbcClient.class)
                .sql("SELECT id::text FROM undoable_change WHERE account_id = ?")
                .param(admin.subject())
                .query(String.class)
                .single();
    }

    static Answer scimToken(TestServer server, AdminApi api) {
        String until = server.clock().instant().plusSeconds(86_400).toString();
        return api.post("/scim-tokens", "{\"source\":\"hr\",\"expiresAt\":\"" + until + "\"}");
    }

    private void registered() {
        String until = server.clock().instant().plusSeconds(86_400).toString();
        Answer initial = api.post("/initial-access-tokens", INITIAL.formatted(until));
        made.put("initial", initial.json("id"));
        made.put("initialValue", initial.json("value"));
        Answer client = Registrar.of(server, realm).register(initial.json("value"), ProtocolWay.APP);
        made.put("registered", client.json("client_id"));
        made.put("registrationToken", client.json("registration_access_token"));
    }

    private void protocol() {
        RelyingApp web = RelyingApp.web(server, realm);
        made.put("pushed", web.push(web.authorization()).json("request_uri"));
        Answer device = new Browser(server).post(web.path("/oauth2/device_authorization"), Map.of("client_id", "tv"));
        made.put("deviceCode", device.json("device_code"));
        made.put("userCode", device.json("user_code"));
        made.put("ticket", browser.get(web.path("/connect/logout")).hidden("request"));
        RelyingApp.phone(server, realm).tokens(person);
        made.put(
                "device",
                server.bean(JdbcClient.class)
                        .sql("SELECT id::text FROM token_family WHERE account_id = ? AND client_id = 'phone'")
                        .param(person.subject())
                        .query(String.class)
                        .single());
    }

    private void mailed() {
        String page = "/realms/" + realm + "/sign-in";
        Browser visitor = new Browser(server);
        visitor.submit(visitor.get(page + "/forgotten"), page + "/forgotten", Map.of("username", person.email()));
        made.put("reset", token(person.email()));
        String email = "/realms/" + realm + "/account/email";
        browser.submit(browser.get(email), email, Map.of("email", "new-" + person.email()));
        made.put("verify", token("new-" + person.email()));
    }

    private static String token(String address) {
        return TestServer.mail().only(address).link().replaceAll(".*token=", "");
    }

    /** As many, made the way real ones are: tokens that are signed are another's of that realm, which has ended. */
    static Map<String, String> nowhere(Map<String, String> there, Map<String, String> ended) {
        Map<String, String> nowhere = new HashMap<>();
        there.forEach((kind, thing) -> nowhere.put(kind, like(thing)));
        nowhere.put("idToken", ended.get("idToken"));
        nowhere.put("userCode", "BCDF-GHJK");
        return Map.copyOf(nowhere);
    }

    private static String like(String thing) {
        if (thing.matches("[0-9a-f-]{36}")) {
            return ForeignIdsTest.id();
        }
        String prefix = thing.replaceFirst("[^:-]*$", "").replaceFirst("^(urn:.*:|registered-).*", "$1");
        String kept = thing.startsWith("urn:") || thing.startsWith("registered-") ? prefix : "";
        int length = thing.length() - kept.length();
        String random = ForeignIdsTest.token(length).substring(0, length);
        return kept + (kept.startsWith("registered") ? random.replaceAll("[^0-9a-f]", "0") : random);
    }
}
