package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.gatehouse.server.federation.accounts.FederatedIdentity;
import org.gatehouse.server.federation.accounts.LinkAdministration;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /accounts/{id}/identities}: whom providers know a person as, and cutting that. */
@RestController
@RequestMapping("/api/realms/{realm}/accounts/{id}/identities")
class IdentitiesApi {

    private final LinkAdministration administration;

    IdentitiesApi(LinkAdministration administration) {
        this.administration = administration;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Json(
            UUID id,
            String connection,
            String issuer,
            String subject,
            @Nullable String userName,
            boolean guest,
            Instant linkedAt,
            Instant lastUsedAt) {

        static Json of(FederatedIdentity identity) {
            return new Json(
                    identity.id(),
                    identity.connection(),
                    identity.issuer(),
                    identity.subject(),
                    identity.userName(),
                    identity.guest(),
                    identity.linkedAt(),
                    identity.lastUsedAt());
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

    @DeleteMapping("/{identity}")
    ResponseEntity<Void> remove(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String identity) {
        administration.remove(actor, Ids.parse("id", id), Ids.parse("identity", identity));
        return ResponseEntity.noContent().build();
    }
}
