package org.gatehouse.server.registration;

import java.util.Map;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** Tells where clients register, in realms where they may. */
@Component
class RegistrationFeature implements ProtocolFeature {

    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        if (realm.definition().registration().enabled()) {
            metadata.put("registration_endpoint", realm.issuer() + RegistrationController.ENDPOINT);
        }
    }
}
