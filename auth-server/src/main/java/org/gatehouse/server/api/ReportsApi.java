package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.gatehouse.server.reporting.Reports;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/entries}: where relying apps report what happened in them. */
@RestController
@RequestMapping("/api/realms/{realm}" + ReportsApi.PATH)
class ReportsApi {

    static final String PATH = "/audit/entries";

    private final Reports reports;

    ReportsApi(Reports reports) {
        this.reports = reports;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> report(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestAttribute(CallerFilter.SCOPES) Set<String> scopes,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request) {
        Reports.Answer answer = reports.receive(actor, scopes, JsonBody.bytes(request), key);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Idempotent-Replayed", String.valueOf(answer.repeated()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.receipts());
    }
}
