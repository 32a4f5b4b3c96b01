package org.gatehouse.audit.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.Hkdf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * A realm's key: it wraps people's keys, and makes the marks by which those who were erased, and addresses, are
 * known again.
 */
final class RealmKey {

    private static final String HMAC = "HMACSHA256";

    /** Collisions would take somebody's name away; none is to be expected before 2^64 people. */
    private static final int MARK = 16;

    private static final byte[] PURPOSE = "gatehouse audit erased person".getBytes(StandardCharsets.US_ASCII);

    /** A collision only makes a search look at an hour for nothing. */
    private static final int ADDRESS_MARK = 8;

    private static final byte[] ADDRESS = "gatehouse audit address".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] NO_SALT = {};

    private final byte[] key;

    RealmKey(byte[] key) {
        this.key = key.clone();
    }

    Aead aead() {
        return KeyRing.aead(key);
    }

    /** Derived from this key (RFC 5869): nobody without it can tell whose mark it is. */
    byte[] mark(UUID person) throws GeneralSecurityException {
        byte[] info = ByteBuffer.allocate(PURPOSE.length + 2 * Long.BYTES)
                .put(PURPOSE)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array();
        return Hkdf.computeHkdf(HMAC, key, NO_SALT, info, MARK);
    }

    /** Of a network, by the bits that count. */
    byte[] mark(byte[] network, int prefix) throws GeneralSecurityException {
        byte[] info = ByteBuffer.allocate(ADDRESS.length + 1 + network.length)
                .put(ADDRESS)
                .put((byte) prefix)
                .put(network)
                .array();
        return Hkdf.computeHkdf(HMAC, key, NO_SALT, info, ADDRESS_MARK);
    }
}
