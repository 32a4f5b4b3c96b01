package org.gatehouse.audit.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 6962 section 2.1. The prefixes keep a leaf from ever being read as a node. */
public final class LeafHash {

    /** Bytes in one hash. */
    public static final int LENGTH = 32;

    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(LeafHash::newDigest);

    private LeafHash() {}

    /** SHA-256(0x00 ‖ entry), the entry given in two parts. */
    public static byte[] of(byte[] head, byte[] detail) {
        MessageDigest digest = DIGEST.get();
        digest.update((byte) 0);
        digest.update(head);
        return digest.digest(detail);
    }

    /** SHA-256 without a prefix, for sealed segments. */
    public static byte[] plain(byte[] bytes) {
        return DIGEST.get().digest(bytes);
    }

    /** SHA-256(0x01 ‖ left ‖ right). */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = DIGEST.get();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is part of every JDK", ex);
        }
    }
}
