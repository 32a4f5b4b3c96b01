package org.gatehouse.server.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID provider as small as one can be, over real HTTP with real signatures; it lies when told to. */
final class FakeProvider {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final ECKey key;
    private final ECKey strangersKey;

    private Map<String, String> authorization = Map.of();
    private int refreshes;

    /** How the next ID token differs from a right one. */
    UnaryOperator<JWTClaimsSet.Builder> lie = UnaryOperator.identity();

    boolean forged;

    @Nullable
    String metadataIssuer;

    FakeProvider() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        strangersKey = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        on("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        on("/jwks", exchange -> answer(exchange, 200, new JWKSet(key).toJSONObject()));
        on("/token", this::token);
        on("/userinfo", exchange -> answer(exchange, 200, Map.of("sub", "bob-1", "name", "<b>Bob</b>")));
        on("/introspect", exchange -> answer(exchange, 403, Map.of("error", "unauthorized_client")));
        on("/revoke", exchange -> answer(exchange, 200, Map.of()));
        server.start();
    }

    void honest() {
        lie = UnaryOperator.identity();
        forged = false;
        metadataIssuer = null;
        refreshes = 0;
    }

    void stop() {
        server.stop(0);
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort() + "/realms/acme";
    }

    /** Bob signs in; what is left is to give the code to the app. */
    void authorize(Map<String, String> request) {
        authorization = request;
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException, JOSEException;
    }

    private void on(String path, Handler handler) {
        server.createContext("/realms/acme" + path, exchange -> {
            try {
                handler.handle(exchange);
            } catch (JOSEException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer", metadataIssuer == null ? issuer() : metadataIssuer,
                "authorization_endpoint", issuer() + "/authorize",
                "token_endpoint", issuer() + "/token",
                "jwks_uri", issuer() + "/jwks",
                "userinfo_endpoint", issuer() + "/userinfo",
                "introspection_endpoint", issuer() + "/introspect",
                "revocation_endpoint", issuer() + "/revoke",
                "end_session_endpoint", issuer() + "/logout",
                "authorization_response_iss_parameter_supported", true);
    }

    private void token(HttpExchange exchange) throws IOException, JOSEException {
        Map<String, String> form = form(exchange);
        if (form.get("grant_type").equals("refresh_token")) {
            refreshes++;
        } else if (!isRight(form)) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        answer(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "opaque-access-" + refreshes,
                        "refresh_token",
                        refreshes + "-refresh-of-bob",
                        "id_token",
                        idToken(),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300));
    }

    private boolean isRight(Map<String, String> form) {
        return "the-code".equals(form.get("code"))
                && Secrets.challenge(form.get("code_verifier")).equals(authorization.get("code_challenge"))
                && form.get("redirect_uri").equals(authorization.get("redirect_uri"));
    }

    private String idToken() throws JOSEException {
        Instant now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .subject("bob-1")
                .audience("demo")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("auth_time", now.getEpochSecond())
                .claim("name", "<script>alert(1)</script>")
                .claim("nonce", authorization.get("nonce"));
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(),
                lie.apply(claims).build());
        token.sign(new ECDSASigner(forged ? strangersKey : key));
        return token.serialize();
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        return query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    static Map<String, String> query(String query) {
        return Arrays.stream(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) {
        byte[] bytes = body.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(body);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
