package org.gatehouse.server.federation.entraid;

import static org.gatehouse.server.federation.entraid.EntraToken.CONTOSO;
import static org.gatehouse.server.federation.entraid.EntraToken.FABRIKAM;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.gatehouse.server.database.TestDatabase;
import org.gatehouse.server.demo.entra.Person;
import org.gatehouse.server.demo.entra.Registration;
import org.gatehouse.server.demo.entra.StandInEntra;
import org.gatehouse.server.demo.entra.Tenant;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.directory.Accounts;
import org.gatehouse.server.groups.Groups;
import org.gatehouse.server.groups.Memberships;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.realm.Realms;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.OwnRealm;
import org.gatehouse.server.testing.SettableClock;
import org.gatehouse.server.testing.TestServer;

/**
 * The service and the stand-in for Entra ID side by side: the realm {@code acme} with a connection {@code contoso} that lets
 * people in, {@code strict} and {@code plain} for two tenants, which let in few, and {@code certified} without a secret.
 */
final class ContosoAtAcme {

    static final Tenant AT_CONTOSO = new Tenant(CONTOSO, "Contoso");
    static final Tenant AT_FABRIKAM = new Tenant(FABRIKAM, "Fabrikam");
    static final Tenant ELSEWHERE = new Tenant("77777777-8888-4777-8666-555555555555", "Elsewhere");
    static final String NORTH = EntraConnection.GROUP;

    /** Of everything but {@code certified}. */
    private static final String CLIENT_ID = "c0ffee00-0000-4000-8000-000000000001";

    /** Of the connection {@code certified}, which has no secret. */
    private static final String CERTIFIED_ID = "c0ffee00-0000-4000-8000-000000000002";

    private static final String SECTIONS = """
            groups: [{name: field-team, groups: [{name: north}]}]
            connections:
              - {alias: contoso, kind: entra-id, displayName: Contoso, tenants: [%1$s], clientId: %3$s, clientSecret: env:CONTOSO_SECRET, trustFactors: {acrs: [c1]}, roles: {map: {FormsDispatcher: dispatcher}}, groups: {map: {%4$s: field-team/north}, overage: graph, keep: PT1H}, guests: {role: user}, provision: just-in-time, link: ask}
              - {alias: strict, kind: entra-id, displayName: Strict, tenants: [%1$s, %2$s], clientId: %3$s, clientSecret: env:CONTOSO_SECRET, groups: {map: {%4$s: field-team/north}}, provision: just-in-time, link: never}
              - {alias: plain, kind: entra-id, displayName: Plain, tenants: [%1$s, %2$s], clientId: %3$s, clientSecret: env:CONTOSO_SECRET, provision: just-in-time, link: ask}
              - {alias: certified, kind: entra-id, displayName: Certified, tenants: [%1$s], clientId: %5$s, authMethod: certificate, provision: just-in-time}
            """.formatted(CONTOSO, FABRIKAM, CLIENT_ID, NORTH, CERTIFIED_ID);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final SettableClock clock = new SettableClock();
    final StandInEntra entra;
    final TestServer server;

    /** What was uploaded for {@code certified}. */
    final List<X509Certificate> uploaded = new CopyOnWriteArrayList<>();

    private ContosoAtAcme() {
        entra = StandInEntra.start(0, List.of(), this::registrations, clock);
        Map<String, String> settings = new HashMap<>(OwnRealm.with(SECTIONS));
        settings.put("gatehouse.outgoing.allow", "localhost,127.0.0.0/8,::1/128");
        settings.put("gatehouse.federation.entra.clouds[0].host", "login.microsoftonline.com");
        settings.put("gatehouse.federation.entra.clouds[0].login", entra.login());
        settings.put("gatehouse.federation.entra.clouds[0].graph", entra.graph());
        server = TestServer.start(TestDatabase.fresh(), clock, settings);
    }

    private List<Registration> registrations() {
        List<String> redirectUris = Stream.of("contoso", "strict", "plain")
                .map(alias -> server.issuer("acme") + "/connections/" + alias + "/callback")
                .toList();
        return List.of(
                new Registration(
                        CLIENT_ID,
                        TestServer.secret("CONTOSO_SECRET"),
                        redirectUris,
                        server.issuer("acme") + "/connections/contoso/frontchannel-logout"),
                new Registration(
                        CERTIFIED_ID,
                        "",
                        List.of(server.issuer("acme") + "/connections/certified/callback"),
                        "",
                        uploaded));
    }

    /** The one the tests of this JVM share. */
    static ContosoAtAcme shared() {
        return Shared.HOUSE;
    }

    private static final class Shared {

        static final ContosoAtAcme HOUSE = new ContosoAtAcme();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                HOUSE.server.close();
                HOUSE.entra.close();
            }));
        }
    }

    /** Somebody nobody has met, a member of Contoso. */
    Person somebody() {
        return somebody(AT_CONTOSO);
    }

    Person somebody(Tenant tenant) {
        int number = NUMBER.incrementAndGet();
        Person person = Person.of(
                tenant,
                "aaaaaaaa-0000-4000-8000-%012d".formatted(number),
                "Person " + number,
                "person" + number + "@" + tenant.name().toLowerCase(java.util.Locale.ROOT) + ".example");
        return is(person);
    }

    /** From now on they are so. */
    Person is(Person person) {
        entra.put(person);
        return person;
    }

    /** Leaves for the provider, chooses somebody there and comes back; the answer is ours. */
    Answer come(Browser browser, String alias, Person person) {
        return end(browser, answer(browser, "/realms/acme/connections/" + alias, person));
    }

    /** Where the provider sent the browser back to, or what is told there of why nobody was signed in. */
    static Answer end(Browser browser, String address) {
        Answer back = browser.get(address);
        return back.location().endsWith("/refused") ? browser.get(back.location()) : back;
    }

    /** As far as the address the provider sends the browser back to. */
    String answer(Browser browser, String leave, Person person) {
        String away = browser.get(leave).location();
        Map<String, String> form = new HashMap<>(parameters(away));
        form.put("person", person.key());
        return browser.post(away.substring(0, away.indexOf('?')), form).location();
    }

    static Map<String, String> parameters(String address) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : address.substring(address.indexOf('?') + 1).split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], java.net.URLDecoder.decode(parts[1], java.nio.charset.StandardCharsets.UTF_8));
        }
        return parameters;
    }

    Browser browser() {
        return new Browser(server);
    }

    boolean isSignedIn(Browser browser) {
        return browser.get("/realms/acme/account").status() == 200;
    }

    Optional<Account> account(String login) {
        return server.bean(Accounts.class).findByLogin(realm(), login);
    }

    List<String> groups(Account account) {
        return server.bean(Memberships.class).of(realm(), account.subject()).stream()
                .map(this::groupName)
                .toList();
    }

    private String groupName(UUID id) {
        return server.bean(Groups.class).get(realm(), id).fullName();
    }

    private Realm realm() {
        return server.bean(Realms.class).get("acme");
    }
}
