package org.gatehouse.server.password;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Wherever a hash had to wait too long: come back in a moment. */
@ControllerAdvice
class BusyAnswers {

    private static final String SECONDS = "5";

    @ExceptionHandler
    void busy(BusyException ex, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
        response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
    }
}
