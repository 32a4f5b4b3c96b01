package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * The last to be asked about an exception. It logs it while the request id is still at hand, which it no longer is when
 * the container would, and answers with the error page.
 */
final class UnhandledExceptions implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(UnhandledExceptions.class);

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            return null; // the security chain knows what to do
        }
        boolean outage = Outage.isCauseOf(failure);
        if (!outage && DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            return new ModelAndView();
        }
        LOG.error("Request {} failed", RequestId.of(request), failure);
        send(response, outage ? 503 : 500);
        return new ModelAndView();
    }

    private static void send(HttpServletResponse response, int status) {
        if (response.isCommitted()) {
            return;
        }
        try {
            response.sendError(status);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        }
    }
}
