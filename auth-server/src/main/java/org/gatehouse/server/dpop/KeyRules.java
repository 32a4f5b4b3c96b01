package org.gatehouse.server.dpop;

import com.nimbusds.jose.JWSAlgorithm;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.realm.client.ClientProfile;

/** What a client's definition says about its keys. */
final class KeyRules {

    private KeyRules() {}

    /** {@code dpop_bound_access_tokens} of RFC 9449 section 5.2; FAPI 2.0 section 5.3.2.1 knows no other tokens. */
    static boolean mustBind(ClientDefinition client) {
        return client.features().dpop() || isFapi2(client);
    }

    /** FAPI 2.0 section 5.4: JWTs are signed with PS256, ES256 or EdDSA. */
    static void requireAllowed(ClientDefinition client, Proof proof) {
        if (isFapi2(client) && JWSAlgorithm.RS256.equals(proof.algorithm())) {
            throw new InvalidProofException("A client of profile fapi2 does not sign with RS256.");
        }
    }

    private static boolean isFapi2(ClientDefinition client) {
        return client.features().profile() == ClientProfile.FAPI2;
    }
}
