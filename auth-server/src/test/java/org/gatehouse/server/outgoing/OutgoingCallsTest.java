package org.gatehouse.server.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.gatehouse.server.outgoing.OutgoingException.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calls to addresses that others chose are bounded, and do not lead inside")
class OutgoingCallsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<HttpExchange> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private String base;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stopServer() {
        end.countDown();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.10",
                "169.254.169.254",
                "100.64.0.1",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::a00:1",
                "::ffff:127.0.0.1",
                "::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "2001:db8::1"
            })
    void checkWhenTheHostHasANonPublicAddressThenRefuses(String address) throws IOException {
        InetAddress inside = InetAddress.getByName(address);

        assertThat(reason(with(List.of(), host -> new InetAddress[] {inside}), "https://client.example/jwks"))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.215.14", "2606:2800:21f:cb07::1", "172.32.0.1", "100.128.0.1", "11.0.0.1"})
    void checkWhenTheHostHasAPublicAddressThenAgrees(String address) throws IOException {
        InetAddress outside = InetAddress.getByName(address);

        with(List.of(), host -> new InetAddress[] {outside}).check(URI.create("https://client.example/jwks"));
    }

    @Test
    void checkWhenOneOfManyAddressesIsInsideThenRefuses() throws IOException {
        InetAddress outside = InetAddress.getByName("93.184.215.14");

        assertThat(reason(with(List.of(), host -> new InetAddress[] {outside, LOOPBACK}), "https://client.example/"))
                .isEqualTo(Reason.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://[::1]/",
                "https://2130706433/",
                "https://127.1/",
                "https://localhost/",
                "https://localhost./",
                "https://[::ffff:127.0.0.1]/",
                "https://0/"
            })
    void sendWhenLoopbackIsSpelledInAnotherWayThenRefuses(String target) {
        OutgoingException refusal = refusal(with(List.of()), target);

        assertThat(refusal.reason()).isIn(Reason.FORBIDDEN, Reason.ADDRESS, Reason.UNKNOWN_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "https://user@client.example/,ADDRESS",
        "https://user:secret@client.example/,ADDRESS",
        "https://client.example/#part,ADDRESS",
        "https://client.example:22/,ADDRESS",
        "https://client.example:25/,ADDRESS",
        "https://client.example:0/,ADDRESS",
        "https://client.example:70000/,ADDRESS",
        "https:///jwks,ADDRESS",
        "jwks.json,ADDRESS",
        "file:///etc/passwd,ADDRESS",
        "ftp://client.example/,ADDRESS",
        "gopher://client.example/,ADDRESS",
        "http://client.example/,NOT_HTTPS"
    })
    void checkWhenTheAddressIsOfAnotherFormThenSaysWhy(String target, Reason reason) throws IOException {
        InetAddress outside = InetAddress.getByName("93.184.215.14");

        assertThat(reason(with(List.of(), host -> new InetAddress[] {outside}), target))
                .isEqualTo(reason);
    }

    @Test
    void sendWhenNamesChangeTheirAddressThenConnectsToTheOneThatWasChecked() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        InetAddress unreachable = InetAddress.getByName("127.0.0.99");
        answer(200, "application/json", "inside");
        OutgoingCalls calls = with(List.of("127.0.0.99/32"), host ->
                new InetAddress[] {lookUps.incrementAndGet() == 1 ? unreachable : LOOPBACK});

        assertThat(reason(calls, "http://client.example:" + server.getAddress().getPort() + "/"))
                .isIn(Reason.UNREACHABLE, Reason.TIMED_OUT);
        assertThat(lookUps).hasValue(1);
        assertThat(seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.0/8"})
    void sendWhenTheAddressIsAllowedThenCallsIt(String allowed) {
        answer(200, "application/json", "{}");

        assertThat(with(List.of(allowed)).send(get("/")).text()).isEqualTo("{}");
    }

    @Test
    void sendWhenTheHostIsAllowedByNameThenCallsItWhateverItsCase() {
        answer(200, "application/json", "{}");
        OutgoingCalls calls = with(List.of("Keys.Internal"), host -> new InetAddress[] {LOOPBACK});
        URI target = URI.create("http://KEYS.internal:" + server.getAddress().getPort() + "/");

        assertThat(calls.send(OutgoingRequest.get(target)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"300.1.1.1", "10.0.0.1/8", "https://host", "*.internal", "", "10.0.0.0/33"})
    void createWhenSomethingElseIsAllowedThenSaysSoAtTheStart(String entry) {
        IllegalArgumentException refusal =
                catchThrowableOfType(IllegalArgumentException.class, () -> with(List.of(entry)));

        assertThat(refusal).hasMessageContaining("gatehouse.outgoing.allow");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void sendWhenAnsweredWithARedirectThenDoesNotFollow(int status) {
        handle(exchange -> {
            exchange.getResponseHeaders().add("Location", base + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        });

        assertThat(reason(calls(), base + "/")).isEqualTo(Reason.REDIRECTED);
        assertThat(seen).hasSize(1);
    }

    @Test
    void sendWhenTheAnswerIsTooLargeThenStopsReading() {
        handle(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int written = 0; written < 100_000; written++) {
                exchange.getResponseBody().write(new byte[10_000]); // a gigabyte, had it been read
            }
        });

        assertThat(reason(calls(), base + "/")).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void sendWhenTheAnswerIsAsLargeAsAllowedThenReadsIt() {
        answer(200, "application/json", "0123456789");

        assertThat(calls().send(get("/").readingAtMost(10)).text()).hasSize(10);
        assertThat(reason(calls(), get("/").readingAtMost(9))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void sendWhenTheAnswerIsCompressedThenIsNotInflated() throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
            gzip.write(new byte[10_000_000]);
        }
        handle(exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, small.size());
            exchange.getResponseBody().write(small.toByteArray());
        });

        assertThat(calls().send(get("/")).text()).hasSizeLessThan(20_000);
        assertThat(seen.get(0).getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void sendWhenAByteComesNowAndThenThenEndsWithTheWholeTime() {
        handle(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!waited(Duration.ofMillis(50))) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        OutgoingCalls calls = new OutgoingCalls(
                new OutgoingProperties(List.of("127.0.0.1"), Duration.ofSeconds(1), Duration.ofMillis(400)));

        assertThat(reason(calls, base + "/")).isEqualTo(Reason.TIMED_OUT);
    }

    @Test
    void sendWhenNobodyAnswersThenEnds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK)) {
            OutgoingCalls calls = new OutgoingCalls(
                    new OutgoingProperties(List.of("127.0.0.1"), Duration.ofSeconds(1), Duration.ofMillis(300)));

            assertThat(reason(calls, "http://127.0.0.1:" + silent.getLocalPort() + "/"))
                    .isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void sendWhenNobodyListensThenSaysSo() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            port = closed.getLocalPort();
        }
        OutgoingException refusal = refusal(calls(), "http://127.0.0.1:" + port + "/jwks?key=secret");

        assertThat(refusal.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(refusal.isTemporary()).isTrue();
        assertThat(refusal).hasMessageContaining("127.0.0.1:" + port + "/jwks").hasMessageNotContaining("secret");
    }

    @Test
    void sendWhenTheServerHasNoTlsThenIsNotTrusted() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, LOOPBACK)) {
            CompletableFuture.runAsync(() -> sayHello(plain));

            assertThat(reason(calls(), "https://127.0.0.1:" + plain.getLocalPort() + "/"))
                    .isEqualTo(Reason.UNTRUSTED);
        }
    }

    private static void sayHello(ServerSocket plain) {
        try (Socket caller = plain.accept()) {
            caller.getOutputStream().write("220 a mail server\r\n".getBytes(StandardCharsets.US_ASCII));
            caller.getInputStream().readNBytes(100);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Test
    void sendWhenTheAnswerHasManyHeadersThenIsNotRead() {
        handle(exchange -> {
            for (int header = 0; header < 150; header++) {
                exchange.getResponseHeaders().add("X-Header-" + header, "value");
            }
            exchange.sendResponseHeaders(200, -1);
        });

        assertThat(reason(calls(), base + "/")).isEqualTo(Reason.BROKEN);
    }

    @Test
    void sendWhenACookieIsSetThenIsNotSentBack() {
        handle(exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "id=1");
            exchange.sendResponseHeaders(204, -1);
        });
        OutgoingCalls calls = calls();
        calls.send(get("/"));
        calls.send(get("/"));

        assertThat(seen)
                .hasSize(2)
                .noneMatch(exchange -> exchange.getRequestHeaders().containsKey("Cookie"));
    }

    @Test
    void textWhenTheAnswerIsAnErrorThenSaysItsStatus() {
        answer(503, "application/json", "{}");
        OutgoingResponse answer = calls().send(get("/"));

        OutgoingException refusal =
                catchThrowableOfType(OutgoingException.class, () -> answer.text(Set.of("application/json")));

        assertThat(refusal.reason()).isEqualTo(Reason.STATUS);
        assertThat(refusal).hasMessageContaining("503");
    }

    @Test
    void textWhenTheContentTypeIsAnotherThenRefuses() {
        answer(200, "text/html", "<html>");
        OutgoingResponse answer = calls().send(get("/"));

        OutgoingException refusal =
                catchThrowableOfType(OutgoingException.class, () -> answer.text(Set.of("application/json")));

        assertThat(refusal.reason()).isEqualTo(Reason.CONTENT_TYPE);
    }

    @Test
    void textWhenTheContentTypeHasParametersThenReads() {
        answer(200, "Application/JSON; charset=utf-8", "{}");

        assertThat(calls().send(get("/")).text(Set.of("application/json"))).isEqualTo("{}");
    }

    @Test
    void sendWhenAFormIsPostedThenArrivesEncoded() throws IOException {
        List<String> bodies = new CopyOnWriteArrayList<>();
        handle(exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
        });
        Map<String, String> form = new LinkedHashMap<>();
        form.put("logout_token", "a.b c&d");
        form.put("é", "=");

        OutgoingResponse answer = calls().send(OutgoingRequest.form(URI.create(base + "/"), form));

        assertThat(answer.isSuccess()).isTrue();
        assertThat(bodies).containsExactly("logout_token=a.b+c%26d&%C3%A9=%3D");
        assertThat(seen.get(0).getRequestHeaders().getFirst("Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded");
    }

    private boolean waited(Duration time) {
        try {
            return end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ex) {
            return true;
        }
    }

    private OutgoingRequest get(String path) {
        return OutgoingRequest.get(URI.create(base + path));
    }

    private void answer(int status, String type, String body) {
        handle(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        });
    }

    private void handle(HttpHandler handler) {
        server.createContext("/", exchange -> {
            seen.add(exchange);
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static OutgoingCalls calls() {
        return with(List.of("127.0.0.1"));
    }

    private static OutgoingCalls with(List<String> allowed) {
        return with(allowed, InetAddress::getAllByName);
    }

    private static OutgoingCalls with(List<String> allowed, Egress.NameService names) {
        return new OutgoingCalls(new OutgoingProperties(allowed, Duration.ofSeconds(2), Duration.ofSeconds(5)), names);
    }

    private static Reason reason(OutgoingCalls calls, String target) {
        return refusal(calls, target).reason();
    }

    private static Reason reason(OutgoingCalls calls, OutgoingRequest request) {
        return catchThrowableOfType(OutgoingException.class, () -> calls.send(request))
                .reason();
    }

    private static OutgoingException refusal(OutgoingCalls calls, String target) {
        return catchThrowableOfType(OutgoingException.class, () -> calls.send(OutgoingRequest.get(URI.create(target))));
    }
}
