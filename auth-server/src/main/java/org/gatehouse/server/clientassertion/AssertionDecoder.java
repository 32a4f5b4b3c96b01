package org.gatehouse.server.clientassertion;

import java.time.Instant;
import org.gatehouse.realm.ClientDefinition;
import org.gatehouse.server.clients.RealmClients;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.request.CurrentRequest;
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
        if (keys.matching(realm, client, assertion.header()).stream()
                .noneMatch(key -> key.hasSigned(assertion.jwt()))) {
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
}
