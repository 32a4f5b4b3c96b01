package org.gatehouse.server.isolation;

import static org.gatehouse.server.isolation.ForeignIdsTest.HOME;
import static org.gatehouse.server.isolation.ForeignIdsTest.browser;
import static org.gatehouse.server.isolation.ForeignIdsTest.server;

import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.server.isolation.ForeignIdsTest.Asking;
import org.gatehouse.server.isolation.ForeignIdsTest.Names;
import org.gatehouse.server.isolation.ForeignIdsTest.Way;
import org.gatehouse.server.testing.Answer;
import org.gatehouse.server.testing.Assertion;
import org.gatehouse.server.testing.Browser;
import org.gatehouse.server.testing.ClientKeys;
import org.gatehouse.server.testing.Registrar;
import org.gatehouse.server.testing.RelyingApp;

/** What a realm hands out to browsers and apps, brought to another realm of the same service. */
enum ProtocolWay implements Way {
    PUSHED((t, x) -> t.web.authorize(browser, t.web.reference(x.thing("pushed")))),
    PUSHED_WHEN_NOT_SIGNED_IN((t, x) -> t.web.authorize(new Browser(server), t.web.reference(x.thing("pushed")))),
    PUSH_FOR((t, x) -> new Browser(server)
            .post("/realms/acme/oauth2/par", Map.of("request_uri", x.thing("pushed")), "Authorization", t.web.basic())),
    POLL((t, x) -> new Browser(server)
            .post(
                    "/realms/acme/oauth2/token",
                    Map.of("grant_type", ProtocolWay.DEVICE, "client_id", "tv", "device_code", x.thing("deviceCode")))),
    TYPE_USER_CODE((t, x) -> t.own("/device", Map.of("user_code", x.thing("userCode")))),
    OPEN_USER_CODE((t, x) -> t.newcomer().get("/realms/acme/device/" + x.thing("userCode"))),
    ALLOW_USER_CODE((t, x) -> {
        Browser theirs = t.newcomer();
        return theirs.submit(
                theirs.get("/realms/acme/account"),
                "/realms/acme/device/" + x.thing("userCode"),
                Map.of("decision", "allow"));
    }),
    ALLOWED_USER_CODE((t, x) -> t.newcomer().get("/realms/acme/device/" + x.thing("userCode") + "/allowed")),
    DENIED_USER_CODE((t, x) -> t.newcomer().get("/realms/acme/device/" + x.thing("userCode") + "/denied")),
    BEGIN_ON_DEVICE((t, x) -> new Browser(server)
            .post(
                    "/realms/acme/oauth2/device_authorization",
                    Map.of("client_id", x.grants().client()))),
    EXCHANGE((t, x) -> RelyingApp.of(server, HOME, "planner")
            .token(exchange("subject_token", x.grants().access()))),
    EXCHANGE_AS_ACTOR((t, x) -> RelyingApp.of(server, HOME, "planner")
            .token(exchange("actor_token", x.grants().access()))),
    REGISTER((t, x) -> registrar().register(x.thing("initialValue"), ProtocolWay.APP)),
    REGISTRATION((t, x) -> registrar().send("GET", registration(x), x.thing("registrationToken"), null)),
    CHANGE_REGISTRATION(
            (t, x) -> registrar().send("PUT", registration(x), x.thing("registrationToken"), ProtocolWay.APP)),
    DELETE_REGISTRATION((t, x) -> registrar().send("DELETE", registration(x), x.thing("registrationToken"), null)),
    LOG_OUT((t, x) -> new Browser(server).get("/realms/acme/connect/logout?id_token_hint=" + x.thing("idToken"))),
    LOG_OUT_BY_FORM((t, x) ->
            new Browser(server).post("/realms/acme/connect/logout", Map.of("id_token_hint", x.thing("idToken")))),
    LOG_OUT_OF_CLIENT((t, x) -> new Browser(server)
            .get("/realms/acme/connect/logout?client_id=" + x.grants().client())),
    LOG_OUT_WITH_TICKET(
            (t, x) -> t.own("/connect/logout/confirm", Map.of("ticket", x.thing("ticket"), "decision", "yes"))),
    LOG_OUT_AGAIN_WITH_TICKET((t, x) -> browser.get("/realms/acme/connect/logout?request=" + x.thing("ticket"))),
    AUTHORIZE_WITH_HINT((t, x) -> t.web.authorize(browser, hinted(t.web, x))),
    AUTHORIZE_BY_FORM((t, x) -> browser.post("/realms/acme/oauth2/authorize", hinted(t.web, x))),
    ASSERT_TO_BE_A_CLIENT((t, x) -> new Browser(server).post("/realms/acme/oauth2/token", asserting(x))),
    ENTRANCE_WITH_NAME((t, x) -> new Browser(server).get("/realms/acme/sign-in?login_hint=" + x.userName())),
    FORGOTTEN((t, x) -> t.visitor("/sign-in/forgotten", Map.of("username", x.email()))),
    RESET_PAGE((t, x) -> new Browser(server).get("/realms/acme/sign-in/reset?token=" + x.thing("reset"))),
    RESET((t, x) ->
            t.visitor("/sign-in/reset", Map.of("token", x.thing("reset"), "password", "Staple-battery-44-horse"))),
    VERIFY((t, x) -> t.own("/sign-in/verify-email", Map.of("token", x.thing("verify")))),
    VERIFY_PAGE((t, x) -> browser.get("/realms/acme/sign-in/verify-email?token=" + x.thing("verify"))),
    CONSENT_BY_FORM((t, x) -> t.own("/consent", Map.of("request", x.grants().pending(), "decision", "allow"))),
    SIGN_IN_STEP((t, x) -> new Browser(server)
            .get("/realms/acme/sign-in/totp?attempt=" + x.grants().pending()));

    private static final String DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    static final String APP = "{\"redirect_uris\":[\"https://app.example/cb\"],\"client_name\":\"App\"}";

    private static final ECKey KEY = ClientKeys.curve("anybodys");

    private final Asking asking;

    ProtocolWay(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Answer ask(ForeignIdsTest test, Names names) {
        return asking.apply(test, names);
    }

    private static Registrar registrar() {
        return Registrar.of(server, HOME);
    }

    private static URI registration(Names names) {
        return URI.create(registrar().endpoint() + "/" + names.thing("registered"));
    }

    private static Map<String, String> asserting(Names names) {
        return Assertion.of(server, HOME, names.grants().client(), KEY).on(Map.of("grant_type", "client_credentials"));
    }

    private static Map<String, String> exchange(String parameter, String token) {
        Map<String, String> request = new LinkedHashMap<>(Map.of("grant_type", EXCHANGE_GRANT));
        request.put("subject_token", token);
        request.put("subject_token_type", ACCESS_TOKEN);
        request.put(parameter, token);
        request.put(parameter + "_type", ACCESS_TOKEN);
        return request;
    }

    private static Map<String, String> hinted(RelyingApp app, Names names) {
        Map<String, String> request = app.authorization();
        request.put("prompt", "none");
        request.put("id_token_hint", names.thing("idToken"));
        return request;
    }
}
