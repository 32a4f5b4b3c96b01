package org.gatehouse.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.configuration.ConnectionAdministration;
import org.gatehouse.server.federation.UpstreamSignIns;
import org.gatehouse.server.federation.doctor.ConnectionDoctor;
import org.gatehouse.server.federation.doctor.Explained;
import org.gatehouse.server.realm.Realm;
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
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /connections}: the identity providers of the realm, as a realm file writes them, and how each of them is. A secret
 * goes in beside a definition and never comes out.
 */
@RestController
@RequestMapping("/api/realms/{realm}/connections")
class ConnectionsApi {

    private static final Set<String> BODY = Set.of("definition", "clientSecret");
    private static final int LONGEST_SECRET = 1_024;

    private final ConnectionAdministration connections;
    private final ConnectionDoctor doctor;
    private final Idempotency idempotency;

    ConnectionsApi(ConnectionAdministration connections, ConnectionDoctor doctor, Idempotency idempotency) {
        this.connections = connections;
        this.doctor = doctor;
        this.idempotency = idempotency;
    }

    /** @param definition its secret is a reference */
    record ConnectionJson(String alias, String redirectUri, JsonNode definition) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FindingJson(
            String check,
            String state,
            String title,
            String seen,
            String why,
            @Nullable String fix,
            @Nullable String copy) {

        static FindingJson of(Explained finding) {
            return new FindingJson(
                    finding.check(),
                    finding.state().code(),
                    finding.title(),
                    finding.seen(),
                    finding.why(),
                    finding.fix(),
                    finding.copy());
        }
    }

    /** @param state the worst of the findings */
    record DiagnosisJson(String alias, String state, List<FindingJson> findings) {}

    @GetMapping
    Paging.Page<ConnectionJson> list(@RequestAttribute(CallerFilter.ACTOR) Actor actor) {
        return new Paging.Page<>(
                connections.all(actor).stream()
                        .map(connection -> json(actor.realm(), connection))
                        .toList(),
                null);
    }

    @GetMapping("/{alias}")
    ResponseEntity<ConnectionJson> view(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable("alias") String alias) {
        return answer(ResponseEntity.ok(), actor, connections.get(actor, alias));
    }

    @PostMapping
    ResponseEntity<ConnectionJson> create(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, HttpServletRequest request) {
        JsonBody body = JsonBody.document(request, BODY);
        ObjectNode definition = definition(body);
        String alias = definition.path("alias").asString("");
        String secret = secret(body);
        idempotency.once(actor, request, body, () -> {
            connections.create(actor, definition, secret);
            return UUID.nameUUIDFromBytes(alias.getBytes(StandardCharsets.UTF_8));
        });
        URI at = URI.create(request.getRequestURI() + "/" + alias); // an alias needs no encoding
        return answer(ResponseEntity.created(at), actor, connections.forChange(actor, alias));
    }

    @PutMapping("/{alias}")
    ResponseEntity<ConnectionJson> replace(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable("alias") String alias,
            HttpServletRequest request) {
        connections.forChange(actor, alias);
        String state = Versions.requiredState(request);
        JsonBody body = JsonBody.document(request, BODY);
        return answer(
                ResponseEntity.ok(), actor, connections.replace(actor, alias, state, definition(body), secret(body)));
    }

    /** A merge patch (RFC 7396) of the definition. */
    @PatchMapping("/{alias}")
    ResponseEntity<ConnectionJson> change(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable("alias") String alias,
            HttpServletRequest request) {
        ObjectNode definition = ConnectionAdministration.definition(connections.forChange(actor, alias));
        String state = Versions.requiredState(request);
        JsonBody body = JsonBody.document(request, BODY);
        if (!body.object("definition").isMissingNode()) {
            JsonBody.merge(definition, definition(body));
        }
        return answer(ResponseEntity.ok(), actor, connections.replace(actor, alias, state, definition, secret(body)));
    }

    @DeleteMapping("/{alias}")
    ResponseEntity<Void> delete(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor,
            @PathVariable("alias") String alias,
            HttpServletRequest request) {
        connections.forChange(actor, alias);
        connections.delete(actor, alias, Versions.requiredState(request));
        return ResponseEntity.noContent().build();
    }

    /** Asks the provider; words are in the language the caller accepts. */
    @GetMapping("/{alias}/diagnosis")
    ResponseEntity<DiagnosisJson> diagnosis(
            @RequestAttribute(CallerFilter.ACTOR) Actor actor, @PathVariable("alias") String alias, Locale locale) {
        List<Explained> findings = doctor.examine(actor.realm(), connections.get(actor, alias), locale);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new DiagnosisJson(
                        alias,
                        ConnectionDoctor.worst(findings).code(),
                        findings.stream().map(FindingJson::of).toList()));
    }

    private static ResponseEntity<ConnectionJson> answer(
            ResponseEntity.BodyBuilder answer, Actor actor, Connection connection) {
        return answer.eTag(Versions.tag(ConnectionAdministration.state(connection)))
                .cacheControl(CacheControl.noStore())
                .body(json(actor.realm(), connection));
    }

    private static ConnectionJson json(Realm realm, Connection connection) {
        return new ConnectionJson(
                connection.alias(),
                UpstreamSignIns.redirectUri(realm, connection),
                ConnectionAdministration.definition(connection));
    }

    private static ObjectNode definition(JsonBody body) {
        if (!(body.object("definition") instanceof ObjectNode definition)) {
            throw ApiException.invalid("'definition' is missing.");
        }
        return definition;
    }

    private static @Nullable String secret(JsonBody body) {
        String secret = body.text("clientSecret");
        if (secret != null && (secret.isBlank() || secret.length() > LONGEST_SECRET)) {
            throw ApiException.invalid("'clientSecret' must have 1 to " + LONGEST_SECRET + " characters.");
        }
        return secret;
    }
}
