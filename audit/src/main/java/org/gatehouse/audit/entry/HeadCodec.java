package org.gatehouse.audit.entry;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.gatehouse.audit.entry.EntryHead.Ref;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/** The layout {@link EntryHead} documents. Reading refuses whatever writing could not have produced. */
final class HeadCodec {

    private static final int ACTOR_SEALED = 1;
    private static final int TARGET_SEALED = 2;
    private static final int SHORTENED = 4;

    /** Everything but the texts' own bytes, both digests included. */
    private static final int WITHOUT_TEXTS = 140;

    private static final int UTF8_BYTES_PER_CHAR = 3;

    private HeadCodec() {}

    /** Bytes that are certainly enough: a buffer for the longest entry would cost more than all the rest of an append. */
    static int atMost(EntryHead head) {
        int chars = length(head.client())
                + length(head.session())
                + length(head.request())
                + length(head.node())
                + length(head.reason());
        return WITHOUT_TEXTS + chars * UTF8_BYTES_PER_CHAR;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    static void write(EntryHead head, ByteBuffer out) {
        out.put((byte) EntryHead.VERSION).putLong(head.ts()).put(head.salt());
        out.put((byte) head.tier().id()).putInt(head.realm()).putShort((short) head.type());
        out.put((byte) head.outcome().id()).put((byte) head.severity().id());
        writeRef(out, head.actor());
        writeRef(out, head.target());
        out.putLong(head.occurredAt()).putShort((short) flags(head));
        out.put(head.country() == null ? new byte[2] : head.country().getBytes(StandardCharsets.US_ASCII));
        writeDigest(out, head.actorSeal());
        writeDigest(out, head.targetSeal());
        writeText(out, head.client());
        writeText(out, head.session());
        writeText(out, head.request());
        writeText(out, head.node());
        writeText(out, head.reason());
        out.putShort((short) head.detailLength());
    }

    static EntryHead read(ByteBuffer in) {
        try {
            EntryHead head = readAll(in);
            require(!in.hasRemaining(), "bytes follow the head");
            return head;
        } catch (BufferUnderflowException ex) {
            throw new IllegalArgumentException("the head is cut short", ex);
        }
    }

    static EntryHead readEntry(ByteBuffer in) {
        try {
            EntryHead head = readAll(in);
            require(in.remaining() == head.detailLength(), "the detail does not have the length the entry says");
            return head;
        } catch (BufferUnderflowException ex) {
            throw new IllegalArgumentException("the head is cut short", ex);
        }
    }

    private static EntryHead readAll(ByteBuffer in) {
        int version = in.get();
        require(version == EntryHead.VERSION, "unknown version " + version);
        long ts = in.getLong();
        byte[] salt = readBytes(in, EntryHead.SALT);
        Tier tier = Tier.byId(in.get()).orElseThrow(() -> new IllegalArgumentException("unknown tier"));
        int realm = in.getInt();
        int type = Short.toUnsignedInt(in.getShort());
        Outcome outcome = Outcome.byId(in.get()).orElseThrow(() -> new IllegalArgumentException("unknown outcome"));
        Severity severity = Severity.byId(in.get()).orElseThrow(() -> new IllegalArgumentException("unknown severity"));
        Ref actor = readRef(in);
        if (actor == null) {
            throw new IllegalArgumentException("no actor");
        }
        Ref target = readRef(in);
        long occurredAt = in.getLong();
        int flags = in.getShort();
        require((flags & ~(ACTOR_SEALED | TARGET_SEALED | SHORTENED)) == 0, "unknown flags " + flags);
        String country = readCountry(in);
        byte[] actorSeal = (flags & ACTOR_SEALED) == 0 ? null : readBytes(in, LeafHash.LENGTH);
        byte[] targetSeal = (flags & TARGET_SEALED) == 0 ? null : readBytes(in, LeafHash.LENGTH);
        return new EntryHead(
                ts,
                salt,
                tier,
                realm,
                type,
                outcome,
                severity,
                actor,
                target,
                occurredAt,
                (flags & SHORTENED) != 0,
                country,
                actorSeal,
                targetSeal,
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                readText(in),
                Short.toUnsignedInt(in.getShort()));
    }

    private static int flags(EntryHead head) {
        return (head.actorSeal() == null ? 0 : ACTOR_SEALED)
                | (head.targetSeal() == null ? 0 : TARGET_SEALED)
                | (head.shortened() ? SHORTENED : 0);
    }

    private static void writeRef(ByteBuffer out, @Nullable Ref ref) {
        out.put((byte) (ref == null ? 0 : ref.kind().id())).putLong(ref == null ? 0 : ref.ref());
    }

    private static @Nullable Ref readRef(ByteBuffer in) {
        int kind = in.get();
        long ref = in.getLong();
        if (kind == 0) {
            require(ref == 0, "a ref without a kind");
            return null;
        }
        return new Ref(Party.Kind.byId(kind).orElseThrow(() -> new IllegalArgumentException("unknown kind")), ref);
    }

    private static void writeDigest(ByteBuffer out, byte @Nullable [] digest) {
        if (digest != null) {
            out.put(digest);
        }
    }

    private static void writeText(ByteBuffer out, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static @Nullable String readText(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        return length == 0 ? null : new String(readBytes(in, length), StandardCharsets.UTF_8);
    }

    private static @Nullable String readCountry(ByteBuffer in) {
        byte[] bytes = readBytes(in, 2);
        return bytes[0] == 0 ? null : new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] readBytes(ByteBuffer in, int length) {
        require(length <= in.remaining(), "the head is cut short");
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
