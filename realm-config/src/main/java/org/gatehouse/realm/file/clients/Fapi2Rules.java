package org.gatehouse.realm.file.clients;

import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.IdTokenAlg;
import org.gatehouse.realm.Pkce;
import org.gatehouse.realm.document.Part;

/** What the FAPI 2.0 Security Profile demands of a client (sections 5.3.1, 5.3.2 and 5.4). */
final class Fapi2Rules {

    private Fapi2Rules() {}

    static void check(ClientDefinition client, Part part) {
        if (!client.authMethod().usesKey()) {
            refuse(part, "authMethod", "authenticates with a key", "Write authMethod: private_key_jwt.");
        }
        if (!client.features().dpop() && client.authMethod() != AuthMethod.SELF_SIGNED_TLS_CLIENT_AUTH) {
            refuse(part, "dpop", "has tokens bound to a key", "Write dpop: true.");
        }
        if (client.pkce() == Pkce.OPTIONAL) {
            refuse(part, "pkce", "always sends a code challenge", "Remove the key.");
        }
        if (client.idTokenAlg() == IdTokenAlg.RS256) {
            refuse(part, "idTokenAlg", "has ID tokens signed with PS256, ES256 or EdDSA", "Write idTokenAlg: ES256.");
        }
        for (Part uri : part.items("redirectUris")) {
            if (!uri.text().startsWith("https://")) {
                uri.refuse("A client of profile fapi2 has redirect URIs with https only.", "");
            }
        }
    }

    private static void refuse(Part part, String key, String demand, String hint) {
        Part place = part.has(key) ? part.child(key) : part.child("profile");
        place.refuse("A client of profile fapi2 " + demand + ".", hint);
    }
}
