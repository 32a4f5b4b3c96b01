package org.gatehouse.server.tokens;

import jakarta.servlet.ServletRequest;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The key the sender of the current request has proven to hold. Whoever checked the proof says so here. */
public final class SenderKey {

    private static final String ATTRIBUTE = SenderKey.class.getName();

    private SenderKey() {}

    /** @param thumbprint of the key (RFC 7638), base64url of SHA-256 */
    public static void proven(ServletRequest request, String thumbprint) {
        request.setAttribute(ATTRIBUTE, thumbprint);
    }

    /**
     * The thumbprint; empty when none was proven.
     *
     * @throws IllegalStateException outside a request, where nobody could tell
     */
    public static Optional<String> current() {
        RequestAttributes request = RequestContextHolder.currentRequestAttributes();
        return Optional.ofNullable((String) request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
    }
}
