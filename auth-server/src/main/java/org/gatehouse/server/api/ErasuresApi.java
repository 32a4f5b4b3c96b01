package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.gatehouse.audit.erasure.ErasedPerson;
import org.gatehouse.audit.erasure.Erasures;
import org.gatehouse.audit.query.TrailUnreadableException;
import org.gatehouse.realm.Permission;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /audit/erasures}: that somebody was erased, without saying who, and a signed certificate of it. */
@RestController
@RequestMapping("/api/realms/{realm}/audit/erasures")
class ErasuresApi {

    private static final MediaType NOTE = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final Erasures erasures;

    ErasuresApi(Erasures erasures) {
        this.erasures = erasures;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErasureJson(
            UUID id,
            Instant at,
            @Nullable String entry,
            String sealedBytes,
            @Nullable Instant blankedAt) {

        static ErasureJson of(ErasedPerson person) {
            String bytes = person.redact() ? person.redactedAt() == null ? "being-blanked" : "blanked" : "kept";
            return new ErasureJson(person.erasure(), person.at(), person.entry(), bytes, person.redactedAt());
        }
    }

    @GetMapping
    Paging.Page<ErasureJson> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        actor.require(Permission.AUDIT_READ);
        int limit = Paging.size(size);
        try {
            return Paging.page(
                    erasures.page(actor.realm().name(), Paging.after(cursor), limit + 1),
                    limit,
                    (ErasedPerson last) -> Paging.cursor(last.erasure()),
                    ErasureJson::of);
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }

    @GetMapping("/{id}/certificate")
    ResponseEntity<String> certificate(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        actor.require(Permission.AUDIT_READ);
        try {
            return erasures.certify(actor.realm().name(), Ids.parse("id", id))
                    .map(note -> ResponseEntity.ok()
                            .cacheControl(CacheControl.noStore())
                            .contentType(NOTE)
                            .body(note.toString()))
                    .orElseThrow(() -> ApiException.notFound("The realm has no such erasure, or no entry of it."));
        } catch (SQLException ex) {
            throw new TrailUnreadableException(ex);
        }
    }
}
