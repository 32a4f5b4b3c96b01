package org.gatehouse.server.demo.entra;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the stand-in answers. */
record Reply(int status, Map<String, String> headers, String body) {

    static Reply json(int status, Map<String, ?> body) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json; charset=utf-8", "Cache-Control", "no-store"),
                JsonMapper.shared().writeValueAsString(body));
    }

    /** Nothing of the page may run, and it may lead on to wherever the application is. */
    static Reply page(int status, String html) {
        return new Reply(
                status,
                Map.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Cache-Control",
                        "no-store",
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-src *"),
                html);
    }

    static Reply redirect(String target) {
        return new Reply(302, Map.of("Location", target, "Cache-Control", "no-store"), "");
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    void send(HttpExchange exchange) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
