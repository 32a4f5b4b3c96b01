package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.gatehouse.server.passkey.Passkey;
import org.gatehouse.server.passkey.PasskeyAdministration;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/{id}/passkeys}: the passkeys of a person. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts/{id}/passkeys")
class PasskeysApi {

    private final PasskeyAdministration administration;

    PasskeysApi(PasskeyAdministration administration) {
        this.administration = administration;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(
            UUID id,
            String name,
            @Nullable UUID model,
            boolean synced,
            Instant addedAt,
            @Nullable Instant lastUsedAt) {

        static Json of(Passkey passkey) {
            return new Json(
                    passkey.id(),
                    passkey.name(),
                    passkey.aaguid(),
                    passkey.backupEligible(),
                    passkey.addedAt(),
                    passkey.lastUsedAt());
        }
    }

    @GetMapping
    Paging.Page<Json> list(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return new Paging.Page<>(
                administration.of(actor, Ids.parse("id", id)).stream()
                        .map(Json::of)
                        .toList(),
                null);
    }

    @DeleteMapping("/{passkey}")
    ResponseEntity<Void> remove(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String passkey) {
        administration.remove(actor, Ids.parse("id", id), Ids.parse("passkey", passkey));
        return ResponseEntity.noContent().build();
    }
}
