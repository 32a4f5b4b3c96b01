package org.gatehouse.server.secrets;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Keeps what is stored unreadable in the database (AES-256-GCM), each value in its place: the place is associated data, so
 * that what is copied to another row, realm or person does not open there. Each purpose has a key of its own.
 */
public final class Seal {

    private final String purpose;
    private final AesGcmJce cipher;

    private Seal(String purpose, AesGcmJce cipher) {
        this.purpose = purpose;
        this.cipher = cipher;
    }

    /** @param purpose as for {@link MasterKey#derive}; what was sealed for one does not open for another */
    public static Seal of(MasterKey masterKey, String purpose) {
        try {
            return new Seal(purpose, new AesGcmJce(masterKey.derive(purpose)));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-256-GCM is not available", ex);
        }
    }

    /** @param place all that says where the value is; it need not be secret, and cannot be found out from what is sealed */
    public byte[] seal(byte[] value, byte[] place) {
        try {
            return cipher.encrypt(value, place);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("Cannot seal for " + purpose, ex);
        }
    }

    /** The same of a text. */
    public byte[] seal(String text, byte[] place) {
        return seal(text.getBytes(StandardCharsets.UTF_8), place);
    }

    /** @throws IllegalStateException when it was altered, moved, or sealed under another key; it says nothing of the value */
    public byte[] open(byte[] sealed, byte[] place) {
        try {
            return cipher.decrypt(sealed, place);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException(
                    "Cannot open what was sealed for " + purpose + ": altered, moved, or another master key", ex);
        }
    }

    /** The same of a text. */
    public String openText(byte[] sealed, byte[] place) {
        return new String(open(sealed, place), StandardCharsets.UTF_8);
    }

    /** Empty when it was altered, moved, or sealed under another key. */
    public Optional<byte[]> find(byte[] sealed, byte[] place) {
        try {
            return Optional.of(cipher.decrypt(sealed, place));
        } catch (GeneralSecurityException ex) {
            return Optional.empty();
        }
    }

    /** The same of a text. */
    public Optional<String> findText(byte[] sealed, byte[] place) {
        return find(sealed, place).map(opened -> new String(opened, StandardCharsets.UTF_8));
    }
}
