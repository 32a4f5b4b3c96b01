package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** An authorization request as one query: what is compared, stored and sent again when the person is done. */
final class AuthorizationQuery {

    private AuthorizationQuery() {}

    /** The parameters in one spelling, whether they came by GET or by POST. */
    static String of(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(parameter -> Arrays.stream(parameter.getValue())
                        .map(value -> encode(parameter.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
