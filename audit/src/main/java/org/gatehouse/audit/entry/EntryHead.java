package org.gatehouse.audit.entry;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.event.Tier;
import org.jspecify.annotations.Nullable;

/**
 * The fixed part of an entry, version 1. All numbers are big-endian; {@code entry = head ‖ detail}.
 *
 * <pre>
 *  0   1  version = 1
 *  1   8  ts, microseconds since 1970-01-01T00:00:00Z; written last, by the appender
 *  9  16  salt, random: makes leaf hashes say nothing about guessable entries
 * 25   1  tier        26   4  realm number
 * 30   2  activity    32   1  outcome       33   1  severity (OCSF severity_id)
 * 34   1  actor kind  35   8  actor ref, 0 when nothing of the actor is sealed
 * 43   1  target kind, 0 for none           44   8  target ref
 * 52   8  occurred at, microseconds
 * 60   2  flags: 1 actor sealed, 2 target sealed, 4 a text was shortened
 * 62   2  country of the address in ASCII, or two zero bytes
 * 64  32  SHA-256 of the actor's sealed segment, if flag 1
 *  …  32  SHA-256 of the target's sealed segment, if flag 2
 *  …      client, session, request, node, reason: each two bytes of length, then UTF-8; length 0 for none
 *  …   2  length of the detail, which follows: JSON in UTF-8
 * </pre>
 *
 * @param actorSeal digest of the sealed segment
 * @param targetSeal digest of the sealed segment
 */
public record EntryHead(
        long ts,
        byte[] salt,
        Tier tier,
        int realm,
        int type,
        Outcome outcome,
        Severity severity,
        Ref actor,
        @Nullable Ref target,
        long occurredAt,
        boolean shortened,
        @Nullable String country,
        byte @Nullable [] actorSeal,
        byte @Nullable [] targetSeal,
        @Nullable String client,
        @Nullable String session,
        @Nullable String request,
        @Nullable String node,
        @Nullable String reason,
        int detailLength) {

    /** Longest entry, head and detail together. */
    public static final int MAX_ENTRY = 65_535;

    /** Where the outcome is, for filters that look into the stored bytes. */
    public static final int OUTCOME_OFFSET = 32;

    public static final int TARGET_KIND_OFFSET = 43;

    /** Where the country is, of two bytes. */
    public static final int COUNTRY_OFFSET = 62;

    /** The byte of the flags that says which digests come before the texts. */
    public static final int SEALS_OFFSET = 61;

    /** The texts, when no digest comes before them. */
    public static final int TEXTS_OFFSET = 64;

    static final int VERSION = 1;
    static final int SALT = 16;

    private static final int TS_OFFSET = 1;

    /** A party in an entry. The ref names the key its segment is sealed under; for an account it is the person. */
    public record Ref(Party.Kind kind, long ref) {

        /** The person's pseudonym, or null: other kinds share keys of the month, which identify nobody. */
        public @Nullable Long person() {
            return kind == Party.Kind.ACCOUNT && ref != 0 ? Long.valueOf(ref) : null;
        }
    }

    /** The person acted upon, as the index column has it. */
    public @Nullable Long targetPerson() {
        return target == null ? null : target.person();
    }

    public byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(HeadCodec.atMost(this));
        HeadCodec.write(this, buffer);
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /**
     * Reads a head.
     *
     * @throws IllegalArgumentException when the bytes are not a head of version 1, with what is wrong
     */
    public static EntryHead decode(byte[] head) {
        return HeadCodec.read(head);
    }

    /**
     * Reads the head of a whole entry, {@code head ‖ detail}.
     *
     * @throws IllegalArgumentException when it is none, with what is wrong
     */
    public static EntryHead ofEntry(byte[] entry) {
        return HeadCodec.readEntry(entry);
    }

    /** Writes the time into an encoded head; the log's order is only known once its head row is locked. */
    public static void stamp(byte[] head, long micros) {
        Objects.checkIndex(TS_OFFSET + Long.BYTES, head.length);
        ByteBuffer.wrap(head).putLong(TS_OFFSET, micros);
    }
}
