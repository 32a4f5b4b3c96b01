package org.gatehouse.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A program that registers clients with a realm and looks after them (RFC 7591, RFC 7592). */
public final class Registrar {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private final URI endpoint;

    private Registrar(URI endpoint) {
        this.endpoint = endpoint;
    }

    public static Registrar of(Site site, String realm) {
        return new Registrar(site.uri("/realms/" + realm + "/connect/register"));
    }

    /** @param token an initial access token; null sends none */
    public Answer register(@Nullable String token, String json) {
        return send("POST", endpoint, token, json, "application/json");
    }

    public Answer send(String method, URI target, @Nullable String token, @Nullable String json) {
        return send(method, target, token, json, "application/json");
    }

    public Answer send(String method, URI target, @Nullable String token, @Nullable String json, String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return Answer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    public URI endpoint() {
        return endpoint;
    }
}
