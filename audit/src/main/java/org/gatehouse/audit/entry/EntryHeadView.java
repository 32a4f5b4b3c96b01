package org.gatehouse.audit.entry;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/**
 * A head where it was read, for those who compare many: it refuses what {@link EntryHead#decode} refuses and makes nothing.
 * One view looks at one head after the other. Not thread-safe.
 */
public final class EntryHeadView {

    static final int ACTOR_SEALED = 1;
    static final int TARGET_SEALED = 2;
    static final int SHORTENED = 4;

    static final int SALT_OFFSET = 9;

    private static final int TS_OFFSET = 1;
    private static final int TIER_OFFSET = 25;
    private static final int REALM_OFFSET = 26;
    private static final int TYPE_OFFSET = 30;
    private static final int SEVERITY_OFFSET = 33;
    private static final int ACTOR_OFFSET = 34;
    private static final int OCCURRED_OFFSET = 52;
    private static final int FLAGS_OFFSET = 60;

    /** Client, session, request, node and reason. */
    private static final int TEXTS = 5;

    private byte[] bytes = {};
    private ByteBuffer numbers = ByteBuffer.wrap(bytes);
    private int from;
    private int end;

    /**
     * Looks at a head from now on.
     *
     * @throws IllegalArgumentException when the bytes are not exactly a head of version 1, with what is wrong
     */
    public void look(byte[] in, int at, int length) {
        require(lookAtEntry(in, at, length) == length, "bytes follow the head");
    }

    /**
     * Looks at a head that may be followed by something.
     *
     * @return how long the head is
     * @throws IllegalArgumentException when the bytes do not begin with a head of version 1, with what is wrong
     */
    int lookAtEntry(byte[] in, int at, int length) {
        if (bytes != in) {
            bytes = in;
            numbers = ByteBuffer.wrap(in);
        }
        from = at;
        end = at + length;
        require(length > 0, "the head is cut short");
        require(bytes[at] == EntryHead.VERSION, "unknown version ", bytes[at]);
        require(length >= EntryHead.TEXTS_OFFSET, "the head is cut short");
        require(Tier.byId(tier()).isPresent(), "unknown tier");
        require(Outcome.byId(outcome()).isPresent(), "unknown outcome");
        require(Severity.byId(severity()).isPresent(), "unknown severity");
        checkRef(ACTOR_OFFSET);
        require(actorKind() != 0, "no actor");
        checkRef(EntryHead.TARGET_KIND_OFFSET);
        require((flags() & ~(ACTOR_SEALED | TARGET_SEALED | SHORTENED)) == 0, "unknown flags ", flags());
        require(isCountry(), "the country has no code of two letters");
        int next = textAt(TEXTS);
        require(next + Short.BYTES <= end, "the head is cut short");
        return next + Short.BYTES - from;
    }

    /** Two capital letters, or nothing. */
    private boolean isCountry() {
        byte first = bytes[from + EntryHead.COUNTRY_OFFSET];
        byte second = bytes[from + EntryHead.COUNTRY_OFFSET + 1];
        return isLetter(first) && isLetter(second) || (first | second) == 0;
    }

    private static boolean isLetter(byte ascii) {
        return ascii >= 'A' && ascii <= 'Z';
    }

    public long ts() {
        return numbers.getLong(from + TS_OFFSET);
    }

    public int tier() {
        return bytes[from + TIER_OFFSET];
    }

    public int realm() {
        return numbers.getInt(from + REALM_OFFSET);
    }

    public int type() {
        return Short.toUnsignedInt(numbers.getShort(from + TYPE_OFFSET));
    }

    /** Whether the person who acted is this one; null for nobody, or a party that is none. */
    public boolean isActor(@Nullable Long person) {
        return isPerson(ACTOR_OFFSET, person);
    }

    /** Whether the person acted upon is this one; null for nobody, or a party that is none. */
    public boolean isTarget(@Nullable Long person) {
        return isPerson(EntryHead.TARGET_KIND_OFFSET, person);
    }

    /** Whether the digest of the actor's sealed segment is this one; never when nothing is sealed. */
    public boolean isActorSeal(byte[] digest) {
        return isSealed(ACTOR_SEALED) && isAt(from + EntryHead.TEXTS_OFFSET, digest);
    }

    /** Whether the digest of the target's sealed segment is this one; never when nothing is sealed. */
    public boolean isTargetSeal(byte[] digest) {
        return isSealed(TARGET_SEALED) && isAt(targetSealAt(), digest);
    }

    /** What the head says of the detail that follows it. */
    public int detailLength() {
        return Short.toUnsignedInt(numbers.getShort(textAt(TEXTS)));
    }

    int outcome() {
        return bytes[from + EntryHead.OUTCOME_OFFSET];
    }

    int severity() {
        return bytes[from + SEVERITY_OFFSET];
    }

    int actorKind() {
        return bytes[from + ACTOR_OFFSET];
    }

    long actorRef() {
        return numbers.getLong(from + ACTOR_OFFSET + 1);
    }

    int targetKind() {
        return bytes[from + EntryHead.TARGET_KIND_OFFSET];
    }

    long targetRef() {
        return numbers.getLong(from + EntryHead.TARGET_KIND_OFFSET + 1);
    }

    long occurredAt() {
        return numbers.getLong(from + OCCURRED_OFFSET);
    }

    int flags() {
        return numbers.getShort(from + FLAGS_OFFSET);
    }

    boolean isSealed(int party) {
        return (flags() & party) != 0;
    }

    int targetSealAt() {
        return from + EntryHead.TEXTS_OFFSET + (isSealed(ACTOR_SEALED) ? LeafHash.LENGTH : 0);
    }

    /** Where the text with this number is, its two bytes of length included; the number after the last is where they end. */
    int textAt(int number) {
        int at = targetSealAt() + (isSealed(TARGET_SEALED) ? LeafHash.LENGTH : 0);
        for (int text = 0; text < number; text++) {
            require(at + Short.BYTES <= end, "the head is cut short");
            at += Short.BYTES + Short.toUnsignedInt(numbers.getShort(at));
        }
        return at;
    }

    private boolean isPerson(int at, @Nullable Long person) {
        long ref = numbers.getLong(from + at + 1);
        boolean isPerson = bytes[from + at] == Party.Kind.ACCOUNT.id() && ref != 0;
        return person == null ? !isPerson : isPerson && ref == person;
    }

    private boolean isAt(int at, byte[] digest) {
        return Arrays.equals(bytes, at, at + LeafHash.LENGTH, digest, 0, digest.length);
    }

    private void checkRef(int at) {
        int kind = bytes[from + at];
        if (kind == 0) {
            require(numbers.getLong(from + at + 1) == 0, "a ref without a kind");
        } else {
            require(Party.Kind.byId(kind).isPresent(), "unknown kind");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void require(boolean holds, String otherwise, int number) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise + number);
        }
    }
}
