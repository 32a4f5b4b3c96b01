package org.gatehouse.audit.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.gatehouse.audit.entry.EntryHead.Ref;
import org.gatehouse.audit.event.Outcome;
import org.gatehouse.audit.event.Party;
import org.gatehouse.audit.event.Severity;
import org.gatehouse.audit.event.Tier;
import org.gatehouse.audit.merkle.LeafHash;
import org.jspecify.annotations.Nullable;

/** The layout {@link EntryHead} documents. Reading refuses whatever writing could not have produced. */
final class HeadCodec {

    private static final int ACTOR_SEALED = EntryHeadView.ACTOR_SEALED;
    private static final int TARGET_SEALED = EntryHeadView.TARGET_SEALED;
    private static final int SHORTENED = EntryHeadView.SHORTENED;

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

    static EntryHead read(byte[] head) {
        EntryHeadView view = new EntryHeadView();
        view.look(head, 0, head.length);
        return of(view, head);
    }

    static EntryHead readEntry(byte[] entry) {
        EntryHeadView view = new EntryHeadView();
        int length = view.lookAtEntry(entry, 0, entry.length);
        if (entry.length - length != view.detailLength()) {
            throw new IllegalArgumentException("the detail does not have the length the entry says");
        }
        return of(view, entry);
    }

    /** What the view has found to be in order; it looks at the beginning of the bytes. */
    private static EntryHead of(EntryHeadView view, byte[] bytes) {
        return new EntryHead(
                view.ts(),
                part(bytes, EntryHeadView.SALT_OFFSET, EntryHead.SALT),
                Tier.byId(view.tier()).orElseThrow(),
                view.realm(),
                view.type(),
                Outcome.byId(view.outcome()).orElseThrow(),
                Severity.byId(view.severity()).orElseThrow(),
                Objects.requireNonNull(ref(view.actorKind(), view.actorRef())),
                ref(view.targetKind(), view.targetRef()),
                view.occurredAt(),
                view.isSealed(EntryHeadView.SHORTENED),
                country(bytes),
                view.isSealed(ACTOR_SEALED) ? part(bytes, EntryHead.TEXTS_OFFSET, LeafHash.LENGTH) : null,
                view.isSealed(TARGET_SEALED) ? part(bytes, view.targetSealAt(), LeafHash.LENGTH) : null,
                text(view, bytes, 0),
                text(view, bytes, 1),
                text(view, bytes, 2),
                text(view, bytes, 3),
                text(view, bytes, 4),
                view.detailLength());
    }

    private static byte[] part(byte[] bytes, int from, int length) {
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private static @Nullable Ref ref(int kind, long ref) {
        return kind == 0 ? null : new Ref(Party.Kind.byId(kind).orElseThrow(), ref);
    }

    private static @Nullable String country(byte[] bytes) {
        return bytes[EntryHead.COUNTRY_OFFSET] == 0
                ? null
                : new String(bytes, EntryHead.COUNTRY_OFFSET, 2, StandardCharsets.US_ASCII);
    }

    private static @Nullable String text(EntryHeadView view, byte[] bytes, int number) {
        int from = view.textAt(number) + Short.BYTES;
        int length = view.textAt(number + 1) - from;
        return length == 0 ? null : new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static int flags(EntryHead head) {
        return (head.actorSeal() == null ? 0 : ACTOR_SEALED)
                | (head.targetSeal() == null ? 0 : TARGET_SEALED)
                | (head.shortened() ? SHORTENED : 0);
    }

    private static void writeRef(ByteBuffer out, @Nullable Ref ref) {
        out.put((byte) (ref == null ? 0 : ref.kind().id())).putLong(ref == null ? 0 : ref.ref());
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
}
