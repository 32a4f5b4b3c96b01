package org.gatehouse.server.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The answer to everything that went wrong: a page for people, a problem
 * (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>) for programs. Both say what to do next and carry the
 * request id; neither repeats what an exception said, which may hold what the reader must not know.
 */
@Controller
final class ErrorPages implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

    /** Seconds; an embedded database is back within ten. */
    private static final String RETRY_AFTER = "10";

    private final List<ErrorForm> forms;

    ErrorPages(List<ErrorForm> forms) {
        this.forms = List.copyOf(forms);
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    Object answer(HttpServletRequest request, HttpServletResponse response) {
        HttpStatus status = status(request);
        log(request, status);
        dress(request, response, status);
        return forms.stream()
                .flatMap(form -> form.find(address(request), status).stream())
                .<Object>map(body -> body)
                .findFirst()
                .orElseGet(() -> Reader.of(request).isProgram() ? problem(request, status) : page(request, status));
    }

    private static String address(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (code == null) {
            return HttpStatus.NOT_FOUND; // somebody typed the address of this page: it is not a page of its own
        }
        HttpStatus status = HttpStatus.resolve((Integer) code);
        if (status == null || !status.isError()) {
            status = HttpStatus.INTERNAL_SERVER_ERROR;
        }
        return Outage.isCauseOf(exception(request)) ? HttpStatus.SERVICE_UNAVAILABLE : status;
    }

    private static @Nullable Throwable exception(HttpServletRequest request) {
        return (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    }

    private static void log(HttpServletRequest request, HttpStatus status) {
        if (status.is5xxServerError()) {
            LOG.error("Request {} was answered with {}", RequestId.of(request), status.value());
        } else {
            LOG.debug("Request {} was answered with {}", RequestId.of(request), status.value());
        }
    }

    private static void dress(HttpServletRequest request, HttpServletResponse response, HttpStatus status) {
        response.setStatus(status.value());
        if (!response.containsHeader("Content-Security-Policy")) {
            PageHeaders.write(request, response);
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE && !response.containsHeader(HttpHeaders.RETRY_AFTER)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
        }
    }

    private static ModelAndView page(HttpServletRequest request, HttpStatus status) {
        return new ModelAndView("error")
                .addObject("code", ErrorText.of(status).code())
                .addObject("explanation", Explanation.find(request).orElse(null))
                .addObject("reference", RequestId.of(request));
    }

    private static ResponseEntity<ProblemDetail> problem(HttpServletRequest request, HttpStatus status) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        Explanation.find(request).ifPresent(problem::setDetail);
        problem.setProperty("reference", RequestId.of(request));
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
