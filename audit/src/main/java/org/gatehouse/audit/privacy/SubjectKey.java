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
    private final Aead key;
    private final boolean restricted;

    SubjectKey(long ref, @Nullable UUID person, Aead key, boolean restricted) {
        this.ref = ref;
        this.restricted = restricted;
        this.person = person;
        this.key = key;
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

    /** Nonce ‖ ciphertext ‖ tag of AES-256-GCM. The nonce is random: a retry may carry other content. */
    public byte[] seal(byte[] plaintext, byte[] associatedData) {
        try {
            return key.encrypt(plaintext, associatedData);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-GCM refused to encrypt", ex);
        }
    }

    /** Empty when the bytes were not sealed by this key for this place, or may not be read. */
    public Optional<byte[]> open(byte[] sealed, byte[] associatedData) {
        if (restricted) {
            return Optional.empty();
        }
        try {
            return Optional.of(key.decrypt(sealed, associatedData));
        } catch (GeneralSecurityException ex) {
            return Optional.empty();
        }
    }
}
