package org.gatehouse.keycloak.trail;

import java.time.Instant;
import java.util.UUID;
import org.gatehouse.audit.event.Activity;
import org.gatehouse.audit.event.AuditEvent;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An event as it waits in the outbox, where an older version's must still be readable. */
final class EventJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private EventJson() {}

    static byte[] write(AuditEvent event) {
        ObjectNode node = JSON.createObjectNode();
        node.put("realm", event.realm())
                .put("activity", event.activity().code())
                .put("outcome", event.outcome().name())
                .put("reason", event.reason())
                .put("at", String.valueOf(event.occurredAt()));
        node.set("actor", party(event.actor()));
        if (event.target() != null) {
            node.set("target", party(event.target()));
        }
        node.set("origin", origin(event.origin()));
        ObjectNode detail = node.putObject("detail");
        event.detail().forEach(detail::put);
        event.changes().forEach(change -> node.withArray("changes").add(change(change)));
        return JSON.writeValueAsBytes(node);
    }

    static AuditEvent read(byte[] json) {
        JsonNode node = JSON.readTree(json);
        String code = node.path("activity").asString();
        AuditEvent.Builder event = AuditEvent.of(
                        node.path("realm").asString(),
                        Activity.find(code).orElseThrow(() -> new IllegalStateException("No activity is " + code)))
                .outcome(Outcome.valueOf(node.path("outcome").asString()))
                .reason(text(node, "reason"))
                .occurredAt(Instant.parse(node.path("at").asString()))
                .actor(party(node.path("actor")))
                .target(node.has("target") ? party(node.path("target")) : null)
                .origin(origin(node.path("origin")));
        node.path("detail")
                .properties()
                .forEach(fact -> event.detail(fact.getKey(), fact.getValue().asString()));
        node.path("changes").forEach(change -> event.change(change(change)));
        return event.build();
    }

    private static ObjectNode party(Party party) {
        UUID person = party.person();
        return JSON.createObjectNode()
                .put("kind", party.kind().name())
                .put("person", person == null ? null : person.toString())
                .put("label", party.label())
                .put("email", party.email());
    }

    private static Party party(JsonNode node) {
        String person = text(node, "person");
        return new Party(
                Party.Kind.valueOf(node.path("kind").asString()),
                person == null ? null : UUID.fromString(person),
                node.path("label").asString(),
                text(node, "email"));
    }

    private static ObjectNode origin(Origin origin) {
        return JSON.createObjectNode()
                .put("client", origin.client())
                .put("session", origin.session())
                .put("request", origin.request())
                .put("address", origin.address())
                .put("userAgent", origin.userAgent());
    }

    private static Origin origin(JsonNode node) {
        return new Origin(
                text(node, "client"),
                text(node, "session"),
                text(node, "request"),
                text(node, "address"),
                text(node, "userAgent"));
    }

    private static ObjectNode change(Change change) {
        return JSON.createObjectNode()
                .put("field", change.field())
                .put("before", change.before())
                .put("after", change.after())
                .put("personal", change.personal());
    }

    private static Change change(JsonNode node) {
        return new Change(
                node.path("field").asString(),
                text(node, "before"),
                text(node, "after"),
                node.path("personal").asBoolean());
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.path(field).asStringOpt().orElse(null);
    }
}
