package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.server.federation.entraid.EntraToken.ALICE;
import static org.gatehouse.server.federation.entraid.EntraToken.CONTOSO;
import static org.gatehouse.server.federation.entraid.EntraToken.FABRIKAM;
import static org.gatehouse.server.federation.entraid.EntraToken.SUB;
import static org.gatehouse.server.federation.entraid.EntraToken.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.server.federation.UpstreamGroups;
import org.gatehouse.server.federation.UpstreamIdentity;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.session.Assurance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is believed of a token of Microsoft Entra ID, and what is not")
class EntraIdKindTest {

    private static final String TEMPLATE = "https://login.microsoftonline.com/{tenantid}/v2.0";
    private static final String TWO = "[" + CONTOSO + ", " + FABRIKAM + "]";

    private static EntraHouse house;

    @BeforeAll
    static void open() {
        house = new EntraHouse(Map.of());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    // --- the issuer
    // ---------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [11111111-2222-4333-8444-555555555555] | login.microsoftonline.com | 11111111-2222-4333-8444-555555555555
            [11111111-2222-4333-8444-555555555555, 99999999-8888-4777-8666-555555555555] | login.microsoftonline.com | organizations
            any | login.microsoftonline.com | common
            [11111111-2222-4333-8444-555555555555] | login.microsoftonline.us | 11111111-2222-4333-8444-555555555555
            any | login.partner.microsoftonline.cn | common""")
    void metadataAddressThenIsTheNarrowestThatHoldsAllTenants(String tenants, String host, String endpoint) {
        Connection connection =
                EntraConnection.toContoso().tenants(tenants).host(host).read();

        assertThat(house.kind().metadataAddress(connection))
                .hasToString("https://" + host + "/" + endpoint + "/v2.0/.well-known/openid-configuration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/99999999-8888-4777-8666-555555555555/v2.0",
                "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0/",
                "https://login.microsoftonline.us/11111111-2222-4333-8444-555555555555/v2.0",
                "https://login.microsoftonline.com/{tenantid}/v2.0",
                "https://sts.windows.net/11111111-2222-4333-8444-555555555555/"
            })
    void isIssuerOfOneTenantWhenItIsNotThatOneThenFalse(String metadataIssuer) {
        Connection connection = EntraConnection.toContoso().read();

        assertThat(house.kind().isIssuer(connection, metadataIssuer)).isFalse();
        assertThat(house.kind().isIssuer(connection, issuer(CONTOSO))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", TWO})
    void isIssuerOfSeveralTenantsThenIsTheTemplateOnly(String tenants) {
        Connection connection = EntraConnection.toContoso().tenants(tenants).read();

        assertThat(house.kind().isIssuer(connection, TEMPLATE)).isTrue();
        assertThat(house.kind().isIssuer(connection, issuer(CONTOSO))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1.0", "2", "''", "3.0"})
    void checkIssuerWhenTheTokenIsNotOfVersionTwoThenRefuses(String version) {
        assertRefused("token-version", EntraToken.member().with("ver", version));
        assertRefused("token-version", EntraToken.member().without("ver"));
        assertRefused("token-version", EntraToken.member().with("ver", 2.0));
    }

    /** RFC 7519 section 4.1.1: compared letter by letter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/99999999-8888-4777-8666-555555555555/v2.0",
                "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0/",
                "https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/V2.0",
                "https://login.microsoftonline.com//11111111-2222-4333-8444-555555555555/v2.0",
                "https://LOGIN.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0",
                "http://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/v2.0",
                "https://login.microsoftonline.us/11111111-2222-4333-8444-555555555555/v2.0",
                "https://login.microsoftonline.com.example/11111111-2222-4333-8444-555555555555/v2.0",
                "https://login.microsoftonline.com/{tenantid}/v2.0",
                "https://sts.windows.net/11111111-2222-4333-8444-555555555555/"
            })
    void checkIssuerWhenItIsNotThatOfItsTenantThenRefuses(String iss) {
        assertRefused("wrong-issuer", EntraToken.member().with("iss", iss));
        assertRefused("wrong-issuer", EntraToken.member().without("iss"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contoso.example",
                "organizations",
                "{tenantid}",
                "11111111222243338444555555555555",
                "11111111-2222-4333-8444-55555555555",
                "11111111-2222-4333-8444-555555555555/../99999999-8888-4777-8666-555555555555",
                "AAAAAAAA-2222-4333-8444-555555555555",
                " 11111111-2222-4333-8444-555555555555"
            })
    void checkIssuerWhenTheTenantIsNoGuidThenRefusesAlsoWhereAnyMayCome(String tenant) {
        Connection any = EntraConnection.toContoso().tenants("any").read();

        assertThatThrownBy(() -> house.kind()
                        .checkIssuer(any, TEMPLATE, EntraToken.of(tenant).claims()))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("wrong-issuer"));
    }

    @Test
    void checkIssuerWhenThereIsNoTenantThenRefuses() {
        assertRefused("wrong-issuer", EntraToken.member().without("tid"));
        assertRefused("wrong-issuer", EntraToken.member().with("tid", 11));
        assertRefused("wrong-issuer", EntraToken.member().with("tid", FABRIKAM));
    }

    @Test
    void checkIssuerWhenTheTenantIsNotListedThenRefuses() {
        Connection several = EntraConnection.toContoso()
                .tenants("[" + CONTOSO + ", 77777777-8888-4777-8666-555555555555]")
                .read();

        assertThatThrownBy(() -> house.kind()
                        .checkIssuer(several, TEMPLATE, EntraToken.of(FABRIKAM).claims()))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("tenant-not-allowed"));
        assertThatCode(() -> house.kind()
                        .checkIssuer(several, TEMPLATE, EntraToken.of(CONTOSO).claims()))
                .doesNotThrowAnyException();
    }

    @Test
    void checkIssuerWhenTheMetadataIsOfAnotherTenantThenRefuses() {
        Connection connection = EntraConnection.toContoso().read();

        assertThatThrownBy(() -> house.kind()
                        .checkIssuer(
                                connection,
                                issuer(FABRIKAM),
                                EntraToken.member().claims()))
                .isInstanceOf(UpstreamRefusedException.class);
    }

    @Test
    void checkIssuerWhenThePersonalAccountsTenantComesThenOnlyWhereAnyMay() {
        EntraToken personal = EntraToken.of(EntraId.PERSONAL_ACCOUNTS);
        Connection several = EntraConnection.toContoso().tenants(TWO).read();
        Connection any = EntraConnection.toContoso().tenants("any").read();

        assertThatThrownBy(() -> house.kind().checkIssuer(several, TEMPLATE, personal.claims()))
                .isInstanceOf(UpstreamRefusedException.class);
        assertThatCode(() -> house.kind().checkIssuer(any, TEMPLATE, personal.claims()))
                .doesNotThrowAnyException();
    }

    // --- the key
    // ------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "work-key, true",
        "tenant-key, true",
        "consumer-key, false",
        "other-cloud-key, false",
        "silent-key, false"
    })
    void maySignForAWorkTenantThenTheKeyHasToSaySo(String kid, boolean may) throws ParseException {
        assertThat(house.kind().maySign(key(kid), TEMPLATE, EntraToken.member().claims()))
                .isEqualTo(may);
    }

    @Test
    void maySignWhenTheKeyIsOfAnotherTenantThenMustNot() throws ParseException {
        assertThat(house.kind()
                        .maySign(
                                key("tenant-key"),
                                TEMPLATE,
                                EntraToken.of(FABRIKAM).claims()))
                .isFalse();
        assertThat(house.kind()
                        .maySign(
                                key("consumer-key"),
                                TEMPLATE,
                                EntraToken.of(EntraId.PERSONAL_ACCOUNTS).claims()))
                .isTrue();
    }

    // --- who it is
    // ----------------------------------------------------------------------------------------------------

    @Test
    void identityThenIsTheObjectIdUnderTheTenantsIssuer() {
        UpstreamIdentity alice = identity(EntraToken.member());

        assertThat(alice.connection()).isEqualTo("entra");
        assertThat(alice.issuer()).isEqualTo(issuer(CONTOSO));
        assertThat(alice.subject()).isEqualTo(ALICE);
        assertThat(alice.formerSubject()).isEqualTo(SUB);
        assertThat(alice.profile().userName()).isEqualTo("alice@contoso.example");
        assertThat(alice.profile().displayName()).isEqualTo("Alice Martin");
        assertThat(alice.profile().locale()).isEqualTo("fr");
        assertThat(alice.session()).isEqualTo("session-id");
        assertThat(alice.authenticatedAt()).isEqualTo(Instant.ofEpochSecond(1_795_239_990));
        assertThat(alice.claims()).containsKey("wids");
    }

    @Test
    void identityWhenTheObjectIdIsWithheldThenIsTheSubject() {
        UpstreamIdentity alice = identity(EntraToken.member().without("oid"));

        assertThat(alice.subject()).isEqualTo(SUB);
        assertThat(alice.formerSubject()).isNull();
    }

    /** Or a pairwise subject could be made to be somebody's object id. */
    @Test
    void identityWhenNeitherIsWhatItMustBeThenRefuses() {
        assertNobody(EntraToken.member().without("oid").without("sub"));
        assertNobody(EntraToken.member().without("oid").with("sub", ALICE));
        assertNobody(EntraToken.member().with("oid", "alice"));
        assertNobody(EntraToken.member().with("oid", ALICE.toUpperCase(java.util.Locale.ROOT)));
        assertThat(identity(EntraToken.member().with("sub", ALICE)).formerSubject())
                .isNull();
    }

    @Test
    void identityWhenTheSamePersonComesFromTwoTenantsThenIsTwoPeople() {
        UpstreamIdentity other = identity(EntraToken.of(FABRIKAM));

        assertThat(other.issuer()).isNotEqualTo(identity(EntraToken.member()).issuer());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "2, true", "'0', false", "'1', true"})
    void identityThenIsAGuestUnlessKnownToBeAMember(int acct, boolean guest) {
        assertThat(identity(EntraToken.member().with("acct", acct)).profile().guest())
                .isEqualTo(guest);
        assertThat(identity(EntraToken.member().with("acct", "" + acct))
                        .profile()
                        .guest())
                .isEqualTo(guest);
    }

    @Test
    void identityWhenItDoesNotSayThenIsNoMember() {
        Connection letting =
                EntraConnection.toContoso().further("guests: {role: user}").read();

        assertThat(identity(letting, EntraToken.member().without("acct"))
                        .profile()
                        .guest())
                .isTrue();
        assertThatThrownBy(() -> identity(EntraToken.member().without("acct")))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("membership-unknown"));
        assertThat(identity(EntraToken.member().with("acct", false)).profile().guest())
                .isTrue();
    }

    // --- the address
    // --------------------------------------------------------------------------------------------------

    @Test
    void identityThenTheAddressIsVerifiedOnlyWhereItSaysSo() {
        for (Object yes : Arrays.<Object>asList(true, "true", 1, 1L, "1")) {
            assertThat(identity(EntraToken.member().with("xms_edov", yes))
                            .profile()
                            .emailVerified())
                    .as("%s", yes)
                    .isTrue();
        }
        for (Object no :
                Arrays.<Object>asList(false, "false", 0, "0", "yes", "TRUE", 2, 1.0, List.of(true), Map.of())) {
            assertThat(identity(EntraToken.member().with("xms_edov", no))
                            .profile()
                            .emailVerified())
                    .as("%s", no)
                    .isFalse();
        }
        assertThat(identity(EntraToken.member().without("xms_edov")).profile().emailVerified())
                .isFalse();
    }

    /** Anybody with a tenant of their own writes these: "nOAuth". */
    @Test
    void identityWhenOthersVouchForTheAddressThenIsNotVerified() {
        EntraToken token = EntraToken.member()
                .without("xms_edov")
                .with("email_verified", true)
                .with("verified_primary_email", List.of("alice@contoso.example"));

        assertThat(identity(token).profile().emailVerified()).isFalse();
    }

    @Test
    void identityWhenThereIsNoAddressThenNoneIsMadeUp() {
        UpstreamIdentity alice = identity(EntraToken.member().without("email"));

        assertThat(alice.profile().email()).isNull();
        assertThat(alice.profile().emailVerified()).isFalse();
    }

    // --- roles, groups, factors
    // ---------------------------------------------------------------------------------------

    @Test
    void identityThenRolesAreThoseOfTheApplicationOnly() {
        assertThat(identity(EntraToken.member()).profile().roles()).containsExactly("FormsAdmin");
        assertThat(identity(EntraToken.member().without("roles")).profile().roles())
                .isEmpty();
        assertThat(identity(EntraToken.member().with("roles", "FormsAdmin"))
                        .profile()
                        .roles())
                .isEmpty();
    }

    @Test
    void identityThenGroupsAreThoseOfTheToken() {
        UpstreamGroups groups = identity(EntraConnection.toContoso().groups("").read(), EntraToken.member())
                .profile()
                .groups();

        assertThat(groups.source()).isEqualTo(UpstreamGroups.Source.TOKEN);
        assertThat(groups.names()).containsExactly(EntraConnection.GROUP);
    }

    @Test
    void identityWhenTheTokenCouldNotHoldTheGroupsThenIsRefused() {
        Connection connection = EntraConnection.toContoso().groups("").read();
        Map<String, Object> elsewhere = new HashMap<>(Map.of("groups", "src1"));

        assertGroupsUnknown(connection, EntraToken.member().without("groups").with("_claim_names", elsewhere));
        assertGroupsUnknown(connection, EntraToken.member().with("_claim_names", elsewhere));
        assertGroupsUnknown(connection, EntraToken.member().without("groups").with("hasgroups", true));
        assertGroupsUnknown(connection, EntraToken.member().without("groups").with("hasgroups", "true"));
        assertGroupsUnknown(connection, EntraToken.member().without("groups"));
        assertGroupsUnknown(connection, EntraToken.member().with("groups", EntraConnection.GROUP));
    }

    @Test
    void identityWhenNobodyMapsGroupsThenTheirAbsenceMattersNot() {
        UpstreamGroups groups =
                identity(EntraToken.member().without("groups")).profile().groups();

        assertThat(groups.names()).isEmpty();
        assertThat(groups.source()).isEqualTo(UpstreamGroups.Source.TOKEN);
    }

    @Test
    void identityThenASecondFactorIsAContextTheConnectionTrusts() {
        Connection trusting = EntraConnection.toContoso()
                .further("trustFactors: {acrs: [c1, c7]}")
                .read();

        assertThat(identity(trusting, EntraToken.member().with("acrs", List.of("c7", "c9")))
                        .secondFactor())
                .isTrue();
        assertThat(identity(trusting, EntraToken.member().with("acrs", List.of("c2")))
                        .secondFactor())
                .isFalse();
        assertThat(identity(trusting, EntraToken.member()).secondFactor()).isFalse();
        assertThat(identity(EntraToken.member().with("acrs", List.of("c1"))).secondFactor())
                .isFalse();
    }

    /** Of v1.0 tokens, or of nobody knows whom. */
    @Test
    void identityWhenOtherClaimsTellOfFactorsThenIsNotBelieved() {
        Connection trusting = EntraConnection.toContoso()
                .further("trustFactors: {acrs: [c1]}")
                .read();
        EntraToken token =
                EntraToken.member().with("amr", List.of("pwd", "mfa")).with("acr", "c1");

        assertThat(identity(trusting, token).secondFactor()).isFalse();
    }

    @Test
    void identityThenNamesNobodyInALog() {
        assertThat(identity(EntraToken.member())).hasToString("UpstreamIdentity[entra]");
    }

    // --- what is asked
    // ------------------------------------------------------------------------------------------------

    @Test
    void askWhenMoreIsWantedThenAsksForAContext() throws ParseException {
        Connection trusting = EntraConnection.toContoso()
                .further("trustFactors: {acrs: [c3, c1]}")
                .read();
        String claims = house.kind().ask(trusting, Assurance.MULTI_FACTOR).get("claims");

        assertThat(JSONObjectUtils.parse(claims))
                .isEqualTo(Map.of("id_token", Map.of("acrs", Map.of("essential", true, "value", "c3"))));
        assertThat(house.kind().ask(trusting, Assurance.SINGLE_FACTOR)).isEmpty();
        assertThat(house.kind().ask(EntraConnection.toContoso().read(), Assurance.MULTI_FACTOR))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "login.microsoftonline.com, https://graph.microsoft.com/User.Read",
        "login.microsoftonline.us, https://graph.microsoft.us/User.Read",
        "login.partner.microsoftonline.cn, https://microsoftgraph.chinacloudapi.cn/User.Read"
    })
    void askWhenGraphMayBeAskedThenForATokenOfItsCloud(String host, String scope) {
        Connection connection =
                EntraConnection.toContoso().host(host).groups("overage: graph").read();

        assertThat(house.kind().ask(connection, Assurance.SINGLE_FACTOR)).containsExactly(Map.entry("scope", scope));
        assertThat(house.kind().ask(EntraConnection.toContoso().groups("").read(), Assurance.SINGLE_FACTOR))
                .isEmpty();
    }

    private static Map<String, Object> key(String kid) throws ParseException {
        return Arrays.stream(JSONObjectUtils.getJSONObjectArray(
                        JSONObjectUtils.parse(EntraToken.resource("keys.json")), "keys"))
                .filter(key -> kid.equals(key.get("kid")))
                .findFirst()
                .orElseThrow();
    }

    private static UpstreamIdentity identity(EntraToken token) {
        return identity(EntraConnection.toContoso().read(), token);
    }

    private static UpstreamIdentity identity(Connection connection, EntraToken token) {
        return house.kind().identity(connection, token.claims(), null);
    }

    private static void assertRefused(String reason, EntraToken token) {
        JWTClaimsSet claims = token.claims();
        Connection connection = EntraConnection.toContoso().read();

        assertThatThrownBy(() -> house.kind().checkIssuer(connection, issuer(CONTOSO), claims))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo(reason));
    }

    private static void assertNobody(EntraToken token) {
        assertThatThrownBy(() -> identity(token))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("no-subject"));
    }

    private static void assertGroupsUnknown(Connection connection, EntraToken token) {
        assertThatThrownBy(() -> identity(connection, token))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo("groups-unknown"));
    }
}
