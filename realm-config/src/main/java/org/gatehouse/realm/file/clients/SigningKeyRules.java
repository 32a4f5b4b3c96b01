package org.gatehouse.realm.file.clients;

import java.util.List;
import org.gatehouse.realm.AuthMethod;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientProfile;
import org.gatehouse.realm.document.Part;

/** Whether a client that authenticates with a JWT it signs (RFC 7523) has a key it could have signed it with. */
final class SigningKeyRules {

    private static final List<String> ALGORITHMS = List.of("ES256", "PS256", "EdDSA", "RS256");

    /** FAPI 2.0 Security Profile, section 5.4.1. */
    private static final List<String> OF_FAPI = List.of("ES256", "PS256", "EdDSA");

    private SigningKeyRules() {}

    static void check(ClientDefinition client, Part set) {
        boolean signs = client.authMethod() == AuthMethod.PRIVATE_KEY_JWT;
        List<String> algorithms = client.features().profile() == ClientProfile.FAPI2 ? OF_FAPI : ALGORITHMS;
        if (signs
                && set.has("keys")
                && set.isFlawless()
                && set.items("keys").stream().noneMatch(key -> signs(key, algorithms))) {
            set.refuse(
                    "None of the keys is for " + String.join(", ", algorithms) + ".",
                    "Add one the client signs with: an EC key on P-256, an Ed25519 key or an RSA key.");
        }
    }

    private static boolean signs(Part key, List<String> algorithms) {
        boolean isForSignatures = !key.text("use").equals("enc");
        boolean isForAlgorithm = !key.has("alg") || algorithms.contains(key.text("alg"));
        boolean isOnCurve = !key.has("crv") || List.of("P-256", "Ed25519").contains(key.text("crv"));
        return isForSignatures && isForAlgorithm && isOnCurve;
    }
}
