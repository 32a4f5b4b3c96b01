package org.gatehouse.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a browser without script: keeps cookies, follows redirects within Keycloak, fills in the forms it shows. */
public final class Visitor {

    private static final Pattern ACTION = Pattern.compile("<form[^>]*\\baction=\"([^\"]+)\"", Pattern.DOTALL);

    private static final Pattern COOKIE = Pattern.compile("^([^=;]+)=([^;]*)");
    private static final Pattern PATH = Pattern.compile(";\\s*path=([^;]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GONE = Pattern.compile(";\\s*max-age=0\\b", Pattern.CASE_INSENSITIVE);

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636, appendix B
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final int REDIRECTS = 15;

    private final HttpClient http;
    private final Map<String, Cookie> cookies = new TreeMap<>();
    private final String base;
    private final String realm;
    private Page page = new Page(0, "", URI.create("about:blank"));

    public Visitor(AppliedRealm realm) {
        this(
                HttpClient.newBuilder().followRedirects(Redirect.NEVER).build(),
                realm.keycloak().url(""),
                realm.name());
    }

    /**
     * @param http which follows no redirects; several visitors may share one
     * @param base Keycloak's address
     */
    public Visitor(HttpClient http, String base, String realm) {
        this.http = http;
        this.base = base;
        this.realm = realm;
    }

    private record Cookie(String name, String value, String path) {}

    /**
     * Where the visitor stands.
     *
     * @param at Keycloak's address, or the relying party's the visitor was sent to
     */
    public record Page(int status, String body, URI at) {

        /** A parameter of the relying party's address; empty while the visitor is still at Keycloak, which has such ones too. */
        public String parameter(String name) {
            String query = at.getRawQuery() == null || !body.isEmpty() ? "" : at.getRawQuery();
            for (String pair : query.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }

        /** What a field has in it. */
        public String value(String field) {
            Matcher matcher =
                    Pattern.compile("name=\"" + field + "\" value=\"([^\"]*)\"").matcher(body);
            return matcher.find() ? matcher.group(1) : "";
        }

        /** Whether there is a field of that name to fill in. */
        public boolean asksFor(String field) {
            return body.contains("name=\"" + field + "\"");
        }
    }

    public Page page() {
        return page;
    }

    /** Asks to sign in to a client. */
    public Page authorize(String client, String redirectUri, Map<String, String> more) throws Exception {
        Map<String, String> request = new HashMap<>(Map.of(
                "client_id",
                client,
                "redirect_uri",
                redirectUri,
                "response_type",
                "code",
                "scope",
                "openid",
                "state",
                "s",
                "code_challenge",
                CHALLENGE,
                "code_challenge_method",
                "S256"));
        request.putAll(more);
        return open(address("auth") + "?" + form(request));
    }

    public Page open(String url) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** Sends the first form of the page. */
    public Page submit(Map<String, String> fields) throws IOException, InterruptedException {
        Matcher action = ACTION.matcher(page.body());
        if (!action.find()) {
            throw new IllegalStateException("No form on the page " + page);
        }
        URI target = page.at().resolve(action.group(1).replace("&amp;", "&"));
        return follow(HttpRequest.newBuilder(target)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(fields))));
    }

    public Page signIn(String userName) throws IOException, InterruptedException {
        return submit(Map.of("username", userName, "password", AppliedRealm.PASSWORD));
    }

    /** Redeems the code of the address the visitor was sent to. */
    public Tokens redeem(Map<String, String> client, String redirectUri) throws Exception {
        Map<String, String> request = new HashMap<>(client);
        request.putAll(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                page.parameter("code"),
                "redirect_uri",
                redirectUri,
                "code_verifier",
                VERIFIER));
        return token(request);
    }

    /** Asks the token endpoint, without any cookie. */
    public Tokens token(Map<String, String> request) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(address("token")))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(request)))
                        .build(),
                BodyHandlers.ofString());
        return new Tokens(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
    }

    /** What the token endpoint answered. */
    public record Tokens(int status, JsonNode body) {

        public String text(String key) {
            return body.path(key).asString("");
        }

        public long seconds(String key) {
            return body.path(key).asLong(-1);
        }
    }

    private String address(String endpoint) {
        return base + "/realms/" + realm + "/protocol/openid-connect/" + endpoint;
    }

    private Page follow(HttpRequest.Builder first) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(first);
        for (int count = 0;
                count < REDIRECTS && answer.headers().firstValue("Location").isPresent();
                count++) {
            URI next =
                    answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
            if (!next.toString().startsWith(base + "/")) {
                page = new Page(answer.statusCode(), "", next);
                return page;
            }
            answer = send(HttpRequest.newBuilder(next).GET());
        }
        page = new Page(answer.statusCode(), answer.body(), answer.uri());
        return page;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        String path = request.build().uri().getPath();
        String kept = cookies.values().stream()
                .filter(cookie -> path.startsWith(cookie.path()))
                .map(cookie -> cookie.name() + "=" + cookie.value())
                .collect(Collectors.joining("; "));
        if (!kept.isEmpty()) {
            request.header("Cookie", kept);
        }
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        return answer;
    }

    private void keep(String header) {
        Matcher cookie = COOKIE.matcher(header);
        if (!cookie.find()) {
            throw new IllegalStateException("No cookie: " + header);
        }
        Matcher path = PATH.matcher(header);
        Cookie kept = new Cookie(cookie.group(1), cookie.group(2), path.find() ? path.group(1) : "/");
        if (kept.value().isEmpty() || GONE.matcher(header).find()) {
            cookies.remove(kept.path() + " " + kept.name());
        } else {
            cookies.put(kept.path() + " " + kept.name(), kept);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
