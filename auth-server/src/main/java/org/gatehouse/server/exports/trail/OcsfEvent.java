package org.gatehouse.server.exports.trail;

import org.gatehouse.audit.catalogue.Ocsf;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entry as an event of the <a href="https://schema.ocsf.io/1.8.0">Open Cybersecurity Schema Framework</a>. What a class
 * requires is always there; what OCSF has no place for is in {@code unmapped}, our own code in {@code metadata.event_code}.
 */
final class OcsfEvent {

    private static final Ocsf OCSF = Ocsf.version(Ocsf.DEFAULT_VERSION);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;

    /** Of {@code user.type_id}. */
    private static final int USER = 1;

    private static final int SYSTEM = 3;
    private static final int UNKNOWN = 0;

    private final EntryView entry;
    private final ObjectNode event = MAPPER.createObjectNode();

    private OcsfEvent(EntryView entry) {
        this.entry = entry;
    }

    static ObjectNode of(ExportedEntry exported) {
        OcsfEvent event = new OcsfEvent(exported.view());
        Ocsf.Type type = OCSF.typeOf(exported.view().activity());
        event.classification(type);
        event.metadata();
        event.actor();
        if (type.classUid() != OcsfClass.APPLICATION_LIFECYCLE) { // which knows no endpoints
            event.source();
        }
        OcsfClass.addTo(event.event, type.classUid(), exported.view());
        event.unmapped(exported.leafHash());
        return event.event;
    }

    private void classification(Ocsf.Type type) {
        event.put("class_uid", type.classUid()).put("class_name", OCSF.className(type));
        event.put("category_uid", type.categoryUid());
        event.put("activity_id", type.activityId()).put("type_uid", type.typeUid());
        event.put("severity_id", Severity.of(entry.activity(), entry.outcome()).id());
        event.put("time", entry.at().toEpochMilli());
        boolean done = entry.outcome() == Outcome.SUCCESS;
        event.put("status_id", done ? SUCCESS : FAILURE).put("status", done ? "Success" : "Failure");
        event.put("status_code", EntryJson.code(entry.outcome()));
        if (entry.reason() != null) {
            event.put("status_detail", entry.reason());
        }
    }

    private void metadata() {
        ObjectNode metadata = event.putObject("metadata");
        metadata.put("version", OCSF.version());
        metadata.putObject("product").put("name", "Gatehouse").put("vendor_name", "Gatehouse");
        metadata.put("event_code", entry.activity().code());
        metadata.put("uid", entry.log() + ":" + entry.index());
        metadata.put("log_name", entry.log()).put("sequence", entry.index());
        metadata.put("original_time", EntryTimes.text(entry.occurredAt()));
        metadata.put("tenant_uid", entry.log().substring(0, entry.log().indexOf('/')));
        if (entry.origin().request() != null) {
            metadata.put("correlation_uid", entry.origin().request());
        }
    }

    private void actor() {
        ObjectNode actor = event.putObject("actor");
        if (entry.actor().kind() == Party.Kind.CLIENT) {
            actor.put("app_uid", entry.actor().label())
                    .put("app_name", entry.actor().label());
        } else {
            actor.set("user", user(entry.actor()));
        }
        if (entry.origin().session() != null) {
            actor.putObject("session").put("uid", entry.origin().session());
        }
    }

    private void source() {
        ObjectNode source = event.putObject("src_endpoint"); // required by some classes; needs an address or a name
        source.put(
                "svc_name",
                entry.origin().client() == null ? "gatehouse" : entry.origin().client());
        String address = entry.origin().address();
        if (address != null && !address.contains("/")) { // a network, where addresses are hidden, is no "ip"
            source.put("ip", address);
        }
        if (entry.origin().country() != null) {
            source.putObject("location").put("country", entry.origin().country());
        }
        if (entry.origin().userAgent() != null) {
            event.putObject("http_request").put("user_agent", entry.origin().userAgent());
        }
    }

    private void unmapped(@Nullable String leafHash) {
        ObjectNode unmapped = event.putObject("unmapped");
        unmapped.put("category", entry.activity().category().code());
        if (entry.target() != null) {
            unmapped.set("target", EntryJson.party(entry.target()));
        }
        String network = entry.origin().address();
        if (network != null && network.contains("/")) {
            unmapped.put("network", network);
        }
        unmapped.set("detail", EntryJson.facts(entry.detail()));
        unmapped.set("changes", EntryJson.changes(entry.changes()));
        if (leafHash != null) {
            unmapped.put("leaf_hash", leafHash);
        }
    }

    /** A {@code user} object of anybody: it must have a name or an identifier, even of nobody known. */
    static ObjectNode user(Party party) {
        ObjectNode user = MAPPER.createObjectNode();
        user.put("name", party.label().isEmpty() ? EntryJson.code(party.kind()) : party.label());
        user.put(
                "type_id",
                switch (party.kind()) {
                    case ACCOUNT -> USER;
                    case SYSTEM, CLIENT, REALM -> SYSTEM;
                    case ANONYMOUS, DEVICE, OBJECT -> UNKNOWN;
                });
        if (party.person() != null) {
            user.put("uid", party.person().toString());
        }
        if (party.email() != null) {
            user.put("email_addr", party.email());
        }
        return user;
    }
}
