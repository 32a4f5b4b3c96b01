package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.audit.query.TrailFeed.BrokenLogException;
import org.gatehouse.realm.document.Finding;
import org.gatehouse.realm.file.RealmFileException;
import org.gatehouse.server.administration.AccountException;
import org.gatehouse.server.approval.ApprovalGoneException;
import org.gatehouse.server.configuration.ClientException;
import org.gatehouse.server.configuration.ConfigurationException;
import org.gatehouse.server.configuration.ConnectionException;
import org.gatehouse.server.directory.AttributeTakenException;
import org.gatehouse.server.directory.InvalidAccountException;
import org.gatehouse.server.directory.UserNameTakenException;
import org.gatehouse.server.exports.BusyException;
import org.gatehouse.server.exports.trail.TrailExportException;
import org.gatehouse.server.feed.FeedException;
import org.gatehouse.server.groups.GroupException;
import org.gatehouse.server.reporting.InvalidReportException;
import org.gatehouse.server.reporting.ReportRefusedException;
import org.gatehouse.server.retention.RetentionException;
import org.gatehouse.server.rights.ActionRefusedException;
import org.gatehouse.server.scim.ProvisioningTokenException;
import org.gatehouse.server.web.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/**
 * Refusals as problem documents (<a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>): a stable {@code type}, a
 * sentence that says what to do, and the request id.
 */
@RestControllerAdvice(basePackageClasses = ApiErrors.class)
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private static final String A_MINUTE = "60";
    private static final String TYPE = "urn:gatehouse:problem:";

    private final HttpServletRequest request;

    ApiErrors(HttpServletRequest request) {
        this.request = request; // a proxy for the current one
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(ApiException ex) {
        return answer(ex.status(), ex.code(), ex.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidAccountException ex) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-account", "Some values cannot be used.");
        problem.setProperty("errors", ex.problems());
        return body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ActionRefusedException ex) {
        boolean lastAdministrator = ex.reason() == ActionRefusedException.Reason.LAST_ADMINISTRATOR;
        HttpStatus status = lastAdministrator ? HttpStatus.CONFLICT : HttpStatus.FORBIDDEN;
        ResponseEntity<ProblemDetail> answer = answer(status, ex.reason().code(), ex.getMessage());
        return ex.reason() == ActionRefusedException.Reason.MISSING_PERMISSION
                ? ResponseEntity.status(status)
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"")
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(answer.getBody())
                : answer;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> account(AccountException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> answer(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case STALE -> answer(HttpStatus.PRECONDITION_FAILED, "stale", ex.getMessage());
            case WRONG_STATE -> answer(HttpStatus.CONFLICT, "wrong-state", ex.getMessage());
            case INVALID, WHY -> answer(HttpStatus.BAD_REQUEST, "invalid-request", ex.getMessage());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> group(GroupException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> answer(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case STALE -> answer(HttpStatus.PRECONDITION_FAILED, "stale", ex.getMessage());
            case TAKEN -> answer(HttpStatus.CONFLICT, "taken", ex.getMessage());
            case IN_USE -> answer(HttpStatus.CONFLICT, "in-use", ex.getMessage());
            case INVALID -> answer(HttpStatus.BAD_REQUEST, "invalid-request", ex.getMessage());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> configuration(ConfigurationException ex) {
        ProblemDetail problem = switch (ex.reason()) {
            case OTHER_REALM -> problem(HttpStatus.BAD_REQUEST, "other-realm", ex.getMessage());
            case STALE -> problem(HttpStatus.PRECONDITION_FAILED, "stale", ex.getMessage());
            case DELETES -> problem(HttpStatus.CONFLICT, "deletion-not-confirmed", ex.getMessage());
            case OBSTACLE -> problem(HttpStatus.CONFLICT, "obstacle", ex.getMessage());
        };
        problem.setProperty("details", ex.details());
        return body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> connection(ConnectionException ex) {
        ProblemDetail problem = switch (ex.reason()) {
            case NOT_FOUND -> problem(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case STALE -> problem(HttpStatus.PRECONDITION_FAILED, "stale", ex.getMessage());
            case TAKEN -> problem(HttpStatus.CONFLICT, "taken", ex.getMessage());
            case INVALID -> problem(HttpStatus.BAD_REQUEST, "invalid-connection", ex.getMessage());
        };
        problem.setProperty("details", ex.details());
        return body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> client(ClientException ex) {
        ProblemDetail problem = switch (ex.reason()) {
            case NOT_FOUND -> problem(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case STALE -> problem(HttpStatus.PRECONDITION_FAILED, "stale", ex.getMessage());
            case TAKEN -> problem(HttpStatus.CONFLICT, "taken", ex.getMessage());
            case WRONG_STATE -> problem(HttpStatus.CONFLICT, "wrong-state", ex.getMessage());
            case INVALID -> problem(HttpStatus.BAD_REQUEST, "invalid-client", ex.getMessage());
        };
        problem.setProperty("details", ex.details());
        return body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> provisioning(ProvisioningTokenException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> answer(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case INVALID -> answer(HttpStatus.BAD_REQUEST, "invalid-request", ex.getMessage());
            case TOO_MANY -> answer(HttpStatus.CONFLICT, "wrong-state", ex.getMessage());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> retention(RetentionException ex) {
        return switch (ex.reason()) {
            case NOT_FOUND -> answer(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case STALE -> answer(HttpStatus.PRECONDITION_FAILED, "stale", ex.getMessage());
            case WHY, STRETCH, PERSON -> answer(HttpStatus.BAD_REQUEST, "invalid-request", ex.getMessage());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> file(RealmFileException ex) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-file", "The realm file is not right.");
        problem.setProperty(
                "details", ex.findings().stream().map(Finding::toString).toList());
        return body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> taken(UserNameTakenException ex) {
        return answer(
                HttpStatus.CONFLICT, "taken", "An account of the realm, perhaps a deleted one, has this user name.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> taken(AttributeTakenException ex) {
        return answer(HttpStatus.CONFLICT, "taken", ex.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> gone(ApprovalGoneException ex) {
        return answer(HttpStatus.CONFLICT, "approval-gone", ex.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> report(InvalidReportException ex) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "invalid-report", ex.getMessage());
        problem.setProperty("errors", ex.problems());
        return body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> report(ReportRefusedException ex) {
        HttpStatus status = ReportStatus.of(ex.reason());
        return ResponseEntity.status(status)
                .headers(ReportStatus.headers(ex.reason()))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem(status, ex.reason().code(), ex.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(BusyException ex) {
        return answer(HttpStatus.TOO_MANY_REQUESTS, "busy", ex.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> trailExport(TrailExportException ex) {
        return switch (ex.reason()) {
            case INVALID, WHY -> answer(HttpStatus.BAD_REQUEST, "invalid-request", ex.getMessage());
            case NOT_FOUND -> answer(HttpStatus.NOT_FOUND, "not-found", ex.getMessage());
            case NOT_READY -> answer(HttpStatus.CONFLICT, "not-ready", ex.getMessage());
            case TOO_MANY -> answer(HttpStatus.TOO_MANY_REQUESTS, "busy", ex.getMessage());
        };
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> feed(FeedException ex) {
        return ex.isSetBack()
                ? answer(HttpStatus.CONFLICT, "log-set-back", ex.getMessage())
                : answer(HttpStatus.BAD_REQUEST, "invalid-request", ex.getMessage());
    }

    /** Nothing after the gap is handed out: a reader would take it for the next. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> broken(BrokenLogException ex) {
        LOG.error("The audit trail is broken. {}", ex.getMessage());
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "log-broken", ex.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException ex) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "'" + ex.getName() + "' does not have the form it must have.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> method(HttpRequestMethodNotSupportedException ex) {
        List<String> supported = ex.getSupportedMethods() == null
                ? List.of()
                : Stream.of(ex.getSupportedMethods()).sorted().toList();
        ProblemDetail problem = problem(
                HttpStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "Here the methods are: " + String.join(", ", supported) + ".");
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .header(HttpHeaders.ALLOW, String.join(", ", supported))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mediaType(HttpMediaTypeNotSupportedException ex) {
        return answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "media-type", "Send application/json.");
    }

    private ResponseEntity<ProblemDetail> answer(HttpStatus status, String code, @Nullable String detail) {
        return body(problem(status, code, detail));
    }

    private static ResponseEntity<ProblemDetail> body(ProblemDetail problem) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == HttpStatus.TOO_MANY_REQUESTS.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, A_MINUTE); // RFC 6585 section 4: files are being made for others
        }
        return answer.body(problem);
    }

    private ProblemDetail problem(HttpStatus status, String code, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setDetail(detail);
        problem.setType(URI.create(TYPE + code));
        problem.setProperty("reference", RequestId.of(request));
        return problem;
    }
}
