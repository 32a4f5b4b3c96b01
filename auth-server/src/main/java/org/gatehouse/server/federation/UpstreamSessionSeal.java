package org.gatehouse.server.federation;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.realm.federation.Connection;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps what is known of sessions at providers unreadable in the database, and yet to be found. */
@Component
class UpstreamSessionSeal {

    private static final int HASH_BYTES = 32;

    private final Seal seal;
    private final PrfHmacJce mac;
    private final JsonMapper json;

    UpstreamSessionSeal(MasterKey masterKey, JsonMapper json) throws GeneralSecurityException {
        this.seal = Seal.of(masterKey, "federation/session-hints");
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("federation/session"), "HMAC"));
        this.json = json;
    }

    byte[] session(Realm realm, Connection connection, String issuer, String session) {
        return hash(realm, connection, "sid", issuer, session);
    }

    byte[] subject(Realm realm, Connection connection, String issuer, String subject) {
        return hash(realm, connection, "sub", issuer, subject);
    }

    byte[] seal(Realm realm, UUID id, SignOutHints hints) {
        return seal.seal(json.writeValueAsBytes(hints), place(realm, id));
    }

    /** Empty of what was altered, moved, or sealed under another key: a hint is not worth a failure. */
    Optional<SignOutHints> open(Realm realm, UUID id, byte[] sealed) {
        return seal.find(sealed, place(realm, id)).map(opened -> json.readValue(opened, SignOutHints.class));
    }

    /** Only the last part can have a line's end in it, so no two sessions look alike. */
    private byte[] hash(Realm realm, Connection connection, String kind, String issuer, String name) {
        try {
            String message = realm.id() + "\n" + connection.alias() + "\n" + kind + "\n" + issuer + "\n" + name;
            return mac.compute(message.getBytes(StandardCharsets.UTF_8), HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private static byte[] place(Realm realm, UUID id) {
        return (realm.id() + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
