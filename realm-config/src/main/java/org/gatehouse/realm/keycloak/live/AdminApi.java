package org.gatehouse.realm.keycloak.live;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Keycloak's admin API, with a token that is asked for again when it has ended. */
final class AdminApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** What of a refusal people may read; a page of a proxy says nothing. */
    private static final int LONGEST_REASON = 300;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_REFUSAL = 400;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String base;
    private final Credentials credentials;
    private String token;

    AdminApi(String base, Credentials credentials) {
        this.base = base;
        this.credentials = credentials;
        this.token = freshToken();
    }

    /** @throws KeycloakException when it refuses */
    JsonNode get(String path) {
        return find(path).orElseThrow(() -> new KeycloakException("Keycloak has no " + path + "."));
    }

    /** Empty when there is no such thing. */
    Optional<JsonNode> find(String path) {
        HttpResponse<String> answer = exchange("GET", path, null, "application/json");
        return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(json(checked("GET", path, answer)));
    }

    /** The id of what was made, where something was. */
    String send(String method, String path, @Nullable JsonNode body) {
        HttpResponse<String> answer = checked(
                method, path, exchange(method, path, body == null ? null : body.toString(), "application/json"));
        return answer.headers()
                .firstValue("Location")
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .orElse("");
    }

    /** What it answers to something that is no change. */
    JsonNode ask(String path, JsonNode body) {
        return json(checked("POST", path, exchange("POST", path, body.toString(), "application/json")));
    }

    void sendText(String path, String text) {
        checked("PUT", path, exchange("PUT", path, text, "text/plain"));
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<String> exchange(String method, String path, @Nullable String body, String type) {
        HttpResponse<String> answer = once(method, path, body, type);
        if (answer.statusCode() == UNAUTHORIZED) { // a service's token lives a minute unless the realm says otherwise
            token = freshToken();
            answer = once(method, path, body, type);
        }
        return answer;
    }

    private HttpResponse<String> once(String method, String path, @Nullable String body, String type) {
        BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return send(HttpRequest.newBuilder(URI.create(base + "/admin" + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, content));
    }

    private static HttpResponse<String> checked(String method, String path, HttpResponse<String> answer) {
        if (answer.statusCode() < FIRST_REFUSAL) {
            return answer;
        }
        if (answer.statusCode() == FORBIDDEN) {
            throw new KeycloakException("Keycloak does not let this client " + method + " " + path
                    + ". Give its service account the role realm-admin of the realm's client realm-management,"
                    + " or, of a client of the realm master, the role admin.");
        }
        throw new KeycloakException("Keycloak refused " + method + " " + path + " (" + answer.statusCode() + ")"
                + reason(answer.body()) + ".");
    }

    private static String reason(String body) {
        JsonNode node = json(body);
        for (String key : new String[] {"error_description", "errorMessage", "error"}) {
            String text = node.path(key).asString("");
            if (!text.isEmpty()) {
                return ": "
                        + text.substring(0, Math.min(LONGEST_REASON, text.length()))
                                .replaceAll("\\.$", "");
            }
        }
        return "";
    }

    private String freshToken() {
        String secret = encoded(credentials.clientId()) + ":" + encoded(credentials.secret()); // RFC 6749 section 2.3.1
        HttpResponse<String> answer = send(HttpRequest.newBuilder(
                        URI.create(base + "/realms/" + encoded(credentials.realm()) + "/protocol/openid-connect/token"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        String given = json(answer.body()).path("access_token").asString("");
        if (answer.statusCode() != 200 || given.isEmpty()) {
            throw new KeycloakException("Keycloak gave the " + credentials + " no token (" + answer.statusCode()
                    + reason(answer.body())
                    + "). It has to be a client with a service account, and its secret the right one;"
                    + " --client-realm names the realm it is in.");
        }
        return given;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
        } catch (IOException ex) {
            throw new KeycloakException("Keycloak at " + base + " does not answer.", ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new KeycloakException("Interrupted.", ex);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException ex) {
            return MissingNode.getInstance(); // a page of a proxy, for example
        }
    }
}
