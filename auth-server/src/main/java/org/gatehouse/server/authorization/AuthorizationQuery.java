package org.gatehouse.server.authorization;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** An authorization request as one query: what is compared, stored and sent again when the person is done. */
public final class AuthorizationQuery {

    private static final String SENT = AuthorizationQuery.class.getName();

    private AuthorizationQuery() {}

    /** The parameters in one spelling, whether they came by GET or by POST. */
    static String of(HttpServletRequest request) {
        return request.getAttribute(SENT) instanceof String sent ? sent : of(request.getParameterMap());
    }

    public static String of(Map<String, String[]> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(parameter -> Arrays.stream(parameter.getValue())
                        .map(value -> encode(parameter.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    /** Says that the request stands for another: this query is what is sent again, whatever the parameters now are. */
    public static void remember(HttpServletRequest request, String query) {
        request.setAttribute(SENT, query);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
