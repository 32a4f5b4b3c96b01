package org.gatehouse.server.directory;

import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.server.secrets.MasterKey;
import org.gatehouse.server.secrets.Seal;
import org.springframework.stereotype.Component;

/**
 * Encrypts personal columns (AES-256-GCM) and computes their blind index (HMAC-SHA-256). The associated data is realm,
 * column and account: a ciphertext copied to another row does not open.
 */
@Component
class PersonalFields {

    private static final int INDEX_LENGTH = 16;

    private final Seal seal;
    private final PrfHmacJce index;

    PersonalFields(MasterKey masterKey) {
        try {
            this.seal = Seal.of(masterKey, "directory/personal-fields");
            this.index =
                    new PrfHmacJce("HMACSHA256", new SecretKeySpec(masterKey.derive("directory/blind-index"), "HMAC"));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-256-GCM or HMAC-SHA-256 is not available", ex);
        }
    }

    byte[] seal(AccountId account, String column, String value) {
        return seal.seal(value, associatedData(account, column));
    }

    /** @throws IllegalStateException when the value was altered, moved, or sealed under another key */
    String open(AccountId account, String column, byte[] sealed) {
        return seal.openText(sealed, associatedData(account, column));
    }

    byte[] index(int realm, String column, String value) {
        try {
            String message = realm + "\n" + column + "\n" + UserNames.key(value);
            return index.compute(message.getBytes(StandardCharsets.UTF_8), INDEX_LENGTH);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot index " + column, ex);
        }
    }

    private static byte[] associatedData(AccountId account, String column) {
        return (account.realm() + "/" + column + "/" + account.id()).getBytes(StandardCharsets.UTF_8);
    }
}
