package org.gatehouse.server.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BinaryOperator;

/** The servers of relying apps, which want to be told of logouts: one path for each realm and client. */
public final class ListeningApps implements AutoCloseable {

    private final int port;
    private final Map<String, List<String>> received = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentLinkedQueue<Integer>> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private HttpServer server;

    private ListeningApps(int port) {
        this.server = start(port);
        this.port = server.getAddress().getPort();
    }

    public static ListeningApps start() {
        return new ListeningApps(0);
    }

    /** The realm files of the tests, in which these clients listen here. */
    public Map<String, String> settings(Path directory, String... clients) {
        Map<String, String> settings = new LinkedHashMap<>(settings(directory, (realm, file) -> {
            String listening = file;
            for (String client : clients) {
                listening = with(listening, client, "backchannelLogoutUri: '" + address(realm, client) + "'");
            }
            return listening;
        }));
        settings.put("gatehouse.outgoing.timeout", "PT2S");
        return settings;
    }

    /** Where the app of a realm is told. */
    public String address(String realm, String client) {
        return "http://127.0.0.1:" + port + "/" + realm + "/" + client;
    }

    /** The realm files of the tests as a test wants them: from a realm's name and its file to another file. */
    public static Map<String, String> settings(Path directory, BinaryOperator<String> change) {
        Map<String, String> settings = new LinkedHashMap<>();
        List<String> realms = List.of("acme", "globex");
        for (int i = 0; i < realms.size(); i++) {
            String realm = realms.get(i);
            Path file = written(directory.resolve(realm + ".yaml"), change.apply(realm, read(realm)));
            settings.put("gatehouse.realms[" + i + "]", file.toString());
        }
        return settings;
    }

    /** The realm file with another key of a client. */
    public static String with(String file, String client, String key) {
        return file.replaceFirst("\\{id: " + client + ", ", "{id: " + client + ", " + key + ", ");
    }

    private static String read(String realm) {
        try (InputStream file = ListeningApps.class.getResourceAsStream("/realms/" + realm + ".yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Path written(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The logout tokens an app was sent so far. */
    public List<String> tokens(String realm, String client) {
        return received.getOrDefault("/" + realm + "/" + client, List.of());
    }

    /** What the app answers next, and then again 200. */
    public void answerNext(String realm, String client, int status) {
        answers.computeIfAbsent("/" + realm + "/" + client, path -> new ConcurrentLinkedQueue<>())
                .add(status);
    }

    /** The app takes calls and answers none until the latch is open. */
    public void hang(String realm, String client, CountDownLatch until) {
        hanging.put("/" + realm + "/" + client, until);
    }

    public void goDown() {
        server.stop(0);
    }

    public void comeBack() {
        server = start(port);
    }

    @Override
    public void close() {
        goDown();
    }

    private HttpServer start(int port) {
        try {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
            started.createContext("/", this::answer);
            started.setExecutor(Executors.newCachedThreadPool());
            started.start();
            return started;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.computeIfAbsent(path, any -> new CopyOnWriteArrayList<>()).add(token(exchange, form));
        CountDownLatch latch = hanging.get(path);
        if (latch != null) {
            awaitQuietly(latch);
        }
        Integer status =
                answers.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
        exchange.close();
    }

    /** Exactly one parameter of a POST of a form, or what else it was. */
    private static String token(HttpExchange exchange, String form) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean isForm = "POST".equals(exchange.getRequestMethod())
                && type != null
                && type.startsWith("application/x-www-form-urlencoded")
                && form.startsWith("logout_token=")
                && !form.contains("&");
        return isForm
                ? URLDecoder.decode(form.substring("logout_token=".length()), StandardCharsets.UTF_8)
                : exchange.getRequestMethod() + " " + type + " " + form;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
