package org.gatehouse.server.dpop;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/** Whoever came with the scheme DPoP is refused in its words; the framework's are those of bearer tokens. */
final class DPoPChallenges extends HttpServletResponseWrapper {

    private static final Pattern ERROR = Pattern.compile("error=\"([^\"]*)\"");

    DPoPChallenges(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setHeader(String name, String value) {
        super.setHeader(name, translated(name, value));
    }

    @Override
    public void addHeader(String name, String value) {
        super.addHeader(name, translated(name, value));
    }

    private static String translated(String name, String value) {
        if (!HttpHeaders.WWW_AUTHENTICATE.equalsIgnoreCase(name) || !value.startsWith("Bearer")) {
            return value;
        }
        Matcher error = ERROR.matcher(value);
        return Challenge.of(error.find() ? error.group(1) : null);
    }
}
