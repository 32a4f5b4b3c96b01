package org.gatehouse.server.exports.trail;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Origin;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An entry as JSON. Names are added, never renamed; what an entry does not have is left out. */
public final class EntryJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EntryJson() {}

    /** @param leafHash in hexadecimal; null leaves it out */
    public static ObjectNode of(EntryView entry, @Nullable String leafHash) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("log", entry.log()).put("index", entry.index());
        json.put("time", EntryTimes.text(entry.at()));
        json.put("occurredAt", EntryTimes.text(entry.occurredAt()));
        json.put("activity", entry.activity().code());
        json.put("category", entry.activity().category().code());
        json.put("outcome", code(entry.outcome()));
        put(json, "reason", entry.reason());
        json.set("actor", party(entry.actor()));
        if (entry.target() != null) {
            json.set("target", party(entry.target()));
        }
        json.set("origin", origin(entry.origin()));
        put(json, "node", entry.node());
        json.set("detail", facts(entry.detail()));
        json.set("changes", changes(entry.changes()));
        put(json, "leafHash", leafHash);
        return json;
    }

    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static ObjectNode facts(Map<String, String> detail) {
        ObjectNode json = MAPPER.createObjectNode();
        detail.forEach(json::put);
        return json;
    }

    static ArrayNode changes(List<Change> changes) {
        ArrayNode json = MAPPER.createArrayNode();
        for (Change change : changes) {
            ObjectNode each = json.addObject().put("field", change.field());
            put(each, "before", change.before());
            put(each, "after", change.after());
            each.put("personal", change.personal());
        }
        return json;
    }

    static ObjectNode party(Party party) {
        ObjectNode json = MAPPER.createObjectNode().put("kind", code(party.kind()));
        put(json, "id", party.person() == null ? null : party.person().toString());
        json.put("label", party.label());
        put(json, "email", party.email());
        return json;
    }

    private static ObjectNode origin(Origin origin) {
        ObjectNode json = MAPPER.createObjectNode();
        put(json, "client", origin.client());
        put(json, "session", origin.session());
        put(json, "request", origin.request());
        put(json, "address", origin.address());
        put(json, "userAgent", origin.userAgent());
        put(json, "country", origin.country());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.put(name, value);
        }
    }
}
