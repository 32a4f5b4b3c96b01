package org.gatehouse.server.launch;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tells what a target is from what it publishes, before it gets any secret. */
final class TargetKind {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How Keycloak's token endpoints end, and nobody else's. */
    private static final String KEYCLOAK = "/protocol/openid-connect/token";

    private TargetKind() {}

    /** The realm may be absent; every Keycloak has a realm master. */
    static boolean isKeycloak(URI target, String realm) {
        String base = target.toString().replaceAll("/+$", "");
        return Stream.of(realm, "master")
                .anyMatch(name -> tokenEndpoint(base, name).endsWith(KEYCLOAK));
    }

    private static String tokenEndpoint(String base, String realm) {
        URI metadata = URI.create(base + "/realms/" + URLEncoder.encode(realm, StandardCharsets.UTF_8)
                + "/.well-known/openid-configuration");
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .build()
                    .send(HttpRequest.newBuilder(metadata).timeout(TIMEOUT).build(), BodyHandlers.ofString());
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .path("token_endpoint")
                    .asString("");
        } catch (IOException | JacksonException ex) {
            return ""; // whatever it is, the first request with a token says what is wrong
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
