package org.gatehouse.server.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A provider of OpenID Connect on this machine: real HTTP, real signatures, codes that are good once and for whoever asked.
 * Whoever comes is signed in at once, as {@link #person} says. It does as the standards say until it is told to misbehave;
 * {@link #reset} makes it behave again.
 */
public final class StandInProvider implements AutoCloseable {

    public static final String CLIENT_ID = "gatehouse-at-partner";

    /** What a realm file that says {@code env:PARTNER_SECRET} makes of it in tests. */
    public static final String SECRET = TestServer.secret("PARTNER_SECRET");

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final JWK key = ClientKeys.rsa("first");
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Object> person = new ConcurrentHashMap<>();
    private final Map<String, Object> metadata = new ConcurrentHashMap<>();
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private volatile Clock clock = Clock.systemUTC();
    private volatile List<JWK> keys = List.of(key);
    private volatile Consumer<JWTClaimsSet.Builder> claims = builder -> {};
    private volatile @Nullable Function<JWTClaimsSet, String> signing;
    private volatile @Nullable Map<String, Object> userInfo;
    private volatile @Nullable String error;
    private volatile @Nullable String answeredIssuer;

    private StandInProvider(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        reset();
    }

    public static StandInProvider start() {
        try {
            return new StandInProvider(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** A request as it arrived. */
    public record Asked(String endpoint, Map<String, String> headers, Map<String, String> parameters) {}

    /** What an endpoint answers instead of what it should. */
    public record Reply(int status, String contentType, byte[] body, Map<String, String> headers, Duration after) {

        public static Reply json(String body) {
            return new Reply(200, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of(), Duration.ZERO);
        }

        public static Reply error(int status, String error) {
            return new Reply(
                    status,
                    "application/json",
                    ("{\"error\":\"" + error + "\",\"error_description\":\"<b>said by the provider</b>\"}")
                            .getBytes(StandardCharsets.UTF_8),
                    Map.of(),
                    Duration.ZERO);
        }

        public static Reply redirect(String location) {
            return new Reply(302, "text/plain", new byte[0], Map.of("Location", location), Duration.ZERO);
        }

        /** Longer than anybody waits. */
        public static Reply hanging() {
            return new Reply(200, "application/json", new byte[0], Map.of(), Duration.ofSeconds(20));
        }
    }

    private record Grant(Map<String, String> request, Map<String, Object> person) {}

    /** Behaves, and somebody new is there. */
    public StandInProvider reset() {
        metadata.clear();
        replies.clear();
        asked.clear();
        keys = List.of(key);
        claims = builder -> {};
        signing = null;
        userInfo = null;
        error = null;
        answeredIssuer = issuer();
        person.clear();
        String name = "upstream-" + UUID.randomUUID();
        person("sub", name)
                .person("name", "Somebody Upstream")
                .person("preferred_username", name)
                .person("email", name + "@partner.example")
                .person("email_verified", true);
        return this;
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A connection to it, as an entry of the list in a realm file; with more of it between commas. */
    public String connection(String alias, String... more) {
        return "  - {alias: " + alias + ", kind: oidc, issuer: '" + issuer() + "', clientId: " + CLIENT_ID
                + ", clientSecret: env:PARTNER_SECRET" + (more.length == 0 ? "" : ", " + String.join(", ", more))
                + "}\n";
    }

    /** A connection that has no secret. */
    public String connectionByKey(String alias, String... more) {
        return connection(alias, more).replace("clientSecret: env:PARTNER_SECRET", "authMethod: private_key_jwt");
    }

    /** Keeps the time of the service it is a provider for. */
    public StandInProvider clock(Clock other) {
        clock = other;
        return this;
    }

    /** Says this of whoever signs in next; null says nothing. */
    public StandInProvider person(String claim, @Nullable Object value) {
        if (value == null) {
            person.remove(claim);
        } else {
            person.put(claim, value);
        }
        return this;
    }

    public String subject() {
        return (String) person.get("sub");
    }

    public StandInProvider metadata(String member, Object value) {
        metadata.put(member, value);
        return this;
    }

    /** Changes what ID tokens say. */
    public StandInProvider claims(Consumer<JWTClaimsSet.Builder> change) {
        claims = change;
        return this;
    }

    /** Makes a token of its claims in another way. */
    public StandInProvider signing(Function<JWTClaimsSet, String> otherwise) {
        signing = otherwise;
        return this;
    }

    public StandInProvider publishing(JWK... others) {
        keys = List.of(others);
        return this;
    }

    public StandInProvider userInfo(Map<String, Object> said) {
        userInfo = said;
        return this;
    }

    /** Answers people's browsers with this error from now on. */
    public StandInProvider denying(String code) {
        error = code;
        return this;
    }

    /** Says that it is this issuer when it answers browsers (RFC 9207); null says nothing. */
    public StandInProvider answeringAs(@Nullable String issuer) {
        answeredIssuer = issuer;
        return this;
    }

    /** @param path of the endpoint: metadata, jwks, token, userinfo, authorize */
    public StandInProvider reply(String path, Reply reply) {
        replies.put(path, reply);
        return this;
    }

    public JWK key() {
        return key;
    }

    /** Everything asked at an endpoint since the last reset. */
    public List<Asked> asked(String endpoint) {
        return asked.stream().filter(each -> each.endpoint().equals(endpoint)).toList();
    }

    /** Signs as it would itself. */
    public static String signed(JWK key, JWTClaimsSet claims) {
        return signed(key, claims, JOSEObjectType.JWT);
    }

    public static String signed(JWK key, JWTClaimsSet claims, JOSEObjectType type) {
        try {
            JWSHeader header = new JWSHeader.Builder(ClientKeys.algorithm(key))
                    .keyID(key.getKeyID())
                    .type(type)
                    .build();
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(ClientKeys.signer(key));
            return token.serialize();
        } catch (JOSEException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Map<String, String> parameters = parameters(exchange);
            String endpoint = path.equals("/.well-known/openid-configuration") ? "metadata" : path.substring(1);
            asked.add(new Asked(endpoint, headers(exchange), parameters));
            Reply told = replies.get(endpoint);
            write(exchange, told != null ? told : reply(endpoint, exchange, parameters));
        } catch (IOException ex) {
            // whoever asked waits no longer
        }
    }

    private Reply reply(String endpoint, HttpExchange exchange, Map<String, String> parameters) {
        return switch (endpoint) {
            case "metadata" -> Reply.json(metadata());
            case "jwks" -> Reply.json(new JWKSet(keys).toPublicJWKSet().toString());
            case "authorize" -> authorize(parameters);
            case "token" -> token(exchange, parameters);
            case "userinfo" -> userInfo(exchange);
            default -> Reply.error(404, "not_found");
        };
    }

    private String metadata() {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("issuer", issuer());
        said.put("authorization_endpoint", issuer() + "/authorize");
        said.put("token_endpoint", issuer() + "/token");
        said.put("jwks_uri", issuer() + "/jwks");
        said.put("userinfo_endpoint", issuer() + "/userinfo");
        said.put("end_session_endpoint", issuer() + "/logout");
        said.put("response_types_supported", List.of("code"));
        said.put("subject_types_supported", List.of("public"));
        said.put("id_token_signing_alg_values_supported", List.of("RS256", "PS256", "ES256"));
        said.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "private_key_jwt"));
        said.put("authorization_response_iss_parameter_supported", true);
        said.putAll(metadata);
        return JSONObjectUtils.toJSONString(said);
    }

    private Reply authorize(Map<String, String> request) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("state", request.get("state"));
        if (answeredIssuer != null) {
            answer.put("iss", answeredIssuer);
        }
        if (error == null) {
            String code = UUID.randomUUID().toString();
            grants.put(code, new Grant(request, new HashMap<>(person)));
            answer.put("code", code);
        } else {
            answer.put("error", error);
            answer.put("error_description", "<b>said by the provider</b>");
        }
        return Reply.redirect(request.get("redirect_uri") + "?" + Browser.encode(answer));
    }

    private Reply token(HttpExchange exchange, Map<String, String> form) {
        if (!isClient(exchange, form)) {
            return Reply.error(401, "invalid_client");
        }
        Grant grant = grants.remove(String.valueOf(form.get("code")));
        if (grant == null || !isFor(grant.request(), form)) {
            return Reply.error(400, "invalid_grant");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", "access-" + grant.person().get("sub"));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", LIFETIME.toSeconds());
        answer.put("id_token", idToken(grant));
        return Reply.json(JSONObjectUtils.toJSONString(answer));
    }

    private static boolean isClient(HttpExchange exchange, Map<String, String> form) {
        if (form.containsKey("client_assertion")) {
            return true; // the test looks at it
        }
        String basic = Base64.getEncoder()
                .encodeToString((encode(CLIENT_ID) + ":" + encode(SECRET)).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || CLIENT_ID.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"));
    }

    private static boolean isFor(Map<String, String> request, Map<String, String> form) {
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(DigestUtils.sha256(String.valueOf(form.get("code_verifier"))));
        return request.get("redirect_uri").equals(form.get("redirect_uri"))
                && challenge.equals(request.get("code_challenge"));
    }

    private String idToken(Grant grant) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(grant.request().get("client_id"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("nonce", grant.request().get("nonce"));
        if (grant.request().containsKey("max_age")) {
            builder.claim("auth_time", now.getEpochSecond()); // they have just signed in
        }
        grant.person().forEach(builder::claim);
        claims.accept(builder);
        Function<JWTClaimsSet, String> otherwise = signing;
        JWTClaimsSet token = builder.build();
        return otherwise == null ? signed(keys.get(0), token) : otherwise.apply(token);
    }

    /** Says that somebody is signed out (Back-Channel Logout 1.0 section 2.4). */
    public String logoutToken(Consumer<JWTClaimsSet.Builder> change) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT_ID)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(2))))
                .jwtID(UUID.randomUUID().toString())
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change.accept(builder);
        return signed(key, builder.build(), new JOSEObjectType("logout+jwt"));
    }

    private Reply userInfo(HttpExchange exchange) {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Map<String, Object> said = userInfo;
        if (!token.startsWith("Bearer access-")) {
            return Reply.error(401, "invalid_token");
        }
        Map<String, Object> usual = new HashMap<>(person);
        usual.put("sub", token.substring("Bearer access-".length()));
        return Reply.json(JSONObjectUtils.toJSONString(said == null ? usual : said));
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        try {
            Thread.sleep(reply.after().toMillis());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        if (reply.body().length > 0) {
            exchange.getResponseBody().write(reply.body());
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }

    private static Map<String, String> parameters(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String text = exchange.getRequestMethod().equals("POST")
                ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                : query == null ? "" : query;
        return parameters(text);
    }

    /** Of a query or a form. */
    public static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Arrays.stream(text.split("&")).filter(each -> each.contains("=")).forEach(each -> {
            int equals = each.indexOf('=');
            parameters.put(decode(each.substring(0, equals)), decode(each.substring(equals + 1)));
        });
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The claims of a token as they are to be said otherwise. */
    public static JWTClaimsSet with(JWTClaimsSet claims, String name, @Nullable Object value) {
        try {
            Map<String, Object> changed = claims.toJSONObject();
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            return JWTClaimsSet.parse(changed);
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
