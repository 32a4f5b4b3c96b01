package org.gatehouse.audit.note;

/**
 * The public half of a witness's key: {@code name+id+key} of the kind that C2SP tlog-cosignature gives to Ed25519
 * cosignatures. What it signs is never mistaken for what a log signs, nor the other way round.
 */
public final class WitnessKey {

    /** tlog-cosignature's number for Ed25519. */
    private static final byte COSIGNATURE_V1 = 4;

    private final TypedKey key;

    private WitnessKey(TypedKey key) {
        this.key = key;
    }

    /** @param bytes as RFC 8032 encodes it */
    public static WitnessKey of(String name, byte[] bytes) {
        return new WitnessKey(new TypedKey(name, COSIGNATURE_V1, bytes));
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when it is anything else, such as a log's key
     */
    public static WitnessKey parse(String text) {
        return new WitnessKey(
                TypedKey.parse(text, COSIGNATURE_V1, "This is not the key of a witness for Ed25519 cosignatures."));
    }

    public String name() {
        return key.name();
    }

    TypedKey typed() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WitnessKey own && own.key.equals(key);
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
