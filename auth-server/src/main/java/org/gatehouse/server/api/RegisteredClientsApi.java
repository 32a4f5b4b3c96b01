package org.gatehouse.server.api;

import java.time.Instant;
import java.util.Locale;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.server.clients.SelfRegistered;
import org.gatehouse.server.registration.RegistrationAdministration;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /registered-clients}: the clients that registered themselves. What they are, only they say. */
@RestController
@RequestMapping("/api/realms/{realm}/registered-clients")
class RegisteredClientsApi {

    private static final int LONGEST_SEARCH = 100;

    private final RegistrationAdministration registrations;

    RegisteredClientsApi(RegistrationAdministration registrations) {
        this.registrations = registrations;
    }

    record Json(ObjectNode definition, JsonNode metadata, Instant registeredAt, Instant changedAt) {

        static Json of(SelfRegistered client) {
            return new Json(
                    ClientFiles.toJson(client.definition()),
                    JsonMapper.shared().readTree(client.metadata()),
                    client.registeredAt(),
                    client.changedAt());
        }
    }

    @GetMapping
    Paging.Page<Json> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false, defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        int limit = Paging.size(size);
        if (q.length() > LONGEST_SEARCH) {
            throw ApiException.invalid("'q' must be text of at most " + LONGEST_SEARCH + " characters.");
        }
        return Paging.page(
                registrations.page(actor, Paging.afterName(cursor), q.strip().toLowerCase(Locale.ROOT), limit + 1),
                limit,
                last -> Paging.cursor(last.definition().id()),
                Json::of);
    }

    @GetMapping("/{id}")
    Json view(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return Json.of(registrations.get(actor, id));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        registrations.delete(actor, id);
        return ResponseEntity.noContent().build();
    }
}
