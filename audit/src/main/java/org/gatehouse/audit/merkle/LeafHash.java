package org.gatehouse.audit.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of RFC 6962 section 2.1. The prefixes keep a leaf from ever being read as a node. */
public final class LeafHash {

    /** Bytes in one hash. */
    public static final int LENGTH = 32;

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

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

    /** Writes SHA-256(0x00 ‖ head ‖ detail) over the bytes of {@code to} at that place; both parts are where they were read. */
    public static void of(byte[] bytes, int head, int headLength, int detail, int detailLength, byte[] to, int at) {
        MessageDigest digest = DIGEST.get();
        digest.update(LEAF);
        digest.update(bytes, head, headLength);
        digest.update(bytes, detail, detailLength);
        write(digest, to, at);
    }

    /** Writes the plain SHA-256 of a part of the bytes to that place. */
    public static void plain(byte[] bytes, int from, int length, byte[] to, int at) {
        MessageDigest digest = DIGEST.get();
        digest.update(bytes, from, length);
        write(digest, to, at);
    }

    /** Writes SHA-256(0x01 ‖ left ‖ right) to that place; left and right are side by side, and may be where it is written. */
    static void node(byte[] pair, int from, byte[] to, int at) {
        MessageDigest digest = DIGEST.get();
        digest.update(NODE);
        digest.update(pair, from, 2 * LENGTH);
        write(digest, to, at);
    }

    private static void write(MessageDigest digest, byte[] to, int at) {
        try {
            digest.digest(to, at, LENGTH);
        } catch (DigestException ex) {
            throw new IllegalArgumentException("No room for a hash at " + at, ex);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("SHA-256 is part of every JDK", ex);
        }
    }
}
