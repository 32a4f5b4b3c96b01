package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;

/**
 * The reference a person can read out and an operator can find in the log: {@code 7F3K-9QWD-2MVB}. It is always made
 * here; one sent from outside could point an investigation at somebody else's request.
 */
public final class RequestId {

    /** The response header, and the key of log records. */
    public static final String HEADER = "X-Request-Id";

    static final String LOG_KEY = "requestId";

    private static final String ATTRIBUTE = RequestId.class.getName();

    /** Crockford's digits: no I, L, O or U to misread. */
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestId() {}

    /** The id of this request, the same on its error dispatch. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String id) {
            return id;
        }
        String id = next();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    private static String next() {
        long bits = RANDOM.nextLong(); // drawn at once: five of them for each digit
        var id = new StringBuilder(LENGTH + 2);
        for (int i = 0; i < LENGTH; i++, bits >>>= 5) {
            if (i > 0 && i % 4 == 0) {
                id.append('-');
            }
            id.append(DIGITS.charAt((int) (bits & 31)));
        }
        return id.toString();
    }
}
