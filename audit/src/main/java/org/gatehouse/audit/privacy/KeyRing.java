package org.gatehouse.audit.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The region's key-encryption key and the epoch it belongs to. It wraps realm keys, which wrap people's keys; it never
 * touches an entry, so it can change without touching one.
 */
public final class KeyRing {

    /** Bytes in every key of the chain (AES-256). */
    public static final int KEY_LENGTH = 32;

    private final Aead region;
    private final int epoch;

    private KeyRing(Aead region, int epoch) {
        this.region = region;
        this.epoch = epoch;
    }

    /**
     * @param epoch grows with every new region key; a key wrapped in another epoch is refused instead of tried
     * @throws IllegalArgumentException when the key is not 32 bytes long
     */
    public static KeyRing of(byte[] regionKek, int epoch) {
        if (regionKek.length != KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "The region key must have " + KEY_LENGTH + " bytes, not " + regionKek.length + ".");
        }
        return new KeyRing(aead(regionKek), epoch);
    }

    /** The epoch whose region key this is; stored beside whatever it wraps. */
    public int epoch() {
        return epoch;
    }

    /**
     * Wraps a secret that is not a person's, such as a signing key.
     *
     * @param place what the secret is for; the same is needed to unwrap it, so that rows cannot be exchanged
     */
    public byte[] wrap(byte[] secret, String place) {
        try {
            return region.encrypt(secret, place.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-GCM is not available", ex);
        }
    }

    /**
     * The secret {@link #wrap} was given.
     *
     * @throws GeneralSecurityException when the region key, the epoch or the place is another
     */
    public byte[] unwrap(byte[] wrapped, String place, int wrappedEpoch) throws GeneralSecurityException {
        if (wrappedEpoch != epoch) {
            throw new GeneralSecurityException(
                    "Wrapped in epoch " + wrappedEpoch + ", the region key given is of epoch " + epoch);
        }
        return region.decrypt(wrapped, place.getBytes(StandardCharsets.UTF_8));
    }

    Aead region() {
        return region;
    }

    static Aead aead(byte[] key) {
        try {
            return new AesGcmJce(key);
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-GCM is not available", ex);
        }
    }

    @Override
    public String toString() {
        return "KeyRing[epoch " + epoch + "]";
    }
}
