package org.gatehouse.server.exports.trail;

import java.util.stream.Stream;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.query.EntryView;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects that OCSF 1.8.0 requires of the classes the trail's activities belong to. */
final class OcsfClass {

    private static final int ACCOUNT_CHANGE = 3001;
    private static final int AUTHENTICATION = 3002;
    private static final int AUTHORIZE_SESSION = 3003;
    private static final int ENTITY_MANAGEMENT = 3004;
    private static final int USER_ACCESS_MANAGEMENT = 3005;
    private static final int GROUP_MANAGEMENT = 3006;
    private static final int WEB_RESOURCES_ACTIVITY = 6001;
    static final int APPLICATION_LIFECYCLE = 6002;
    private static final int API_ACTIVITY = 6003;
    private static final int DATASTORE_ACTIVITY = 6005;

    /** Of {@code type_id}, in every object that has one. */
    private static final int OTHER = 99;

    private OcsfClass() {}

    static void addTo(ObjectNode event, int classUid, EntryView entry) {
        Party about = entry.target() == null ? entry.actor() : entry.target();
        switch (classUid) {
            case ACCOUNT_CHANGE -> event.set("user", OcsfEvent.user(about));
            case AUTHENTICATION -> {
                event.set("user", OcsfEvent.user(about));
                event.putObject("service").put("name", client(entry));
            }
            case AUTHORIZE_SESSION, USER_ACCESS_MANAGEMENT -> {
                event.set("user", OcsfEvent.user(about));
                event.set("privileges", privileges(event.arrayNode(), entry));
            }
            case ENTITY_MANAGEMENT -> event.set("entity", entity(event.objectNode(), about));
            case GROUP_MANAGEMENT -> {
                event.set("user", OcsfEvent.user(about));
                event.set("group", group(event.objectNode(), entry));
            }
            case WEB_RESOURCES_ACTIVITY ->
                event.putArray("web_resources").addObject().put("name", name(about));
            case APPLICATION_LIFECYCLE ->
                event.putObject("app").put("name", "Gatehouse").put("vendor_name", "Gatehouse");
            case API_ACTIVITY ->
                event.putObject("api").put("operation", entry.activity().code());
            case DATASTORE_ACTIVITY ->
                event.putObject("database")
                        .put("name", name(about))
                        .put("type_id", OTHER)
                        .put("type", "relying app");
            default -> throw new IllegalStateException("Nothing is known of class " + classUid);
        }
    }

    private static ArrayNode privileges(ArrayNode privileges, EntryView entry) {
        Stream.of("role", "right", "scope", "purpose")
                .filter(entry.detail()::containsKey)
                .map(entry.detail()::get)
                .forEach(privileges::add);
        return privileges.isEmpty() ? privileges.add(entry.activity().code()) : privileges;
    }

    private static ObjectNode group(ObjectNode group, EntryView entry) {
        group.put("name", entry.detail().getOrDefault("group", "unknown"));
        String id = entry.detail().get("groupId");
        return id == null ? group : group.put("uid", id);
    }

    private static ObjectNode entity(ObjectNode entity, Party about) {
        entity.put("name", name(about)).put("type", EntryJson.code(about.kind()));
        return about.person() == null
                ? entity
                : entity.put("uid", about.person().toString());
    }

    private static String name(Party party) {
        return party.label().isEmpty() ? EntryJson.code(party.kind()) : party.label();
    }

    private static String client(EntryView entry) {
        return entry.origin().client() == null ? "Gatehouse" : entry.origin().client();
    }
}
