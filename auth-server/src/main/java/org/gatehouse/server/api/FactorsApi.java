package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gatehouse.server.administration.FactorOverview;
import org.gatehouse.server.administration.FactorReset;
import org.gatehouse.server.factor.EnrolledFactor;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/{id}/factors}: what somebody has enrolled beside the password, and taking it from them. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts/{id}/factors")
class FactorsApi {

    private final FactorReset reset;

    FactorsApi(FactorReset reset) {
        this.reset = reset;
    }

    /** @param kind as the realm file writes it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FactorJson(
            UUID id,
            String kind,
            String name,
            Instant addedAt,
            @Nullable Instant lastUsed) {

        static FactorJson of(EnrolledFactor factor) {
            return new FactorJson(
                    factor.id(), factor.kind().code(), factor.name(), factor.addedAt(), factor.lastUsed());
        }
    }

    record OverviewJson(List<FactorJson> factors, int recoveryCodes, int rememberedBrowsers) {}

    @GetMapping
    ResponseEntity<OverviewJson> list(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        FactorOverview found = reset.view(actor, Ids.parse("id", id));
        return ResponseEntity.ok()
                .eTag(Versions.tag(found.account().version()))
                .body(new OverviewJson(
                        found.factors().stream().map(FactorJson::of).toList(),
                        found.recoveryCodes(),
                        found.rememberedBrowsers()));
    }

    @DeleteMapping("/{factor}")
    ResponseEntity<Void> remove(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String factor) {
        reset.remove(actor, Ids.parse("id", id), Ids.parse("factor", factor));
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping
    ResponseEntity<Void> reset(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        reset.reset(actor, Ids.parse("id", id), Versions.required(request));
        return ResponseEntity.noContent().build();
    }
}
