package org.gatehouse.audit.anchor;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends each new checkpoint to somebody else, who can keep what we could lose. */
public final class CheckpointSink {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointSink.class);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build(); // redirects are not followed

    /** @throws IllegalArgumentException unless it is HTTPS, or HTTP to this machine */
    public CheckpointSink(URI address) {
        boolean local = "http".equals(address.getScheme())
                && ("127.0.0.1".equals(address.getHost()) || "localhost".equals(address.getHost()));
        if (!"https".equals(address.getScheme()) && !local) {
            throw new IllegalArgumentException("Checkpoints are sent by HTTPS only, not to " + address + ".");
        }
        this.address = address;
    }

    /**
     * Posts the signed note as text, without waiting. One that was not taken is not sent again, since the next one proves
     * at least as much.
     *
     * @return whether it was taken; never fails
     */
    public CompletableFuture<Boolean> send(Anchor anchor) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(anchor.note().toString(), StandardCharsets.UTF_8))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).handle((answer, failure) -> {
            boolean taken = answer != null && answer.statusCode() / 100 == 2;
            if (!taken) {
                LOG.warn(
                        "A checkpoint of {} was not taken by the sink: {}",
                        anchor.key().name(),
                        answer == null ? failure.toString() : "status " + answer.statusCode());
            }
            return taken;
        });
    }
}
