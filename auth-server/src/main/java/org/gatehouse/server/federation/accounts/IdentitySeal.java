package org.gatehouse.server.federation.accounts;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;

/** Keeps what providers say of people unreadable in the database; the associated data keeps a value in its place. */
@Component
class IdentitySeal {

    private static final int HASH_BYTES = 32;

    private final Seal seal;
    private final PrfHmacJce mac;

    IdentitySeal(MasterKey masterKey) throws GeneralSecurityException {
        this.seal = Seal.of(masterKey, "federation/identity");
        this.mac = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("federation/subject"), "HMAC"));
    }

    /** By which an identity is found. Subjects are case sensitive (OpenID Connect Core section 2), and stay as they are. */
    byte[] hash(Realm realm, String issuer, String subject) {
        try {
            byte[] message = (realm.id() + "\n" + issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8);
            return mac.compute(message, HASH_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    byte[] seal(Realm realm, String place, String value) {
        return seal.seal(value, associatedData(realm, place));
    }

    /** @throws IllegalStateException when the value was altered, moved, or sealed under another key */
    String open(Realm realm, String place, byte[] sealed) {
        return seal.openText(sealed, associatedData(realm, place));
    }

    private static byte[] associatedData(Realm realm, String place) {
        return (realm.id() + "/" + place).getBytes(StandardCharsets.UTF_8);
    }
}
