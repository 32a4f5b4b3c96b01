package org.gatehouse.keycloak.entra;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;

/** The calls to Microsoft Graph of one sign-in, through Keycloak's client, whose proxy and trusted certificates hold. */
final class GraphCalls {

    /** A page of 11 000 ids is smaller. */
    private static final int MOST_BYTES = 768 * 1024;

    private static final String SECURITY_GROUPS = "{\"securityEnabledOnly\":true}";

    private final CloseableHttpClient http;
    private final String accessToken;
    private final long end;

    /** @param patience for all calls together */
    GraphCalls(CloseableHttpClient http, String accessToken, Duration patience) {
        this.http = http;
        this.accessToken = accessToken;
        this.end = System.nanoTime() + patience.toNanos();
    }

    GraphPage post(URI uri) throws IOException {
        HttpPost request = new HttpPost(uri);
        request.setEntity(new StringEntity(SECURITY_GROUPS, ContentType.APPLICATION_JSON));
        return send(request);
    }

    GraphPage get(URI uri) throws IOException {
        return send(new HttpGet(uri));
    }

    /** The client's own time-outs are for each read; who answers a byte at a time would never meet them. */
    private GraphPage send(HttpRequestBase request) throws IOException {
        int left = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        request.setConfig(bounds(left));
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + accessToken);
        request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        CompletableFuture<Void> timer = CompletableFuture.runAsync(
                request::abort, CompletableFuture.delayedExecutor(left, TimeUnit.MILLISECONDS, Runnable::run));
        try (CloseableHttpResponse response = http.execute(request)) {
            return GraphPage.of(body(response));
        } catch (IOException ex) {
            throw request.isAborted() ? new IOException("Microsoft Graph took too long", ex) : ex;
        } finally {
            timer.cancel(false);
        }
    }

    private static RequestConfig bounds(int milliseconds) {
        return RequestConfig.custom()
                .setConnectionRequestTimeout(milliseconds)
                .setConnectTimeout(milliseconds)
                .setSocketTimeout(milliseconds)
                .setRedirectsEnabled(false)
                .build();
    }

    /** Its stream is not closed, which would read what is left of it; the response is, which ends the connection. */
    private static String body(HttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        HttpEntity entity = response.getEntity();
        ContentType type = ContentType.getLenient(entity);
        if (status != 200 || entity == null || type == null || !isJson(type)) {
            throw new IOException("Microsoft Graph answered " + status + (status == 200 ? ", but no JSON" : ""));
        }
        byte[] body = entity.getContent().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new IOException("Microsoft Graph answered more than a page of groups");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private static boolean isJson(ContentType type) {
        return ContentType.APPLICATION_JSON.getMimeType().equalsIgnoreCase(type.getMimeType());
    }
}
