package org.gatehouse.server.federation.entraid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.server.federation.entraid.EntraToken.CONTOSO;
import static org.gatehouse.server.federation.entraid.EntraToken.FABRIKAM;
import static org.gatehouse.server.federation.entraid.EntraToken.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Map;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.realm.federation.EntraId;
import org.gatehouse.server.federation.UpstreamRefusedException;
import org.gatehouse.server.session.Assurance;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What is believed of a token of Microsoft Entra ID, and what is not")
class EntraIdKindTest extends EntraConnections {

    private static final String TEMPLATE = "https://login.microsoftonline.com/{tenantid}/v2.0";
    private static final String TWO = "[" + CONTOSO + ", " + FABRIKAM + "]";

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

    @Test
    void authorityWhenTheDoorOfACloudIsFoundElsewhereThenItIsTheSameCloud() {
        Connection connection = EntraConnection.toContoso().read();
        String clouds = "gatehouse.federation.entra.clouds[0].";
        Map<String, Object> elsewhere = Map.of(
                clouds + "host", "login.microsoftonline.com",
                clouds + "login", "http://localhost:9001",
                clouds + "graph", "http://localhost:9001");

        try (EntraHouse other = new EntraHouse(elsewhere)) {
            assertThat(other.kind().authority(connection))
                    .isEqualTo(house.kind().authority(connection));
        }
    }

    private static Map<String, Object> key(String kid) throws ParseException {
        return Arrays.stream(JSONObjectUtils.getJSONObjectArray(
                        JSONObjectUtils.parse(EntraToken.resource("keys.json")), "keys"))
                .filter(key -> kid.equals(key.get("kid")))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(String reason, EntraToken token) {
        JWTClaimsSet claims = token.claims();
        Connection connection = EntraConnection.toContoso().read();

        assertThatThrownBy(() -> house.kind().checkIssuer(connection, issuer(CONTOSO), claims))
                .isInstanceOfSatisfying(
                        UpstreamRefusedException.class,
                        ex -> assertThat(ex.reason()).isEqualTo(reason));
    }
}
