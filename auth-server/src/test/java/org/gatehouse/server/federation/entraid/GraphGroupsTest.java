package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.server.federation.entraid.EntraToken.CONTOSO;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.file.RealmFiles;
import org.gatehouse.server.demo.entra.EntraVisit;
import org.gatehouse.server.demo.entra.Person;
import org.gatehouse.server.demo.entra.StandInEntra;
import org.gatehouse.server.demo.entra.Tenant;
import org.gatehouse.server.demo.entra.Troubles.Place;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamGroups.Source;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.Serving;
import org.gatehouse.server.testing.SettableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule: whoever is in more groups than a token lists never passes for somebody who is in none. */
@DisplayName("Groups a token cannot list are asked of Microsoft Graph, or nobody gets in")
class GraphGroupsTest {

    private static final String LIST = "POST graph/v1.0/me/getMemberObjects";
    private static final String NEXT = "GET graph/v1.0/me/getMemberObjects";
    private static final String CHECK = "POST graph/v1.0/me/checkMemberGroups";

    private static final List<String> GROUPS = IntStream.rangeClosed(1, 230)
            .mapToObj("bbbbbbbb-0000-4000-8000-%012d"::formatted)
            .toList();

    private static final Person BRUNO = Person.of(
                    new Tenant(CONTOSO, "Contoso"),
                    "aaaaaaaa-0000-4000-8000-000000000002",
                    "Bruno Keller",
                    "bruno@contoso.example")
            .withGroups(GROUPS);

    private StandInEntra entra;
    private EntraHouse house;
    private String accessToken;

    @BeforeEach
    void open() {
        entra = EntraVisit.entra(new SettableClock(), BRUNO);
        house = new EntraHouse(Map.of(
                "gatehouse.outgoing.allow",
                "localhost",
                "gatehouse.federation.entra.clouds[0].host",
                "login.microsoftonline.com",
                "gatehouse.federation.entra.clouds[0].login",
                entra.login(),
                "gatehouse.federation.entra.clouds[0].graph",
                entra.graph()));
        accessToken = EntraVisit.accessToken(entra, BRUNO);
        entra.forgetCalls();
    }

    @AfterEach
    void close() {
        house.close();
        entra.close();
    }

    @Test
    void groupsThenAreAllOfAllPages() {
        UpstreamGroups groups = groups(asking(""));

        assertThat(groups.source()).isEqualTo(Source.GRAPH);
        assertThat(groups.names()).hasSize(230).containsAll(GROUPS);
        assertThat(entra.calls()).containsExactly(LIST, NEXT, NEXT);
    }

    @Test
    void groupsWhenThereAreTooManyToListThenTheMappedOnesAreCheckedInTwenties() {
        entra.troubles().tooManyGroups();
        Connection connection = mapping(45);

        UpstreamGroups groups = groups(connection);

        assertThat(groups.source()).isEqualTo(Source.GRAPH_MAPPED);
        assertThat(groups.names()).hasSize(45);
        assertThat(entra.calls()).containsExactly(LIST, CHECK, CHECK, CHECK);
    }

    @Test
    void groupsWhenATokenNamesAnAddressForThemThenNothingIsCalledThere() {
        entra.troubles().down(Place.GRAPH);
        EntraToken token = over().with(
                        "_claim_sources",
                        Map.of("src1", Map.of("endpoint", entra.login() + "/elsewhere/getMemberObjects")));

        assertRefused(asking(""), token);
        assertThat(entra.calls()).allMatch(call -> call.contains("graph/v1.0/me/"));
    }

    /** SSRF, and the person's token in somebody else's hands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/graph/v1.0/me/getMemberObjects",
                "https://graph.microsoft.com.example/v1.0/me/getMemberObjects",
                "http://169.254.169.254/graph/v1.0/latest",
                "/graph/v1.0/me/getMemberObjects",
                "graph/v1.0/",
                "not an address"
            })
    void groupsWhenTheNextPageIsElsewhereThenNobodyGetsIn(String next) {
        entra.troubles().nextPage(next);

        assertRefused(asking(""), over());
        assertThat(entra.calls()).containsExactly(LIST);
    }

    @Test
    void groupsWhenTheNextPageLeavesGraphOnItsOwnHostThenNobodyGetsIn() {
        for (String path : List.of("/admin/v1.0/", "/graph/v1.0/../../admin", "/graph")) {
            entra.troubles().nextPage(entra.login() + path);
            assertRefused(asking(""), over());
        }
        entra.troubles().nextPage(entra.login().replace("localhost", "user@localhost") + "/graph/v1.0/x");
        assertRefused(asking(""), over());

        assertThat(entra.calls()).containsOnly(LIST);
    }

    @Test
    void groupsWhenPagesDoNotEndThenTheMappedOnesAreChecked() {
        entra.troubles().nextPage(entra.graph() + "/v1.0/me/getMemberObjects?$skiptoken=0");

        UpstreamGroups groups = groups(asking(""));

        assertThat(groups.source()).isEqualTo(Source.GRAPH_MAPPED);
        assertThat(entra.calls().stream().filter(NEXT::equals)).hasSize(11);
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    @Timeout(10)
    void groupsWhenGraphDoesNotAnswerThenNobodyGetsIn(Outage outage) {
        outage.begin(entra);

        assertRefused(asking(""), over());
    }

    private enum Outage {
        DOWN,
        HANGING,
        FAILING,
        REDIRECTING,
        TALKING;

        void begin(StandInEntra entra) {
            switch (this) {
                case DOWN -> entra.troubles().down(Place.GRAPH);
                case HANGING -> entra.troubles().hang(Place.GRAPH);
                case FAILING -> entra.troubles().fail(Place.GRAPH);
                case REDIRECTING -> entra.troubles().redirect(entra.login() + "/elsewhere", Place.GRAPH);
                case TALKING -> entra.troubles().talkTooMuch(Place.GRAPH);
            }
        }
    }

    @Test
    void groupsWhenThereIsNoTokenForGraphThenNobodyGetsIn() {
        assertThatThrownBy(() -> house.kind().identity(asking(""), over().claims(), null))
                .isInstanceOf(UpstreamRefusedException.class);
        assertThatThrownBy(() -> house.kind().identity(asking(""), over().claims(), "a token\r\nX: y"))
                .isInstanceOf(UpstreamRefusedException.class);
        assertThat(entra.calls()).isEmpty();
    }

    @Test
    void groupsWhenTheConnectionSaysRefuseThenGraphIsNotAsked() {
        assertRefused(EntraConnection.toContoso().groups("overage: refuse").read(), over());
        assertThat(entra.calls()).isEmpty();
    }

    @Test
    void groupsWhenTheTokenHasNoneThoughTheyMatterThenGraphIsAsked() {
        EntraToken silent = EntraToken.member().without("groups");

        assertThat(groups(asking(""), silent).source()).isEqualTo(Source.GRAPH);
    }

    @Test
    void groupsWhenGraphFailsAndTheyMayBeKeptThenThoseOfLastTimeStandForAWhile() {
        Connection keeping = asking("keep: PT1H");
        groups(keeping);
        entra.troubles().fail(Place.GRAPH);
        house.clock.advance(Duration.ofMinutes(59));

        UpstreamGroups kept = groups(keeping);
        house.clock.advance(Duration.ofMinutes(2));

        assertThat(kept.source()).isEqualTo(Source.KEPT);
        assertThat(kept.names()).containsExactly(EntraConnection.GROUP);
        assertRefused(keeping, over());
    }

    /** What stands is what was found, and not what stood: or an outage could go on for ever. */
    @Test
    void groupsWhenTheyWereKeptOnceThenTheyAreNotKeptLongerByIt() {
        Connection keeping = asking("keep: PT1H");
        groups(keeping);
        entra.troubles().fail(Place.GRAPH);
        house.clock.advance(Duration.ofMinutes(40));
        groups(keeping);
        house.clock.advance(Duration.ofMinutes(40));

        assertRefused(keeping, over());
    }

    @Test
    void groupsWhenNothingWasKnownOrSomebodyElsesThenNobodyGetsIn() {
        Connection keeping = asking("keep: PT1H");
        groups(keeping);
        entra.troubles().fail(Place.GRAPH);

        assertRefused(keeping, over().with("oid", "aaaaaaaa-0000-4000-8000-00000000000f"));
        assertRefused(mapping(2), over());
        assertRefused(asking("keep: PT2H"), over());
    }

    /** Two realms may write a connection alike, and one administrator would else learn of the other's people. */
    @Test
    void groupsWhenAnotherRealmFoundThemThenNobodyGetsInByIt() {
        Connection keeping = asking("keep: PT1H");
        Serving.requestTo(realm(1), () -> groups(keeping));
        entra.troubles().fail(Place.GRAPH);

        Serving.<@Nullable Void>requestTo(realm(2), () -> {
            assertRefused(keeping, over());
            return null;
        });

        assertThat(Serving.requestTo(realm(1), () -> groups(keeping)).source()).isEqualTo(Source.KEPT);
    }

    private static Realm realm(int id) {
        String name = "realm-" + id;
        return new Realm(
                id,
                name,
                "https://id.example/realms/" + name,
                RealmFiles.preview(name + ".yaml", "realm: " + name).realm());
    }

    @Test
    void groupsWhenTheyMustNotBeKeptThenThoseOfLastTimeDoNotStand() {
        groups(asking(""));
        entra.troubles().fail(Place.GRAPH);

        assertRefused(asking(""), over());
    }

    @Test
    void groupsWhenGraphHangsThenTheWholeTakesSecondsOnly() {
        entra.troubles().hang(Place.GRAPH);
        Instant begun = Instant.now();

        assertRefused(asking(""), over());

        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }

    private static Connection asking(String further) {
        return EntraConnection.toContoso()
                .groups("overage: graph" + (further.isEmpty() ? "" : ", " + further))
                .read();
    }

    private static Connection mapping(int count) {
        Map<String, String> map = new LinkedHashMap<>();
        GROUPS.subList(0, count).forEach(id -> map.put(id, "team"));
        String written = map.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining(", "));
        return EntraConnection.toContoso()
                .further("groups: {overage: graph, map: {" + written + "}}")
                .read();
    }

    private static EntraToken over() {
        return EntraToken.member().without("groups").with("_claim_names", Map.of("groups", "src1"));
    }

    private UpstreamGroups groups(Connection connection) {
        return groups(connection, over());
    }

    private UpstreamGroups groups(Connection connection, EntraToken token) {
        return house.kind()
                .identity(connection, token.claims(), accessToken)
                .profile()
                .groups();
    }

    private void assertRefused(Connection connection, EntraToken token) {
        assertThatThrownBy(() -> groups(connection, token))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("groups-unknown"));
    }
}
