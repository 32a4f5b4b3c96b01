package org.gatehouse.server.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.gatehouse.server.web.FormErrors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What whoever tries too often is answered, whatever they try (RFC 6585 section 4). */
public final class TooManyTries {

    private TooManyTries() {}

    /** Sets status and {@code Retry-After}, and says so for the form. */
    public static FormErrors answer(HttpServletResponse response, Duration wait) {
        long seconds = wholeSeconds(wait);
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return FormErrors.of("signin.throttled", (seconds + 59) / 60);
    }

    /** What {@code Retry-After} is to say. */
    public static String seconds(Duration wait) {
        return String.valueOf(wholeSeconds(wait));
    }

    /** Rounded up, so that who waits this long is not refused again. */
    private static long wholeSeconds(Duration wait) {
        return wait.toSeconds() + 1;
    }
}
