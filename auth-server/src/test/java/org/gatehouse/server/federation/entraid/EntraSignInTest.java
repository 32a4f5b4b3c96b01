package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.audit.query.EntryView;
import org.gatehouse.server.demo.entra.StandInEntra;
import org.gatehouse.server.demo.entra.Troubles.Place;
import org.gatehouse.server.directory.Account;
import org.gatehouse.server.session.Assurance;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.Jwts;
import org.gatehouse.server.testing.People;
import org.gatehouse.server.testing.Person;
import org.gatehouse.server.testing.RelyingApp;
import org.gatehouse.server.testing.TrailProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("People of Entra ID sign in, and whoever is not one of them does not")
class EntraSignInTest {

    private static final ContosoAtAcme house = ContosoAtAcme.shared();

    @AfterEach
    void end() {
        house.entra.troubles().end();
    }

    // --- refusals
    // -----------------------------------------------------------------------------------------------------

    static Stream<Arguments> lies() {
        return Stream.of(
                lie(
                        "wrong-issuer",
                        entra -> entra.troubles().claim("iss", entra.login() + "/" + EntraToken.FABRIKAM + "/v2.0")),
                lie("wrong-issuer", entra -> entra.troubles().claim("tid", EntraToken.FABRIKAM)),
                lie("wrong-issuer", entra -> entra.troubles().claim("tid", "contoso.example")),
                lie("token-version", entra -> entra.troubles().versionOne(EntraToken.CONTOSO)),
                lie("token-signature", entra -> entra.troubles().signWithConsumerKey()),
                lie("token-signature", entra -> entra.troubles().signWithForeignKey()),
                lie("token-audience", entra -> entra.troubles().claim("aud", "c0ffee00-0000-4000-8000-000000000002")),
                lie("token-nonce", entra -> entra.troubles().claim("nonce", null)),
                lie("token-nonce", entra -> entra.troubles().claim("nonce", "of-another-sign-in")),
                lie("token-time", entra -> entra.troubles().claim("exp", 1_700_000_000L)),
                lie("no-subject", entra -> entra.troubles().claim("oid", "alice")));
    }

    private static Arguments lie(String reason, Consumer<StandInEntra> lie) {
        return Arguments.of(reason, lie);
    }

    /** As Microsoft does it: a frame in its own page, with the session's name, and without any cookie of ours. */
    @Test
    void signOutThereThenIsSignedOutHereAndByNoOtherTenantsWord() {
        Browser browser = new Browser(house.server);
        house.come(browser, "contoso", house.somebody());
        assertThat(browser.step("/realms/acme/account").status()).isEqualTo(200);
        String page = browser.get(house.entra.login() + "/" + EntraToken.CONTOSO + "/oauth2/v2.0/logout")
                .body();
        Matcher frame = Pattern.compile("<iframe[^>]*src=\"([^\"]+frontchannel-logout[^\"]+)\"")
                .matcher(page);
        assertThat(frame.find()).as(page).isTrue();
        String address = frame.group(1).replace("&amp;", "&");
        Browser without = new Browser(house.server);

        assertThat(without.step(address.replace(EntraToken.CONTOSO, EntraToken.FABRIKAM))
                        .status())
                .isEqualTo(400);
        assertThat(browser.step("/realms/acme/account").status()).isEqualTo(200);
        assertThat(without.step(address).status()).isEqualTo(200);

        assertThat(browser.step("/realms/acme/account").status()).isEqualTo(302);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void comeWhenTheTokenLiesThenNobodyIsSignedIn(String reason, Consumer<StandInEntra> lie) {
        var person = house.somebody();
        lie.accept(house.entra);
        TrailProbe trail = TrailProbe.of(house.server, "acme");
        Browser browser = house.browser();

        Answer page = house.come(browser, "contoso", person);

        assertRefused(page, trail, reason);
        assertThat(house.isSignedIn(browser)).isFalse();
        assertThat(house.account(person.email())).isEmpty();
    }

    @Test
    void comeWhenTheTenantIsNotListedThenNobodyIsSignedIn() {
        var stranger = house.somebody(ContosoAtAcme.ELSEWHERE);
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        Answer page = house.come(house.browser(), "plain", stranger);

        assertRefused(page, trail, "tenant-not-allowed");
        assertThat(page.body()).contains("Your organisation is not one of those");
    }

    @Test
    void comeWhenTheSamePersonIsOfTwoTenantsThenIsTwoPeople() {
        var here = house.somebody();
        var there = house.is(org.gatehouse.server.demo.entra.Person.of(
                ContosoAtAcme.AT_FABRIKAM, here.objectId(), "Somebody else", "else-" + here.email()));

        house.come(house.browser(), "plain", here);
        house.come(house.browser(), "plain", there);

        assertThat(house.account(here.email()).orElseThrow().subject())
                .isNotEqualTo(house.account(there.email()).orElseThrow().subject());
    }

    @Test
    void previewWhenATenantsPeopleWouldNotComeAnyMoreThenSaysSoInTheReadersLanguage() {
        house.come(house.browser(), "plain", house.somebody(ContosoAtAcme.AT_FABRIKAM));
        Person chief = People.of(house.server).createWith("acme", "admin");
        Browser console = new Browser(house.server);
        console.signIn("acme", chief.userName(), chief.password());
        String page = "/console/realms/acme/connections/plain/edit";
        Answer edit = console.get(page);

        Answer preview = console.submit(
                edit,
                page + "/preview",
                Map.of("state", edit.hidden("state"), "tenants", EntraToken.CONTOSO),
                "Accept-Language",
                "fr");

        assertThat(preview.body()).contains("par la connexion").doesNotContain("come by connection");
    }

    @Test
    void comeWhenAGuestAndGuestsAreRefusedThenNobodyIsSignedIn() {
        var guest = house.is(house.somebody().guest("https://sts.windows.net/x/"));
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        assertRefused(house.come(house.browser(), "plain", guest), trail, "guest-refused");
    }

    @Test
    void comeWhenItIsNotSaidWhetherTheyAreAGuestThenNobodyIsSignedIn() {
        var somebody = house.is(house.somebody().claim("acct", null));
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        assertRefused(house.come(house.browser(), "plain", somebody), trail, "membership-unknown");
    }

    /** "nOAuth": an address somebody wrote into their own tenant. */
    @Test
    void comeWhenTheAddressIsSomebodysHereAndNobodyVouchesThenTheirAccountIsNotTouched() {
        Person victim = People.of(house.server).create("acme");
        var attacker = house.somebody();
        house.is(org.gatehouse.server.demo.entra.Person.of(
                        ContosoAtAcme.AT_CONTOSO, attacker.objectId(), "Mallory", victim.email())
                .claim("xms_edov", null)
                .claim("preferred_username", victim.userName())
                .claim("email_verified", true));
        Browser browser = house.browser();
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        house.come(browser, "contoso", attacker);

        assertThat(house.account(victim.email()).orElseThrow().subject()).isEqualTo(victim.subject());
        assertThat(trail.fresh())
                .noneMatch(
                        entry -> String.valueOf(entry).contains(victim.subject().toString()));
        assertThat(browser.get("/realms/acme/account").body()).doesNotContain(victim.email());
    }

    @Test
    void comeWhenTheAnswerIsAnothersOrWasUsedThenNobodyIsSignedIn() {
        var person = house.somebody();
        Browser theirs = house.browser();
        Browser another = house.browser();
        String answer = house.answer(theirs, "/realms/acme/connections/contoso", person);

        assertThat(ContosoAtAcme.end(another, answer).status()).isBetween(400, 499);
        assertThat(house.isSignedIn(another)).isFalse();
        assertThat(ContosoAtAcme.end(theirs, answer.replace("/contoso/", "/plain/"))
                        .status())
                .isBetween(400, 499);
        assertThat(house.isSignedIn(theirs)).isFalse();
    }

    @Test
    void comeWhenTheAnswerIsRepeatedThenItIsRefused() {
        Browser browser = house.browser();
        String answer = house.answer(browser, "/realms/acme/connections/contoso", house.somebody());
        browser.get(answer);

        assertThat(ContosoAtAcme.end(browser, answer).status()).isBetween(400, 499);
    }

    // --- outages
    // ------------------------------------------------------------------------------------------------------

    static Stream<Arguments> outages() {
        return Stream.of(
                Arguments.of((Consumer<StandInEntra>) entra -> entra.troubles().down(Place.values())),
                Arguments.of((Consumer<StandInEntra>) entra -> entra.troubles().hang(Place.TOKEN)),
                Arguments.of((Consumer<StandInEntra>) entra -> entra.troubles().fail(Place.TOKEN)),
                Arguments.of((Consumer<StandInEntra>)
                        entra -> entra.troubles().redirect("http://169.254.169.254/latest", Place.TOKEN)));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void comeWhenTheProviderDoesNotAnswerThenAPageSaysSoInTime(Consumer<StandInEntra> outage) {
        Browser browser = house.browser();
        String answer = house.answer(browser, "/realms/acme/connections/contoso", house.somebody());
        outage.accept(house.entra);
        Instant begun = Instant.now();

        Answer page = ContosoAtAcme.end(browser, answer);

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(page.status()).isGreaterThanOrEqualTo(400);
        assertThat(page.body())
                .contains("Contoso")
                .contains("/realms/acme/sign-in")
                .doesNotContain("Exception");
    }

    // --- the ways in
    // --------------------------------------------------------------------------------------------------

    @Test
    void comeForTheFirstTimeThenHasAnAccountWithRolesAndGroups() {
        String administrator = "62e90394-69f5-4237-9190-012177145e10"; // of the tenant, which is nothing here
        var alice = house.is(house.somebody()
                .withRoles("FormsDispatcher", "Unknown")
                .withGroups(List.of(ContosoAtAcme.NORTH))
                .claim("wids", List.of(administrator, "no role at all")));
        TrailProbe trail = TrailProbe.of(house.server, "acme");
        Browser browser = house.browser();

        house.come(browser, "contoso", alice);

        Account account = house.account(alice.email()).orElseThrow();
        assertThat(account.roles()).containsExactly("dispatcher");
        assertThat(house.groups(account)).containsExactly("field-team/north");
        assertThat(house.isSignedIn(browser)).isTrue();
        List<EntryView> entries = trail.fresh();
        assertThat(login(entries).detail())
                .containsEntry("connection", "contoso")
                .containsEntry("issuer", house.entra.login() + "/" + EntraToken.CONTOSO + "/v2.0")
                .containsEntry("groups", "token")
                .containsEntry("wids", administrator)
                .containsKey("token"); // to be found in Microsoft's own log
        assertThat(entries.toString()).doesNotContain(alice.objectId());
    }

    @Test
    void comeAgainWhenLessIsSaidThenLessIsLeft() {
        var alice = house.is(house.somebody().withRoles("FormsDispatcher").withGroups(List.of(ContosoAtAcme.NORTH)));
        house.come(house.browser(), "contoso", alice);
        house.is(alice.withRoles().withGroups(List.of("bbbbbbbb-0000-4000-8000-0000000000ff")));

        house.come(house.browser(), "contoso", alice);

        Account account = house.account(alice.email()).orElseThrow();
        assertThat(account.roles()).isEmpty();
        assertThat(house.groups(account)).isEmpty();
    }

    @Test
    void comeWhenAGuestThenHasTheGuestsRoleOnly() {
        var guest = house.is(house.somebody()
                .guest("https://sts.windows.net/x/")
                .withRoles("FormsDispatcher")
                .withGroups(List.of(ContosoAtAcme.NORTH)));
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        house.come(house.browser(), "contoso", guest);

        EntryView login = login(trail.fresh());
        assertThat(login.detail()).containsEntry("guest", "true").containsEntry("idp", "https://sts.windows.net/x/");
        Account account = house.account(guest.email().substring(0, guest.email().indexOf('@')))
                .orElseThrow();
        assertThat(account.roles()).containsExactly("user");
        assertThat(house.groups(account)).isEmpty();
    }

    @Test
    void comeWhenTheObjectIdWasWithheldBeforeThenIsTheSamePerson() {
        var alice = house.is(
                house.somebody().withGroups(List.of(ContosoAtAcme.NORTH)).claim("oid", null));
        house.come(house.browser(), "contoso", alice);
        var subject = house.account(alice.email()).orElseThrow().subject();
        house.is(org.gatehouse.server.demo.entra.Person.of(
                        ContosoAtAcme.AT_CONTOSO, alice.objectId(), "Alice", "new-" + alice.email())
                .withGroups(List.of(ContosoAtAcme.NORTH)));
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        house.come(house.browser(), "contoso", alice);

        assertThat(house.account("new-" + alice.email())).isEmpty();
        assertThat(login(trail.fresh()).actor().toString()).contains(subject.toString());
    }

    // --- groups
    // -------------------------------------------------------------------------------------------------------

    @Test
    void comeWhenInManyGroupsThenGraphIsAskedAndTheTokensAddressIsNot() {
        var bruno = house.is(house.somebody().withGroups(many()));
        house.entra.troubles().groupsEndpoint(house.entra.login() + "/internal/getMemberObjects");
        house.entra.forgetCalls();
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        house.come(house.browser(), "contoso", bruno);

        assertThat(house.groups(house.account(bruno.email()).orElseThrow())).containsExactly("field-team/north");
        assertThat(login(trail.fresh()).detail())
                .containsEntry("groups", "graph")
                .containsEntry("count", "230")
                .containsKey("took");
        assertThat(house.entra.calls()).noneMatch(call -> call.contains("internal"));
    }

    @Test
    void comeWhenGraphDoesNotAnswerThenNobodyNewGetsInAndWhoWasKnownKeepsTheirs() {
        var known = house.is(house.somebody().withGroups(many()));
        house.come(house.browser(), "contoso", known);
        var unknown = house.is(house.somebody().withGroups(many()));
        house.entra.troubles().fail(Place.GRAPH);
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        Answer refused = house.come(house.browser(), "contoso", unknown);
        assertRefused(refused, trail, "groups-unknown");
        assertThat(house.account(unknown.email())).isEmpty();

        Browser browser = house.browser();
        house.come(browser, "contoso", known);
        assertThat(house.isSignedIn(browser)).isTrue();
        assertThat(house.groups(house.account(known.email()).orElseThrow())).containsExactly("field-team/north");
        assertThat(login(trail.fresh()).detail()).containsEntry("groups", "kept");
    }

    @Test
    void comeWhenInManyGroupsAndOverageIsRefusedThenNobodyGetsIn() {
        var bruno = house.is(house.somebody().withGroups(many()));
        TrailProbe trail = TrailProbe.of(house.server, "acme");

        assertRefused(house.come(house.browser(), "strict", bruno), trail, "groups-unknown");
    }

    private static List<String> many() {
        return IntStream.rangeClosed(1, 230)
                .mapToObj("bbbbbbbb-0000-4000-8000-%012d"::formatted)
                .toList();
    }

    // --- factors
    // ------------------------------------------------------------------------------------------------------

    @Test
    void comeWhenMoreIsWantedAndTheContextIsTrustedThenItCounts() {
        var alice = house.is(house.somebody().withGroups(List.of(ContosoAtAcme.NORTH)));
        RelyingApp app = RelyingApp.web(house.server, "acme");
        Browser browser = house.browser();

        Answer end = comeFor(app, browser, alice);

        String idToken = app.redeem(end.redirectParameter("code")).json("id_token");
        assertThat(Jwts.claims(idToken).getClaim("acr")).isEqualTo(Assurance.MULTI_FACTOR.acr());
    }

    @Test
    void comeWhenMoreIsWantedAndTheContextIsMissingThenItDoesNot() {
        var alice = house.is(
                house.somebody().withGroups(List.of(ContosoAtAcme.NORTH)).claim("acrs", null));

        Answer end = comeFor(RelyingApp.web(house.server, "acme"), house.browser(), alice);

        assertThat(end.redirectParameter("code")).isEmpty();
    }

    private static Answer comeFor(RelyingApp app, Browser browser, org.gatehouse.server.demo.entra.Person person) {
        Map<String, String> request = app.authorization();
        request.put("acr_values", Assurance.MULTI_FACTOR.acr());
        String waiting = app.authorize(browser, request).redirectParameter("request");
        String leave = "/realms/acme/connections/contoso?request=" + waiting;
        assertThat(ContosoAtAcme.parameters(browser.get(leave).location()).get("claims"))
                .contains("c1");
        Answer back = browser.get(house.answer(browser, leave, person));
        return back.location().isEmpty() ? back : browser.get(back.location());
    }

    // --- keys
    // ---------------------------------------------------------------------------------------------------------

    @Test
    void comeWhenKeysWereRotatedThenTheNewOneIsFetched() {
        var alice = house.is(house.somebody().withGroups(List.of(ContosoAtAcme.NORTH)));
        house.come(house.browser(), "contoso", alice);
        house.entra.rotateKeys();
        house.entra.retireKeys();
        house.clock.advance(Duration.ofMinutes(2));
        Browser browser = house.browser();

        house.come(browser, "contoso", alice);

        assertThat(house.isSignedIn(browser)).isTrue();
    }

    private static void assertRefused(Answer page, TrailProbe trail, String reason) {
        assertThat(page.status()).isBetween(400, 499);
        assertThat(page.body()).doesNotContain("Exception");
        assertThat(trail.fresh())
                .filteredOn(entry -> entry.activity().code().equals("federation.login"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.reason()).isEqualTo(reason));
    }

    private static EntryView login(List<EntryView> entries) {
        return entries.stream()
                .filter(entry -> entry.activity().code().equals("federation.login"))
                .findFirst()
                .orElseThrow();
    }
}
