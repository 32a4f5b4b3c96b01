package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.gatehouse.server.exports.trail.TrailExport;
import org.gatehouse.server.exports.trail.TrailExports;
import org.gatehouse.server.exports.trail.TrailFormat;
import org.gatehouse.server.exports.trail.TrailScope;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** {@code /audit/exports}: the trail as files, made in the background. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/exports")
class TrailExportsApi {

    private static final Set<String> ORDER = Set.of(
            "format",
            "from",
            "until",
            "category",
            "activity",
            "outcome",
            "person",
            "actor",
            "target",
            "client",
            "session",
            "request",
            "object",
            "text",
            "address",
            "country",
            "without",
            "proofs",
            "why");

    private final TrailExports exports;

    TrailExportsApi(TrailExports exports) {
        this.exports = exports;
    }

    record ExportsJson(List<TrailExportJson> items) {}

    @PostMapping
    ResponseEntity<TrailExportJson> order(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, ORDER);
        TrailFormat format = TrailFormat.find(body.required("format"))
                .orElseThrow(() -> ApiException.invalid("'format' must be one of " + TrailFormat.codes() + "."));
        TrailExport export = exports.order(actor, format, scope(body), body.text("why"));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create("/api/realms/" + actor.realm().name() + "/audit/exports/" + export.id()))
                .body(TrailExportJson.of(export));
    }

    @GetMapping
    ExportsJson list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return new ExportsJson(
                exports.list(actor).stream().map(TrailExportJson::of).toList());
    }

    @GetMapping("/{id}")
    TrailExportJson get(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return TrailExportJson.of(exports.get(actor, Ids.parse("id", id)));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        exports.delete(actor, Ids.parse("id", id));
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/{id}/file")
    ResponseEntity<StreamingResponseBody> file(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
        TrailExport export = exports.fetch(actor, Ids.parse("id", id));
        ByteRange whole = new ByteRange(0, export.bytes());
        ByteRange asked = ByteRange.of(range, export.bytes()).orElse(whole);
        boolean partial = !asked.equals(whole);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(partial ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
                .headers(headers(export))
                .contentLength(asked.until() - asked.from());
        if (partial) {
            answer.header(HttpHeaders.CONTENT_RANGE, asked.of(export.bytes()));
        }
        return answer.body(out -> exports.write(actor, export, asked.from(), asked.until(), out));
    }

    private static HttpHeaders headers(TrailExport export) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(export.format().mediaType()));
        headers.setContentDisposition(
                ContentDisposition.attachment().filename(export.fileName()).build());
        headers.setCacheControl(CacheControl.noStore());
        headers.set(HttpHeaders.ACCEPT_RANGES, "bytes");
        headers.setETag("\"" + export.sha256() + "\"");
        headers.set("X-SHA-256", String.valueOf(export.sha256()));
        return headers;
    }

    private static TrailScope scope(JsonBody body) {
        return new TrailScope(
                Times.require(body, "from"),
                Times.require(body, "until"),
                body.text("category"),
                body.text("activity"),
                body.text("outcome"),
                body.id("person").orElse(null),
                body.id("actor").orElse(null),
                body.id("target").orElse(null),
                body.text("client"),
                body.text("session"),
                body.text("request"),
                body.text("object"),
                body.text("text"),
                body.text("address"),
                body.text("country"),
                body.text("without"),
                Boolean.parseBoolean(body.flag("proofs")),
                null);
    }
}
