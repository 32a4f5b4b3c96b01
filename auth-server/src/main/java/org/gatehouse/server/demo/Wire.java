package org.gatehouse.server.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** HTTP as this app speaks it: bounded in time and size, following nothing. */
final class Wire {

    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    /** No document of the protocol comes near. */
    private static final int MOST_BYTES = 256 * 1024;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** An answer, whatever its status. */
    record Answer(int status, String body) {}

    Answer get(URI address) {
        return send(request(address).GET().build());
    }

    Answer getWithToken(URI address, String accessToken) {
        return send(request(address)
                .header("Authorization", "Bearer " + accessToken)
                .GET()
                .build());
    }

    /** A form, the client authenticated by its secret (RFC 6749, 2.3.1: both parts form-encoded first). */
    Answer post(URI address, Map<String, String> form, String clientId, String clientSecret) {
        String credentials = encode(clientId) + ":" + encode(clientSecret);
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return send(request(address)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build());
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address).timeout(TO_ANSWER).header("Accept", "application/json");
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            return new Answer(response.statusCode(), read(response.body()));
        } catch (IOException unreachable) {
            throw new DemoProblem("unreachable", request.uri().getPath());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new DemoProblem("unreachable", request.uri().getPath());
        }
    }

    private static String read(InputStream body) throws IOException {
        try (body) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new DemoProblem("too-long");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
