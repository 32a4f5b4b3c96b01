package org.gatehouse.keycloak.entra;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Microsoft Graph, or what is in its place. */
final class StandInGraph implements AutoCloseable {

    private static final String NOBODYS = "{\"value\":[]}";
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Answer answer = exchange -> send(exchange, 500, JSON, NOBODYS);

    private StandInGraph(HttpServer server) {
        this.server = server;
    }

    static StandInGraph at(int port) throws IOException {
        StandInGraph graph = new StandInGraph(HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0));
        graph.server.createContext("/", graph::handle);
        graph.server.setExecutor(graph.threads);
        graph.server.start();
        return graph;
    }

    /** What it may do instead of listing; most of it looks like being in no group. */
    enum Trouble {
        FORBIDDEN(1),
        REDIRECT(2),
        NO_JSON(1),
        NO_LIST(1),
        NO_IDS(1),
        CUT(1),
        HUGE(1),
        ELSEWHERE(1),
        OUTSIDE(1),
        ENDLESS(12),
        TOO_MANY(1),
        SLOW(1);

        private final int calls;

        Trouble(int calls) {
            this.calls = calls;
        }

        int calls() {
            return calls;
        }
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    void answer(Trouble trouble) {
        asked.clear();
        answer = exchange -> make(trouble, exchange);
    }

    @SafeVarargs
    final void answer(List<String>... pages) {
        asked.clear();
        answer = exchange -> {
            int page = asked.size() - 1;
            send(exchange, 200, JSON, page(pages[page], page + 1 < pages.length ? address("/v1.0/next") : ""));
        };
    }

    /** Method, path, authorization and body of each. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            answer.to(exchange);
        } catch (IOException ex) {
            // whoever asked is gone, as they should be
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private void make(Trouble trouble, HttpExchange exchange) throws IOException, InterruptedException {
        switch (trouble) {
            case FORBIDDEN -> send(exchange, 403, JSON, NOBODYS);
            case REDIRECT -> redirect(exchange);
            case NO_JSON -> send(exchange, 200, "text/html", NOBODYS);
            case NO_LIST -> send(exchange, 200, JSON, "{\"value\":null}");
            case NO_IDS -> send(exchange, 200, JSON, "{\"value\":[\"all\"]}");
            case CUT -> send(exchange, 200, JSON, "{\"value\":[");
            case HUGE -> send(exchange, 200, JSON, NOBODYS + " ".repeat(1_000_000));
            case ELSEWHERE ->
                send(exchange, 200, JSON, page(List.of(), address("/v1.0/next").replace("127.0.0.1", "localhost")));
            case OUTSIDE -> send(exchange, 200, JSON, page(List.of(), address("/v1.0/../next")));
            case ENDLESS -> send(exchange, 200, JSON, page(List.of(), address("/v1.0/next")));
            case TOO_MANY -> send(exchange, 400, JSON, "{\"error\":{\"code\":\"Directory_ResultSizeLimitExceeded\"}}");
            case SLOW -> trickle(exchange);
        }
    }

    /** On the second page, which is asked for by GET: what is asked for by POST is sent elsewhere by nobody. */
    private void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Location", address("/v1.0/last"));
        switch (asked.size()) {
            case 1 -> send(exchange, 200, JSON, page(List.of(), address("/v1.0/next")));
            case 2 -> send(exchange, 302, JSON, NOBODYS);
            default -> send(exchange, 200, JSON, NOBODYS);
        }
    }

    /** Each byte in time, and all of them too late. */
    private void trickle(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < 80 && !closed.await(100, TimeUnit.MILLISECONDS); i++) {
            out.write(' ');
            out.flush();
        }
        out.write(NOBODYS.getBytes(StandardCharsets.UTF_8));
        out.close();
    }

    private static String page(List<String> ids, String next) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.set("value", JsonMapper.shared().valueToTree(ids));
        return (next.isEmpty() ? page : page.put("@odata.nextLink", next)).toString();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
