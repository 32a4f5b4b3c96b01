package org.gatehouse.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.ClientFiles;
import org.gatehouse.server.clients.GeneratedSecret;
import org.gatehouse.server.configuration.ChangedClient;
import org.gatehouse.server.configuration.ClientAdministration;
import org.gatehouse.server.configuration.SecretRotation;
import org.gatehouse.server.rights.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** {@code /clients}: the clients of the realm's definition, as a realm file writes them. */
@RestController
@RequestMapping("/api/realms/{realm}/clients")
class ClientsApi {

    private static final Set<String> BODY = Set.of("definition");
    private static final int LONGEST_SEARCH = 100;

    private final ClientAdministration clients;
    private final SecretRotation secrets;
    private final Idempotency idempotency;

    ClientsApi(ClientAdministration clients, SecretRotation secrets, Idempotency idempotency) {
        this.clients = clients;
        this.secrets = secrets;
        this.idempotency = idempotency;
    }

    @GetMapping
    Paging.Page<ObjectNode> list(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @RequestParam(required = false, defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer size) {
        int limit = Paging.size(size);
        if (q.length() > LONGEST_SEARCH) {
            throw ApiException.invalid("'q' must not be longer than " + LONGEST_SEARCH + " characters.");
        }
        return Paging.page(
                clients.page(actor, Paging.afterName(cursor), q.strip(), limit + 1),
                limit,
                last -> Paging.cursor(last.id()),
                ClientFiles::toJson);
    }

    @PostMapping
    ResponseEntity<ClientJson> create(@RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.document(request, BODY);
        ObjectNode definition = definition(body);
        String id = definition.path("id").asString("");
        AtomicReference<@Nullable ChangedClient> made = new AtomicReference<>();
        idempotency.once(actor, request, body, () -> {
            made.set(clients.create(actor, definition));
            return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
        });
        ChangedClient created = made.get();
        return created == null // what was made before is shown again, its secret never
                ? answer(ResponseEntity.created(at(request, id)), actor, clients.get(actor, id), null)
                : answer(ResponseEntity.created(at(request, id)), actor, created.client(), created.secret());
    }

    @GetMapping("/{id}")
    ResponseEntity<ClientJson> view(@RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id) {
        return answer(ResponseEntity.ok(), actor, clients.get(actor, id), null);
    }

    @PutMapping("/{id}")
    ResponseEntity<ClientJson> replace(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        clients.forChange(actor, id);
        String state = Versions.requiredState(request);
        return replaced(actor, id, state, definition(JsonBody.document(request, BODY)));
    }

    /** A merge patch (RFC 7396) of the definition. */
    @PatchMapping("/{id}")
    ResponseEntity<ClientJson> change(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        ObjectNode definition = ClientFiles.toJson(clients.forChange(actor, id));
        String state = Versions.requiredState(request);
        JsonBody.merge(definition, definition(JsonBody.document(request, BODY)));
        return replaced(actor, id, state, definition);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable String id, HttpServletRequest request) {
        clients.forChange(actor, id);
        clients.delete(actor, id, Versions.requiredState(request));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<ClientJson> replaced(Actor actor, String id, String state, ObjectNode definition) {
        ChangedClient changed = clients.replace(actor, id, state, definition);
        return answer(ResponseEntity.ok(), actor, changed.client(), changed.secret());
    }

    private ResponseEntity<ClientJson> answer(
            ResponseEntity.BodyBuilder answer, Actor actor, ClientDefinition client, @Nullable GeneratedSecret made) {
        return answer.eTag(Versions.tag(ClientAdministration.state(client)))
                .cacheControl(CacheControl.noStore())
                .body(ClientJson.of(client, secrets.ofChanged(actor, client.id()), made));
    }

    private static ObjectNode definition(JsonBody body) {
        if (!(body.object("definition") instanceof ObjectNode definition)) {
            throw ApiException.invalid("'definition' is missing.");
        }
        return definition;
    }

    private static URI at(HttpServletRequest request, String id) {
        return URI.create(request.getRequestURI() + "/" + id); // an id needs no encoding
    }
}
