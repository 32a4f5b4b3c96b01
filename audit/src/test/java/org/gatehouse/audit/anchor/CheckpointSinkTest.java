package org.gatehouse.audit.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.audit.merkle.Frontier;
import org.gatehouse.audit.note.Checkpoint;
import org.gatehouse.audit.note.NoteSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointSinkTest {

    private final AtomicInteger status = new AtomicInteger(204);
    private final AtomicReference<String> received = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void ofWhenNotHttpsThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointSink(URI.create("http://archive.example/")));
        assertThatIllegalArgumentException().isThrownBy(() -> new CheckpointSink(URI.create("file:///tmp/x")));
    }

    @Test
    void sendWhenRefusedOrAwayThenFalse() {
        status.set(507);
        assertThat(sink().send(anchor()).join()).isFalse();
        CheckpointSink sink = sink();
        server.stop(0);
        assertThat(sink.send(anchor()).join()).isFalse();
    }

    @Test
    void sendThenTheNoteArrives() {
        Anchor anchor = anchor();

        assertThat(sink().send(anchor).join()).isTrue();
        assertThat(received).hasValue(anchor.note().toString());
    }

    private CheckpointSink sink() {
        return new CheckpointSink(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/checkpoints"));
    }

    private static Anchor anchor() {
        NoteSigner signer = NoteSigner.generate("audit.test/acme/P13M");
        Checkpoint head =
                new Checkpoint("audit.test/acme/P13M", 0, Frontier.empty().root());
        return new Anchor(signer.verificationKey(), signer.sign(head.text()));
    }
}
