package org.gatehouse.audit.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.audit.merkle.LeafHash;

/**
 * An Ed25519 public key with a name and with what it is for, which is part of its id: the same bytes for another purpose
 * are another key (C2SP signed-note).
 */
final class TypedKey {

    /** Bytes of an Ed25519 public key. */
    static final int LENGTH = 32;

    /** Bytes of the id that precedes each signature. */
    static final int ID_LENGTH = 4;

    /** What RFC 8410 puts before the key. */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Pattern TEXT = Pattern.compile("([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+={0,2})");

    private final String name;
    private final byte type;
    private final byte[] bytes;
    private final byte[] id;

    /** @throws IllegalArgumentException when the name or the key has another shape */
    TypedKey(String name, byte type, byte[] bytes) {
        if (bytes.length != LENGTH || !name.matches("[^\\s+]+")) {
            throw new IllegalArgumentException("This is not an Ed25519 key with a name.");
        }
        this.name = name;
        this.type = type;
        this.bytes = bytes.clone();
        this.id = id(name, typed());
    }

    /**
     * Reads {@code name+id+key}.
     *
     * @param wrongType what to say of a key for something else
     */
    static TypedKey parse(String text, byte type, String wrongType) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("A verification key looks like ORIGIN+0123abcd+BASE64.");
        }
        byte[] typed = Base64.getDecoder().decode(parts.group(3));
        if (typed.length != LENGTH + 1 || typed[0] != type) {
            throw new IllegalArgumentException(wrongType);
        }
        TypedKey key = new TypedKey(parts.group(1), type, Arrays.copyOfRange(typed, 1, typed.length));
        if (!key.idText().equals(parts.group(2))) {
            throw new IllegalArgumentException("The verification key was altered: its id does not fit.");
        }
        return key;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] id() {
        return id.clone();
    }

    boolean hasSigned(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(publicKey());
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException ex) {
            return false; // a key or signature of the wrong shape has signed nothing
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + LENGTH)
                .put(X509_PREFIX)
                .put(bytes)
                .array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    private byte[] typed() {
        return ByteBuffer.allocate(1 + LENGTH).put(type).put(bytes).array();
    }

    private static byte[] id(String name, byte[] typed) {
        byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] hashed = ByteBuffer.allocate(start.length + typed.length)
                .put(start)
                .put(typed)
                .array();
        return Arrays.copyOf(LeafHash.plain(hashed), ID_LENGTH);
    }

    private String idText() {
        return HexFormat.of().formatHex(id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TypedKey key
                && key.type == type
                && key.name.equals(name)
                && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(id);
    }

    @Override
    public String toString() {
        return name + "+" + idText() + "+" + Base64.getEncoder().encodeToString(typed());
    }
}
