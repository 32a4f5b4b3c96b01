package org.gatehouse.server.outgoing;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call to make, without a user and without cookies.
 *
 * @param target an absolute address
 * @param accept the content type wanted
 * @param contentType of the body; null exactly when there is none, then the call is a GET
 * @param headers others, for example {@code Authorization}; never logged
 * @param limit the bytes of the answer that are read at most
 */
public record OutgoingRequest(
        URI target,
        String accept,
        @Nullable String contentType,
        @Nullable String body,
        Map<String, String> headers,
        int limit) {

    /** A key set or a discovery document of a hundred keys fits in. */
    private static final int USUAL_LIMIT = 128 * 1024;

    public static OutgoingRequest get(URI target) {
        return new OutgoingRequest(target, "application/json", null, null, Map.of(), USUAL_LIMIT);
    }

    /** A form in UTF-8, its parameters in the order of the map. */
    public static OutgoingRequest form(URI target, Map<String, String> parameters) {
        String body = parameters.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return post(target, "application/x-www-form-urlencoded", body);
    }

    public static OutgoingRequest json(URI target, String body) {
        return post(target, "application/json", body);
    }

    /** @param body sent in UTF-8 */
    public static OutgoingRequest post(URI target, String contentType, String body) {
        return new OutgoingRequest(target, "application/json", contentType, body, Map.of(), USUAL_LIMIT);
    }

    public OutgoingRequest accepting(String type) {
        return new OutgoingRequest(target, type, contentType, body, headers, limit);
    }

    public OutgoingRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new OutgoingRequest(target, accept, contentType, body, Map.copyOf(more), limit);
    }

    /** @param bytes of the answer's body; more is an error */
    public OutgoingRequest readingAtMost(int bytes) {
        return new OutgoingRequest(target, accept, contentType, body, headers, bytes);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return (body == null ? "GET " : "POST ") + Address.shown(target); // the rest may be secret
    }
}
