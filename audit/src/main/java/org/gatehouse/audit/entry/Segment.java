package org.gatehouse.audit.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatehouse.audit.event.Change;
import org.gatehouse.audit.event.Tier;
import org.jspecify.annotations.Nullable;

/**
 * What an entry knows about one person, before it is sealed under that person's key.
 *
 * @param changes the personal changes of the entry, in the order their fields have in the detail
 */
public record Segment(
        @Nullable String label,
        @Nullable String email,
        @Nullable String address,
        @Nullable String userAgent,
        List<Change> changes) {

    /** Which of an entry's two segments. */
    public enum Place {
        ACTOR,
        TARGET
    }

    private static final byte[] PURPOSE = "gatehouse audit seal v1".getBytes(StandardCharsets.US_ASCII);

    public boolean isEmpty() {
        return label == null && email == null && address == null && userAgent == null && changes.isEmpty();
    }

    public byte[] toJson() {
        return DetailJson.write(this);
    }

    public static Segment fromJson(byte[] json) {
        return DetailJson.readSegment(json);
    }

    /** Associated data: binds a seal to log, key and place, so that a ciphertext moved elsewhere does not open. */
    public static byte[] associatedData(int realm, Tier tier, long ref, Place place) {
        return ByteBuffer.allocate(PURPOSE.length + 14)
                .put(PURPOSE)
                .putInt(realm)
                .put((byte) tier.id())
                .putLong(ref)
                .put((byte) place.ordinal())
                .array();
    }
}
