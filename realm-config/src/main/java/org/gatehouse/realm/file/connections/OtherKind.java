package org.gatehouse.realm.file.connections;

import org.gatehouse.realm.document.Part;

/** Refuses keys that mean nothing for connections of a kind. */
final class OtherKind {

    private OtherKind() {}

    static void refuse(Part part, String kind, String... keys) {
        for (String key : keys) {
            if (part.has(key)) {
                part.child(key)
                        .refuseKey("A connection of kind `" + kind + "` has no `" + key + "`.", "Remove the key.");
            }
        }
    }
}
