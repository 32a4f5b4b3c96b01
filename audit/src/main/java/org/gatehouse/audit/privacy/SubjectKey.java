package org.gatehouse.audit.privacy;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A data key and the pseudonym it goes by. The pseudonym is random, never derived from the person: relying parties hold
 * OIDC subjects and could otherwise link an erased person's entries again.
 */
public final class SubjectKey {

    private final long ref;
    private final @Nullable UUID person;
    private final @Nullable Aead key;
    private final boolean restricted;

    SubjectKey(long ref, @Nullable UUID person, @Nullable Aead key, boolean restricted) {
        this.ref = ref;
        this.restricted = restricted;
        this.person = person;
        this.key = key;
    }

    /** In place of the key of somebody who was erased: another pseudonym each time, and nothing can be sealed. */
    static SubjectKey lost(long ref) {
        return new SubjectKey(ref, null, null, false);
    }

    /** Whether the person was erased, so that nothing of them may be kept any more. */
    public boolean isLost() {
        return key == null;
    }

    /** A random positive 63-bit number. */
    public long ref() {
        return ref;
    }

    /** Whose key this is; null for a realm's key of the month. */
    public @Nullable UUID person() {
        return person;
    }

    /** Whether what is sealed under it may be written but not read at present. */
    public boolean isRestricted() {
        return restricted;
    }

    /**
     * Nonce ‖ ciphertext ‖ tag of AES-256-GCM. The nonce is random: a retry may carry other content.
     *
     * @throws IllegalStateException when the key is lost
     */
    public byte[] seal(byte[] plaintext, byte[] associatedData) {
        if (key == null) {
            throw new IllegalStateException("Nothing is sealed about somebody who was erased");
        }
        try {
            return key.encrypt(plaintext, associatedData);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-GCM refused to encrypt", ex);
        }
    }

    /** Empty when the bytes were not sealed by this key for this place, or may not be read. */
    public Optional<byte[]> open(byte[] sealed, byte[] associatedData) {
        if (restricted || key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.decrypt(sealed, associatedData));
        } catch (GeneralSecurityException ex) {
            return Optional.empty();
        }
    }
}
