package org.gatehouse.server.authorization;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an authorization response travels: OAuth 2.0 Multiple Response Type Encoding Practices section 2.1, OAuth 2.0 Form
 * Post Response Mode.
 */
enum ResponseMode {
    QUERY("query"),
    FRAGMENT("fragment"),
    FORM_POST("form_post");

    private static final Set<String> WEB = Set.of("http", "https");

    private final String code;

    ResponseMode(String code) {
        this.code = code;
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(mode -> mode.code).toList();
    }

    /** Empty for one that is not offered. */
    static Optional<ResponseMode> find(String code) {
        return Arrays.stream(values()).filter(mode -> mode.code.equals(code)).findFirst();
    }

    /** What was asked for; the default of a code when that is nothing, or nothing offered. */
    static ResponseMode of(@Nullable Object asked) {
        return Optional.ofNullable(asked).map(Object::toString).flatMap(ResponseMode::find).orElse(QUERY);
    }

    /** Whether an answer can travel like this to there: no browser posts a form to an app on the device. */
    boolean reaches(String redirectUri) {
        return this != FORM_POST || WEB.contains(redirectUri.split(":", 2)[0]);
    }
}
