package org.gatehouse.realm.file;

import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.file.clients.ClientDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One client as a realm file writes it, for clients that are in nobody's file and still live by its rules. */
public final class ClientFiles {

    private ClientFiles() {}

    /** The client, every default of the core written out. Reads back equal by {@link #read}. */
    public static ObjectNode toJson(ClientDefinition client) {
        return ClientDocument.of(client);
    }

    /**
     * The client, checked as one of a realm file.
     *
     * @throws RealmFileException when anything is wrong with it, with everything that is
     */
    public static ClientDefinition read(JsonNode client) {
        ObjectNode file = JsonNodeFactory.instance.objectNode().put("realm", "any");
        file.putArray("clients").add(client);
        return RealmFiles.fromJson(file).realm().clients().get(0);
    }
}
