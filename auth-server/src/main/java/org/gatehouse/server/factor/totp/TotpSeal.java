package org.gatehouse.server.factor.totp;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.realm.Realm;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;

/**
 * Encrypts keys and names of authenticator apps (AES-256-GCM). The associated data is realm, account, row and column: a
 * ciphertext copied to another person's row does not open there.
 */
@Component
class TotpSeal {

    private static final int INDEX_BYTES = 16;

    private final Seal seal;
    private final PrfHmacJce index;

    TotpSeal(MasterKey masterKey) throws GeneralSecurityException {
        this.seal = Seal.of(masterKey, "factor/totp");
        this.index = new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("factor/totp-index"), "HMAC"));
    }

    byte[] seal(Realm realm, UUID account, UUID factor, String column, byte[] value) {
        return seal.seal(value, associatedData(realm, account, factor, column));
    }

    /** @throws IllegalStateException when the value was altered, moved, or sealed under another key */
    byte[] open(Realm realm, UUID account, UUID factor, String column, byte[] sealed) {
        return seal.open(sealed, associatedData(realm, account, factor, column));
    }

    /** The same for the same key, and says nothing about it. */
    byte[] index(TotpKey key) {
        try {
            return index.compute(key.bytes(), INDEX_BYTES);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("HMAC-SHA-256 is not available", ex);
        }
    }

    private static byte[] associatedData(Realm realm, UUID account, UUID factor, String column) {
        return (realm.id() + "/" + account + "/" + factor + "/" + column).getBytes(StandardCharsets.UTF_8);
    }
}
