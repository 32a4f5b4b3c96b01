package org.gatehouse.keycloak.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.keycloak.AppliedRealm;
import org.gatehouse.keycloak.Visitor;
import org.gatehouse.keycloak.Visitor.Page;
import org.gatehouse.keycloak.Visitor.Tokens;
import org.gatehouse.realm.keycloak.SecondFactors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.utils.TimeBasedOTP;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every way into a realm of Keycloak's, as the realm file's policy has it; refusals first. */
@DisplayName("No way into a realm past its second factor")
class SecondFactorIT extends SecondFactorRealms {

    private static final String SECRET = "a secret of twenty b";
    private static final Pattern HIDDEN = Pattern.compile("name=\"totpSecret\" value=\"([^\"]+)\"");

    @Test
    void passwordAloneThenNoWayIn() throws Exception {
        always.addPerson("alice");
        Visitor visitor = new Visitor(always);
        visitor.authorize("desk", DESK, Map.of());

        Page page = visitor.signIn("alice");
        assertThat(page.body()).contains("totpSecret");
        assertThat(visitor.authorize("desk", DESK, Map.of("prompt", "none")).parameter("error"))
                .isNotEmpty();
        assertThat(visitor.authorize("desk", DESK, Map.of()).parameter("code")).isEmpty();
    }

    /** A client may ask for any required action; Keycloak skips a due one that does not let itself be asked for. */
    @Test
    void actionAskedForByTheClientThenIsNeitherSkippedNorCancelled() throws Exception {
        Map<String, String> asked = Map.of("kc_action", SecondFactors.ACTION);
        always.addPerson("kim");
        Visitor kim = new Visitor(always);
        kim.authorize("desk", DESK, asked);
        assertThat(kim.signIn("kim").body()).contains("totpSecret");
        assertThat(kim.submit(Map.of("cancel-aia", "true")).body()).contains("totpSecret");

        addPersonWithApp(always, "lea");
        askInFlow("factors", "browser", false);
        try {
            Visitor lea = new Visitor(always);
            lea.authorize("desk", DESK, asked);
            assertThat(lea.signIn("lea").asksFor("code")).isTrue();
            assertThat(lea.submit(Map.of("cancel-aia", "true")).asksFor("code")).isTrue();
        } finally {
            askInFlow("factors", "browser", true);
        }

        sometimes.addPerson("max");
        Visitor max = new Visitor(sometimes);
        max.authorize("desk", DESK, Map.of());
        assertThat(max.signIn("max").parameter("code")).isNotEmpty();
        assertThat(max.authorize("payroll", PAYROLL, asked).body())
                .as("by a session")
                .contains("totpSecret");
        assertThat(max.submit(Map.of("cancel-aia", "true")).parameter("code")).isEmpty();
    }

    /** Keycloak's conditional form succeeds when it was skipped, too. */
    @Test
    void formThatWasSkippedThenIsNoFactor() throws Exception {
        AppliedRealm realm = AppliedRealm.of(keycloak, ALWAYS.replace("factors", "skipping"));
        addPersonWithApp(realm, "nina");
        skipInFlow("skipping");
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of());

        assertThat(visitor.signIn("nina").asksFor("code"))
                .as(visitor.page().body())
                .isTrue();
        assertThat(visitor.submit(Map.of("code", code(SECRET, 0))).parameter("code"))
                .isNotEmpty();
    }

    /** A browser flow of a password and the conditional form, which always skips. */
    private static void skipInFlow(String realm) throws Exception {
        String flows = "/" + realm + "/authentication/flows";
        always.admin()
                .post(flows, Map.of("alias", "skips", "providerId", "basic-flow", "topLevel", true, "builtIn", false));
        for (String step : List.of("auth-username-password-form", "auth-conditional-otp-form")) {
            always.admin().post(flows + "/skips/executions/execution", Map.of("provider", step));
        }
        for (JsonNode execution :
                always.admin().get(flows + "/skips/executions").body()) {
            ((ObjectNode) execution).put("requirement", "REQUIRED");
            always.admin().put(flows + "/skips/executions", execution);
            if (execution.path("providerId").asString("").equals("auth-conditional-otp-form")) {
                always.admin()
                        .post(
                                "/" + realm + "/authentication/executions/"
                                        + execution.path("id").asString() + "/config",
                                Map.of("alias", "never", "config", Map.of("defaultOtpOutcome", "skip")));
            }
        }
        ObjectNode node = (ObjectNode) always.admin().get("/" + realm).body();
        assertThat(always.admin()
                        .put("/" + realm, node.put("browserFlow", "skips"))
                        .status())
                .isEqualTo(204);
    }

    /** Whoever sets one up has shown nothing yet. */
    @Test
    void enrolThenItIsAskedForOnceAndTheSessionGoesOn() throws Exception {
        always.addPerson("bob");
        Visitor visitor = new Visitor(always);
        visitor.authorize("desk", DESK, Map.of());
        Page enrolment = visitor.signIn("bob");
        Matcher hidden = HIDDEN.matcher(enrolment.body());
        assertThat(hidden.find()).as(enrolment.body()).isTrue();
        String secret = hidden.group(1);

        Page proof = visitor.submit(Map.of("totpSecret", secret, "totp", code(secret, 0), "userLabel", "phone"));
        assertThat(proof.asksFor("code")).as(proof.body()).isTrue();
        assertThat(visitor.submit(Map.of("code", "000000")).body()).contains("This code is not right");

        keycloak.setTime(Duration.ofSeconds(30));
        assertThat(visitor.submit(Map.of("code", code(secret, 30))).parameter("code"))
                .isNotEmpty();
        assertThat(visitor.authorize("desk", DESK, Map.of()).parameter("code"))
                .as("by the session")
                .isNotEmpty();
    }

    /** Keycloak's own flow asks who has a factor, but whoever may change flows can take that away. */
    @Test
    void signInWhenTheFlowAsksForNoFactorThenTheActionDoes() throws Exception {
        addPersonWithApp(always, "carol");
        askInFlow("factors", "browser", false);
        try {
            Visitor visitor = new Visitor(always);
            visitor.authorize("desk", DESK, Map.of("ui_locales", "fr"));
            Page page = visitor.signIn("carol");

            assertThat(page.asksFor("code")).as(page.body()).isTrue();
            assertThat(page.body()).contains("Confirmez que c’est bien vous");
            assertThat(visitor.submit(Map.of("code", code(SECRET, 0))).parameter("code"))
                    .isNotEmpty();
            assertThat(secondTime("carol")
                            .submit(Map.of("code", code(SECRET, 0)))
                            .asksFor("code"))
                    .as("a code is good once")
                    .isTrue();
        } finally {
            askInFlow("factors", "browser", true);
        }
    }

    private static Visitor secondTime(String person) throws Exception {
        Visitor visitor = new Visitor(always);
        visitor.authorize("desk", DESK, Map.of());
        visitor.signIn(person);
        return visitor;
    }

    @Test
    void signInWhenKeycloaksFlowAskedThenIsNotAskedAgain() throws Exception {
        addPersonWithApp(always, "dave");
        Visitor visitor = new Visitor(always);
        visitor.authorize("desk", DESK, Map.of());

        Page page = visitor.signIn("dave");
        assertThat(page.asksFor("otp")).as(page.body()).isTrue();
        assertThat(visitor.submit(Map.of("otp", code(SECRET, 0))).parameter("code"))
                .isNotEmpty();
        assertThat(visitor.authorize("desk", DESK, Map.of()).parameter("code"))
                .as("by the session")
                .isNotEmpty();
    }

    @Test
    void directGrantWithoutACodeThenIsRefused() throws Exception {
        allowDirectGrants("factors", "desk");
        always.addPerson("erin");
        addPersonWithApp(always, "frank");

        assertThat(directGrant("erin", null).text("error_description")).contains("not fully set up");
        assertThat(directGrant("frank", null).text("error")).isEqualTo("invalid_grant");
        assertThat(directGrant("frank", code(SECRET, 0)).status()).isEqualTo(200);
    }

    /** A mailbox is no factor: neither does it stand in for one, nor does it set up another. */
    @Test
    void resetByMailThenTheFactorComesFirst() throws Exception {
        addPersonWithApp(always, "grace");
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        try {
            allowReset("factors", mail.getSmtp().getPort());
            Visitor visitor = new Visitor(always);
            Page login = visitor.authorize("desk", DESK, Map.of());
            Matcher forgotten =
                    Pattern.compile("href=\"([^\"]*reset-credentials[^\"]*)\"").matcher(login.body());
            assertThat(forgotten.find()).as(login.body()).isTrue();
            visitor.open(
                    login.at().resolve(forgotten.group(1).replace("&amp;", "&")).toString());
            visitor.submit(Map.of("username", "grace"));
            assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();

            Page page = visitor.open(linkIn(mail));
            assertThat(page.asksFor("code")).as(page.body()).isTrue();
            assertThat(page.asksFor("totpSecret")).isFalse();
            assertThat(page.asksFor("password-new")).isFalse();
            assertThat(visitor.submit(Map.of("code", "123456")).asksFor("code")).isTrue();

            Page next = visitor.submit(Map.of("code", code(SECRET, 0)));
            assertThat(next.asksFor("code")).isFalse();
            assertThat(next.asksFor("password-new") || next.asksFor("totp"))
                    .as(next.body())
                    .isTrue();
        } finally {
            mail.stop();
        }
    }

    private static String linkIn(GreenMail mail) throws Exception {
        String text = com.icegreen.greenmail.util.GreenMailUtil.getBody(mail.getReceivedMessages()[0])
                .replace("=\r\n", "")
                .replace("=3D", "=");
        Matcher link =
                Pattern.compile("http://127[^\\s\"<]*action-token[^\\s\"<]*").matcher(text);
        assertThat(link.find()).as(text).isTrue();
        return link.group().replace("&amp;", "&");
    }

    @Test
    void recoveryCodeThenStandsInOnce() throws Exception {
        String person = addPersonWithApp(always, "heidi");
        addRecoveryCodes(always, person, "heidi", "AAAABBBBCCCC", "DDDDEEEEFFFF");
        askInFlow("factors", "browser", false);
        try {
            Visitor first = secondTime("heidi");
            assertThat(first.page().body()).contains("one of your recovery codes");
            assertThat(first.submit(Map.of("code", "AAAA-BBBB-CCCC")).parameter("code"))
                    .isNotEmpty();
            Visitor second = secondTime("heidi");
            assertThat(second.submit(Map.of("code", "AAAA-BBBB-CCCC")).asksFor("code"))
                    .isTrue();
            assertThat(second.submit(Map.of("code", "DDDD-EEEE-FFFF")).parameter("code"))
                    .isNotEmpty();
        } finally {
            askInFlow("factors", "browser", true);
        }
    }

    /** Guessing goes on no longer than Keycloak lets people guess passwords. */
    @Test
    void guessThenTheRightCodeIsNotLookedAtAnyMore() throws Exception {
        addPersonWithApp(always, "ivan");
        askInFlow("factors", "browser", false);
        try {
            Visitor visitor = secondTime("ivan");
            for (int count = 0; count < 12; count++) {
                visitor.submit(Map.of("code", "00000" + count % 10));
            }

            assertThat(visitor.submit(Map.of("code", code(SECRET, 0))).parameter("code"))
                    .isEmpty();
        } finally {
            askInFlow("factors", "browser", true);
        }
    }

    /** The realm upstream is the identity provider; its ID tokens say {@code acr} 1 of who has just signed in. */
    @Test
    void identityProviderThenCountsOnlyAsTheConnectionSaysAndNotForWhoLinksJustThen() throws Exception {
        AppliedRealm brokered = AppliedRealm.of(keycloak, ALWAYS.replace("factors", "brokered"));
        addUpstream(brokered);
        addPersonWithApp(brokered, "judy");
        askInFlow("brokered", "first%20broker%20login", false);

        assertThat(comeFrom(brokered, "doubted", "new-one").body()).contains("totpSecret");
        assertThat(comeFrom(brokered, "trusted", "new-two").parameter("code")).isNotEmpty();

        Visitor linking = new Visitor(brokered);
        linking.authorize("desk", DESK, Map.of("kc_idp_hint", "trusted"));
        linking.submit(Map.of("username", "judy", "password", AppliedRealm.PASSWORD));
        assertThat(linking.page().body()).contains("linkAccount");
        linking.submit(Map.of("submitAction", "linkAccount"));
        Page ownAccount = linking.submit(Map.of("username", "judy", "password", AppliedRealm.PASSWORD));
        assertThat(ownAccount.asksFor("code")).as(ownAccount.body()).isTrue();
        assertThat(linking.submit(Map.of("code", code(SECRET, 0))).parameter("code"))
                .isNotEmpty();

        assertThat(comeFrom(brokered, "trusted", "judy").parameter("code"))
                .as("linked by now")
                .isNotEmpty();
    }

    private static Page comeFrom(AppliedRealm realm, String provider, String person) throws Exception {
        Visitor visitor = new Visitor(realm);
        visitor.authorize("desk", DESK, Map.of("kc_idp_hint", provider));
        return visitor.submit(Map.of("username", person, "password", AppliedRealm.PASSWORD));
    }

    private static Tokens directGrant(String person, String code) throws Exception {
        Map<String, String> request = new HashMap<>(Map.of(
                "grant_type",
                "password",
                "client_id",
                "desk",
                "client_secret",
                AppliedRealm.SECRET,
                "username",
                person,
                "password",
                AppliedRealm.PASSWORD));
        if (code != null) {
            request.put("totp", code);
        }
        return new Visitor(always).token(request);
    }

    private static String code(String secret, int ahead) {
        TimeBasedOTP otp = new TimeBasedOTP();
        otp.setCalendar(calendar(ahead));
        return otp.generateTOTP(secret);
    }

    private static Calendar calendar(int ahead) {
        Calendar calendar = Calendar.getInstance();
        calendar.add(Calendar.SECOND, ahead);
        return calendar;
    }

    private static String addPersonWithApp(AppliedRealm realm, String name) throws Exception {
        String id = realm.addPerson(name);
        addCredential(
                realm,
                id,
                name,
                "otp",
                "{\"value\":\"" + SECRET + "\"}",
                "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}");
        return id;
    }

    private static void addRecoveryCodes(AppliedRealm realm, String id, String name, String... codes) throws Exception {
        StringBuilder hashed = new StringBuilder();
        for (int number = 0; number < codes.length; number++) {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-512")
                    .digest(codes[number].getBytes(java.nio.charset.StandardCharsets.UTF_8));
            hashed.append(number == 0 ? "" : ",")
                    .append("{\"number\":%d,\"encodedHashedValue\":\"%s\"}"
                            .formatted(number + 1, java.util.Base64.getEncoder().encodeToString(digest)));
        }
        addCredential(
                realm,
                id,
                name,
                "recovery-authn-codes",
                "{\"codes\":[" + hashed + "]}",
                "{\"hashIterations\":1,\"algorithm\":\"RS512\",\"remaining\":%d,\"total\":%d}"
                        .formatted(codes.length, codes.length));
    }

    private static void addCredential(
            AppliedRealm realm, String id, String name, String type, String secretData, String credentialData)
            throws Exception {
        ObjectNode person = (ObjectNode)
                realm.admin().get("/" + realm.name() + "/users/" + id).body();
        person.putArray("credentials")
                .addObject()
                .put("type", type)
                .put("userLabel", name)
                .put("secretData", secretData)
                .put("credentialData", credentialData);
        assertThat(realm.admin()
                        .put("/" + realm.name() + "/users/" + id, person)
                        .status())
                .isEqualTo(204);
    }

    /** Whether Keycloak's own flow asks who has a factor. */
    private static void askInFlow(String realm, String flow, boolean asks) throws Exception {
        String path = "/" + realm + "/authentication/flows/" + flow + "/executions";
        JsonNode execution = always.admin()
                .get(path)
                .body()
                .valueStream()
                .filter(each -> each.path("displayName").asString("").matches(".*Conditional (2FA|OTP)"))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) execution).put("requirement", asks ? "CONDITIONAL" : "DISABLED");
        assertThat(always.admin().put(path, execution).status()).isBetween(200, 204);
    }

    private static void allowDirectGrants(String realm, String client) throws Exception {
        String path = "/" + realm + "/clients/" + always.clientId(client);
        ObjectNode node = (ObjectNode) always.admin().get(path).body();
        always.admin().put(path, node.put("directAccessGrantsEnabled", true));
    }

    private static void allowReset(String realm, int port) throws Exception {
        ObjectNode node = (ObjectNode) always.admin().get("/" + realm).body();
        node.put("resetPasswordAllowed", true);
        node.putObject("smtpServer")
                .put("host", "127.0.0.1")
                .put("port", String.valueOf(port))
                .put("from", "keycloak@" + realm + ".example");
        assertThat(always.admin().put("/" + realm, node).status()).isEqualTo(204);
    }

    private static void addUpstream(AppliedRealm realm) throws Exception {
        AppliedRealm upstream = AppliedRealm.of(keycloak, """
                realm: upstream
                clients:
                  - {id: relying, kind: web, redirectUris: ['https://later.example/'], secret: 'env:F', scopes: [openid, profile, email]}
                """);
        String path = "/upstream/clients/" + upstream.clientId("relying");
        ObjectNode client = (ObjectNode) upstream.admin().get(path).body();
        client.putArray("redirectUris").add(keycloak.url("/realms/" + realm.name() + "/broker/*"));
        assertThat(upstream.admin().put(path, client).status()).isEqualTo(204);
        for (String person : List.of("new-one", "new-two", "judy")) {
            upstream.addPerson(person);
        }
        addProvider(realm, "doubted", "{}");
        addProvider(realm, "trusted", "{\"acr\":[\"1\"]}");
    }

    private static void addProvider(AppliedRealm realm, String alias, String trusted) throws Exception {
        ObjectNode provider = JsonNodeFactory.instance
                .objectNode()
                .put("alias", alias)
                .put("providerId", "oidc")
                .put("enabled", true);
        String base = keycloak.url("/realms/upstream/protocol/openid-connect/");
        provider.putObject("config")
                .put("authorizationUrl", base + "auth")
                .put("tokenUrl", base + "token")
                .put("jwksUrl", base + "certs")
                .put("issuer", keycloak.url("/realms/upstream"))
                .put("validateSignature", "true")
                .put("useJwksUrl", "true")
                .put("clientId", "relying")
                .put("clientSecret", AppliedRealm.SECRET)
                .put("clientAuthMethod", "client_secret_basic")
                .put("defaultScope", "openid profile email")
                .put("pkceEnabled", "true")
                .put("pkceMethod", "S256");
        assertThat(realm.admin()
                        .post("/" + realm.name() + "/identity-provider/instances", provider)
                        .status())
                .isEqualTo(201);
        ObjectNode mapper = JsonNodeFactory.instance
                .objectNode()
                .put("name", "gatehouse.trusted-factor")
                .put("identityProviderAlias", alias)
                .put("identityProviderMapper", SecondFactors.MAPPER);
        mapper.putObject("config").put("syncMode", "FORCE").put("policy", trusted);
        assertThat(realm.admin()
                        .post("/" + realm.name() + "/identity-provider/instances/" + alias + "/mappers", mapper)
                        .status())
                .isEqualTo(201);
    }
}
