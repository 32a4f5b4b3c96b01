package org.gatehouse.realm.file.data;

import org.gatehouse.realm.data.Attestation;
import org.gatehouse.realm.data.DataProtection;
import org.gatehouse.realm.data.Lifecycle;
import org.gatehouse.realm.file.common.Nodes;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes what {@link DataSection} reads, where it asks for anything. */
public final class DataDocument {

    private DataDocument() {}

    public static void write(ObjectNode file, DataProtection data) {
        Nodes.putIfPresent(file, "billingCountry", data.billingCountry());
        if (!data.attestations().isEmpty()) {
            file.set("attestations", Nodes.list(data.attestations(), DataDocument::attestation));
        }
        if (data.support() != DataProtection.DEFAULT.support()) {
            file.putObject("support").put("access", data.support().code());
        }
        Lifecycle lifecycle = data.lifecycle();
        if (!lifecycle.equals(Lifecycle.DEFAULT)) {
            file.putObject("lifecycle")
                    .put("softDeleted", lifecycle.softDeleted().toString())
                    .put("afterContract", lifecycle.afterContract().toString())
                    .put("mailLog", lifecycle.mailLog().toString());
        }
    }

    /** One text to accept, as a realm file has it. */
    public static ObjectNode attestation(Attestation attestation) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", attestation.id())
                .put("version", attestation.version());
        node.set("title", Nodes.textMap(attestation.title()));
        node.set("text", Nodes.textMap(attestation.text()));
        Nodes.putUnlessEmpty(node, "roles", attestation.roles());
        Nodes.putUnlessEmpty(node, "groups", attestation.groups());
        Nodes.putIfPresent(node, "renewal", attestation.renewal());
        return node;
    }
}
