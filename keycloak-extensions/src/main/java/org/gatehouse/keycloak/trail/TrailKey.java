package org.gatehouse.keycloak.trail;

import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.gatehouse.audit.privacy.KeyRing;

/**
 * The trail's region key, as {@code gatehouse audit key} writes it. What waits in the outbox is sealed under a key
 * derived from it: names and addresses are nowhere readable on their way.
 */
final class TrailKey {

    /** Rises when auth-server's master key is replaced; the same there. */
    private static final int EPOCH = 1;

    private final KeyRing ring;
    private final AesGcmJce outbox;

    private TrailKey(KeyRing ring, AesGcmJce outbox) {
        this.ring = ring;
        this.outbox = outbox;
    }

    /** @throws IllegalStateException when it is not 32 bytes in base64; the message does not repeat it */
    static TrailKey parse(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            byte[] purpose = "keycloak/outbox".getBytes(StandardCharsets.US_ASCII);
            byte[] outbox = Hkdf.computeHkdf("HMACSHA256", key, new byte[0], purpose, KeyRing.KEY_LENGTH);
            return new TrailKey(KeyRing.of(key, EPOCH), new AesGcmJce(outbox));
        } catch (IllegalArgumentException | GeneralSecurityException ex) {
            throw TrailSettings.refusal("needs a trail-key of 32 bytes in base64");
        }
    }

    KeyRing ring() {
        return ring;
    }

    /** @param id the row's, so that rows cannot be exchanged */
    String seal(byte[] event, String id) {
        try {
            return Base64.getEncoder().encodeToString(outbox.encrypt(event, id.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("AES-GCM refused to encrypt", ex);
        }
    }

    /** @throws IllegalStateException when it was sealed under another key, or for another row */
    byte[] open(String sealed, String id) {
        try {
            return outbox.decrypt(Base64.getDecoder().decode(sealed), id.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException ex) {
            throw new IllegalStateException("An entry in the outbox cannot be opened: is trail-key another now?", ex);
        }
    }

    @Override
    public String toString() {
        return "TrailKey[hidden]";
    }
}
