package org.gatehouse.server.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.gatehouse.server.outgoing.OutgoingException.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server that hangs keeps nobody from calling the others")
class LanesTest {

    private static final URI HANGING = URI.create("https://hanging.example/token");
    private static final URI OTHER = URI.create("https://other.example/token");
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1); // the JVM's time may wrap around
    private final Lanes lanes = new Lanes(now::get);

    @Test
    void enterWhenSoManyAreUnderWayThenThatServerIsBusyAndOthersAreNot() {
        List<Lanes.Lane> taken = IntStream.range(0, Lanes.AT_ONCE)
                .mapToObj(number -> lanes.enter(HANGING))
                .toList();

        assertThat(refusal(URI.create("https://HANGING.example:443/keys"))).isEqualTo(Reason.BUSY);
        lanes.enter(OTHER);
        taken.get(0).leave();
        lanes.enter(HANGING);
    }

    @Test
    void serverWhenTheAddressIsWrittenOtherwiseThenItIsTheSame() {
        assertThat(OutgoingCalls.server(HANGING))
                .isEqualTo(OutgoingCalls.server(URI.create("https://Hanging.Example.:443/keys")))
                .isNotEqualTo(OutgoingCalls.server(URI.create("https://hanging.example:8443/token")));
    }

    @Test
    void enterWhenItHungAgainAndAgainThenItRestsAndOneCallFindsOutWhetherItAnswers() {
        hang(Lanes.HANGS);

        assertThat(refusal(HANGING)).isEqualTo(Reason.RESTING);
        lanes.enter(OTHER);
        pass(Lanes.REST);
        Lanes.Lane first = lanes.enter(HANGING);
        assertThat(refusal(HANGING)).isEqualTo(Reason.RESTING);
        first.answered();
        lanes.enter(HANGING);
    }

    @Test
    void enterWhenTheOneCallHangsTooThenItRestsOn() {
        hang(Lanes.HANGS);
        pass(Lanes.REST);
        lanes.enter(HANGING).hung(PATIENCE);

        pass(Lanes.REST.minusMillis(1));
        assertThat(refusal(HANGING)).isEqualTo(Reason.RESTING);
    }

    @Test
    void enterWhenItAnsweredInBetweenThenItIsNotTakenForDead() {
        hang(Lanes.HANGS - 1);
        lanes.enter(HANGING).answered();
        hang(Lanes.HANGS - 1);

        lanes.enter(HANGING);
    }

    @Test
    void enterWhenCallsHadNoTimeThenTheServerIsNotBlamed() {
        for (int i = 0; i < 2 * Lanes.HANGS; i++) {
            Lanes.Lane lane = lanes.enter(HANGING);
            lane.hung(Duration.ofMillis(300));
            lane.leave();
        }

        lanes.enter(HANGING);
    }

    /** Real sockets: as many callers as there are threads, all at one server that never answers. */
    @Test
    void sendWhenOneServerHangsThenCallsToAnotherAreAnswered() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HttpServer hanging = server(() -> {
            asked.incrementAndGet();
            await(end);
        });
        HttpServer other = server(() -> {});
        OutgoingCalls calls = new OutgoingCalls(
                new OutgoingProperties(List.of("127.0.0.1"), Duration.ofSeconds(2), Duration.ofSeconds(2)),
                InetAddress::getAllByName);
        try {
            ExecutorService threads = Executors.newCachedThreadPool(LanesTest::daemon);
            List<CompletableFuture<Reason>> callers = IntStream.range(0, 300)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> reason(calls, hanging), threads))
                    .toList();
            while (asked.get() < Lanes.AT_ONCE) {
                TimeUnit.MILLISECONDS.sleep(5); // until all its places are taken
            }

            assertThat(calls.send(OutgoingRequest.get(address(other))).status()).isEqualTo(200);

            List<Reason> reasons = callers.stream().map(CompletableFuture::join).toList();
            assertThat(reasons).filteredOn(Reason.TIMED_OUT::equals).hasSize(Lanes.AT_ONCE);
            assertThat(reasons).filteredOn(Reason.BUSY::equals).hasSize(300 - Lanes.AT_ONCE);
            assertThat(reason(calls, hanging)).isEqualTo(Reason.RESTING);
            assertThat(calls.send(OutgoingRequest.get(address(other))).status()).isEqualTo(200);
        } finally {
            end.countDown();
            calls.destroy();
            hanging.stop(0);
            other.stop(0);
        }
    }

    private void hang(int times) {
        for (int i = 0; i < times; i++) {
            Lanes.Lane lane = lanes.enter(HANGING);
            lane.hung(PATIENCE);
            lane.leave();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private Reason refusal(URI target) {
        return catchThrowableOfType(OutgoingException.class, () -> lanes.enter(target))
                .reason();
    }

    private static Reason reason(OutgoingCalls calls, HttpServer server) {
        return catchThrowableOfType(OutgoingException.class, () -> calls.send(OutgoingRequest.get(address(server))))
                .reason();
    }

    private static HttpServer server(Runnable work) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(LanesTest::daemon));
        server.createContext("/", exchange -> {
            try (exchange) {
                work.run();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        return server;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }
}
