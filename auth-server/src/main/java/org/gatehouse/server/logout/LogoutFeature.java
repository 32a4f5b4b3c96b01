package org.gatehouse.server.logout;

import java.util.Map;
import org.gatehouse.server.authorization.ProtocolFeature;
import org.gatehouse.server.realm.Realm;
import org.springframework.stereotype.Component;

/** What the metadata says of logout (Back-Channel Logout 1.0 section 2.1, Front-Channel Logout 1.0 section 3). */
@Component
class LogoutFeature implements ProtocolFeature {

    @Override
    public void describe(Realm realm, Map<String, Object> metadata) {
        metadata.put("backchannel_logout_supported", true);
        metadata.put("backchannel_logout_session_supported", true);
        metadata.put("frontchannel_logout_supported", true);
        metadata.put("frontchannel_logout_session_supported", true);
    }
}
