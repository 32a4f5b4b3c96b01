package org.gatehouse.audit.note;

/**
 * The public half of a log's key: {@code name+id+key}, as C2SP signed-note writes it. The name is the log's origin, so a
 * key says which log it is for. A witness's key is a {@link WitnessKey} and never one of these.
 */
public final class VerificationKey {

    /** Bytes of an Ed25519 public key. */
    static final int LENGTH = TypedKey.LENGTH;

    /** Bytes of the id that precedes each signature. */
    static final int ID_LENGTH = TypedKey.ID_LENGTH;

    /** signed-note's number for Ed25519. */
    private static final byte ED25519 = 1;

    private final TypedKey key;

    private VerificationKey(TypedKey key) {
        this.key = key;
    }

    /** @param bytes as RFC 8032 encodes it */
    public static VerificationKey of(String name, byte[] bytes) {
        return new VerificationKey(new TypedKey(name, ED25519, bytes));
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static VerificationKey parse(String text) {
        return new VerificationKey(TypedKey.parse(text, ED25519, "This verification key is not for Ed25519."));
    }

    public String name() {
        return key.name();
    }

    public byte[] bytes() {
        return key.bytes();
    }

    byte[] id() {
        return key.id();
    }

    TypedKey typed() {
        return key;
    }

    boolean hasSigned(byte[] message, byte[] signature) {
        return key.hasSigned(message, signature);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerificationKey own && own.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
