package org.gatehouse.server.mail;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.gatehouse.server.secrets.MasterKey;
import org.springframework.stereotype.Component;

/** Encrypts what the table of mail holds (AES-256-GCM), each value bound to its row and column. */
@Component
class SealedMail {

    private final AesGcmJce cipher;

    SealedMail(MasterKey masterKey) throws GeneralSecurityException {
        this.cipher = new AesGcmJce(masterKey.derive("mail/outbox"));
    }

    byte[] seal(int realm, UUID id, String column, String value) {
        try {
            return cipher.encrypt(value.getBytes(StandardCharsets.UTF_8), place(realm, id, column));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot seal a letter", ex);
        }
    }

    /** @throws IllegalStateException when the value was altered, moved, or sealed under another key */
    String open(int realm, UUID id, String column, byte[] sealed) {
        try {
            return new String(cipher.decrypt(sealed, place(realm, id, column)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot open a letter: altered, or another master key", ex);
        }
    }

    private static byte[] place(int realm, UUID id, String column) {
        return (realm + "/" + column + "/" + id).getBytes(StandardCharsets.UTF_8);
    }
}
