package org.gatehouse.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Answers an outage before the framework looks for reasons of its own: a database that hangs up leaves the same "broken
 * pipe" in the causes as a client that left, and whoever is taken for gone gets an empty 200.
 */
final class Outages implements HandlerExceptionResolver {

    private final UnhandledExceptions answers;

    Outages(UnhandledExceptions answers) {
        this.answers = answers;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        return Outage.isCauseOf(failure) ? answers.resolveException(request, response, handler, failure) : null;
    }
}
