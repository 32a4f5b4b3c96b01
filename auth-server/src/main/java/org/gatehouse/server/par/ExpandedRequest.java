package org.gatehouse.server.par;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * An authorization request with what was pushed in the place of its reference. What the browser sent beside the reference
 * is not looked at (RFC 9101 section 6.3).
 */
final class ExpandedRequest extends HttpServletRequestWrapper {

    private final String query;
    private final Map<String, String[]> parameters = new LinkedHashMap<>();

    ExpandedRequest(HttpServletRequest request, String query) {
        super(request);
        this.query = query;
        UriComponentsBuilder.newInstance()
                .query(query)
                .build(true)
                .getQueryParams()
                .forEach((name, values) -> parameters.put(decoded(name), decoded(values)));
    }

    private static String[] decoded(List<@Nullable String> values) {
        return values.stream().map(value -> value == null ? "" : decoded(value)).toArray(String[]::new);
    }

    private static String decoded(String text) {
        return UriUtils.decode(text.replace("+", "%20"), StandardCharsets.UTF_8);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The framework takes for sent by a form what is not in here. */
    @Override
    public @Nullable String getQueryString() {
        return "GET".equals(getMethod()) ? query : null;
    }
}
