package org.gatehouse.server.demo.entra;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;

/**
 * What somebody asks of the stand-in.
 *
 * @param path without the leading slash, in its parts
 * @param parameters of the query, or of a form
 * @param body whatever it is
 */
record Call(
        String method,
        List<String> path,
        Map<String, String> parameters,
        Map<String, List<String>> headers,
        String body) {

    private static final int MOST_BYTES = 64 * 1024;

    /** Whatever it is: for whoever answers that it makes no sense. */
    static Call unread(HttpExchange exchange) {
        return new Call(exchange.getRequestMethod(), List.of(""), Map.of(), exchange.getRequestHeaders(), "");
    }

    static Call of(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        String query = exchange.getRequestURI().getRawQuery();
        boolean isForm = exchange.getRequestMethod().equals("POST")
                && String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"))
                        .startsWith("application/x-www-form-urlencoded");
        return new Call(
                exchange.getRequestMethod(),
                List.of(exchange.getRequestURI().getPath().substring(1).split("/")),
                parameters(isForm ? body : query == null ? "" : query),
                exchange.getRequestHeaders(),
                body);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (NameValuePair pair : WWWFormCodec.parse(text, StandardCharsets.UTF_8)) {
            if (parameters.put(pair.getName(), String.valueOf(pair.getValue())) != null) {
                throw new Refused(
                        "AADSTS9000411", "The parameter '" + pair.getName() + "' is there twice"); // RFC 6749, 3.1
            }
        }
        return parameters;
    }

    boolean is(String wanted, String pattern) {
        return method.equals(wanted) && String.join("/", path).matches(pattern);
    }

    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Whom the path is for: a tenant's id, {@code organizations} or {@code common}. */
    String tenant() {
        return path.get(0);
    }

    @Override
    public String toString() {
        return method + " " + String.join("/", path); // the rest may be secret
    }
}
