package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.gatehouse.server.configuration.SecretRotation;
import org.gatehouse.server.rights.Actor;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /clients/{id}/secrets}: another secret beside the one in use, and the end of one. */
@RestController
@RequestMapping("/api/realms/{realm}/clients/{id}/secrets")
class ClientSecretsApi {

    private static final Set<String> BODY = Set.of("oldEndsAt");

    private final SecretRotation rotation;

    ClientSecretsApi(SecretRotation rotation) {
        this.rotation = rotation;
    }

    @PostMapping
    ResponseEntity<ClientJson.NewSecretJson> add(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        JsonBody body = JsonBody.of(request, BODY);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(ClientJson.NewSecretJson.of(
                        rotation.add(actor, id, Times.find(body, "oldEndsAt").orElse(null))));
    }

    @DeleteMapping("/{secret}")
    ResponseEntity<Void> remove(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, @PathVariable String secret) {
        rotation.remove(actor, id, Ids.parse("secret", secret));
        return ResponseEntity.noContent().build();
    }
}
