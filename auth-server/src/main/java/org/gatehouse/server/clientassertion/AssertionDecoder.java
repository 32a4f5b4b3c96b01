package org.gatehouse.server.clientassertion;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** Believes an assertion once: when it says what it must, one of the client's keys signed it, and nobody used it before. */
@Component
class AssertionDecoder implements JwtDecoderFactory<RegisteredClient> {

    private final RealmClients clients;
    private final AssertionRules rules;
    private final ClientKeySets keys;
    private final UsedAssertions used;

    AssertionDecoder(RealmClients clients, AssertionRules rules, ClientKeySets keys, UsedAssertions used) {
        this.clients = clients;
        this.rules = rules;
        this.keys = keys;
        this.used = used;
    }

    @Override
    public JwtDecoder createDecoder(RegisteredClient registered) {
        Realm realm = CurrentRequest.currentRealm();
        ClientDefinition client = clients.findDefinition(realm, registered.getClientId())
                .orElseThrow(() -> new RefusedAssertion(Fault.CLIENT_ID)); // gone since it was found
        return text -> decode(Assertion.read(text), realm, client);
    }

    private Jwt decode(Assertion assertion, Realm realm, ClientDefinition client) {
        rules.check(assertion, realm, client);
        if (keys.matching(realm, client, assertion.header()).stream().noneMatch(key -> isSignedWith(key, assertion))) {
            throw new RefusedAssertion(Fault.SIGNATURE);
        }
        String id = String.valueOf(assertion.id());
        if (!used.use(realm, client.id(), id, forgettable(assertion))) {
            throw new RefusedAssertion(Fault.REPLAY);
        }
        return Jwt.withTokenValue(assertion.text())
                .header("alg", assertion.header().getAlgorithm().getName())
                .claim(JwtClaimNames.SUB, client.id())
                .claim(JwtClaimNames.JTI, id)
                .build();
    }

    private static Instant forgettable(Assertion assertion) {
        return assertion.claims().getExpirationTime().toInstant().plus(AssertionRules.BEHIND);
    }

    private static boolean isSignedWith(JWK key, Assertion assertion) {
        try {
            JWSVerifier verifier = verifier(key);
            return verifier != null && assertion.jwt().verify(verifier);
        } catch (JOSEException ex) {
            return false; // not a key for this algorithm
        }
    }

    private static @Nullable JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof ECKey curve) {
            return new ECDSAVerifier(curve.toPublicJWK());
        }
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa.toPublicJWK());
        }
        return key instanceof OctetKeyPair edwards ? new Ed25519Verifier(edwards.toPublicJWK()) : null;
    }
}
