package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.gatehouse.realm.data.Attestation;
import org.gatehouse.server.attestation.AttestationExport;
import org.gatehouse.server.attestation.AttestationReport;
import org.gatehouse.server.attestation.AttestationReport.Filter;
import org.gatehouse.server.attestation.AttestationReport.Line;
import org.gatehouse.server.exports.ExportFormat;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /attestations}: what people are asked to accept, and who has. */
@RestController
@RequestMapping("/api/realms/{realm}")
class AttestationsApi {

    private final AttestationReport report;
    private final AttestationExport export;

    AttestationsApi(AttestationReport report, AttestationExport export) {
        this.report = report;
        this.export = export;
    }

    record AttestationJson(String id, int version, Map<String, String> title, List<String> roles, List<String> groups) {

        static AttestationJson of(Attestation attestation) {
            return new AttestationJson(
                    attestation.id(),
                    attestation.version(),
                    attestation.title(),
                    attestation.roles(),
                    attestation.groups());
        }
    }

    /** Somebody who is asked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PersonJson(
            UUID id,
            String userName,
            String displayName,
            boolean accepted,
            @Nullable Integer acceptedVersion,
            @Nullable Instant acceptedAt) {

        static PersonJson of(Line line) {
            return new PersonJson(
                    line.id(), line.userName(), line.displayName(), line.holds(), line.version(), line.acceptedAt());
        }
    }

    record ItemsJson(List<AttestationJson> items) {}

    @GetMapping("/attestations")
    ItemsJson list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return new ItemsJson(
                report.attestations(actor).stream().map(AttestationJson::of).toList());
    }

    @GetMapping("/attestations/{id}/people")
    Paging.Page<PersonJson> people(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "all") String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        Attestation attestation = found(actor, id);
        int limit = Paging.size(size);
        return Paging.page(
                report.page(actor, attestation, filter(state), Paging.place(cursor), limit + 1),
                limit,
                (Line last) -> last.place().encoded(),
                PersonJson::of);
    }

    @GetMapping("/exports/attestations/{id}")
    ResponseEntity<StreamingResponseBody> export(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "all") String state,
            @RequestParam(defaultValue = "csv") String format) {
        ExportFormat kind = ExportFormat.find(format)
                .orElseThrow(() -> ApiException.invalid("'format' must be csv, xlsx or json."));
        Attestation attestation = found(actor, id);
        return export.make(actor, attestation, filter(state), kind)
                .answer(actor.realm().name() + "-attestation-" + attestation.id(), kind);
    }

    private Attestation found(Actor actor, String id) {
        return report.find(actor, id).orElseThrow(() -> ApiException.notFound("The realm has no such attestation."));
    }

    private static Filter filter(String state) {
        return Filter.find(state).orElseThrow(() -> ApiException.invalid("'state' must be all, accepted or missing."));
    }
}
