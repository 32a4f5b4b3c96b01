package org.gatehouse.audit.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.PrfHmacJce;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** A realm's key: it wraps people's keys, and makes the marks by which those who were erased are known again. */
final class RealmKey {

    private static final String HMAC = "HMACSHA256";

    /** Collisions would take somebody's name away; none is to be expected before 2^64 people. */
    private static final int MARK = 16;

    private static final byte[] PURPOSE = "gatehouse audit erased person".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    RealmKey(byte[] key) {
        this.key = key.clone();
    }

    Aead aead() {
        return KeyRing.aead(key);
    }

    /** Under a key of its own, derived from this one: nobody without it can tell whose mark it is. */
    byte[] mark(UUID person) throws GeneralSecurityException {
        byte[] id = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array();
        return prf(prf(key).compute(PURPOSE, KeyRing.KEY_LENGTH)).compute(id, MARK);
    }

    private static PrfHmacJce prf(byte[] key) throws GeneralSecurityException {
        return new PrfHmacJce(HMAC, new SecretKeySpec(key, "HMAC"));
    }
}
