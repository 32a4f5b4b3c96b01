package org.gatehouse.server.demo.entra;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application's conversation with the stand-in, step by step. */
public final class EntraVisit {

    public static final String CLIENT = "c0ffee00-0000-4000-8000-000000000001";
    public static final String SECRET = "of-the-application-0123456789";
    public static final String REDIRECT = "http://localhost:9/cb";
    public static final String VERIFIER = "a-verifier-of-forty-three-characters-and-more";

    private final HttpClient http = HttpClient.newHttpClient();
    private final StandInEntra entra;
    private final String tenant;
    private final Map<String, String> request = new LinkedHashMap<>();

    EntraVisit(StandInEntra entra, String tenant) {
        this.entra = entra;
        this.tenant = tenant;
        request.put("client_id", CLIENT);
        request.put("redirect_uri", REDIRECT);
        request.put("response_type", "code");
        request.put("scope", "openid profile email " + entra.graph() + "/User.Read");
        request.put("state", "a state");
        request.put("nonce", "a-nonce");
        request.put("code_challenge", challenge());
        request.put("code_challenge_method", "S256");
    }

    /** A stand-in with these people and one application. */
    public static StandInEntra entra(Clock clock, Person... people) {
        Registration app = new Registration(CLIENT, SECRET, List.of(REDIRECT), "");
        return StandInEntra.start(0, List.of(people), () -> List.of(app), clock);
    }

    /** The access token somebody signs in for. */
    public static String accessToken(StandInEntra entra, Person person) {
        return new EntraVisit(entra, person.tenant().id())
                .tokens(person)
                .path("access_token")
                .stringValue();
    }

    EntraVisit with(String name, String value) {
        request.put(name, value);
        return this;
    }

    EntraVisit without(String name) {
        request.remove(name);
        return this;
    }

    HttpResponse<String> open() {
        return get("/" + tenant + "/oauth2/v2.0/authorize?" + form(request));
    }

    HttpResponse<String> choose(Person person) {
        Map<String, String> all = new LinkedHashMap<>(request);
        all.put("person", person.key());
        return post("/" + tenant + "/oauth2/v2.0/authorize", all);
    }

    String code(Person person) {
        String location = choose(person).headers().firstValue("Location").orElseThrow();
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        if (!code.find()) {
            throw new IllegalStateException(location);
        }
        return code.group(1);
    }

    HttpResponse<String> redeem(String code, Map<String, String> otherwise) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", REDIRECT,
                "code_verifier", VERIFIER,
                "client_id", CLIENT,
                "client_secret", SECRET));
        all.putAll(otherwise);
        return post("/" + tenant + "/oauth2/v2.0/token", all);
    }

    JsonNode tokens(Person person) {
        return JsonMapper.shared().readTree(redeem(code(person), Map.of()).body());
    }

    SignedJWT idToken(Person person) {
        try {
            return SignedJWT.parse(tokens(person).path("id_token").stringValue());
        } catch (ParseException ex) {
            throw new IllegalStateException(ex);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(entra.login() + path)).build());
    }

    private HttpResponse<String> post(String path, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(URI.create(entra.login() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
                .build());
    }

    private HttpResponse<String> send(HttpRequest message) {
        try {
            return http.send(message, BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8)))
                    .toString();
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
