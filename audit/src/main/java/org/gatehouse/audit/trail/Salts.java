package org.gatehouse.audit.trail;

import com.google.crypto.tink.subtle.Random;
import java.util.Arrays;

/**
 * The random bytes that keep an entry from being guessed by its hash. They are drawn many at a time: the system's generator
 * takes about as long for sixteen bytes as for some hundred. Thread-safe; none is given out twice.
 */
final class Salts {

    private static final int SALT = 16;

    /** For 256 entries; what is drawn is not a secret once it is used, and of no use to anybody before. */
    private static final int DRAWN = 256 * SALT;

    private byte[] drawn = {};
    private int used;

    synchronized byte[] next() {
        if (used == drawn.length) {
            drawn = Random.randBytes(DRAWN);
            used = 0;
        }
        return Arrays.copyOfRange(drawn, used, used += SALT);
    }
}
